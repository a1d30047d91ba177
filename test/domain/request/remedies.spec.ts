import { describe, expect, it } from 'vitest'
import type { RequestEvent } from '../../../src/domain/request/index.js'
import { refundIdOf, returnIdOf } from '../../../src/domain/values/ids.js'
import * as given from '../../../src/testing/builders/request.js'
import {
  recordInspection,
  recordRefundEnd,
  recordReturnCompleted,
  refundDue,
  startRemedies,
} from '../../../src/testing/builders/request.js'
import {
  approved,
  canceling,
  closed,
  everyStatus,
  inProgress,
  keptRefund,
  refundOnly,
  rejected,
  request,
  resolved,
} from './situations.js'

const fee = (ruleId: string, reason: string) =>
  ({ ruleId, kind: 'restocking', reasons: [reason], basisPoints: 1_000, flat: 0 }) as const
const paid = (refundId: string, minor: number) => recordRefundEnd({ refundId, paid: minor })
const unheard = [inProgress, canceling]
/** What is on its way goes on while a remedy is switched, and while a platform looks at the case. */
const HEARING = ['in_progress', 'canceling', 'switching', 'in_arbitration', 'arbitrated']
const deaf = everyStatus.filter(([status]) => !HEARING.includes(status))

describe('Starting the remedies of an approved request', () => {
  it('calls the goods back, under the return id of this request, by the last day to ship', () => {
    approved.when(startRemedies()).then(given.remediesStarted())
    expect(given.returnId).toBe(returnIdOf('r-1'))
  })

  it('makes the money due at once where the goods stay with the customer', () =>
    request
      .given(given.requestOpened({ remedy: 'refund_only' }))
      .given(given.submissionStarted({ remedy: 'refund_only' }), given.requestSubmitted(), given.requestAssessed())
      .given(given.requestApproved())
      .when(startRemedies())
      .then(given.remediesStartedWithoutReturn(), keptRefund))

  it.each(everyStatus.filter(([status]) => status !== 'approved'))('is done once: nothing while %s', (_, there) =>
    there.when(startRemedies()).thenNothing(),
  )
})

describe('An inspection that accepts goods', () => {
  it('makes them due for refund, with everybody who took part so far', () => {
    inProgress.when(recordInspection()).then(refundDue())
    expect(refundDue().data.refundId).toBe(refundIdOf('r-1', 'i-1', 1))
  })

  it('passes its deductions on, and those fees that the reasons of the goods carry', () => {
    const deductions = [{ kind: 'depreciation', minor: 500 } as const]
    const fees = [fee('FEE-DEFECT', 'QL_DEFECTIVE'), fee('FEE-MIND', 'CM_CHANGED_MIND')]
    request
      .given(given.requestOpened(), given.submissionStarted({ terms: given.terms({ fees }) }))
      .given(given.requestSubmitted(), given.requestAssessed(), given.requestApproved(), given.remediesStarted())
      .when(recordInspection({ deductions }))
      .then(refundDue({ deductions, fees: [fee('FEE-DEFECT', 'QL_DEFECTIVE')] }))
  })

  it('leaves the way back to the policy where it has a fee for it, whatever reasons the fee names', () => {
    const worn = { kind: 'depreciation', minor: 500, code: 'worn' } as const
    const label = { kind: 'return_label', minor: 350, code: 'LABEL_AT_CUSTOMERS_COST' } as const
    const wayBack = (reason: string) => ({ ...fee('WAY-BACK', reason), kind: 'return_label' }) as const
    const under = (...fees: ReadonlyArray<ReturnType<typeof wayBack>>) =>
      request
        .given(given.requestOpened(), given.submissionStarted({ terms: given.terms({ fees }) }))
        .given(given.requestSubmitted(), given.requestAssessed(), given.requestApproved(), given.remediesStarted())
        .when(recordInspection({ deductions: [worn, label] }))
    under().then(refundDue({ deductions: [worn, label] }))
    under(wayBack('QL_DEFECTIVE')).then(refundDue({ deductions: [worn], fees: [wayBack('QL_DEFECTIVE')] }))
    under(wayBack('CM_CHANGED_MIND')).then(refundDue({ deductions: [worn] }))
  })

  it('counts the opener, the submitter, the reviewer and the inspector as involved, each once', () => {
    const involvedOf = (by: RequestEvent, inspector: string) =>
      request
        .given(given.requestOpened({ openedBy: { kind: 'agent', id: 'a-8' } }))
        .given(given.submissionStarted({ submittedBy: 'a-9' }), given.requestSubmitted(), given.requestAssessed(), by)
        .given(given.remediesStarted())
        .when(recordInspection({ inspector }))
    const rule = given.requestApproved({ by: { _tag: 'Rule', ruleId: 'AUTO' } })
    involvedOf(given.requestApproved(), 'w-1').then(refundDue({ involved: ['c-1', 'a-8', 'a-9', 'a-1', 'w-1'] }))
    involvedOf(rule, 'a-8').then(refundDue({ involved: ['c-1', 'a-8', 'a-9'] }))
  })

  it('makes its own refund, so that nobody waits for the last parcel', () => {
    const second = { inspectionId: 'i-2', lines: [{ lineId: 'shirt', quantity: 1 }] }
    inProgress
      .after(recordInspection({ lines: [{ lineId: 'shirt', quantity: 2 }] }))
      .when(recordInspection(second))
      .then(
        refundDue({
          refundId: refundIdOf('r-1', 'i-2', 1),
          basis: { _tag: 'Inspection', returnId: given.returnId, inspectionId: 'i-2' },
          lines: [{ lineId: 'shirt', quantity: 1, reason: 'QL_DEFECTIVE' }],
        }),
      )
  })

  it('is heard once, also while a cancellation waits for its answer', () => {
    for (const there of unheard) {
      there.when(recordInspection()).thenTypes('RefundDue')
      there.after(recordInspection()).when(recordInspection()).thenNothing()
    }
  })

  it('of another return is not heard', () =>
    inProgress.when(recordInspection({ returnId: returnIdOf('r-2') })).thenNothing())

  it.each(deaf)('comes to nothing while the request is %s', (_, there) => there.when(recordInspection()).thenNothing())
})

describe('An inspection that accepts nothing', () => {
  const nothing = recordInspection({ lines: [] })

  it('makes no money due', () => inProgress.when(nothing).then(given.inspectionWithoutRefund()))

  it('is heard once', () => inProgress.after(nothing).when(nothing).thenNothing())

  it('resolves the request when it was the last answer missing', () =>
    inProgress
      .after(recordReturnCompleted())
      .when(nothing)
      .then(given.inspectionWithoutRefund(), given.requestResolved({ refunded: 0 })))
})

describe('A request is resolved when everything that it started has ended', () => {
  it.each([
    ['the refund last', [recordInspection(), recordReturnCompleted(), paid(given.inspectionRefundId, 26_997)]],
    ['the return last', [recordInspection(), paid(given.inspectionRefundId, 26_997), recordReturnCompleted()]],
    // The two streams are read apart, so the end of the return may come before its inspection.
    ['the return first', [recordReturnCompleted(), recordInspection(), paid(given.inspectionRefundId, 26_997)]],
  ])('in any order: %s', (_, steps) => {
    const [last, ...before] = [...steps].reverse()
    const nearly = inProgress.after(...before.reverse())
    expect(nearly.state).toMatchObject({ status: 'in_progress' })
    nearly.when(last!).thenState((s) => expect(s).toMatchObject({ status: 'resolved' }))
  })

  it('with what was really paid over all its refunds', () => {
    const second = refundIdOf('r-1', 'i-2', 1)
    inProgress
      .after(recordInspection({ lines: [{ lineId: 'shirt', quantity: 2 }] }), paid(given.inspectionRefundId, 17_998))
      .after(recordInspection({ inspectionId: 'i-2', lines: [{ lineId: 'shirt', quantity: 1 }] }))
      .after(recordReturnCompleted({ inspections: ['i-1', 'i-2'] }))
      .when(paid(second, 8_999))
      .then(given.refundOutcomeRecorded({ refundId: second, paid: 8_999 }), given.requestResolved({ refunded: 26_997 }))
  })

  it('at once when nothing came back', () =>
    inProgress
      .when(recordReturnCompleted({ inspections: [] }))
      .then(given.returnOutcomeRecorded({ inspections: [] }), given.requestResolved({ refunded: 0 })))

  it('without any goods where the customer keeps them', () =>
    refundOnly
      .when(paid(given.keptRefundId, 26_997))
      .then(given.refundOutcomeRecorded({ refundId: given.keptRefundId }), given.requestResolved()))

  it.each([
    ['succeeded', 26_997],
    ['not_due', 0],
    ['declined', 0],
  ] as const)('by a refund that is %s', (end, minor) =>
    refundOnly
      .when(recordRefundEnd({ refundId: given.keptRefundId, end, paid: minor }))
      .thenState((s) => expect(s).toMatchObject({ status: 'resolved' })),
  )

  it.each(['refused', 'abandoned'] as const)(
    'but not by one that is %s: a person decides what becomes of it',
    (end) => {
      const outcome = { refundId: given.keptRefundId, end, paid: 0, refusal: given.chargebackOpen }
      refundOnly.when(recordRefundEnd(outcome)).then(given.refundOutcomeRecorded(outcome))
    },
  )
})

describe('News that a request has heard, or that do not concern it', () => {
  it('change nothing: the end of the return', () => {
    inProgress.after(recordReturnCompleted()).when(recordReturnCompleted()).thenNothing()
    inProgress.when(recordReturnCompleted({ returnId: returnIdOf('r-2') })).thenNothing()
  })

  it('change nothing: the end of a refund', () => {
    const heard = inProgress.after(recordInspection(), recordRefundEnd())
    heard.when(recordRefundEnd({ end: 'abandoned', paid: 0 })).thenNothing()
    heard.when(paid(refundIdOf('r-2', 'i-1', 1), 1)).thenNothing()
  })

  it.each(deaf)('change nothing while it is %s', (_, there) => {
    there.when(recordReturnCompleted()).thenNothing()
    there.when(recordRefundEnd()).thenNothing()
  })

  it('do not even reach the balance when they name a refund that nobody knows', () =>
    inProgress
      .given(given.refundOutcomeRecorded({ refundId: refundIdOf('r-9', 'i-1', 1) }))
      .when(recordInspection())
      .then(refundDue()))
})

describe('Closing', () => {
  it('ends a request that is resolved or rejected', () => {
    resolved.when(given.closeRequest()).then(given.requestClosed())
    rejected.when(given.closeRequest()).then(given.requestClosed())
  })

  it('again is nothing', () => closed.when(given.closeRequest()).thenNothing())
})
