/** What hosts report of an order, and what finance and customers do with refunds. What a call does: `call.ts`. */
import type * as t from 'io-ts'
import * as entitlement from '../domain/entitlement/index.js'
import * as refund from '../domain/refund/index.js'
import type { MakeCall } from './call.js'
import type { FactsFor } from './order-facts.js'

export const refundCallsOf = (call: MakeCall, facts: FactsFor) => {
  const order = <D extends { readonly orderId: string }>(type: string, codec: t.Type<D, D, unknown>) =>
    call<D, entitlement.RegisteredEntitlement>(
      'entitlement',
      type,
      codec,
      (d) => d.orderId,
      (d) => facts.registered(d.orderId),
    )
  const pay = <D extends { readonly refundId: string }>(type: string, codec: t.Type<D, D, unknown>) =>
    call<D, refund.ProposedRefund>('refund', type, codec, (d) => d.refundId)

  return {
    /**
     * Facts from outside: they are recorded as they come and reduce what may still be claimed. What is said of money is for
     * finance, the merchant, the platform, your own jobs and, but for duty, the provider (`EntitlementForFinanceOnly`); a
     * delivery for staff and carriers, an edit for staff (`EntitlementForStaffOnly`).
     */
    orders: {
      /**
       * The order has arrived: windows begin there.
       *
       * Refused: `EntitlementForStaffOnly`, `OrderNotRegistered`.
       *
       * @example
       * await orders.recordDelivery({ orderId: '#1001', deliveredAt: '2026-01-04T10:00:00.000Z' }, { actor: carrier })
       */
      recordDelivery: order('RecordDelivery', entitlement.RecordDelivery),
      /**
       * A further payment of the order was captured.
       *
       * Refused: `EntitlementForStaffOnly`, `EntitlementForFinanceOnly`, `TenderUnknown`.
       *
       * @example
       * await orders.recordCapture(
       *   { orderId: '#1001', captureId: 'cap-1', tenderId: 'card', minor: 500 },
       *   { actor: finance },
       * )
       */
      recordCapture: order('RecordCapture', entitlement.RecordCapture),
      /**
       * A refund made elsewhere, such as in the dashboard of a provider: it reduces what may still be claimed.
       *
       * Refused: `EntitlementForStaffOnly`, `EntitlementForFinanceOnly`, `TenderUnknown`, `OrderFactsInconsistent`.
       *
       * @example
       * await orders.recordExternalRefund(
       *   {
       *     orderId: '#1001', externalId: 'x-1', tenderId: 'card', minor: 500,
       *     lines: [{ lineId: 'mug', quantity: 1 }],
       *   },
       *   { actor: finance },
       * )
       */
      recordExternalRefund: order('RecordExternalRefund', entitlement.RecordExternalRefund),
      /**
       * A bank takes money back: opened, won or lost.
       *
       * Refused: `EntitlementForStaffOnly`, `EntitlementForFinanceOnly`, `ChargebackUnknown`, `OrderFactsInconsistent`,
       * `TenderUnknown`.
       *
       * @example
       * await orders.recordChargeback(
       *   {
       *     orderId: '#1001', chargebackId: 'cb-1', status: 'opened', tenderId: 'card', minor: 500,
       *     reason: 'fraud',
       *   },
       *   { actor: finance },
       * )
       */
      recordChargeback: order('RecordChargeback', entitlement.RecordChargeback),
      /**
       * The order was edited: units were canceled, lines were added.
       *
       * Refused: `EntitlementForStaffOnly`, `OrderFactsInconsistent`.
       *
       * @example
       * await orders.recordEdit(
       *   {
       *     orderId: '#1001', editId: 'e-1', canceled: [{ lineId: 'mug', quantity: 1 }],
       *     added: [
       *       { lineId: 'lamp', sku: 'LAMP', quantity: 1, goods: 5, discount: 1, tax: 1, duty: 1, fee: 1 },
       *     ],
       *     reason: 'swap',
       *   },
       *   { actor: agent },
       * )
       */
      recordEdit: order('RecordOrderEdit', entitlement.RecordOrderEdit),
      /**
       * The authority gave duty back: once for each reclaim, and never more than was paid.
       *
       * Refused: `EntitlementForStaffOnly`, `EntitlementForFinanceOnly`, `OrderFactsInconsistent`.
       *
       * @example
       * await orders.recordDutyRecovered(
       *   { orderId: '#1001', reclaimId: 'dr-1', lines: [{ lineId: 'mug', minor: 500 }] },
       *   { actor: finance },
       * )
       */
      recordDutyRecovered: order('RecordDutyRecovered', entitlement.RecordDutyRecovered),
    },
    /** Money on its way back. */
    refunds: {
      /**
       * An approver who had no part in the case agrees; above a limit it takes two.
       *
       * Refused: `RefundNotFound`, `NotAnApprover`, `FourEyes`, `RefundNotOpen`.
       *
       * @example
       * await refunds.approve({ refundId }, { actor: finance })
       */
      approve: pay('ApproveRefund', refund.ApproveRefund),
      /**
       * An approver does not agree: nothing is paid, and what was reserved is free.
       *
       * Refused: `NotAnApprover`.
       *
       * @example
       * await refunds.decline({ refundId, code: 'FRAUD' }, { actor: finance })
       */
      decline: pay('DeclineRefund', refund.DeclineRefund),
      /**
       * After a definite no, or when the payment came back: the leg goes out again under a new key. Who said that it came
       * back, where no provider did, is not the one who sends it again.
       *
       * Refused: `LegNotFailed`, `LegTriedTooOften`, `NotAnApprover`, `FourEyes`.
       *
       * @example
       * await refunds.retryLeg({ refundId, legId: 'card' }, { actor: finance })
       */
      retryLeg: pay('RetryLeg', refund.RetryLeg),
      /**
       * The provider is asked again, at the next sweep of the worker.
       *
       * Refused: `NotAnApprover`, `LegUnknown`, `LegNotInFlight`.
       *
       * @example
       * await refunds.checkLeg({ refundId, legId: 'card' }, { actor: finance })
       */
      checkLeg: pay('CheckLeg', refund.CheckLeg),
      /**
       * The first of two persons: release a key that is proven unpaid, pay by hand, or send the money another way.
       *
       * Refused: `InvalidInput`, `LegStepNotPossible`, `NotAnApprover`, `LegUnknown`.
       *
       * @example
       * await refunds.proposeLegStep(
       *   {
       *     refundId, legId: 'card',
       *     step: { _tag: 'Reroute', via: { kind: 'bank', ref: 'B-1' }, consent: 'call 7' },
       *   },
       *   { actor: finance },
       * )
       */
      proposeLegStep: pay('ProposeLegStep', refund.ProposeLegStep),
      /**
       * The second of two persons.
       *
       * Refused: `FourEyes`, `NoStepProposed`.
       *
       * @example
       * await refunds.confirmLegStep({ refundId, legId: 'card' }, { actor: finance })
       */
      confirmLegStep: pay('ConfirmLegStep', refund.ConfirmLegStep),
      /**
       * An approver gives up what failed for good and will not be paid here. Not where the customer had paid some of it back
       * before it failed: that is paid once more.
       *
       * Refused: `NotAnApprover`, `RefundNotOpen`, `PaidBackMeanwhile`, `FourEyes`.
       *
       * @example
       * await refunds.abandon({ refundId, code: 'CLOSED' }, { actor: finance })
       */
      abandon: pay('AbandonRefund', refund.AbandonRefund),
      /**
       * A provider's word that came by itself, from a webhook that you have verified: by `provider` or `system`, never by a
       * person (`NotTheProvider`), who proves what they know by two (`proposeLegStep`). That money came back, an approver
       * may say, too.
       *
       * Refused: `RefundForStaffOnly`, `LegNotInFlight`, `LegUnknown`.
       *
       * @example
       * await refunds.recordAnswer({ refundId, legId: 'card', epoch: 1, answer }, { actor: { kind: 'provider', id: 'bank' } })
       */
      recordAnswer: pay('RecordLegAnswer', refund.RecordLegAnswer),
      /**
       * By the customer, or by staff for them: once for each deduction. `DeductionAlreadyContested`, `NotTheirRefund`.
       *
       * Refused: `DeductionUnknown`, `DeductionNotContestable`, `RefundNotOpen`.
       *
       * @example
       * await refunds.contestDeduction(
       *   { refundId, contestId: 'ct-1', index: 0, note: 'It hums.' },
       *   { actor: customer },
       * )
       */
      contestDeduction: pay('ContestDeduction', refund.ContestDeduction),
      /**
       * By an approver who had no part in the case. What is given back is a refund of its own. `FourEyes`.
       *
       * Refused: `NotAnApprover`, `ContestUnknown`, `ContestDecided`, `ReductionOutOfRange`.
       *
       * @example
       * await refunds.decideContest(
       *   { refundId, contestId: 'ct-1', verdict: 'reduced', minor: 500 },
       *   { actor: finance },
       * )
       */
      decideContest: pay('DecideContest', refund.DecideContest),
      /**
       * What a customer owes of a refund has come in, once for each payment. What is still on its way to them is not owed yet.
       *
       * Refused: `MoreThanReceivable`, `NotYetOwed`, `ReceivableNotOpen`, `ReceivableUnknown`, `NotAnApprover`.
       *
       * @example
       * await refunds.recordReceivablePaid(
       *   { refundId, receivableId, paymentId: 'in-1', minor: 500 },
       *   { actor: finance },
       * )
       */
      recordReceivablePaid: pay('RecordReceivablePaid', refund.RecordReceivablePaid),
      /**
       * The first of two persons: what is open of it will not come.
       *
       * Refused: `NotAnApprover`, `RefundNotFound`.
       *
       * @example
       * await refunds.proposeWriteOff({ refundId, receivableId, reason: 'GONE' }, { actor: finance })
       */
      proposeWriteOff: pay('ProposeWriteOff', refund.ProposeWriteOff),
      /**
       * The second of two persons.
       *
       * Refused: `FourEyes`, `NoWriteOffProposed`.
       *
       * @example
       * await refunds.confirmWriteOff({ refundId, receivableId }, { actor: finance })
       */
      confirmWriteOff: pay('ConfirmWriteOff', refund.ConfirmWriteOff),
    },
  }
}
