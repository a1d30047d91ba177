/** The library's commands as functions, by whom they are for. What each does with its input: `call.ts`. */
import type * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import * as request from '../domain/request/index.js'
import { callingOf } from './call.js'
import { compensationCallsOf } from './compensation-calls.js'
import type { AfterSalesError } from './errors.js'
import type { FactsFor } from './order-facts.js'
import { outboundCallsOf } from './outbound-calls.js'
import { refundCallsOf } from './refund-calls.js'
import { returnCallsOf } from './return-calls.js'
import type { Runtime } from './runtime.js'

type Opened = request.OpenedRequest

export const callsOf = (runtime: Runtime, facts: FactsFor) => {
  const call = callingOf(runtime)
  const ofRequest = (d: { readonly requestId: string }) => d.requestId

  const ask = <D extends { readonly requestId: string }>(
    type: string,
    codec: t.Type<D, D, unknown>,
    lookUp?: (data: D) => Promise<E.Either<AfterSalesError, unknown>>,
    answer?: (state: Opened) => AfterSalesError | undefined,
  ) => call<D, Opened>('request', type, codec, ofRequest, lookUp, answer)

  return {
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
    ...refundCallsOf(call, facts),
    ...outboundCallsOf(call, facts),
    ...compensationCallsOf(runtime, call, facts),
  }
}
