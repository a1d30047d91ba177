/**
 * How payment providers behave, as data: what a test runs against is then a provider as it is, not as one would like
 * it. Figures are those of the providers' own documents; where a comment names a section, it is of
 * shared/reference/domain.md or reliability.md. Next: `simulated-payments.ts`, which behaves so.
 */
import type { ProviderCapabilities } from '../../ports/payment-provider.js'

export interface ProviderHabits {
  readonly name: string
  readonly capabilities: ProviderCapabilities
  /** When the outcome of an ordinary refund is known: with the answer, or afterwards, by webhook or look-up. */
  readonly outcome: 'at_once' | 'later'
  /** Whether a repeated key hears what was answered the first time, or how the refund stands now. */
  readonly repeats: 'saved_answer' | 'present_state'
  /** Whether a server error is saved under the key and repeated as long as the key is remembered. */
  readonly savesServerErrors: boolean
  /** What is under way is done at the next look-up, so that a test that does not care needs to settle nothing. */
  readonly settlesAtLookup: boolean
}

const DAY_SECONDS = 86_400
const YEAR_DAYS = 365

/** No provider in particular: it remembers for ever, answers at once and is certain. */
export const plainHabits: ProviderHabits = {
  name: 'simulated',
  capabilities: { lookup: { _tag: 'certain' }, partialRefunds: true, asynchronousOutcome: true, reversal: true },
  outcome: 'at_once',
  repeats: 'present_state',
  savesServerErrors: false,
  settlesAtLookup: true,
}

/**
 * Stripe, API v1. Its page on idempotent requests: a key may be forgotten once it is 24 hours old, and until then the
 * first answer is repeated, 500s included. Its refund object: pending, then succeeded or failed, and what succeeded may
 * fail later (domain.md 1.13). Its page on currencies: three-decimal amounts end in 0; ariary have no subunit there,
 * though ISO 4217 has one. All refunds of a payment can be listed, with what we noted on them.
 */
export const stripeHabits: ProviderHabits = {
  name: 'stripe',
  capabilities: {
    keyWindowSeconds: DAY_SECONDS,
    lookup: { _tag: 'certain' },
    partialRefunds: true,
    granularity: { BHD: 10, JOD: 10, KWD: 10, OMR: 10, TND: 10, MGA: 100 },
    asynchronousOutcome: true,
    reversal: true,
  },
  outcome: 'at_once',
  repeats: 'saved_answer',
  savesServerErrors: true,
  settlesAtLookup: false,
}

/**
 * Adyen: a refund is only received when it is answered; what became of it comes by webhook, and REFUND_FAILED or
 * REFUNDED_REVERSED may follow a success (domain.md 1.13). A refund cannot be asked about by its key. Its page on API
 * idempotency promises to remember keys for longer than the 24 hours that reliability.md 3.4 counts with; sooner is
 * safe.
 */
export const adyenHabits: ProviderHabits = {
  name: 'adyen',
  capabilities: {
    keyWindowSeconds: DAY_SECONDS,
    lookup: { _tag: 'none' },
    partialRefunds: true,
    asynchronousOutcome: true,
    reversal: true,
  },
  outcome: 'later',
  repeats: 'saved_answer',
  savesServerErrors: false,
  settlesAtLookup: false,
}

/**
 * WeChat Pay (domain.md 1.13): the key is its out_refund_no, for ever; with another amount the same number is an
 * error. At most 50 refunds of a payment and at most one year after it. Asked, it says PROCESSING, SUCCESS, CLOSED or
 * ABNORMAL. At least a minute between two tries (reliability.md 3.7, F27).
 */
export const wechatHabits: ProviderHabits = {
  name: 'wechat',
  capabilities: {
    lookup: { _tag: 'certain' },
    partialRefunds: true,
    maxRefundsPerPayment: 50,
    refundableForDays: YEAR_DAYS,
    minIntervalSeconds: 60,
    asynchronousOutcome: true,
    reversal: false,
  },
  outcome: 'later',
  repeats: 'present_state',
  savesServerErrors: false,
  settlesAtLookup: false,
}

/**
 * Alipay (domain.md 1.13): the key is its out_request_no, for ever; a repetition pays nothing and says so
 * (fund_change=N). 12 months. Its query may not find what was just sent; "not found" is believed an hour after the last
 * submission (reliability.md 3.4).
 */
export const alipayHabits: ProviderHabits = {
  name: 'alipay',
  capabilities: {
    lookup: { _tag: 'eventual', settlesAfterSeconds: 3_600 },
    partialRefunds: true,
    refundableForDays: YEAR_DAYS,
    asynchronousOutcome: false,
    reversal: false,
  },
  outcome: 'at_once',
  repeats: 'present_state',
  savesServerErrors: false,
  settlesAtLookup: false,
}
