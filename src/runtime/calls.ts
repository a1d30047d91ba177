/** The library's commands as functions, by whom they are for. What each does with its input: `call.ts`. */
import type * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import * as entitlement from '../domain/entitlement/index.js'
import * as refund from '../domain/refund/index.js'
import * as request from '../domain/request/index.js'
import { callingOf } from './call.js'
import { compensationCallsOf } from './compensation-calls.js'
import type { AfterSalesError } from './errors.js'
import type { FactsFor } from './order-facts.js'
import { outboundCallsOf } from './outbound-calls.js'
import { returnCallsOf } from './return-calls.js'
import type { Runtime } from './runtime.js'

type Opened = request.OpenedRequest
type Proposed = refund.ProposedRefund
type Registered = entitlement.RegisteredEntitlement

export const callsOf = (runtime: Runtime, facts: FactsFor) => {
  const call = callingOf(runtime)
  const ofOrder = (d: { readonly orderId: string }) => d.orderId
  const ofRequest = (d: { readonly requestId: string }) => d.requestId
  const ofRefund = (d: { readonly refundId: string }) => d.refundId
  const registered = (d: { readonly orderId: string }) => facts.registered(d.orderId)

  const order = <D extends { readonly orderId: string }>(type: string, codec: t.Type<D, D, unknown>) =>
    call<D, Registered>('entitlement', type, codec, ofOrder, registered)
  const ask = <D extends { readonly requestId: string }>(
    type: string,
    codec: t.Type<D, D, unknown>,
    lookUp?: (data: D) => Promise<E.Either<AfterSalesError, unknown>>,
    answer?: (state: Opened) => AfterSalesError | undefined,
  ) => call<D, Opened>('request', type, codec, ofRequest, lookUp, answer)
  const pay = <D extends { readonly refundId: string }>(type: string, codec: t.Type<D, D, unknown>) =>
    call<D, Proposed>('refund', type, codec, ofRefund)

  return {
    /** Facts from outside: they are recorded as they come and reduce what may still be claimed. */
    orders: {
      recordDelivery: order('RecordDelivery', entitlement.RecordDelivery),
      recordCapture: order('RecordCapture', entitlement.RecordCapture),
      recordExternalRefund: order('RecordExternalRefund', entitlement.RecordExternalRefund),
      recordChargeback: order('RecordChargeback', entitlement.RecordChargeback),
      recordEdit: order('RecordOrderEdit', entitlement.RecordOrderEdit),
    },
    /** The customer's case. */
    requests: {
      open: ask('OpenRequest', request.OpenRequest, (d) => facts.forOpening(d.orderId)),
      edit: ask('EditRequest', request.EditRequest, (d) => facts.forEditing(d.requestId)),
      /** Refused at once (`UnitsAlreadyClaimed`, `DuplicateOpenRequest`, …) it is a draft again, to be edited. */
      submit: ask(
        'SubmitRequest',
        request.SubmitRequest,
        (d) => facts.forSubmitting(d.requestId),
        (state) => (state.status === 'draft' ? state.refusal : undefined),
      ),
      approve: ask('ApproveRequest', request.ApproveRequest),
      reject: ask('RejectRequest', request.RejectRequest),
      cancel: ask('CancelRequest', request.CancelRequest, undefined, (state) =>
        state.notCanceled === undefined
          ? undefined
          : { _tag: state.notCanceled === 'goods_in_transit' ? 'GoodsInTransit' : 'RefundInFlight' },
      ),
      retryRefund: ask('RetryRefund', request.RetryRefund),
      resolve: ask('ResolveRequest', request.ResolveRequest),
      close: ask('CloseRequest', request.CloseRequest),
      /** What is missing, and by when: the request waits, and expires when nothing comes. */
      askForEvidence: ask('AskForEvidence', request.AskForEvidence),
      /** Photos and files stay with the host; their ids and hashes stand here. */
      supplyEvidence: ask('SupplyEvidence', request.SupplyEvidence),
      answerSurvey: ask('AnswerSurvey', request.AnswerSurvey),
    },
    ...returnCallsOf(call),
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
      /** A provider's word that came by itself, from a webhook that the host has verified. */
      recordAnswer: pay('RecordLegAnswer', refund.RecordLegAnswer),
    },
    ...outboundCallsOf(call, facts),
    ...compensationCallsOf(runtime, call, facts),
  }
}
