/** The few words in which a replacement's rules answer, and what follows by itself. */
import * as E from 'fp-ts/lib/Either.js'
import type { Instant } from '../values/instant.js'
import { plusDays, plusSeconds } from '../values/instant.js'
import type { Actor } from '../values/actor.js'
import type { ReplacementCommand } from './commands.js'
import type { ReplacementError } from './errors.js'
import { evolve } from './evolve.js'
import type { ReplacementEvent } from './events.js'
import { isGoodsIn, unpaidOf, wasShipped, type PlannedReplacement } from './state.js'

export type Decision = E.Either<ReplacementError, ReadonlyArray<ReplacementEvent>>
export type CommandNamed<Type extends ReplacementCommand['type']> = Extract<ReplacementCommand, { readonly type: Type }>

export const nothing: Decision = E.right([])
export const accept = (...events: ReadonlyArray<ReplacementEvent>): Decision => E.right(events)
export const reject = (error: ReplacementError): Decision => E.left(error)
export const notNow = ({ status }: PlannedReplacement): Decision => reject({ _tag: 'ReplacementNotOpen', status })

export const isCustomer = ({ kind }: Actor): boolean => kind === 'customer'

/** What events name, so that others know whom they concern. */
export const idsOf = ({ replacementId, requestId, orderId }: PlannedReplacement) => ({
  replacementId,
  requestId,
  orderId,
})

/** Holds that are void when the goods do not ship. What was captured for a first parcel is the order's. */
export const voidOf = (s: PlannedReplacement): ReadonlyArray<string> =>
  wasShipped(s) ? [] : s.payments.map(({ paymentId }) => paymentId)

/** Nobody pays or sends goods within minutes; and after two months the price is another. */
const LEAST_SECONDS = 3_600
const MOST_DAYS = 60
export const outOfRange = (date: Instant, at: Instant): ReplacementError | undefined => {
  const [earliest, latest] = [plusSeconds(at, LEAST_SECONDS), plusDays(at, MOST_DAYS)]
  return date < earliest || date > latest ? { _tag: 'ReplacementDateOutOfRange', date, earliest, latest } : undefined
}

const releaseOf = (s: PlannedReplacement): ReadonlyArray<ReplacementEvent> =>
  s.status === 'reserved' && (isGoodsIn(s) || s.advance !== undefined || wasShipped(s))
    ? [{ type: 'ReplacementReleased', data: idsOf(s) }]
    : []

/** As much of the security as is not taken goes back. */
export const securityBack = (s: PlannedReplacement): ReadonlyArray<ReplacementEvent> => {
  const { security, taken } = s.advance!
  const { paymentRef, minor } = security
  return taken < minor ? [{ type: 'SecurityReleased', data: { ...idsOf(s), paymentRef, minor: minor - taken } }] : []
}

/**
 * What becomes of a security that is held: it goes back as soon as nothing can be missing. What is missing falls due when
 * no more old goods come and the new ones have arrived, because nobody pays for what they do not hold.
 */
const securityNow = (s: PlannedReplacement): ReadonlyArray<ReplacementEvent> => {
  if (s.advance?.phase !== 'held') return []
  const minor = Math.min(s.advance.security.minor, unpaidOf(s))
  if (isGoodsIn(s) || (s.isGoodsBack && wasShipped(s) && minor === 0)) return securityBack(s)
  return s.isGoodsBack && s.status === 'delivered' ? [{ type: 'RecoveryDue', data: { ...idsOf(s), minor } }] : []
}

/** The events and what follows at once: paid for and the old goods in, it may ship; and what becomes of a security. */
export const followed = (s: PlannedReplacement, ...events: ReadonlyArray<ReplacementEvent>): Decision => {
  const after = events.reduce<PlannedReplacement>((now, event) => evolve(now, event) as PlannedReplacement, s)
  return accept(...events, ...releaseOf(after), ...securityNow(after))
}
