/** What the audit trail says of an event. */
import { describe, expect, it } from 'vitest'
import { trailEntry, type TrailEntry } from '../../../src/projections/trail/entry.js'
import { dataOf, OCCURRED, RECORDED, seen, STREAM, TYPES } from '../every-event.js'

const entry = (...of: Parameters<typeof seen>): TrailEntry => trailEntry(seen(...of), undefined, undefined)
const POLICY = { policyId: 'standard', version: 3, hash: 'h' }

describe('An entry of the audit trail', () => {
  it('names who did what when, by what right, through which channel, and what caused it', () =>
    expect(entry('RequestClosed')).toMatchObject({
      ...{ caseId: '1', type: 'RequestClosed', stream: STREAM, revision: 0, kind: 'request', id: '1' },
      ...{ occurredAt: OCCURRED, recordedAt: RECORDED, actorKind: 'agent', actorId: 'a-1', authority: 'agent' },
      ...{ channel: 'api', cause: 'c-1', commandId: 'c-1' },
    }))

  it('calls a stream by the id that the host gave it', () =>
    expect(entry('OrderRegistered', {}, { stream: 'aftersales_entitlement-main.~231.2' }).id).toBe('#1.2'))

  it('names the policy and the rule of a decision, in words too', () => {
    const by = { _tag: 'Rule', ruleId: 'AUTO-SMALL', atMost: 5_000 }
    expect(entry('RequestApproved', { policy: POLICY, by })).toMatchObject({
      ...{ policy: 'standard@3', rule: 'AUTO-SMALL' },
      why: {
        en: 'Decided by rule AUTO-SMALL under standard@3, up to 5000 minor units.',
        zh: '由规则 AUTO-SMALL 决定(政策 standard@3),上限 5000(最小货币单位)。',
      },
    })
  })

  it.each([
    [
      'RequestApproved',
      { _tag: 'Person', actorId: 'a-1', role: 'lead', atMost: 5 },
      /a person as lead under .*5 minor/,
    ],
    ['RequestApproved', { _tag: 'Ruling', rulingId: 'TB-1', authority: 'taobao_45' }, /Ruling TB-1 under taobao_45/],
    ['RefundApproved', { _tag: 'Persons', approvers: [{}, {}] }, /by persons: 2/],
    ['CompensationApproved', { _tag: 'Authority', actorId: 'a-1', role: 'lead' }, /a person as lead/],
  ])('says of %s who decided: %j', (type, by, en) => {
    const { why } = entry(type, { by, policy: POLICY })
    expect(why!.en).toMatch(en)
    expect(why!.zh).toMatch(/[\u4e00-\u9fff]/)
  })

  it('says why: a reason, a code, or what refused it, in the words of the domain', () => {
    expect(entry('RequestCanceled', { reason: 'changed_mind' }).reason).toBe('changed_mind')
    expect(entry('RequestRejected', { code: 'NOT_DEFECTIVE' }).reason).toBe('NOT_DEFECTIVE')
    const refusal = { _tag: 'ExceedsOrdered', lineId: '1', asked: 3, ordered: 2 }
    expect(entry('SubmissionRefused', { refusal })).toMatchObject({
      reason: 'ExceedsOrdered',
      why: { en: 'Asked for 3, but only 2 were ordered.', zh: '申请数量 3 超过订购数量 2。' },
    })
  })

  it('has words for every refusal that is an example of a stored event', () => {
    const refused = TYPES.filter((type) => 'refusal' in dataOf(type))
    expect(refused.length).toBeGreaterThan(3)
    for (const type of refused) expect(entry(type).why?.en, type).not.toMatch(/undefined/)
    for (const type of refused) expect(entry(type).why, type).toBeDefined()
  })

  it('says nothing where it knows no words', () => {
    expect(entry('SubmissionRefused', { refusal: { _tag: 'toString' } })).not.toHaveProperty('why')
    expect(entry('NoticeDiscarded', { by: 'a-1' })).not.toHaveProperty('why')
  })

  it('marks what is not what was written', () => {
    expect(trailEntry(seen('RequestClosed'), undefined, undefined, false).isBroken).toBe(true)
    expect(entry('RequestClosed')).not.toHaveProperty('isBroken')
  })

  it('repeats nothing that people wrote', () => {
    const note = { _tag: 'Sealed', subject: 'c-1', key: 'k', nonce: 'n', box: 'what the customer wrote' }
    expect(JSON.stringify(entry('RequestOpened', { note }))).not.toContain('wrote')
    const told = trailEntry(seen('RequestOpened', { note }), { status: 'none' }, { status: 'draft', note })
    expect(JSON.stringify(told)).not.toContain('wrote')
  })
})
