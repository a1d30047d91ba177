/** What customers, staff and platforms do with the customer's case. */
import * as request from '../domain/request/index.js'
import type { MakeCall } from './call.js'
import type { AfterSalesError } from './errors.js'
import type { FactsFor } from './order-facts.js'
import { refusal, requestCallOf } from './request-call.js'
import { secondLookCallsOf } from './second-look-calls.js'

type Opened = request.OpenedRequest

const notCanceled = ({ notCanceled: why }: Opened): AfterSalesError | undefined => {
  switch (why) {
    case undefined:
      return undefined
    case 'goods_in_transit':
      return { _tag: 'GoodsInTransit' }
    case 'refund_in_flight':
      return { _tag: 'RefundInFlight' }
    case 'replacement_shipped':
      return { _tag: 'ReplacementShipped' }
  }
}

export const requestCallsOf = (call: MakeCall, facts: FactsFor) => {
  const ask = requestCallOf(call)

  return {
    /** The customer's case. */
    requests: {
      /**
       * A draft: which goods of an order, why, and what the customer wishes. What the order says of them is filled in.
       *
       * Refused: `NotOwner`, `LinesRepeated`, `ReasonUnknown`, `ReasonRequiresNote`, `RequestIdTaken`, `OrderUnknown`,
       * `InvalidInput`.
       *
       * @example
       * await requests.open(
       *   {
       *     requestId: 'R-1', orderId: '#1001', remedy: 'return_refund',
       *     lines: [{ lineId: 'mug', quantity: 1, reason: 'CM_CHANGED_MIND' }], note: 'It hums.',
       *   },
       *   { actor: customer },
       * )
       */
      open: ask('OpenRequest', request.OpenRequest, (d) => facts.forOpening(d.orderId)),
      /**
       * Changes what a draft asks for.
       *
       * Refused: `RequestUnknown`, `NotOwner`, `ReasonRequiresNote`, `RequestNotOpen`.
       *
       * @example
       * await requests.edit(
       *   {
       *     requestId: 'R-1', remedy: 'refund_only',
       *     lines: [{ lineId: 'mug', quantity: 1, reason: 'CM_CHANGED_MIND' }], note: 'It hums.',
       *   },
       *   { actor: customer },
       * )
       */
      edit: ask('EditRequest', request.EditRequest, (d) => facts.forEditing(d.requestId)),
      /**
       * What a draft would bring, by the policy of its order, as things stand: for a day, until the draft changes. Hand
       * its number to `submit` to hold the customer to what they saw.
       *
       * Refused: `UnitsAlreadyClaimed`, `LineUnknown`; `RequestNotOpen` for anything but a draft.
       *
       * @example
       * const { events } = await requests.quote({ requestId: 'R-1' }, { actor: customer })
       */
      quote: ask('QuoteRequest', request.QuoteRequest, (d) => facts.forQuoting(d.requestId)),
      /**
       * Refused at once (`UnitsAlreadyClaimed`, `DuplicateOpenRequest`, …) it is a draft again, to be edited.
       *
       * @example
       * await requests.submit(
       *   { requestId: 'R-1', override: { reason: 'goodwill' }, evenIfAlike: true, quote: 1 },
       *   { actor: customer },
       * )
       */
      submit: ask('SubmitRequest', request.SubmitRequest, (d) => facts.forSubmitting(d.requestId), refusal),
      /**
       * Grants what was asked for, or the lines that are named, within the limit of who reviews it; what follows begins
       * in the same call.
       *
       * Refused: `NotAReviewer`, `LimitExceeded`, `SelfApproval`, `ExceedsRequested`, `SameReviewer`.
       *
       * @example
       * await requests.approve({ requestId: 'R-1', lines: [{ lineId: 'mug', quantity: 1 }] }, { actor: agent })
       */
      approve: ask('ApproveRequest', request.ApproveRequest),
      /**
       * Declines what was asked for, with a code that the customer is told.
       *
       * Refused: `NotAReviewer`, `SelfApproval`, `SameReviewer`.
       *
       * @example
       * await requests.reject({ requestId: 'R-1', code: 'WORN', note: 'It hums.' }, { actor: agent })
       */
      reject: ask('RejectRequest', request.RejectRequest),
      /**
       * Takes the request back, as long as nothing is on its way that cannot be stopped.
       *
       * Refused: `NotOwner`, `GoodsInTransit`, `RefundInFlight`, `ReplacementShipped`, `RequestNotOpen`.
       *
       * @example
       * await requests.cancel({ requestId: 'R-1', reason: 'kept' }, { actor: customer })
       */
      cancel: ask('CancelRequest', request.CancelRequest, undefined, notCanceled),
      ...secondLookCallsOf(call, facts),
      /**
       * Pays anew what a refused or abandoned refund owed: another refund on the same basis.
       *
       * Refused: `RefundUnknown`, `RefundNotRetryable`, `RequestForStaffOnly`, `TriedTooOften`.
       *
       * @example
       * await requests.retryRefund({ requestId: 'R-1', refundId }, { actor: agent })
       */
      retryRefund: ask('RetryRefund', request.RetryRefund),
      /**
       * By staff: ends a request whose money cannot be paid here, with the reason.
       *
       * Refused: `RequestForStaffOnly`, `GoodsInTransit`, `RefundInFlight`, `RemedyOpen`.
       *
       * @example
       * await requests.resolve({ requestId: 'R-1', reason: 'done' }, { actor: agent })
       */
      resolve: ask('ResolveRequest', request.ResolveRequest),
      /**
       * Nothing is to be done any more: the case is closed.
       *
       * Refused: `RequestNotOpen`.
       *
       * @example
       * await requests.close({ requestId: 'R-1' }, { actor: agent })
       */
      close: ask('CloseRequest', request.CloseRequest),
      /**
       * What is missing, and by when: the request waits, and expires when nothing comes.
       *
       * Refused: `NotAReviewer`, `DueOutOfRange`.
       *
       * @example
       * await requests.askForEvidence(
       *   { requestId: 'R-1', asked: ['photo_of_damage'], dueAt: '2026-02-01T00:00:00.000Z', note: 'It hums.' },
       *   { actor: agent },
       * )
       */
      askForEvidence: ask('AskForEvidence', request.AskForEvidence),
      /**
       * Photos and files stay with the host; their ids and hashes stand here.
       *
       * Refused: `EvidenceTooLate`, `TooMuchEvidence`.
       *
       * @example
       * await requests.supplyEvidence(
       *   { requestId: 'R-1', items: [{ evidenceId: 'photo-1', kind: 'photo_of_damage', sha256 }] },
       *   { actor: customer },
       * )
       */
      supplyEvidence: ask('SupplyEvidence', request.SupplyEvidence),
      /**
       * How satisfied the customer is, from 1 to 5; once.
       *
       * Refused: `SurveyTwice`, `CustomerOnly`.
       *
       * @example
       * await requests.answerSurvey({ requestId: 'R-1', score: 5, note: 'It hums.' }, { actor: customer })
       */
      answerSurvey: ask('AnswerSurvey', request.AnswerSurvey),
    },
  }
}
