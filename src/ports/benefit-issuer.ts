/**
 * Who gives customers what they were granted: coupons, points, gifts, store credit, a longer warranty, and cash that is
 * no refund. A call is made once, by whoever's own append of the intent succeeded; what it answers is recorded. An
 * answer that does not come is unknown, never failed. Every adapter passes one contract suite
 * (`testing/benefit-issuer-contract.ts`).
 *
 * WARNING: a key stands for one benefit for ever, and is never forgotten. The same key again gives nothing twice and is
 * answered with how the benefit stands. A key that was declined may come again, and may be granted then; so may one whose
 * payout came back, which until then counts as declined. A key that was revoked is void: a call to issue that arrives late gives nothing, and is answered with `Revoked`.
 */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { BenefitAnswer, BenefitForm } from '../domain/values/benefit.js'

/** What to give. The same key always carries the same instruction. */
export interface BenefitInstruction {
  readonly key: string
  readonly tenant: string
  readonly compensationId: string
  readonly requestId: string
  readonly orderId: string
  readonly customerId: string
  readonly form: BenefitForm
  /** Which coupon, gift or warranty, in the host's own words. */
  readonly product?: string
  /** What it is worth, in minor units. */
  readonly minor: number
  readonly currency: string
}

/** No answer that settles anything: time-out, reset, server error. `reason` is for people who operate the shop. */
export interface IssuerSilent {
  readonly _tag: 'IssuerSilent'
  readonly reason: string
}

type Asked<A> = (instruction: BenefitInstruction, signal?: AbortSignal) => TaskEither<IssuerSilent, A>

export interface BenefitIssuer {
  readonly issue: Asked<BenefitAnswer>
  /**
   * Makes the key void: what was issued and not used is taken back, what was not issued never will be. Answers `Revoked`,
   * also when it was void before; `Used` where the customer has used it; `Declined` where it cannot be taken back.
   */
  readonly revoke: Asked<BenefitAnswer>
  /** How the benefit of a key stands. `NeverSeen` must be certain. */
  readonly lookup: Asked<BenefitAnswer | { readonly _tag: 'NeverSeen' }>
}
