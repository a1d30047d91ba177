/** What customers are given, and what whoever issues it says about a key. */
import type * as t from 'io-ts'
import { choice, oneOf, record, tag } from '../kernel/codec.js'
import { Code } from './codes.js'
import { Currency, PositiveMinor } from './money.js'

export const BenefitForm = oneOf('BenefitForm', ['cash', 'coupon', 'points', 'gift', 'store_credit', 'warranty'])
export type BenefitForm = t.TypeOf<typeof BenefitForm>

/** `product`: which coupon, gift or warranty it is, in the host's own words. */
export const Benefit = record('Benefit', { form: BenefitForm }, { product: Code })
export type Benefit = t.TypeOf<typeof Benefit>

/** A gift cannot be given in part. */
export const isIndivisible = (form: BenefitForm): boolean => form === 'gift' || form === 'warranty'

/** What an issuer says about a key. It is checked like any other input. */
export const BenefitAnswer = choice('BenefitAnswer', {
  /** The customer has it and has not used it. Amount and currency are echoed, so that a difference is noticed. */
  Issued: record('BenefitIssued', { _tag: tag('Issued'), ref: Code, minor: PositiveMinor, currency: Currency }),
  /** Taken; the outcome comes later. */
  Processing: record('BenefitTaken', { _tag: tag('Processing') }),
  /** A definite no: nothing was done under this key. It may be asked again under the same key. */
  Declined: record('BenefitDeclined', { _tag: tag('Declined'), code: Code }),
  /** The customer has used it, so it cannot be taken back. */
  Used: record('BenefitUsed', { _tag: tag('Used'), ref: Code, minor: PositiveMinor, currency: Currency }),
  /** It was taken back unused. */
  Revoked: record('BenefitTakenBack', { _tag: tag('Revoked') }),
})
export type BenefitAnswer = t.TypeOf<typeof BenefitAnswer>
