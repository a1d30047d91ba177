/** Stored format. Add versions, never edit one. What each event means is told in README.md. */
import type * as t from 'io-ts'
import { listOf, oneOf, record, whole, yesOrNo } from '../kernel/codec.js'
import { catalogOf, family, type EventIn } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { HostId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Currency, Minor, Net, PositiveMinor } from '../values/money.js'
import { OrderLine } from '../values/order-facts.js'
import { LineUnits, MAX_REQUEST_LINES } from '../values/units.js'
import * as recovery from './recovery-events.js'
import { ReplacementIds, Security } from './recovery-events.js'

/** A replacement is packed by one person; and an event names all of its items. */
export const MAX_REPLACEMENT_ITEMS = 100
/** A customer pays a difference with one card, perhaps with a gift card beside it. */
export const MAX_DIFFERENCE_PAYMENTS = 5

export const ReplacementItems = listOf(OrderLine, 1, MAX_REPLACEMENT_ITEMS)
const PaymentIds = listOf(HostId, 0, MAX_DIFFERENCE_PAYMENTS)
const Attempt = whole('Attempt', 1, 1_000)

export const ReplacementKind = oneOf('ReplacementKind', ['exchange', 'reship'])
export type ReplacementKind = t.TypeOf<typeof ReplacementKind>

/** A hold at the host for the difference: captured when the goods ship, void when they do not. */
export const HeldPayment = record(
  'HeldPayment',
  { paymentId: HostId, tenderId: HostId, kind: Code, minor: PositiveMinor },
  { paymentRef: Code, granularity: PositiveMinor },
)
export type HeldPayment = t.TypeOf<typeof HeldPayment>

const Offer = { items: ReplacementItems, shipping: Minor, shippingTax: Minor, price: Minor, credit: Minor, net: Net }

export const ReplacementPlanned = family(
  'ReplacementPlanned',
  record('ReplacementPlanned', {
    ...ReplacementIds,
    customerId: HostId,
    kind: ReplacementKind,
    /** The old units. */
    lines: listOf(LineUnits, 1, MAX_REQUEST_LINES),
    /** What the old units are worth. */
    credit: Minor,
    currency: Currency,
    /** Who had a part in the case: none of them waives what is due later. */
    involved: listOf(ActorId, 0, 200),
  }),
)
/** Stock is reserved and the price locked. What is owed is paid by `payBy`. */
export const ReplacementReserved = family(
  'ReplacementReserved',
  record(
    'ReplacementReserved',
    { ...ReplacementIds, attempt: Attempt, ...Offer, reservedAt: Instant },
    { payBy: Instant },
  ),
)
export const DifferenceSecured = family(
  'DifferenceSecured',
  record(
    'DifferenceSecured',
    {
      ...{ replacementId: Uuid, paymentId: HostId, tenderId: HostId, kind: Code, minor: PositiveMinor },
      /** What is not secured yet. */
      open: Minor,
    },
    { paymentRef: Code, granularity: PositiveMinor },
  ),
)
export const ReplacementOutOfStock = family(
  'ReplacementOutOfStock',
  record('ReplacementOutOfStock', { ...ReplacementIds, reason: Code, void: PaymentIds }),
)
/** The difference was not secured in time: the stock is free again, and what was held of it is void. */
export const ReplacementExpired = family(
  'ReplacementExpired',
  record('ReplacementExpired', { ...ReplacementIds, void: PaymentIds }),
)
export const ReplacementGoodsAccepted = family(
  'ReplacementGoodsAccepted',
  record('ReplacementGoodsAccepted', { replacementId: Uuid, acceptanceId: HostId, credit: Minor }),
)
/** The return has ended; no more than this was accepted. */
export const ReplacementGoodsBack = family(
  'ReplacementGoodsBack',
  record('ReplacementGoodsBack', { replacementId: Uuid, credit: Minor }),
)
/** Less came back than was planned: the customer owes more. */
export const ReplacementRepriced = family(
  'ReplacementRepriced',
  record('ReplacementRepriced', { ...ReplacementIds, price: Minor, credit: Minor, net: Net }, { payBy: Instant }),
)
/** It may ship. */
export const ReplacementReleased = family('ReplacementReleased', record('ReplacementReleased', ReplacementIds))
/** It may ship before the old goods are back, on a security. */
export const ReplacementReleasedInAdvance = family(
  'ReplacementReleasedInAdvance',
  record('ReplacementReleasedInAdvance', {
    ...ReplacementIds,
    security: Security,
    returnBy: Instant,
    releasedBy: ActorId,
  }),
)
/**
 * The parcel is out, and the held payments are captured, each with its amount here; the first attempt captures them, and
 * later ones name them again. The items become lines of the order.
 */
export const ReplacementShipped = family(
  'ReplacementShipped',
  record(
    'ReplacementShipped',
    {
      ...{ ...ReplacementIds, kind: ReplacementKind, attempt: Attempt, parcelId: HostId, currency: Currency },
      ...Offer,
      payments: listOf(HeldPayment, 0, MAX_DIFFERENCE_PAYMENTS),
      void: PaymentIds,
    },
    { carrier: Code, tracking: Code },
  ),
)
export const ReplacementDelivered = family(
  'ReplacementDelivered',
  record('ReplacementDelivered', {
    ...ReplacementIds,
    lineIds: listOf(HostId, 1, MAX_REPLACEMENT_ITEMS),
    deliveredAt: Instant,
  }),
)
export const WhyUndelivered = oneOf('WhyUndelivered', ['lost', 'refused', 'damaged', 'returned_to_sender'])
export const ReplacementUndelivered = family(
  'ReplacementUndelivered',
  record('ReplacementUndelivered', { ...ReplacementIds, attempt: Attempt, why: WhyUndelivered }),
)
/** `shipped`: its items and payments stand in the order, and what they are worth is refunded from there. */
export const ReplacementCanceled = family(
  'ReplacementCanceled',
  record('ReplacementCanceled', { ...ReplacementIds, reason: Code, void: PaymentIds, shipped: yesOrNo }),
)
export const ReplacementCancellationRefused = family(
  'ReplacementCancellationRefused',
  record('ReplacementCancellationRefused', ReplacementIds),
)

export * from './recovery-events.js'

export const replacementEvents = catalogOf([
  ReplacementPlanned,
  ReplacementReserved,
  DifferenceSecured,
  ReplacementOutOfStock,
  ReplacementExpired,
  ReplacementGoodsAccepted,
  ReplacementGoodsBack,
  ReplacementRepriced,
  ReplacementReleased,
  ReplacementReleasedInAdvance,
  ReplacementShipped,
  ReplacementDelivered,
  ReplacementUndelivered,
  ReplacementCanceled,
  ReplacementCancellationRefused,
  recovery.SecurityReleased,
  recovery.RecoveryDue,
  recovery.RecoveryCollected,
  recovery.RecoveryWaived,
])
export type ReplacementEvent = EventIn<typeof replacementEvents>
