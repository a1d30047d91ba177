/** The library's commands as functions, by whom they are for. What each does with its input: `call.ts`. */
import type * as t from 'io-ts'
import * as entitlement from '../domain/entitlement/index.js'
import * as refund from '../domain/refund/index.js'
import * as goods from '../domain/return/index.js'
import { callingOf } from './call.js'
import { compensationCallsOf } from './compensation-calls.js'
import type { FactsFor } from './order-facts.js'
import { requestCallsOf } from './request-calls.js'
import type { Runtime } from './runtime.js'

type Authorized = goods.AuthorizedReturn
type Proposed = refund.ProposedRefund
type Registered = entitlement.RegisteredEntitlement

export const callsOf = (runtime: Runtime, facts: FactsFor) => {
  const call = callingOf(runtime)
  const ofOrder = (d: { readonly orderId: string }) => d.orderId
  const ofReturn = (d: { readonly returnId: string }) => d.returnId
  const ofRefund = (d: { readonly refundId: string }) => d.refundId
  const registered = (d: { readonly orderId: string }) => facts.registered(d.orderId)

  const order = <D extends { readonly orderId: string }>(type: string, codec: t.Type<D, D, unknown>) =>
    call<D, Registered>('entitlement', type, codec, ofOrder, registered)
  const back = <D extends { readonly returnId: string }>(type: string, codec: t.Type<D, D, unknown>) =>
    call<D, Authorized>('return', type, codec, ofReturn)
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
    ...requestCallsOf(call, facts),
    /** Goods on their way back. */
    returns: {
      registerParcel: back('RegisterParcel', goods.RegisterParcel),
      receiveParcel: back('ReceiveParcel', goods.ReceiveParcel),
      inspect: back('InspectItems', goods.InspectItems),
      dispose: back('DisposeItems', goods.DisposeItems),
      closeShort: back('CloseReturnShort', goods.CloseReturnShort),
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
      /** A provider's word that came by itself, from a webhook that the host has verified. */
      recordAnswer: pay('RecordLegAnswer', refund.RecordLegAnswer),
    },
    ...compensationCallsOf(runtime, call, facts),
  }
}
