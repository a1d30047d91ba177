/** The dictionary of staff: every event and every status has a name in both languages, and no two events share one. */
import { describe, expect, it } from 'vitest'
import { inWords } from '../../src/projections/words/index.js'
import { STATUSES } from '../../src/projections/words/statuses.js'
import { EVENT_TYPES } from '../../src/projections/event-types.js'
import { allowanceLifecycle } from '../../src/domain/allowance/lifecycle.js'
import { compensationLifecycle } from '../../src/domain/compensation/lifecycle.js'
import { deciders } from '../../src/domain/deciders.js'
import { entitlementLifecycle } from '../../src/domain/entitlement/lifecycle.js'
import { refundLifecycle } from '../../src/domain/refund/lifecycle.js'
import { repairLifecycle } from '../../src/domain/repair/lifecycle.js'
import { replacementLifecycle } from '../../src/domain/replacement/lifecycle.js'
import { requestLifecycle } from '../../src/domain/request/lifecycle.js'
import { returnLifecycle } from '../../src/domain/return/lifecycle.js'
import type { StreamKind } from '../../src/domain/values/ids.js'
import { workLifecycle } from '../../src/domain/work/lifecycle.js'

const CHINESE = /^[\u4e00-\u9fff,]+$/
const KINDS = Object.keys(deciders) as ReadonlyArray<StreamKind>
const lifecycles = {
  ...{ entitlement: entitlementLifecycle, request: requestLifecycle, return: returnLifecycle, refund: refundLifecycle },
  ...{ replacement: replacementLifecycle, repair: repairLifecycle, compensation: compensationLifecycle },
  ...{ allowance: allowanceLifecycle, workitem: workLifecycle },
}

describe('In words', () => {
  it.each(EVENT_TYPES)('%s has a name in Chinese, and its own in English', (type) => {
    const { en, zh } = inWords.event(type)
    expect(en).toMatch(/^[A-Z][a-z]*( [a-z]+)*$/)
    expect(en.replaceAll(' ', '').toLowerCase()).toBe(type.toLowerCase())
    expect(zh).toMatch(CHINESE)
  })

  it('no two events have the same name', () => {
    const names = EVENT_TYPES.map((type) => inWords.event(type).zh)
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([])
  })

  it.each(Object.entries(lifecycles))('every status of a life has a name, and no two the same: %s', (kind, life) => {
    const lived = new Set<string>(life.flatMap(([from, , to]) => [from, to]))
    expect(new Set(Object.keys(STATUSES[kind as StreamKind]))).toEqual(lived)
    const names = [...lived].map((status) => inWords.status(kind as StreamKind, status))
    for (const { zh } of names) expect(zh).toMatch(CHINESE)
    for (const { en } of names) expect(en).toMatch(/^[a-z]+( [a-z]+)*$/)
    expect(new Set(names.map(({ zh }) => zh)).size).toBe(names.length)
  })

  it('every kind and everybody who acts has a name', () => {
    const actors = ['customer', 'agent', 'warehouse', 'finance', 'merchant', 'platform', 'carrier', 'system']
    for (const { en, zh } of [...KINDS.map(inWords.kind), ...actors.map(inWords.actor)])
      expect([en, zh]).toEqual([expect.stringMatching(/^[a-z]+$/), expect.stringMatching(CHINESE)])
    expect(inWords.actor('provider')).toEqual({ en: 'payment provider', zh: '支付机构' })
  })

  it.each(['ForeseenByNobody', 'constructor', '__proto__', ''])(
    'what a newer release says stands for itself: %j',
    (code) => {
      const itself = { en: code, zh: code }
      expect([inWords.event(code), inWords.status('refund', code), inWords.actor(code)]).toEqual([
        itself,
        itself,
        itself,
      ])
    },
  )
})
