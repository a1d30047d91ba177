/**
 * Who tells whom. Read it from top to bottom and you have read the life of a case: the request asks for units, starts
 * the remedies, the inspection makes money due, the refund asks for it, pays, and the request hears how it ended.
 */
import type { EntitlementCommand } from '../entitlement/commands.js'
import type { EntitlementEvent } from '../entitlement/events.js'
import type { Event } from '../kernel/decider.js'
import type { Reaction, ReplyTo } from '../kernel/reaction.js'
import type { NoticeEvent } from '../notice/events.js'
import type { RefundCommand } from '../refund/commands.js'
import type { PaidLeg, RefundEvent } from '../refund/events.js'
import type { RequestCommand } from '../request/commands.js'
import type { RequestEvent } from '../request/events.js'
import type { ReturnCommand } from '../return/commands.js'
import type { ReturnEvent } from '../return/events.js'
import type { RefundEnd } from '../values/refund-basis.js'
import type { Refusal } from '../values/refusal.js'
import type { WorkerEvent } from '../worker/events.js'

export type AnyReply =
  | ReplyTo<'entitlement', EntitlementCommand>
  | ReplyTo<'request', RequestCommand>
  | ReplyTo<'return', ReturnCommand>
  | ReplyTo<'refund', RefundCommand>

export type DomainEvent = EntitlementEvent | RequestEvent | ReturnEvent | RefundEvent | NoticeEvent | WorkerEvent

type EventNamed<Type extends DomainEvent['type']> = Extract<DomainEvent, { readonly type: Type }>

const on = <Type extends DomainEvent['type']>(
  type: Type,
  name: string,
  react: (data: EventNamed<Type>['data']) => AnyReply | ReadonlyArray<AnyReply>,
): Reaction<Event, AnyReply> => ({
  name,
  on: type,
  react: (event) => {
    const replies = react(event.data as EventNamed<Type>['data'])
    return Array.isArray(replies) ? (replies as ReadonlyArray<AnyReply>) : [replies as AnyReply]
  },
})

const refundEnded = (
  data: { readonly refundId: string; readonly requestId: string; readonly round?: number },
  end: RefundEnd,
  paid = 0,
  refusal?: Refusal,
): AnyReply => ({
  to: 'request',
  id: data.requestId,
  command: {
    type: 'RecordRefundEnd',
    data: { refundId: data.refundId, end, paid, round: data.round ?? 1, ...(refusal === undefined ? {} : { refusal }) },
  },
})

const releaseMoney = (
  { orderId, refundId }: { readonly orderId: string; readonly refundId: string },
  paid?: ReadonlyArray<PaidLeg>,
): AnyReply => ({
  to: 'entitlement',
  id: orderId,
  command: {
    type: 'ReleaseMoney',
    data: paid === undefined ? { refundId } : { refundId, paid: paid.map((leg) => leg.tenderId) },
  },
})

interface PaidLegOf extends PaidLeg {
  readonly refundId: string
}
const legOf = ({ refundId, legId, epoch, tenderId, minor }: PaidLegOf): PaidLegOf => ({
  refundId,
  legId,
  epoch,
  tenderId,
  minor,
})

const settle = (data: PaidLegOf & { readonly orderId: string }): AnyReply => ({
  to: 'entitlement',
  id: data.orderId,
  command: { type: 'SettleMoney', data: legOf(data) },
})

const settleAll = (data: {
  readonly orderId: string
  readonly refundId: string
  readonly legs: ReadonlyArray<PaidLeg>
}): ReadonlyArray<AnyReply> =>
  data.legs.map((leg) => settle({ ...leg, refundId: data.refundId, orderId: data.orderId }))

const releaseUnits = ({ orderId, requestId }: { readonly orderId: string; readonly requestId: string }): AnyReply => ({
  to: 'entitlement',
  id: orderId,
  command: { type: 'ReleaseUnits', data: { claimId: requestId } },
})

export const reactions: ReadonlyArray<Reaction<Event, AnyReply>> = [
  // The request asks the order for its units, and hears the answer.
  on('SubmissionStarted', 'reserve-units', ({ orderId, requestId, submission, remedy, lines, evenIfAlike }) => ({
    to: 'entitlement',
    id: orderId,
    command: { type: 'ReserveUnits', data: { claimId: requestId, submission, remedy, lines, evenIfAlike } },
  })),
  on('UnitsReserved', 'submit-request', ({ claimId, submission, lines, currency }) => ({
    to: 'request',
    id: claimId,
    command: { type: 'RecordReservation', data: { _tag: 'Reserved', submission, lines, currency } },
  })),
  on('ReservationRefused', 'return-request-to-draft', ({ claimId, submission, refusal }) => ({
    to: 'request',
    id: claimId,
    command: { type: 'RecordReservation', data: { _tag: 'Refused', submission, refusal } },
  })),

  // It is decided, and what was not granted goes back to the order.
  on('RequestSubmitted', 'assess-request', ({ requestId }) => ({
    to: 'request',
    id: requestId,
    command: { type: 'AssessRequest', data: { requestId } },
  })),
  on('RequestApproved', 'start-remedies', ({ requestId, orderId, declined }) => [
    ...(declined.length === 0
      ? []
      : [
          {
            to: 'entitlement',
            id: orderId,
            command: { type: 'ReleaseUnits', data: { claimId: requestId, lines: declined } },
          } as const,
        ]),
    { to: 'request', id: requestId, command: { type: 'StartRemedies', data: { requestId } } } as const,
  ]),
  on('RequestRejected', 'release-units-of-rejected', releaseUnits),

  // The goods come back; what an inspection accepts makes money due.
  on('RemediesStarted', 'authorize-return', ({ requestId, orderId, lines, goods }) =>
    goods === undefined
      ? []
      : {
          to: 'return',
          id: goods.returnId,
          command: {
            type: 'AuthorizeReturn',
            data: { returnId: goods.returnId, requestId, orderId, lines, shipBy: goods.shipBy },
          },
        },
  ),
  on('ItemsInspected', 'record-inspection', ({ returnId, requestId, inspectionId, inspector, lines, deductions }) => ({
    to: 'request',
    id: requestId,
    command: {
      type: 'RecordInspection',
      data: {
        returnId,
        inspectionId,
        inspector,
        lines: lines.flatMap(({ lineId, accepted }) => (accepted === 0 ? [] : [{ lineId, quantity: accepted }])),
        deductions,
      },
    },
  })),
  on('ReturnCompleted', 'record-return-completed', ({ returnId, requestId, inspections }) => ({
    to: 'request',
    id: requestId,
    command: { type: 'RecordReturnCompleted', data: { returnId, inspections } },
  })),
  on('ReturnExpired', 'record-return-expired', ({ returnId, requestId }) => ({
    to: 'request',
    id: requestId,
    command: { type: 'RecordReturnCompleted', data: { returnId, inspections: [] } },
  })),

  // Money is proposed, reserved and approved; then its legs go out.
  on('RefundDue', 'propose-refund', ({ attempt: _attempt, ...due }) => ({
    to: 'refund',
    id: due.refundId,
    command: { type: 'ProposeRefund', data: due },
  })),
  on(
    'RefundProposed',
    'reserve-money',
    ({ refundId, requestId, orderId, outcome, lines, deductions, fees, terms }) => ({
      to: 'entitlement',
      id: orderId,
      command: {
        type: 'ReserveMoney',
        data: {
          refundId,
          claimId: requestId,
          outcome,
          lines,
          deductions,
          fees,
          shipping: terms.shipping,
          tenders: terms.tenders,
        },
      },
    }),
  ),
  on('MoneyReserved', 'record-money-reserved', ({ refundId, breakdown }) => ({
    to: 'refund',
    id: refundId,
    command: { type: 'RecordMoneyAnswer', data: { _tag: 'Reserved', breakdown } },
  })),
  on('MoneyReservationRefused', 'record-money-refused', ({ refundId, refusal }) => ({
    to: 'refund',
    id: refundId,
    command: { type: 'RecordMoneyAnswer', data: { _tag: 'Refused', refusal } },
  })),
  on('RefundApproved', 'submit-legs', ({ refundId, legs }) =>
    legs.map(({ legId }) => ({
      to: 'refund' as const,
      id: refundId,
      command: { type: 'SubmitLeg' as const, data: { refundId, legId } },
    })),
  ),
  on('RefundLegRerouted', 'submit-rerouted-leg', ({ refundId, newLegId }) => ({
    to: 'refund',
    id: refundId,
    command: { type: 'SubmitLeg', data: { refundId, legId: newLegId } },
  })),
  on('RefundLegSucceeded', 'settle-money', settle),
  on('RefundLegPaidManually', 'settle-money-paid-manually', settle),

  // What was paid came back: the order keeps it for this refund, and the case is open again.
  on('RefundLegReversed', 'reopen-after-reversal', (data) => [
    { to: 'entitlement', id: data.orderId, command: { type: 'ReverseMoney', data: legOf(data) } },
    {
      to: 'request',
      id: data.requestId,
      command: { type: 'RecordRefundReversed', data: { refundId: data.refundId, round: data.round } },
    },
  ]),

  // The request hears how each refund ended; what was not paid goes back to the order. What was paid is settled first,
  // also when it was settled before: what ends here may overtake the news of a single leg.
  on('RefundSucceeded', 'record-refund-succeeded', (data) => [
    ...settleAll(data),
    refundEnded(data, 'succeeded', data.paid),
  ]),
  on('RefundNotDue', 'record-refund-not-due', (data) => refundEnded(data, 'not_due')),
  on('RefundRefused', 'record-refund-refused', (data) => refundEnded(data, 'refused', 0, data.refusal)),
  on('RefundDeclined', 'record-refund-declined', (data) => [releaseMoney(data), refundEnded(data, 'declined')]),
  on('RefundAbandoned', 'record-refund-abandoned', (data) => [
    ...settleAll(data),
    releaseMoney(data, data.legs),
    refundEnded(data, 'abandoned', data.paid),
  ]),
  on('RefundCanceled', 'record-refund-canceled', (data) => [releaseMoney(data), refundEnded(data, 'canceled')]),

  // Taking a request back: the return or the refund is asked, and answers.
  on('CancellationStarted', 'ask-to-cancel', ({ requestId, orderId, returnId, refundIds, reason }) =>
    returnId !== undefined
      ? { to: 'return', id: returnId, command: { type: 'CancelReturn', data: { returnId, requestId, reason } } }
      : refundIds.map((refundId) => ({
          to: 'refund' as const,
          id: refundId,
          command: { type: 'CancelRefund' as const, data: { refundId, requestId, orderId } },
        })),
  ),
  on('ReturnCanceled', 'record-return-canceled', ({ requestId, returnId }) => ({
    to: 'request',
    id: requestId,
    command: { type: 'RecordReturnCanceled', data: { returnId } },
  })),
  on('ReturnCancellationRefused', 'record-goods-in-transit', ({ requestId }) => ({
    to: 'request',
    id: requestId,
    command: { type: 'RecordCancellationRefused', data: { why: 'goods_in_transit' } },
  })),
  on('RefundCancellationRefused', 'record-refund-in-flight', ({ requestId }) => ({
    to: 'request',
    id: requestId,
    command: { type: 'RecordCancellationRefused', data: { why: 'refund_in_flight' } },
  })),

  // Nothing ends while it still holds units.
  on('RequestCanceled', 'release-units-of-canceled', releaseUnits),
  on('RequestResolved', 'release-units-of-resolved', releaseUnits),
]
