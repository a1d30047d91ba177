/** Whom each piece of a case waits for: no status without an answer, and no work that stands in nobody's queue. */
import { describe, expect, it } from 'vitest'
import { Compensation } from '../../src/domain/compensation/index.js'
import { compensationLifecycle } from '../../src/domain/compensation/lifecycle.js'
import { Refund } from '../../src/domain/refund/index.js'
import { refundLifecycle } from '../../src/domain/refund/lifecycle.js'
import { repairLifecycle } from '../../src/domain/repair/lifecycle.js'
import { Replacement } from '../../src/domain/replacement/index.js'
import { replacementLifecycle } from '../../src/domain/replacement/lifecycle.js'
import { Request } from '../../src/domain/request/index.js'
import { requestLifecycle } from '../../src/domain/request/lifecycle.js'
import { returnLifecycle } from '../../src/domain/return/lifecycle.js'
import { DEPARTMENTS, waitingIn } from '../../src/projections/case-files/waiting.js'
import * as evidence from '../../src/testing/builders/evidence.js'
import * as request from '../../src/testing/builders/request.js'
import { spec } from '../../src/testing/spec.js'
import { seen } from './every-event.js'

const LIFECYCLES = {
  ...{ request: requestLifecycle, return: returnLifecycle, refund: refundLifecycle },
  ...{ replacement: replacementLifecycle, repair: repairLifecycle, compensation: compensationLifecycle },
} as const
const EMPTY = {
  ...{
    valued: [],
    refunds: new Map(),
    receivables: new Map(),
    contests: new Map(),
    shares: [],
    debts: [],
    currency: 'EUR',
  },
}

describe.each(Object.entries(LIFECYCLES))('A %s', (kind, lifecycle) => {
  const statuses = [...new Set(lifecycle.flatMap(([from, , to]): ReadonlyArray<string> => [from, to]))]
  const goOn = new Set(lifecycle.flatMap(([from, , to]) => ((from as string) === to ? [] : [from as string])))

  it('waits for somebody in every status, or for nobody', () => {
    for (const status of statuses)
      expect(waitingIn(kind as keyof typeof LIFECYCLES, { ...EMPTY, status }).waitingFor, status).toBeTypeOf('string')
  })

  it('waits for nobody where nothing follows', () => {
    for (const status of statuses.filter((one) => !goOn.has(one)))
      expect(waitingIn(kind as keyof typeof LIFECYCLES, { ...EMPTY, status }).waitingFor, status).toBe('nobody')
  })
})

describe('Whom it waits for', () => {
  const opened = spec(Request).given(request.requestOpened(), request.submissionStarted(), request.requestSubmitted())

  it('is customer service while a request is under review, with what it is about', () =>
    expect(waitingIn('request', opened.given(request.requestAssessed()).state)).toEqual({
      waitingFor: 'customer_service',
      priority: 'normal',
      amount: { minor: 26_997, currency: 'GBP' },
    }))

  it('is the customer while evidence is due, and until when', () => {
    const asked = opened.given(request.requestAssessed(), evidence.evidenceRequested())
    expect(waitingIn('request', asked.state)).toMatchObject({
      waitingFor: 'customer',
      dueAt: expect.any(String) as unknown,
    })
  })

  const folded = <S>(
    decider: { readonly initial: S; readonly evolve: (s: S, e: never) => S },
    ...types: Array<string>
  ): S => types.reduce((state, type) => decider.evolve(state, seen(type).event as never), decider.initial)

  it('is finance while a refund wants approval, and as long as a customer owes or contests', () => {
    for (const types of [
      ['RefundProposed', 'RefundReserved', 'RefundApprovalRequested'],
      ['RefundProposed', 'RefundReserved', 'RefundNotDue', 'DeductionContested'],
    ])
      expect(waitingIn('refund', folded(Refund, ...types) as { readonly status: string }).waitingFor).toBe('finance')
  })

  it('is finance as long as the shop owes to who has paid for a benefit that nobody has', () => {
    const owed = folded(Compensation, 'CompensationProposed', 'RecoverySurplusFound')
    expect(waitingIn('compensation', owed as { readonly status: string }).waitingFor).toBe('finance')
  })

  it('is customer service for goods that cannot be had', () => {
    const out = folded(Replacement, 'ReplacementPlanned', 'ReplacementReserved', 'ReplacementOutOfStock')
    expect(waitingIn('replacement', out as { readonly status: string }).waitingFor).toBe('customer_service')
  })

  it('has words in both languages for every department', () => {
    for (const { en, zh } of Object.values(DEPARTMENTS)) expect(en !== '' && /\p{Script=Han}/u.test(zh)).toBe(true)
  })
})
