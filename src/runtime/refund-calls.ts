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
      recordDelivery: order('RecordDelivery', entitlement.RecordDelivery),
      recordCapture: order('RecordCapture', entitlement.RecordCapture),
      recordExternalRefund: order('RecordExternalRefund', entitlement.RecordExternalRefund),
      recordChargeback: order('RecordChargeback', entitlement.RecordChargeback),
      recordEdit: order('RecordOrderEdit', entitlement.RecordOrderEdit),
      /** The authority gave duty back: once for each reclaim, and never more than was paid. */
      recordDutyRecovered: order('RecordDutyRecovered', entitlement.RecordDutyRecovered),
    },
    /** Money on its way back. */
    refunds: {
      approve: pay('ApproveRefund', refund.ApproveRefund),
      decline: pay('DeclineRefund', refund.DeclineRefund),
      /** After a definite no: the leg goes out again under a new key. */
      retryLeg: pay('RetryLeg', refund.RetryLeg),
      /** The provider is asked again, at the next sweep of the worker. */
      checkLeg: pay('CheckLeg', refund.CheckLeg),
      /** The first of two persons: release a key that is proven unpaid, pay by hand, or send the money another way. */
      proposeLegStep: pay('ProposeLegStep', refund.ProposeLegStep),
      /** The second of two persons. */
      confirmLegStep: pay('ConfirmLegStep', refund.ConfirmLegStep),
      abandon: pay('AbandonRefund', refund.AbandonRefund),
      /**
       * A provider's word that came by itself, from a webhook that you have verified: by `provider` or `system`, never by a
       * person (`NotTheProvider`), who proves what they know by two (`proposeLegStep`). That money came back, an approver
       * may say, too.
       *
       * @example
       * await refunds.recordAnswer({ refundId, legId: 'card', epoch: 1, answer }, { actor: { kind: 'provider', id: 'bank' } })
       */
      recordAnswer: pay('RecordLegAnswer', refund.RecordLegAnswer),
      /** By the customer, or by staff for them: once for each deduction. `DeductionAlreadyContested`, `NotTheirRefund`. */
      contestDeduction: pay('ContestDeduction', refund.ContestDeduction),
      /** By an approver who had no part in the case. What is given back is a refund of its own. `FourEyes`. */
      decideContest: pay('DecideContest', refund.DecideContest),
      /** What a customer owes of a refund has come in, once for each payment. `MoreThanReceivable`, `ReceivableNotOpen`. */
      recordReceivablePaid: pay('RecordReceivablePaid', refund.RecordReceivablePaid),
      /** The first of two persons: what is open of it will not come. */
      proposeWriteOff: pay('ProposeWriteOff', refund.ProposeWriteOff),
      /** The second of two persons. */
      confirmWriteOff: pay('ConfirmWriteOff', refund.ConfirmWriteOff),
    },
  }
}
