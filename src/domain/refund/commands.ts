/** What finance asks of a refund (the codecs are the border), what providers answer, and what reactions tell it. */
import type * as t from 'io-ts'
import { record, whole } from '../kernel/codec.js'
import type { Command } from '../kernel/decider.js'
import type { Breakdown } from '../values/breakdown.js'
import { ReasonCode } from '../values/codes.js'
import { PositiveMinor } from '../values/money.js'
import { Note } from '../values/note.js'
import type { LineUnits } from '../values/units.js'
import { HostId, Uuid } from '../values/ids.js'
import { LegAnswer } from '../values/leg-answer.js'
import type { Refusal } from '../values/refusal.js'
import type { EventOfFamily } from '../kernel/event-family.js'
import { DeductionIndex, LegStep, LAST_EPOCH, ContestVerdict, type RefundProposed } from './events.js'

export const ApproveRefund = record('ApproveRefund', { refundId: Uuid })
export const DeclineRefund = record('DeclineRefund', { refundId: Uuid, code: ReasonCode })
/** After a definite no: the leg goes out again under a new key. */
export const RetryLeg = record('RetryLeg', { refundId: Uuid, legId: HostId })
/** Finance wants the provider asked again, now. */
export const CheckLeg = record('CheckLeg', { refundId: Uuid, legId: HostId })
/** The first of two persons. A new proposal takes the place of an older one. */
export const ProposeLegStep = record('ProposeLegStep', { refundId: Uuid, legId: HostId, step: LegStep })
/** The second of two persons. */
export const ConfirmLegStep = record('ConfirmLegStep', { refundId: Uuid, legId: HostId })
export const AbandonRefund = record('AbandonRefund', { refundId: Uuid, code: ReasonCode })

/** The customer, or staff for them, does not accept what was kept back. */
export const ContestDeduction = record(
  'ContestDeduction',
  { refundId: Uuid, contestId: HostId, index: DeductionIndex },
  { note: Note },
)
/** `minor` with `reduced`: how much of the deduction is given back. */
export const DecideContest = record(
  'DecideContest',
  { refundId: Uuid, contestId: HostId, verdict: ContestVerdict },
  { minor: PositiveMinor },
)
/** The customer has paid something of what they owe. */
export const RecordReceivablePaid = record('RecordReceivablePaid', {
  refundId: Uuid,
  receivableId: Uuid,
  paymentId: HostId,
  minor: PositiveMinor,
})
/** The first of two persons: what is open will not come. */
export const ProposeWriteOff = record('ProposeWriteOff', { refundId: Uuid, receivableId: Uuid, reason: ReasonCode })
/** The second of two persons. */
export const ConfirmWriteOff = record('ConfirmWriteOff', { refundId: Uuid, receivableId: Uuid })

/** A provider's word on a leg, from a call, a look-up or a webhook. */
export const RecordLegAnswer = record('RecordLegAnswer', {
  refundId: Uuid,
  legId: HostId,
  epoch: whole('Epoch', 1, LAST_EPOCH),
  answer: LegAnswer,
})

export type MoneyAnswer =
  { readonly _tag: 'Reserved'; readonly breakdown: Breakdown } | { readonly _tag: 'Refused'; readonly refusal: Refusal }

interface OneLeg {
  readonly refundId: string
  readonly legId: string
}

/** The provider was asked about a leg, and what it said settles nothing. */
export interface LegFinding extends OneLeg {
  readonly epoch: number
  /** How often it had been asked before: of two who ask at once, one is heard. */
  readonly check: number
  /** `not_askable`: the provider knows no look-up. */
  readonly found: 'silent' | 'never_seen' | 'not_askable'
  readonly retryAfterSeconds?: number
  /** What the provider declares of itself, as far as it matters here. */
  readonly provider: {
    readonly keyWindowSeconds?: number
    readonly lookupSettlesAfterSeconds?: number
    readonly minIntervalSeconds?: number
  }
  /** Chance from outside, 0 to 999 thousandths: so that many legs are not asked about at the same moment. */
  readonly spread: number
}

/** The reason for the money is gone, for some of its units. */
export interface WithdrawBasis {
  readonly refundId: string
  readonly requestId: string
  readonly orderId: string
  readonly withdrawalId: string
  readonly lines: ReadonlyArray<LineUnits>
  readonly reason: string
}

/** Units were accepted after all: those that `withdrawals` had taken the reason from. */
export interface ReinstateBasis {
  readonly refundId: string
  readonly requestId: string
  readonly orderId: string
  readonly revisionId: string
  readonly lines: ReadonlyArray<LineUnits>
  readonly withdrawals: ReadonlyArray<Pick<WithdrawBasis, 'withdrawalId' | 'lines' | 'reason'>>
}

interface OneOverpayment {
  readonly refundId: string
  readonly chargebackId: string
  /** Of the payment that was one too many. */
  readonly epoch: number
}

export type RefundCommand =
  | Command<'ProposeRefund', EventOfFamily<typeof RefundProposed>['data']>
  | Command<'RecordMoneyAnswer', MoneyAnswer>
  | Command<'ApproveRefund', t.TypeOf<typeof ApproveRefund>>
  | Command<'DeclineRefund', t.TypeOf<typeof DeclineRefund>>
  | Command<'CancelRefund', { readonly refundId: string; readonly requestId: string; readonly orderId: string }>
  | Command<'SubmitLeg', OneLeg>
  | Command<'RecordLegAnswer', t.TypeOf<typeof RecordLegAnswer>>
  | Command<'ReportLegSilent', OneLeg & { readonly epoch: number; readonly attempt: number }>
  | Command<'RecordLegFinding', LegFinding>
  | Command<'RetryLeg', t.TypeOf<typeof RetryLeg>>
  | Command<'CheckLeg', t.TypeOf<typeof CheckLeg>>
  | Command<'ProposeLegStep', t.TypeOf<typeof ProposeLegStep>>
  | Command<'ConfirmLegStep', t.TypeOf<typeof ConfirmLegStep>>
  | Command<'AbandonRefund', t.TypeOf<typeof AbandonRefund>>
  | Command<'WithdrawBasis', WithdrawBasis>
  | Command<'ReinstateBasis', ReinstateBasis>
  | Command<'ContestDeduction', t.TypeOf<typeof ContestDeduction>>
  | Command<'DecideContest', t.TypeOf<typeof DecideContest>>
  | Command<'RecordReceivablePaid', t.TypeOf<typeof RecordReceivablePaid>>
  | Command<'ProposeWriteOff', t.TypeOf<typeof ProposeWriteOff>>
  | Command<'ConfirmWriteOff', t.TypeOf<typeof ConfirmWriteOff>>
  | Command<'RecordOverpayment', OneOverpayment & { readonly tenderId: string; readonly minor: number }>
  | Command<'ClearOverpayment', OneOverpayment>
