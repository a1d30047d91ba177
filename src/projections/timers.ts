/**
 * What time does. Timers exist only where expiry changes state: each row is a command and the instant at which it falls
 * due. Instants come from events, so the table can be made again; firing twice, late or for nothing is harmless,
 * because the decider looks at the instant itself.
 */
import type { CompensationCommand } from '../domain/compensation/index.js'
import type { RefundCommand } from '../domain/refund/index.js'
import type { RepairCommand } from '../domain/repair/index.js'
import { lastReturnBy, type ReplacementCommand } from '../domain/replacement/index.js'
import type { RequestCommand } from '../domain/request/index.js'
import type { ReturnCommand } from '../domain/return/index.js'
import type { Instant } from '../domain/values/instant.js'
import { drop, dueAt, put, type ProjectedEvent, type Projection, type TableChange } from './projection.js'

type Timed<C extends { readonly type: string; readonly data: unknown }, Type extends C['type']> = Pick<
  Extract<C, { readonly type: Type }>,
  'type' | 'data'
>

export type TimerCommand =
  | { readonly to: 'refund'; readonly id: string; readonly command: Timed<RefundCommand, 'ReportLegSilent'> }
  | {
      readonly to: 'request'
      readonly id: string
      readonly command: Timed<RequestCommand, 'ExpireEvidence' | 'ReportGoodsOverdue'>
    }
  | {
      readonly to: 'return'
      readonly id: string
      readonly command: Timed<ReturnCommand, 'ExpireReturn' | 'EscalateHeldGoods'>
    }
  | {
      readonly to: 'replacement'
      readonly id: string
      readonly command: Timed<ReplacementCommand, 'ExpireReplacement'>
    }
  | {
      readonly to: 'repair'
      readonly id: string
      readonly command: Timed<RepairCommand, 'LapseRepairQuote' | 'ReportRepairOverdue'>
    }
  | {
      readonly to: 'compensation'
      readonly id: string
      readonly command: Timed<CompensationCommand, 'ReportBenefitSilent' | 'LapseOffer'>
    }

const answerDue = (refundId: string, legId: string): string => `answer-due ${refundId} ${legId}`
const evidenceDue = (stream: string): string => `evidence-due ${stream}`
const shipBy = (stream: string): string => `ship-by ${stream}`
const sendBack = (stream: string): string => `send-back-by ${stream}`

const payBy = (replacementId: string): string => `pay-by ${replacementId}`
const returnBy = (replacementId: string): string => `return-by ${replacementId}`
const lastReturn = (replacementId: string): string => `last-return-by ${replacementId}`
const quoteEnd = (repairId: string): string => `quote-end ${repairId}`
const finishBy = (repairId: string): string => `finish-by ${repairId}`

const benefitDue = (compensationId: string): string => `benefit-due ${compensationId}`
const offerEnd = (compensationId: string): string => `offer-end ${compensationId}`

const timersOf = (seen: ProjectedEvent): ReadonlyArray<TableChange> => {
  const { stream, event } = seen
  switch (event.type) {
    case 'RefundLegSubmitted': {
      const { refundId, legId, epoch, attempt, answerDueAt } = event.data
      const timer: TimerCommand = {
        to: 'refund',
        id: refundId,
        command: { type: 'ReportLegSilent', data: { refundId, legId, epoch, attempt } },
      }
      return [put(answerDue(refundId, legId), dueAt(seen, answerDueAt), timer)]
    }
    case 'RefundLegUnknown':
    case 'RefundLegProcessing':
    case 'RefundLegNeedsAttention':
    case 'RefundLegSucceeded':
    case 'RefundLegFailed':
    case 'RefundLegReversed':
      return [drop(answerDue(event.data.refundId, event.data.legId))]
    case 'ReturnAuthorized': {
      const { returnId } = event.data
      const timer: TimerCommand = {
        to: 'return',
        id: returnId,
        command: { type: 'ExpireReturn', data: { returnId } },
      }
      return [put(shipBy(stream), dueAt(seen, event.data.shipBy), timer)]
    }
    case 'EvidenceRequested': {
      const { requestId } = event.data
      const timer: TimerCommand = {
        to: 'request',
        id: requestId,
        command: { type: 'ExpireEvidence', data: { requestId } },
      }
      return [put(evidenceDue(stream), dueAt(seen, event.data.dueAt), timer)]
    }
    case 'EvidenceSupplied':
    case 'RequestExpired':
    case 'RequestCanceled':
    case 'RequestMerged':
    case 'AppealWithdrawn':
    case 'PlatformCaseOpened':
      return [drop(evidenceDue(stream))]
    case 'ParcelShipped':
    case 'FirstScanRecorded':
    case 'ParcelScanned':
    case 'ParcelReceived':
    case 'ParcelRefused':
    case 'ReturnClosedShort':
    case 'ReturnCompleted':
    case 'ReturnExpired':
    case 'ReturnCanceled':
      return [drop(shipBy(stream))]
    case 'ReplacementReserved':
    case 'ReplacementRepriced': {
      const { replacementId, payBy: due } = event.data
      const timer: TimerCommand = {
        to: 'replacement',
        id: replacementId,
        command: { type: 'ExpireReplacement', data: { replacementId } },
      }
      return [due === undefined ? drop(payBy(replacementId)) : put(payBy(replacementId), dueAt(seen, due), timer)]
    }
    case 'DifferenceSecured':
      return event.data.open === 0 ? [drop(payBy(event.data.replacementId))] : []
    case 'ReplacementOutOfStock':
    case 'ReplacementExpired':
      return [drop(payBy(event.data.replacementId))]
    case 'ReplacementCanceled': {
      const { replacementId } = event.data
      return [drop(payBy(replacementId)), drop(returnBy(replacementId)), drop(lastReturn(replacementId))]
    }
    case 'ReplacementReleasedInAdvance': {
      const { replacementId, requestId, returnBy: first } = event.data
      const overdue = (key: string, at: Instant, isLast: boolean): TableChange => {
        const timer: TimerCommand = {
          to: 'request',
          id: requestId,
          command: { type: 'ReportGoodsOverdue', data: { requestId, replacementId, dueAt: at, isLast } },
        }
        return put(key, dueAt(seen, at), timer)
      }
      return [
        overdue(returnBy(replacementId), first, false),
        overdue(lastReturn(replacementId), lastReturnBy(first), true),
      ]
    }
    case 'SecurityReleased':
    case 'RecoveryDue':
      return [drop(returnBy(event.data.replacementId)), drop(lastReturn(event.data.replacementId))]
    case 'RepairGoodsReceived': {
      const { repairId, finishBy: due } = event.data
      const timer: TimerCommand = {
        to: 'repair',
        id: repairId,
        command: { type: 'ReportRepairOverdue', data: { repairId } },
      }
      return due === undefined ? [] : [put(finishBy(repairId), dueAt(seen, due), timer)]
    }
    case 'RepairDiagnosed': {
      const { repairId, quote } = event.data
      const timer: TimerCommand = {
        to: 'repair',
        id: repairId,
        command: { type: 'LapseRepairQuote', data: { repairId } },
      }
      return quote === undefined ? [] : [put(quoteEnd(repairId), dueAt(seen, quote.validUntil), timer)]
    }
    case 'RepairQuoteAccepted':
      return [drop(quoteEnd(event.data.repairId))]
    case 'RepairFinished':
    case 'RepairOverdue':
      return [drop(finishBy(event.data.repairId))]
    case 'RepairQuoteDeclined':
    case 'RepairQuoteLapsed':
    case 'RepairFailed':
    case 'RepairCanceled':
      return [drop(quoteEnd(event.data.repairId)), drop(finishBy(event.data.repairId))]
    case 'SendBackDeadlineSet': {
      const { returnId, sendBackBy } = event.data
      const timer: TimerCommand = {
        to: 'return',
        id: returnId,
        command: { type: 'EscalateHeldGoods', data: { returnId } },
      }
      return [put(sendBack(stream), dueAt(seen, sendBackBy), timer)]
    }
    case 'SendBackDeadlineMet':
    case 'HeldGoodsOverdue':
      return [drop(sendBack(stream))]
    case 'BenefitSubmitted':
    case 'RevocationSubmitted': {
      const { compensationId, attempt, answerDueAt } = event.data
      const timer: TimerCommand = {
        to: 'compensation',
        id: compensationId,
        command: { type: 'ReportBenefitSilent', data: { compensationId, attempt } },
      }
      return [put(benefitDue(compensationId), dueAt(seen, answerDueAt), timer)]
    }
    case 'BenefitUnknown':
    case 'BenefitProcessing':
    case 'BenefitNeedsAttention':
    case 'CompensationIssued':
    case 'CompensationIssueFailed':
    case 'RevocationFailed':
    case 'CompensationRevoked':
    case 'BenefitRedeemed':
      return [drop(benefitDue(event.data.compensationId))]
    case 'CompensationOffered': {
      const { compensationId, expiresAt } = event.data
      const timer: TimerCommand = {
        to: 'compensation',
        id: compensationId,
        command: { type: 'LapseOffer', data: { compensationId } },
      }
      return [put(offerEnd(compensationId), dueAt(seen, expiresAt), timer)]
    }
    case 'CompensationAccepted':
    case 'CompensationDeclined':
    case 'CompensationLapsed':
    case 'CompensationCanceled':
      return [drop(offerEnd(event.data.compensationId))]
    default:
      return []
  }
}

export const timers: Projection = { table: 'timers', rows: timersOf }
