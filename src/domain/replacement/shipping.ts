/** Out of the house: before the old goods are back (先行换货), on its way, delivered or not. */
import { fillInOrder } from '../values/allocation.js'
import { isStaff } from '../values/actor.js'
import {
  accept,
  followed,
  idsOf,
  isCustomer,
  nothing,
  notNow,
  outOfRange,
  reject,
  type CommandNamed,
  type Decision,
} from './decision.js'
import type { HeldPayment } from './events.js'
import { isTenderTaken, stepsOf } from './reserving.js'
import { wasShipped, type PlannedReplacement } from './state.js'

export const releaseInAdvance = (c: CommandNamed<'ReleaseInAdvance'>, s: PlannedReplacement): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'ReplacementForStaffOnly' })
  if (s.status !== 'reserved') return notNow(s)
  const { security, returnBy } = c.data
  const range = outOfRange(returnBy, c.at)
  if (range !== undefined) return reject(range)
  const { tenderId } = security
  if (isTenderTaken(tenderId, s, c.facts)) return reject({ _tag: 'TenderTaken', tenderId })
  return accept({
    type: 'ReplacementReleasedInAdvance',
    data: { ...idsOf(s), security: { ...security, ...stepsOf(security, c) }, returnBy, releasedBy: c.actor.id },
  })
}

/** What is captured of each hold: no more than is owed, the first first. */
const toCapture = (s: PlannedReplacement, net: number): ReadonlyArray<HeldPayment> => {
  if (wasShipped(s)) return s.payments
  const minors = fillInOrder(
    Math.max(0, net),
    s.payments.map(({ minor }) => minor),
  )
  return s.payments.flatMap((payment, i) => (minors[i]! > 0 ? [{ ...payment, minor: minors[i]! }] : []))
}

export const ship = (c: CommandNamed<'ShipReplacement'>, s: PlannedReplacement): Decision => {
  if (isCustomer(c.actor)) return reject({ _tag: 'ReplacementForStaffOnly' })
  const { parcelId, carrier, tracking } = c.data
  if (s.parcels.has(parcelId)) return nothing
  if (s.status !== 'released') return notNow(s)
  const { items, shipping, shippingTax, price } = s.offer!
  const { kind, currency, credit } = s
  const net = price - credit
  const payments = toCapture(s, net)
  const captured = new Set(payments.map(({ paymentId }) => paymentId))
  return followed(s, {
    type: 'ReplacementShipped',
    data: {
      ...{ ...idsOf(s), kind, attempt: s.attempt + 1, parcelId, currency },
      ...{ items, shipping, shippingTax, price, credit, net, payments },
      void: s.payments.flatMap(({ paymentId }) => (captured.has(paymentId) ? [] : [paymentId])),
      ...(carrier === undefined ? {} : { carrier }),
      ...(tracking === undefined ? {} : { tracking }),
    },
  })
}

export const recordDelivered = (c: CommandNamed<'RecordReplacementDelivered'>, s: PlannedReplacement): Decision => {
  if (isCustomer(c.actor)) return reject({ _tag: 'ReplacementForStaffOnly' })
  const { deliveredAt } = c.data
  if (s.deliveredAt === deliveredAt) return nothing
  // A parcel that was taken for lost may come after all.
  if (s.status !== 'shipped' && s.status !== 'undelivered') return notNow(s)
  const lineIds = s.offer!.items.map(({ lineId }) => lineId)
  return followed(s, { type: 'ReplacementDelivered', data: { ...idsOf(s), lineIds, deliveredAt } })
}

export const recordUndelivered = (c: CommandNamed<'RecordReplacementUndelivered'>, s: PlannedReplacement): Decision => {
  if (isCustomer(c.actor)) return reject({ _tag: 'ReplacementForStaffOnly' })
  if (s.status === 'undelivered') return nothing
  if (s.status !== 'shipped') return notNow(s)
  return accept({ type: 'ReplacementUndelivered', data: { ...idsOf(s), attempt: s.attempt, why: c.data.why } })
}
