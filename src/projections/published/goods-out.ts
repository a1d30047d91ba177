/** What is told of goods that go out instead, and of those in the workshop. */
import { listOf, oneOf, whole, yesOrNo } from '../../domain/kernel/codec.js'
import { Code } from '../../domain/values/codes.js'
import { HostId, StreamId, Uuid } from '../../domain/values/ids.js'
import { Instant } from '../../domain/values/instant.js'
import { Currency, Minor, Net, PositiveMinor } from '../../domain/values/money.js'
import { fact, type Sayings } from './fact.js'
import { CapturedPayments, Items, items, PaymentIds, present, Units, units } from './forms.js'

const ofReplacement = { replacementId: Uuid, requestId: StreamId, orderId: StreamId }
const priced = { price: Minor, credit: Minor, net: Net }

const planned = fact(
  'replacement.planned.v1',
  'New goods are to go out for these units, which are worth `credit`.',
  ['warehouse', 'erp'],
  { ...ofReplacement, how: Code, lines: Units, credit: Minor, currency: Currency },
)
const reserved = fact(
  'replacement.reserved.v1',
  'These goods are reserved at this price. `net` is owed by the customer until `payBy`, or to them where it is negative. Its currency stands in `replacement.planned`.',
  ['warehouse', 'erp', 'mail'],
  { ...ofReplacement, items: Items, shipping: Minor, shippingTax: Minor, ...priced },
  { payBy: Instant },
)
const repriced = fact(
  'replacement.repriced.v1',
  'Less came back than was planned, so that more is owed. Its currency stands in `replacement.planned`.',
  ['mail'],
  { ...ofReplacement, ...priced },
  { payBy: Instant },
)
const outOfStock = fact(
  'replacement.out_of_stock.v1',
  'The goods cannot be had. The payments in `void` are to be voided.',
  ['erp', 'accounting', 'mail'],
  { ...ofReplacement, reason: Code, void: PaymentIds },
)
const expired = fact(
  'replacement.expired.v1',
  'The difference was not paid in time: the stock is free again, the payments in `void` are to be voided.',
  ['warehouse', 'accounting', 'mail'],
  { ...ofReplacement, void: PaymentIds },
)
const released = fact(
  'replacement.released.v1',
  'Ship the goods of `replacement.reserved`. `inAdvance`: the old ones are not back yet, a security stands for them.',
  ['warehouse'],
  { ...ofReplacement, inAdvance: yesOrNo },
  { returnBy: Instant },
)
const shipped = fact(
  'replacement.shipped.v1',
  'They are out, and lines of the order from here on. Capture each of `payments` once, void those in `void`.',
  ['erp', 'accounting', 'mail'],
  {
    ...{ ...ofReplacement, how: Code, parcelId: HostId, currency: Currency, items: Items },
    ...{ shipping: Minor, shippingTax: Minor, ...priced, payments: CapturedPayments, void: PaymentIds },
    attempt: whole('Attempt', 1, 1_000),
  },
  { carrier: Code, tracking: Code },
)
const delivered = fact('replacement.delivered.v1', 'The customer has them.', ['erp'], {
  ...ofReplacement,
  ...{ lineIds: listOf(HostId, 0, 100), deliveredAt: Instant },
})
const undelivered = fact('replacement.undelivered.v1', 'They did not arrive; `why`.', ['warehouse', 'erp'], {
  ...ofReplacement,
  ...{ attempt: whole('Attempt', 1, 1_000), why: Code },
})
const canceled = fact(
  'replacement.canceled.v1',
  'They are not sent, or not again. The payments in `void` are to be voided.',
  ['warehouse', 'accounting', 'mail'],
  { ...ofReplacement, reason: Code, void: PaymentIds, shipped: yesOrNo },
)
const securityReleased = fact(
  'replacement.security_released.v1',
  'So much of the security goes back: void the hold, or pay the deposit back.',
  ['accounting', 'mail'],
  { ...ofReplacement, paymentRef: Code, minor: PositiveMinor },
)
const recoveryCollected = fact(
  'replacement.recovery_collected.v1',
  'The old goods did not come back: so much was taken from the security.',
  ['accounting', 'erp', 'mail'],
  { ...ofReplacement, recoveryId: HostId, minor: PositiveMinor, tenderId: HostId, paymentRef: Code },
)
const recoveryWaived = fact(
  'replacement.recovery_waived.v1',
  'The old goods did not come back, and the shop bears it.',
  ['accounting'],
  { ...ofReplacement, minor: PositiveMinor, reason: Code },
)

const ofRepair = { repairId: Uuid, requestId: StreamId, orderId: StreamId }
const Days = whole('Days', 0, 10_000)
const diagnosed = fact(
  'repair.diagnosed.v1',
  'What is wrong, and what the repair costs the customer, where it costs them anything.',
  ['mail'],
  { ...ofRepair, fault: Code, warranty: oneOf('WarrantyCover', ['covered', 'not_covered']) },
  { minor: PositiveMinor, currency: Currency, validUntil: Instant },
)
const finished = fact('repair.finished.v1', 'It is repaired, with these parts.', ['warehouse', 'erp'], {
  ...ofRepair,
  parts: listOf(Code, 0, 50),
})
const failed = fact('repair.failed.v1', 'It cannot be repaired.', ['erp', 'mail'], { ...ofRepair, reason: Code })
const shippedBack = fact(
  'repair.shipped_back.v1',
  'The goods are on their way back to the customer.',
  ['erp', 'mail'],
  { ...ofRepair, parcelId: HostId },
  { carrier: Code, tracking: Code },
)
const repaired = fact(
  'repair.completed.v1',
  'The customer has their goods back, `repaired` or not, after so many days.',
  ['erp'],
  {
    ...ofRepair,
    lines: Units,
    days: Days,
    deliveredAt: Instant,
    outcome: oneOf('Outcome', ['repaired', 'unrepaired']),
  },
)

export const goodsOutFacts = [
  ...([planned, reserved, repriced, outOfStock, expired, released, shipped, delivered, undelivered] as const),
  ...([canceled, securityReleased, recoveryCollected, recoveryWaived] as const),
  ...([diagnosed, finished, failed, shippedBack, repaired] as const),
] as const

interface OfReplacement {
  readonly replacementId: string
  readonly requestId: string
  readonly orderId: string
}
const outOf = ({ replacementId, requestId, orderId }: OfReplacement): OfReplacement => ({
  ...{ replacementId, requestId, orderId },
})
interface OfRepair {
  readonly repairId: string
  readonly requestId: string
  readonly orderId: string
}
const repairOf = ({ repairId, requestId, orderId }: OfRepair): OfRepair => ({ repairId, requestId, orderId })

export const goodsOutSayings = {
  ReplacementPlanned: ({ event: { data } }) => {
    const { kind, lines, credit, currency } = data
    return planned.of({ ...outOf(data), how: kind, lines: units(lines), credit, currency })
  },
  ReplacementReserved: ({ event: { data } }) => {
    const { shipping, shippingTax, price, credit, net, payBy } = data
    return reserved.of({
      ...{ ...outOf(data), items: items(data.items), shipping, shippingTax, price, credit, net },
      ...present({ payBy }),
    })
  },
  ReplacementRepriced: ({ event: { data } }) => {
    const { price, credit, net, payBy } = data
    return repriced.of({ ...outOf(data), price, credit, net, ...present({ payBy }) })
  },
  ReplacementOutOfStock: ({ event: { data } }) =>
    outOfStock.of({ ...outOf(data), reason: data.reason, void: data.void }),
  ReplacementExpired: ({ event: { data } }) => expired.of({ ...outOf(data), void: data.void }),
  ReplacementReleased: ({ event: { data } }) => released.of({ ...outOf(data), inAdvance: false }),
  ReplacementReleasedInAdvance: ({ event: { data } }) =>
    released.of({ ...outOf(data), inAdvance: true, returnBy: data.returnBy }),
  ReplacementShipped: ({ event: { data } }) => {
    const { kind, attempt, parcelId, currency, shipping, shippingTax, price, credit, net, carrier, tracking } = data
    return shipped.of({
      ...{ ...outOf(data), how: kind, attempt, parcelId, currency, items: items(data.items), shipping, shippingTax },
      ...{ price, credit, net, void: data.void },
      payments: data.payments.map(({ paymentId, tenderId, minor }) => ({ paymentId, tenderId, minor })),
      ...present({ carrier, tracking }),
    })
  },
  ReplacementDelivered: ({ event: { data } }) => {
    const { lineIds, deliveredAt } = data
    return delivered.of({ ...outOf(data), lineIds, deliveredAt })
  },
  ReplacementUndelivered: ({ event: { data } }) =>
    undelivered.of({ ...outOf(data), attempt: data.attempt, why: data.why }),
  ReplacementCanceled: ({ event: { data } }) =>
    canceled.of({ ...outOf(data), reason: data.reason, void: data.void, shipped: data.shipped }),
  SecurityReleased: ({ event: { data } }) =>
    securityReleased.of({ ...outOf(data), paymentRef: data.paymentRef, minor: data.minor }),
  RecoveryCollected: ({ event: { data } }) => {
    const { recoveryId, minor, tenderId, paymentRef } = data
    return recoveryCollected.of({ ...outOf(data), recoveryId, minor, tenderId, paymentRef })
  },
  // A ruling may count goods of which no money would have been taken.
  RecoveryWaived: ({ event: { data } }) =>
    data.minor === 0 ? undefined : recoveryWaived.of({ ...outOf(data), minor: data.minor, reason: data.reason }),
  RepairDiagnosed: ({ event: { data } }) => {
    const { fault, warranty, quote } = data
    const asked = present({ minor: quote?.minor, currency: quote?.currency, validUntil: quote?.validUntil })
    return diagnosed.of({ ...repairOf(data), fault, warranty, ...asked })
  },
  RepairFinished: ({ event: { data } }) => finished.of({ ...repairOf(data), parts: data.parts }),
  RepairFailed: ({ event: { data } }) => failed.of({ ...repairOf(data), reason: data.reason }),
  RepairShippedBack: ({ event: { data } }) => {
    const { parcelId, carrier, tracking } = data
    return shippedBack.of({ ...repairOf(data), parcelId, ...present({ carrier, tracking }) })
  },
  RepairCompleted: ({ event: { data } }) => {
    const { lines, days, deliveredAt, outcome } = data
    return repaired.of({ ...repairOf(data), lines: units(lines), days, deliveredAt, outcome })
  },
} satisfies Sayings
