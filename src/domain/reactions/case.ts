/** How a case runs: units are asked for, it is decided, goods come back, and it is taken back or ends. */
import type { Event } from '../kernel/decider.js'
import type { Reaction } from '../kernel/reaction.js'
import { on, type AnyReply } from './on.js'
import { nothingBack, planGoodsOut, stopGoodsOut } from './goods-out.js'

interface Ended {
  readonly orderId: string
  readonly requestId: string
  /** Which claim it was; a second look at the case has one of its own. */
  readonly submission?: number
}

const submissionOf = ({ submission }: { readonly submission?: number | undefined }) =>
  submission === undefined ? {} : { submission }

const releaseUnits = ({ orderId, requestId: claimId, submission }: Ended): AnyReply => ({
  to: 'entitlement',
  id: orderId,
  command: { type: 'ReleaseUnits', data: { claimId, ...submissionOf({ submission }) } },
})

export const caseReactions: ReadonlyArray<Reaction<Event, AnyReply>> = [
  // The request asks the order for its units, and hears the answer.
  on('SubmissionStarted', 'reserve-units', ({ orderId, requestId: claimId, terms, ...started }) => {
    const { submission, remedy, lines, evenIfAlike } = started
    const duty = terms.refund.duty === undefined ? {} : { duty: terms.refund.duty }
    return {
      to: 'entitlement',
      id: orderId,
      command: { type: 'ReserveUnits', data: { claimId, submission, remedy, lines, evenIfAlike, ...duty } },
    }
  }),
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
  on('RequestApproved', 'start-remedies', ({ requestId, orderId, declined, submission }) => [
    ...(declined.length === 0
      ? []
      : [
          {
            to: 'entitlement',
            id: orderId,
            command: {
              type: 'ReleaseUnits',
              data: { claimId: requestId, lines: declined, ...(submission === undefined ? {} : { submission }) },
            },
          } as const,
        ]),
    { to: 'request', id: requestId, command: { type: 'StartRemedies', data: { requestId } } } as const,
  ]),
  on('RequestRejected', 'release-units-of-rejected', releaseUnits),
  on('AppealWithdrawn', 'release-units-of-appeal', releaseUnits),

  // The same wish twice is one case; and what a platform ruled is done.
  on('RequestMerged', 'merge-into', (merged) => [
    releaseUnits(merged),
    {
      to: 'request',
      id: merged.into,
      command: {
        type: 'RecordDuplicate',
        data: { from: merged.requestId, evidence: merged.evidence, ...submissionOf(merged) },
      },
    } as const,
  ]),
  on('DuplicateMerged', 'send-on-duplicate', ({ into, from, evidence, submission }) =>
    into === undefined
      ? []
      : {
          to: 'request',
          id: into,
          command: { type: 'RecordDuplicate', data: { from, evidence, ...submissionOf({ submission }) } },
        },
  ),
  on('CaseDecided', 'apply-ruling', ({ requestId }) => ({
    to: 'request',
    id: requestId,
    command: { type: 'ApplyRuling', data: { requestId } },
  })),

  // The goods come back; what an inspection accepts makes money due.
  on('RemediesStarted', 'authorize-return', ({ goods, ...started }) => {
    const { requestId, orderId, lines } = started
    if (goods === undefined) return planGoodsOut(started)
    const { returnId, shipBy } = goods
    // Planned first: goods never come back for something that nobody knows of.
    return [
      ...planGoodsOut(started),
      {
        to: 'return',
        id: returnId,
        command: { type: 'AuthorizeReturn', data: { returnId, requestId, orderId, lines, shipBy } },
      } as const,
    ]
  }),
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
  on('BasisWithdrawn', 'withdraw-basis', ({ requestId, orderId, revisionId, lines, reason, refundId }) =>
    refundId === undefined
      ? []
      : {
          to: 'refund',
          id: refundId,
          command: {
            type: 'WithdrawBasis',
            data: { refundId, requestId, orderId, withdrawalId: revisionId, lines, reason },
          },
        },
  ),
  on('BasisReinstated', 'reinstate-basis', ({ requestId, orderId, revisionId, refunds }) =>
    refunds.map(({ refundId, lines, withdrawals }) => ({
      to: 'refund' as const,
      id: refundId,
      command: {
        type: 'ReinstateBasis' as const,
        data: { refundId, requestId, orderId, revisionId, lines, withdrawals },
      },
    })),
  ),
  on('RefundBasisReinstated', 'record-reinstatement', ({ requestId, refundId, revisionId, lines }) => ({
    to: 'request',
    id: requestId,
    command: { type: 'RecordReinstatement', data: { refundId, revisionId, lines } },
  })),
  on('InspectionRevised', 'record-inspection-revised', ({ requestId, lines: _lines, ...revised }) => ({
    to: 'request',
    id: requestId,
    command: { type: 'RecordInspectionRevised', data: revised },
  })),
  on('GoodsLost', 'record-goods-lost', ({ returnId, requestId, lossId, lines, liable, declaredBy }) => ({
    to: 'request',
    id: requestId,
    command: {
      type: 'RecordGoodsLost',
      data: { returnId, lossId, lines, atCustomersRisk: liable === 'customer', declaredBy },
    },
  })),
  on('GoodsWaived', 'record-goods-waived', ({ returnId, requestId, waiverId, lines, waivedBy }) => ({
    to: 'request',
    id: requestId,
    command: { type: 'RecordGoodsWaived', data: { returnId, waiverId, lines, waivedBy } },
  })),
  on('ReturnCompleted', 'record-return-completed', (data) => {
    const { returnId, requestId, inspections, revisions, losses, waivers } = data
    return {
      to: 'request',
      id: requestId,
      command: { type: 'RecordReturnCompleted', data: { returnId, inspections, revisions, losses, waivers } },
    }
  }),
  on('ReturnExpired', 'record-return-expired', ({ returnId, requestId, waivers }) => ({
    to: 'request',
    id: requestId,
    command: { type: 'RecordReturnCompleted', data: { returnId, inspections: [], waivers } },
  })),

  // Taking a request back: the return or the refund is asked, and answers.
  on('CancellationStarted', 'ask-to-cancel', ({ requestId, orderId, returnId, replacementId, refundIds, reason }) => {
    if (returnId !== undefined)
      return { to: 'return', id: returnId, command: { type: 'CancelReturn', data: { returnId, requestId, reason } } }
    if (replacementId !== undefined)
      return {
        to: 'replacement',
        id: replacementId,
        command: { type: 'CancelReplacement', data: { replacementId, requestId, orderId, reason } },
      }
    return refundIds.map((refundId) => ({
      to: 'refund' as const,
      id: refundId,
      command: { type: 'CancelRefund' as const, data: { refundId, requestId, orderId } },
    }))
  }),
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
  on('RequestCanceled', 'release-units-of-canceled', (data) => [
    releaseUnits(data),
    ...stopGoodsOut(data, data.reason),
    ...nothingBack(data),
  ]),
  on('RequestExpired', 'release-units-of-expired', releaseUnits),
  on('RequestResolved', 'release-units-of-resolved', releaseUnits),
]
