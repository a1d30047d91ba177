/** What staff and customers ask of a compensation (the codecs are the border), and what reactions and issuers tell it. */
import type * as t from 'io-ts'
import { listOf, record, yesOrNo } from '../kernel/codec.js'
import type { Command } from '../kernel/decider.js'
import type { AllowanceRef, AllowanceRefusal } from '../values/allowance.js'
import { Benefit, type BenefitAnswer } from '../values/benefit.js'
import { Code, ReasonCode } from '../values/codes.js'
import { StreamId } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import type { LossShare, PaidLine } from '../values/loss.js'
import { Currency, PositiveMinor } from '../values/money.js'
import { Apology, CostShare, Debtor, LiableParty, LossLine } from './events.js'
import { CompensationTerms } from './terms.js'

const compensationId = StreamId

export const ProposeCompensation = record(
  'ProposeCompensation',
  {
    compensationId,
    requestId: StreamId,
    currency: Currency,
    losses: listOf(LossLine, 1, 20),
    benefit: Benefit,
    terms: CompensationTerms,
  },
  { demanded: yesOrNo, apology: Apology, overCap: Code },
)
export const ApproveCompensation = record('ApproveCompensation', { compensationId })
export const RejectCompensation = record('RejectCompensation', { compensationId, code: ReasonCode })
export const CancelCompensation = record('CancelCompensation', { compensationId, reason: Code })
export const OfferCompensation = record('OfferCompensation', { compensationId, expiresAt: Instant })
export const AcceptCompensation = record('AcceptCompensation', { compensationId }, { consent: Code })
export const DeclineCompensation = record('DeclineCompensation', { compensationId }, { consent: Code })
/** After a definite no, or when nobody answered: again under the same key. */
export const RetryBenefit = record('RetryBenefit', { compensationId })
/** `clawBack`: should it have been used, the customer owes it. */
export const RevokeCompensation = record('RevokeCompensation', { compensationId, reason: Code }, { clawBack: yesOrNo })
export const RecordRedeemed = record('RecordRedeemed', { compensationId })
export const RecordExpired = record('RecordExpired', { compensationId })
/** Cash that was paid out came back, as whoever pays it says: why, and their own name for it. */
export const RecordPayoutReturned = record('RecordPayoutReturned', { compensationId, code: Code, reference: Code })
export const AssignCost = record('AssignCost', { compensationId, shares: listOf(CostShare, 1, 5) })
export const ClaimRecovery = record('ClaimRecovery', {
  compensationId,
  party: LiableParty,
  minor: PositiveMinor,
  reference: Code,
})
export const RecordRecovered = record('RecordRecovered', {
  compensationId,
  party: Debtor,
  minor: PositiveMinor,
  reference: Code,
})
/** The first of two persons: what is open will not come. */
export const ProposeRecoveryWriteOff = record('ProposeRecoveryWriteOff', {
  compensationId,
  party: Debtor,
  reason: Code,
})
/** The second of two persons. */
export const ConfirmRecoveryWriteOff = record('ConfirmRecoveryWriteOff', { compensationId, party: Debtor })
/** Everything that came back from a party beyond what was given went back to them. */
export const RecordSurplusRepaid = record('RecordSurplusRepaid', { compensationId, party: Debtor, reference: Code })

/** What was bought and paid; looked up, because nobody says so for themselves. */
export interface OrderOfCompensation {
  readonly orderId: string
  readonly customerId: string
  readonly currency: string
  readonly lines: ReadonlyArray<PaidLine>
  /** For all of it together: not twice for goods that went out instead of others. */
  readonly paid: number
}

export type AllowanceAnswer =
  | {
      readonly _tag: 'Reserved'
      readonly minor: number
      readonly total: number
      readonly shares?: ReadonlyArray<LossShare>
      readonly exceedsCap?: boolean
    }
  | { readonly _tag: 'Refused'; readonly refusal: AllowanceRefusal }

interface Of {
  readonly compensationId: string
}

/** The issuer was asked about a key, and what it said settles nothing. */
export interface BenefitFinding extends Of {
  readonly attempt: number
  /** How often it had been asked before: of two who ask at once, one is heard. */
  readonly check: number
  readonly found: 'silent' | 'not_done'
}

export type CompensationCommand =
  | Command<'ProposeCompensation', t.TypeOf<typeof ProposeCompensation>, OrderOfCompensation>
  | Command<'RecordAllowanceAnswer', Of & { readonly allowance: AllowanceRef; readonly answer: AllowanceAnswer }>
  | Command<'ApproveCompensation', t.TypeOf<typeof ApproveCompensation>>
  | Command<'RejectCompensation', t.TypeOf<typeof RejectCompensation>>
  | Command<'CancelCompensation', t.TypeOf<typeof CancelCompensation>>
  | Command<'OfferCompensation', t.TypeOf<typeof OfferCompensation>>
  | Command<'AcceptCompensation', t.TypeOf<typeof AcceptCompensation>>
  | Command<'DeclineCompensation', t.TypeOf<typeof DeclineCompensation>>
  /** The offer's last instant has passed. */
  | Command<'LapseOffer', Of>
  | Command<'SubmitBenefit', Of>
  | Command<'RecordBenefitAnswer', Of & { readonly attempt: number; readonly answer: BenefitAnswer }>
  | Command<'ReportBenefitSilent', Of & { readonly attempt: number }>
  | Command<'RecordBenefitFinding', BenefitFinding>
  | Command<'RetryBenefit', t.TypeOf<typeof RetryBenefit>>
  | Command<'RevokeCompensation', t.TypeOf<typeof RevokeCompensation>>
  | Command<'RecordRedeemed', t.TypeOf<typeof RecordRedeemed>>
  | Command<'RecordExpired', t.TypeOf<typeof RecordExpired>>
  | Command<'RecordPayoutReturned', t.TypeOf<typeof RecordPayoutReturned>>
  | Command<'AssignCost', t.TypeOf<typeof AssignCost>>
  | Command<'ClaimRecovery', t.TypeOf<typeof ClaimRecovery>>
  | Command<'RecordRecovered', t.TypeOf<typeof RecordRecovered>>
  | Command<'ProposeRecoveryWriteOff', t.TypeOf<typeof ProposeRecoveryWriteOff>>
  | Command<'ConfirmRecoveryWriteOff', t.TypeOf<typeof ConfirmRecoveryWriteOff>>
  | Command<'RecordSurplusRepaid', t.TypeOf<typeof RecordSurplusRepaid>>
