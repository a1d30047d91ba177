/** How money moves: a refund asks the order for it, its legs go out, and order and request hear how it ended. */
import type { Event } from '../kernel/decider.js'
import type { Reaction } from '../kernel/reaction.js'
import type { PaidLeg } from '../refund/events.js'
import type { WithheldAsk } from '../entitlement/commands.js'
import type { RefundBasis, RefundEnd } from '../values/refund-basis.js'
import type { Refusal } from '../values/refusal.js'
import { on, type AnyReply } from './on.js'

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

/** Where the money of a refund comes from, when it is not that of its units. */
const withheld = (basis: RefundBasis): { readonly from?: WithheldAsk } => {
  switch (basis._tag) {
    case 'DeductionWaived': {
      const { refundId, contestId, minor } = basis
      return { from: { _tag: 'KeptBack', refundId, contestId, minor } }
    }
    case 'DutyRecovered':
      return { from: { _tag: 'Duty', reclaimId: basis.reclaimId } }
    default:
      return {}
  }
}

/** No payment: what was paid before turns out to have been all. */
const REST_NOT_OWED = 'rest-not-owed'

export const moneyReactions: ReadonlyArray<Reaction<Event, AnyReply>> = [
  // Money is proposed, reserved and approved; then its legs go out.
  on('RefundDue', 'propose-refund', (due) => ({
    to: 'refund',
    id: due.refundId,
    command: { type: 'ProposeRefund', data: due },
  })),
  on(
    'RefundProposed',
    'reserve-money',
    ({ refundId, requestId, orderId, basis, attempt, outcome, lines, deductions, fees, terms }) => ({
      to: 'entitlement',
      id: orderId,
      command: {
        type: 'ReserveMoney',
        data: {
          refundId,
          claimId: requestId,
          attempt,
          outcome,
          lines,
          deductions,
          fees,
          shipping: terms.shipping,
          tenders: terms.tenders,
          ...(terms.duty === undefined ? {} : { duty: terms.duty }),
          ...withheld(basis),
        },
      },
    }),
  ),
  on('MoneyReserved', 'record-money-reserved', ({ refundId, breakdown }) => ({
    to: 'refund',
    id: refundId,
    command: { type: 'RecordMoneyAnswer', data: { _tag: 'Reserved', breakdown } },
  })),
  on('WithheldMoneyReserved', 'record-withheld-money-reserved', ({ refundId, breakdown }) => ({
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

  // A customer who got money twice, or whose refund lost its reason, owes it; what they pay is the order's again.
  on('OverpaymentFound', 'record-overpayment', (data) => ({
    to: 'refund',
    id: data.refundId,
    command: { type: 'RecordOverpayment', data },
  })),
  on('OverpaymentCleared', 'clear-overpayment', ({ refundId, chargebackId, epoch }) => ({
    to: 'refund',
    id: refundId,
    command: { type: 'ClearOverpayment', data: { refundId, chargebackId, epoch } },
  })),
  // Money of units that were refunded already falls due by itself.
  on('DeductionWaived', 'record-deduction-waived', (data) => {
    const { refundId, requestId, contestId, minor, lines, decidedBy } = data
    return {
      to: 'request',
      id: requestId,
      command: { type: 'RecordDeductionWaived', data: { refundId, contestId, minor, lines, decidedBy } },
    }
  }),
  on('DutyRecovered', 'record-duty-recovered', ({ reclaimId, due }) =>
    due.map(({ claimId, lines }) => ({
      to: 'request' as const,
      id: claimId,
      command: {
        type: 'RecordDutyRecovered' as const,
        data: { reclaimId, lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity })) },
      },
    })),
  ),
  on('ReceivablePaid', 'record-received-back', ({ orderId, minor: _minor, ...data }) => ({
    to: 'entitlement',
    id: orderId,
    command: { type: 'RecordReceivedBack', data },
  })),
  on('ReceivableCanceled', 'record-all-received-back', ({ orderId, refundId, receivableId, lines = [] }) =>
    orderId === undefined
      ? []
      : {
          to: 'entitlement',
          id: orderId,
          command: {
            type: 'RecordReceivedBack',
            data: { refundId, receivableId, paymentId: REST_NOT_OWED, tenders: [], lines },
          },
        },
  ),
]
