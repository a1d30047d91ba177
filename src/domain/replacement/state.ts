/** A replacement as its events tell it. `lifecycle.ts` lists which status follows which. */
import { plusDays, type Instant } from '../values/instant.js'
import type { OrderLine } from '../values/order-facts.js'
import type { LineUnits } from '../values/units.js'
import type { HeldPayment, ReplacementKind, Security } from './events.js'

export type ReplacementStatus =
  | 'planned'
  | 'awaiting_payment'
  | 'reserved'
  | 'released'
  | 'shipped'
  | 'delivered'
  | 'undelivered'
  | 'out_of_stock'
  | 'expired'
  | 'canceled'

/** New goods at a locked price. */
export interface Offer {
  readonly items: ReadonlyArray<OrderLine>
  readonly shipping: number
  readonly shippingTax: number
  readonly price: number
  readonly reservedAt: Instant
  readonly payBy: Instant | undefined
}

/** Released before the old goods were back. */
export interface Advance {
  readonly security: Security
  readonly returnBy: Instant
  readonly releasedBy: string
  readonly phase: 'held' | 'due' | 'collected' | 'waived' | 'returned'
  /** What is still to be taken, or given up. */
  readonly due: number
  /** What was taken of the security, in one part or several. */
  readonly taken: number
  readonly recoveryIds: ReadonlySet<string>
}

export interface PlannedReplacement {
  readonly status: ReplacementStatus
  readonly replacementId: string
  readonly requestId: string
  readonly orderId: string
  readonly customerId: string
  readonly kind: ReplacementKind
  readonly currency: string
  /** The old units. */
  readonly lines: ReadonlyArray<LineUnits>
  readonly involved: ReadonlyArray<string>
  /** What the old units are worth, as planned. */
  readonly planned: number
  /** What the price is reduced by: as planned, or as came back. */
  readonly credit: number
  /** Worth of what was accepted so far. */
  readonly accepted: number
  readonly acceptances: ReadonlySet<string>
  /** The return has ended. */
  readonly isGoodsBack: boolean
  readonly offer: Offer | undefined
  /** Payments that secure the difference; once it was shipped, what was captured of them. */
  readonly payments: ReadonlyArray<HeldPayment>
  /** Every payment that ever did. */
  readonly paymentIds: ReadonlySet<string>
  /** How often it was shipped. */
  readonly attempt: number
  readonly parcels: ReadonlySet<string>
  readonly deliveredAt: Instant | undefined
  readonly advance: Advance | undefined
  /** Given up of what nothing was paid for, or counted by rulings although it did not come. */
  readonly forgiven: number
  /** Rulings that counted old goods after their return had ended. */
  readonly rulings: ReadonlySet<string>
}

export type ReplacementState = { readonly status: 'none' } | PlannedReplacement

export const initialReplacement: ReplacementState = { status: 'none' }

export const securedOf = ({ payments }: PlannedReplacement): number =>
  payments.reduce((sum, { minor }) => sum + minor, 0)

/** The old goods are here, as far as the price counts on them. A reship expects none. */
export const isGoodsIn = (s: PlannedReplacement): boolean =>
  s.kind === 'reship' || ((s.isGoodsBack || s.acceptances.size > 0) && s.accepted >= s.credit)

/**
 * What nothing was paid for yet of the new goods: as much of the price as the old ones were to pay, less those that came. So
 * nobody owes more than the old goods are worth, or than the new ones are.
 */
export const unpaidOf = ({ credit, accepted, forgiven, offer }: PlannedReplacement): number =>
  offer === undefined ? 0 : Math.max(0, Math.min(credit, offer.price) - accepted - forgiven)

export const wasShipped = ({ attempt }: PlannedReplacement): boolean => attempt > 0

/** Why a recovery ended that a person did not waive. */
export const RULED = 'PLATFORM_RULING'
/** In place of its id, of a ruling that was recorded before they were named. It may be any of them. */
export const UNNAMED = ''

/** A parcel that a carrier has is waited for, but not for ever: a hold on a card does not last, either. */
const DAYS_FOR_CARRIERS = 14
export const lastReturnBy = (returnBy: Instant): Instant => plusDays(returnBy, DAYS_FOR_CARRIERS)

/** Nothing of the security is left to decide. */
export const isSettled = ({ advance }: PlannedReplacement): boolean =>
  advance === undefined || (advance.phase !== 'held' && advance.phase !== 'due')
