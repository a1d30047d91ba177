/** What the audit trail says of an event. */
import { describe, expect, it } from 'vitest'
import { trail, type TrailEntry } from '../../src/projections/trail/trail.js'
import { OCCURRED, RECORDED, seen, STREAM } from './every-event.js'

const entry = (...of: Parameters<typeof seen>): TrailEntry => trail.touches(seen(...of))[0]!.change(undefined)!

describe('An entry of the audit trail', () => {
  it('names who did what when, by what right, through which channel, and what caused it', () =>
    expect(entry('RequestClosed')).toMatchObject({
      ...{ caseId: '1', type: 'RequestClosed', stream: STREAM, revision: 0 },
      ...{ occurredAt: OCCURRED, recordedAt: RECORDED, actorKind: 'agent', actorId: 'a-1', authority: 'agent' },
      ...{ channel: 'api', cause: 'c-1', commandId: 'c-1' },
    }))

  it('names the policy and the rule of a decision', () => {
    const policy = { policyId: 'standard', version: 3, hash: 'h' }
    const by = { _tag: 'Rule', ruleId: 'AUTO-SMALL', atMost: 5_000 }
    expect(entry('RequestApproved', { policy, by })).toMatchObject({ policy: 'standard@3', rule: 'AUTO-SMALL' })
  })

  it('says why: a reason, a code, or what refused it', () => {
    expect(entry('RequestCanceled', { reason: 'changed_mind' }).reason).toBe('changed_mind')
    expect(entry('RequestRejected', { code: 'NOT_DEFECTIVE' }).reason).toBe('NOT_DEFECTIVE')
    expect(entry('SubmissionRefused', { refusal: { _tag: 'LineUnknown', lineId: '1' } }).reason).toBe('LineUnknown')
  })

  it('repeats nothing that people wrote', () => {
    const note = { _tag: 'Sealed', subject: 'c-1', key: 'k', nonce: 'n', box: 'what the customer wrote' }
    expect(JSON.stringify(entry('RequestOpened', { note }))).not.toContain('wrote')
  })
})
