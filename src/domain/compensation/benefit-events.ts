/** Stored format. Add versions, never edit one. What becomes of the benefit; `events.ts` has the others and the list. */
import type * as t from 'io-ts'
import { oneOf, record, whole, yesOrNo } from '../kernel/codec.js'
import { family, unchanged } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { AllowanceRefs } from '../values/allowance.js'
import { Benefit } from '../values/benefit.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Currency, PositiveMinor } from '../values/money.js'

export const CompensationIds = { compensationId: StreamId, requestId: StreamId, orderId: StreamId }

/** Beyond these lies a program that runs in circles. */
export const MAX_BENEFIT_ATTEMPTS = 1_000
const Attempt = whole('Attempt', 1, MAX_BENEFIT_ATTEMPTS)

/** What an issuer is asked to do. */
const Order = {
  ...CompensationIds,
  customerId: HostId,
  /** The same for ever: however often it is sent, there is one benefit. */
  key: Uuid,
  benefit: Benefit,
  minor: PositiveMinor,
  currency: Currency,
  /** Counts issuing and revoking together. */
  attempt: Attempt,
  submittedAt: Instant,
  answerDueAt: Instant,
}

/** Written before the issuer is called; only whoever wrote it calls. */
export const BenefitSubmitted = family('BenefitSubmitted', record('BenefitSubmitted', Order))
/** Taking back what was not used, written before the issuer is called. */
export const RevocationSubmitted = family(
  'RevocationSubmitted',
  record('RevocationSubmitted', {
    ...Order,
    reason: Code,
    /** Whether the customer owes it back, should they have used it. */
    clawBack: yesOrNo,
  }),
)

const OfAttempt = { compensationId: StreamId, attempt: Attempt }
export const BenefitProcessing = family(
  'BenefitProcessing',
  record('BenefitProcessing', { ...OfAttempt, checkAt: Instant }),
)
/** No answer in time: it may have been done. */
export const BenefitUnknown = family('BenefitUnknown', record('BenefitUnknown', { ...OfAttempt, checkAt: Instant }))
/** The issuer was asked and settled nothing; when it is asked next. */
export const BenefitCheckScheduled = family(
  'BenefitCheckScheduled',
  record('BenefitCheckScheduled', { ...OfAttempt, check: whole('Check', 1, 10_000), checkAt: Instant }),
)
export const BenefitAttention = oneOf('BenefitAttention', ['no_answer', 'amount_mismatch', 'unexpected_answer'])
export type BenefitAttention = t.TypeOf<typeof BenefitAttention>
/** Nothing more happens by itself: a person looks, and tries again under the same key. */
export const BenefitNeedsAttention = family(
  'BenefitNeedsAttention',
  record('BenefitNeedsAttention', { ...OfAttempt, why: BenefitAttention }),
)
/** The customer has it. */
export const CompensationIssued = family(
  'CompensationIssued',
  record('CompensationIssued', {
    ...CompensationIds,
    benefit: Benefit,
    minor: PositiveMinor,
    currency: Currency,
    externalRef: Code,
    allowances: AllowanceRefs,
  }),
)
/** A definite no. It may be tried again, under the same key. */
export const CompensationIssueFailed = family(
  'CompensationIssueFailed',
  record('CompensationIssueFailed', { ...OfAttempt, code: Code }),
)
export const BenefitRedeemed = family('BenefitRedeemed', record('BenefitRedeemed', CompensationIds))
const Returned = {
  ...CompensationIds,
  /** The last one when it came back: what is said of it or of older ones counts no more. */
  attempt: Attempt,
  minor: PositiveMinor,
  currency: Currency,
  code: Code,
  reference: Code,
}
/** Cash that was paid out came back: the customer has nothing, and is owed it until it is paid again or given up. */
export const BenefitReturned = family('BenefitReturned', record('BenefitReturned', Returned)).next(
  /** `by`: the person who saw it, where no program of who pays said so. It goes out again on another one's word. */
  record('BenefitReturned', Returned, { by: ActorId }),
  unchanged,
)
/** Never used: what it took of the allowances goes back. */
export const BenefitExpired = family(
  'BenefitExpired',
  record('BenefitExpired', { ...CompensationIds, allowances: AllowanceRefs }),
)
/** The issuer cannot take it back: the customer keeps it. */
export const RevocationFailed = family('RevocationFailed', record('RevocationFailed', { ...OfAttempt, code: Code }))
export const CompensationRevoked = family(
  'CompensationRevoked',
  record('CompensationRevoked', { ...CompensationIds, reason: Code, allowances: AllowanceRefs }),
)
