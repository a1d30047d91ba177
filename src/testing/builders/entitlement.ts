/**
 * The entitlement of order `o-1`: three shirts for 269.97, paid by card, and everything that may happen to it. Units are
 * written as `{ shirt: 2 }`; what a rule does not mention is usual.
 */
import type { Command } from '../../domain/kernel/decider.js'
import type { EntitlementCommand } from '../../domain/entitlement/index.js'
import * as entitlement from '../../domain/entitlement/index.js'
import type { PolicyRef } from '../../domain/policy/policy-set.js'
import type { Breakdown } from '../../domain/values/breakdown.js'
import type { OrderFacts, OrderLine, Tender } from '../../domain/values/order-facts.js'
import type { LineUnits } from '../../domain/values/units.js'
import { at, commandBuilder, envelope, eventBuilder, system } from './build.js'

type Named<Type extends EntitlementCommand['type']> = Extract<EntitlementCommand, { readonly type: Type }>
type Data<Type extends EntitlementCommand['type']> = Named<Type>['data']
const command = <Type extends EntitlementCommand['type']>(type: Type, usual: Data<Type>) =>
  commandBuilder<Type, Data<Type>>(type, system, usual)

/** How many of which line. */
export type Units = Readonly<Record<string, number>>
export const unitsOf = (units: Units): ReadonlyArray<LineUnits> =>
  Object.entries(units).map(([lineId, quantity]) => ({ lineId, quantity }))

export const orderId = 'o-1'
export const claimId = 'r-1'
export const refundId = 'f-1'
export const policyRef: PolicyRef = { policyId: 'standard', version: 3, hash: 'h'.repeat(43) }

export const orderLine = (lineId: string, given: Partial<OrderLine> = {}): OrderLine => ({
  lineId,
  sku: `sku-${lineId}`,
  quantity: 1,
  goods: 10_000,
  ...given,
})

export const shirts: OrderLine = orderLine('shirt', { quantity: 3, goods: 26_997 })

export const tender = (tenderId: string, captured: number, given: Partial<Tender> = {}): Tender => ({
  tenderId,
  kind: tenderId,
  captured,
  ...given,
})

/** What the lines and shipping of an order cost. */
export const priceOf = ({ lines, shipping = 0, shippingTax = 0, discounts = [], fees = [] }: OrderFacts): number =>
  lines.reduce(
    (sum, { goods, discount = 0, tax = 0, duty = 0, fee = 0 }) => sum + goods - discount + tax + duty + fee,
    shipping +
      shippingTax -
      discounts.reduce((sum, { minor }) => sum + minor, 0) +
      fees.reduce((sum, { minor }) => sum + minor, 0),
  )

/** An order; unless tenders are given, it is wholly paid by card. */
export const orderFacts = (given: Partial<OrderFacts> = {}): OrderFacts => {
  const order: OrderFacts = {
    orderId,
    customerId: 'c-1',
    currency: 'GBP',
    orderedAt: at('2026-02-20T10:00:00.000Z'),
    lines: [shirts],
    tenders: [],
    ...given,
  }
  return given.tenders === undefined ? { ...order, tenders: [tender('card', priceOf(order))] } : order
}

export const registerOrder = (given: Partial<OrderFacts> = {}): Named<'RegisterOrder'> => ({
  type: 'RegisterOrder',
  data: { orderId },
  facts: { order: orderFacts(given), policy: policyRef },
  ...envelope(),
})

const reserve = command('ReserveUnits', {
  claimId,
  submission: 1,
  remedy: 'return_refund',
  lines: [{ lineId: 'shirt', quantity: 1 }],
  evenIfAlike: false,
})
export const reserveUnits = (units: Units, given: Partial<Data<'ReserveUnits'>> = {}) =>
  reserve({ lines: unitsOf(units), ...given })

const release = command('ReleaseUnits', { claimId })
/** All units of the claim, or only these. */
export const releaseUnits = (given: { readonly claimId?: string; readonly units?: Units } = {}) =>
  release({
    claimId: given.claimId ?? claimId,
    ...(given.units === undefined ? {} : { lines: unitsOf(given.units) }),
  })

const reserveTheMoney = command('ReserveMoney', {
  refundId,
  claimId,
  attempt: 1,
  outcome: 'returned',
  lines: [],
  deductions: [],
  fees: [],
  shipping: 'none',
  tenders: 'original_ratio',
})
export const reserveMoney = (
  units: Units,
  { reason = 'CM_CHANGED_MIND', ...given }: Partial<Data<'ReserveMoney'>> & { readonly reason?: string } = {},
) => reserveTheMoney({ lines: unitsOf(units).map((l) => ({ ...l, reason })), ...given })

const onCard = { refundId, legId: 'card', epoch: 1, tenderId: 'card', minor: 8_999 }
export const settleMoney = command('SettleMoney', onCard)
export const reverseMoney = command('ReverseMoney', onCard)
export const releaseMoney = command('ReleaseMoney', { refundId })

export const recordDelivery = command('RecordDelivery', { orderId, deliveredAt: at('2026-02-24T15:30:00.000Z') })
export const recordCapture = command('RecordCapture', { orderId, captureId: 'cap-1', tenderId: 'card', minor: 1_000 })
const external = command('RecordExternalRefund', { orderId, externalId: 'x-1', tenderId: 'card', minor: 8_999 })
export const recordExternalRefund = (
  given: Partial<Omit<Data<'RecordExternalRefund'>, 'lines'>> & { readonly units?: Units } = {},
): Command<'RecordExternalRefund', Data<'RecordExternalRefund'>> => {
  const { units, ...data } = given
  return external({ ...data, ...(units === undefined ? {} : { lines: unitsOf(units) }) })
}
export const chargebackOpened = command('RecordChargeback', {
  orderId,
  chargebackId: 'cb-1',
  status: 'opened',
  tenderId: 'card',
  minor: 26_997,
})
const chargebackEnds = command('RecordChargeback', { orderId, chargebackId: 'cb-1', status: 'won' })
export const chargebackWon = (id = 'cb-1') => chargebackEnds({ chargebackId: id })
export const chargebackLost = (id = 'cb-1') => chargebackEnds({ chargebackId: id, status: 'lost' })
const edit = command('RecordOrderEdit', { orderId, editId: 'e-1', canceled: [], added: [], reason: 'customer_asked' })
export const editOrder = (
  given: { readonly editId?: string; readonly cancel?: Units; readonly add?: ReadonlyArray<OrderLine> } = {},
) => edit({ editId: given.editId ?? 'e-1', canceled: unitsOf(given.cancel ?? {}), added: given.add ?? [] })

export const replacementId = '5b1c8a52-7f0e-5d3a-9c41-2e6f8a9b0c1d'
export const repairId = '6c2d9b63-801f-5e4b-8d52-3f709bac1d2e'
/** A coat of 250.00 went out for a shirt, and 160.00 were captured for it. */
export const recordReplacement = command('RecordReplacement', {
  ...{ replacementId, claimId, added: [orderLine('coat', { goods: 25_000 })], shipping: 0, shippingTax: 0 },
  payments: [tender('card-2', 16_000, { kind: 'card', paymentRef: 'pi_2' })],
})
export const recordReplacementDelivery = command('RecordReplacementDelivery', {
  ...{ replacementId, lineIds: ['coat'], deliveredAt: at('2026-03-10T09:00:00.000Z') },
})
export const recordRecoveryPayment = command('RecordRecoveryPayment', {
  ...{ replacementId, claimId, recoveryId: 'rec-1' },
  payment: tender('card-3', 9_000, { kind: 'card', paymentRef: 'pi_3' }),
})
export const recordRepair = command('RecordRepair', {
  ...{ repairId, claimId, lines: [{ lineId: 'shirt', quantity: 1 }], serials: [], outcome: 'repaired', days: 12 },
})

/** The refund of one shirt, by card. */
export const shirtRefund: Breakdown = {
  currency: 'GBP',
  lines: [
    {
      lineId: 'shirt',
      quantity: 1,
      amounts: { goods: 8_999 },
      paidBy: [{ tenderId: 'card', amounts: { goods: 8_999 } }],
    },
  ],
  shipping: 0,
  shippingTax: 0,
  shippingPaidBy: [],
  deductions: [],
  shortfall: 0,
  total: 8_999,
  tenders: [{ tenderId: 'card', minor: 8_999 }],
}

const shirt = { lineId: 'shirt', quantity: 1 }
export const unitsReserved = eventBuilder(entitlement.UnitsReserved, {
  claimId,
  submission: 1,
  remedy: 'return_refund',
  lines: [{ ...shirt, value: 8_999 }],
  currency: 'GBP',
})
export const reservationRefused = eventBuilder(entitlement.ReservationRefused, {
  claimId,
  submission: 1,
  refusal: { _tag: 'LineUnknown', lineId: 'shirt' },
})
export const unitsReleased = eventBuilder(entitlement.UnitsReleased, { claimId, lines: [shirt] })
export const unitsConfirmed = eventBuilder(entitlement.UnitsConfirmed, { claimId, outcome: 'returned', lines: [shirt] })
export const moneyReserved = eventBuilder(entitlement.MoneyReserved, {
  refundId,
  claimId,
  outcome: 'returned',
  rest: false,
  breakdown: shirtRefund,
})
export const moneyReservationRefused = eventBuilder(entitlement.MoneyReservationRefused, {
  refundId,
  claimId,
  refusal: { _tag: 'NotClaimed', lineId: 'shirt' },
})
export const moneySettled = eventBuilder(entitlement.MoneySettled, onCard)
export const moneyReversed = eventBuilder(entitlement.MoneyReversed, { ...onCard, settled: true })
export const moneyReleased = eventBuilder(entitlement.MoneyReleased, {
  refundId,
  lines: [{ ...shirt, amounts: { goods: 8_999 } }],
  shipping: 0,
  shippingTax: 0,
  tenders: [{ tenderId: 'card', minor: 8_999 }],
})
