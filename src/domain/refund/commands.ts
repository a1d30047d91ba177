/** What finance asks of a refund (the codecs are the border), what providers answer, and what reactions tell it. */
import type * as t from 'io-ts'
import { choice, record, tag, whole } from '../kernel/codec.js'
import type { Command } from '../kernel/decider.js'
import type { Breakdown } from '../values/breakdown.js'
import { Code, ReasonCode } from '../values/codes.js'
import { HostId, Uuid } from '../values/ids.js'
import { Currency, PositiveMinor } from '../values/money.js'
import type { Refusal } from '../values/refusal.js'
import type { EventOfFamily } from '../kernel/event-family.js'
import { MAX_EPOCH, type RefundProposed } from './events.js'

export const ApproveRefund = record('ApproveRefund', { refundId: Uuid })
export const DeclineRefund = record('DeclineRefund', { refundId: Uuid, code: ReasonCode })
/** After a definite no: the leg goes out again under a new key. */
export const RetryLeg = record('RetryLeg', { refundId: Uuid, legId: HostId })
export const AbandonRefund = record('AbandonRefund', { refundId: Uuid, code: ReasonCode })

/** What a provider says about a key. It is checked like any other input. */
export const LegAnswer = choice('LegAnswer', {
  Succeeded: record('LegSucceeded', {
    _tag: tag('Succeeded'),
    providerRef: Code,
    minor: PositiveMinor,
    currency: Currency,
  }),
  Processing: record('LegProcessing', { _tag: tag('Processing'), providerRef: Code }),
  Declined: record('LegDeclined', { _tag: tag('Declined'), code: Code }),
})
export type LegAnswer = t.TypeOf<typeof LegAnswer>

/** A provider's word on a leg, from a call, a look-up or a webhook. */
export const RecordLegAnswer = record('RecordLegAnswer', {
  refundId: Uuid,
  legId: HostId,
  epoch: whole('Epoch', 1, MAX_EPOCH),
  answer: LegAnswer,
})

export type MoneyAnswer =
  { readonly _tag: 'Reserved'; readonly breakdown: Breakdown } | { readonly _tag: 'Refused'; readonly refusal: Refusal }

interface OneLeg {
  readonly refundId: string
  readonly legId: string
}

export type RefundCommand =
  | Command<'ProposeRefund', EventOfFamily<typeof RefundProposed>['data']>
  | Command<'RecordMoneyAnswer', MoneyAnswer>
  | Command<'ApproveRefund', t.TypeOf<typeof ApproveRefund>>
  | Command<'DeclineRefund', t.TypeOf<typeof DeclineRefund>>
  | Command<'CancelRefund', { readonly refundId: string; readonly requestId: string; readonly orderId: string }>
  | Command<'SubmitLeg', OneLeg>
  | Command<'RecordLegAnswer', t.TypeOf<typeof RecordLegAnswer>>
  | Command<'ReportLegSilent', OneLeg & { readonly epoch: number }>
  | Command<'ResubmitLeg', OneLeg & { readonly epoch: number }>
  | Command<'RetryLeg', t.TypeOf<typeof RetryLeg>>
  | Command<'AbandonRefund', t.TypeOf<typeof AbandonRefund>>
