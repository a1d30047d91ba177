/**
 * What happened outside: deliveries, captures, refunds in the provider's dashboard, chargebacks, edits of the order. It
 * is recorded as it comes, once for each id, and only ever reduces what is left; refused is what contradicts itself.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { LineUnits } from '../values/units.js'
import { MAX_MINOR } from '../values/money.js'
import { accept, nothing, reject, type Asked, type Decision } from './decision.js'
import type { EntitlementError } from './errors.js'
import type { SettledUnits } from './events.js'
import { fundedOf } from './funding.js'
import { worthOf } from './quote.js'
import { inconsistent, lineToRegister, isUnique, totalOf } from './register.js'
import { factKey, lineOf, type RegisteredEntitlement } from './state.js'

/** The units with the money that leaves the order with them, as far as there are such units. */
const withWorth = (
  s: RegisteredEntitlement,
  lines: ReadonlyArray<LineUnits>,
): E.Either<EntitlementError, ReadonlyArray<SettledUnits>> => {
  if (!isUnique(lines.map((l) => l.lineId))) return inconsistent('line_ids_unique')
  const settled: Array<SettledUnits> = []
  for (const { lineId, quantity } of lines) {
    const balance = lineOf(s, lineId)
    if (balance === undefined) return inconsistent('lines_known')
    const units = Math.min(quantity, Math.max(0, balance.line.quantity - balance.settledUnits))
    settled.push({ lineId, quantity: units, amounts: worthOf(balance, units), ...fundedOf(balance, units) })
  }
  return E.right(settled)
}

const isPaidWith = (s: RegisteredEntitlement, tenderId: string): boolean =>
  s.tenders.some((t) => t.tenderId === tenderId)

export const recordDelivery = (s: RegisteredEntitlement, { deliveredAt }: Asked<'RecordDelivery'>): Decision =>
  s.deliveredAt === deliveredAt ? nothing : accept({ type: 'DeliveryRecorded', data: { deliveredAt } })

export const recordCapture = (s: RegisteredEntitlement, fact: Asked<'RecordCapture'>): Decision => {
  const { captureId, tenderId, minor } = fact
  if (s.recorded.has(factKey('PaymentCaptured', captureId))) return nothing
  if (!isPaidWith(s, tenderId)) return reject({ _tag: 'TenderUnknown', tenderId })
  return accept({ type: 'PaymentCaptured', data: { captureId, tenderId, minor } })
}

export const recordExternalRefund = (s: RegisteredEntitlement, fact: Asked<'RecordExternalRefund'>): Decision => {
  const { externalId, tenderId, minor } = fact
  if (s.recorded.has(factKey('ExternalRefundRecorded', externalId))) return nothing
  if (!isPaidWith(s, tenderId)) return reject({ _tag: 'TenderUnknown', tenderId })
  const lines = withWorth(s, fact.lines ?? [])
  if (E.isLeft(lines)) return lines
  return accept({ type: 'ExternalRefundRecorded', data: { externalId, tenderId, minor, lines: lines.right } })
}

const openChargeback = (s: RegisteredEntitlement, fact: Asked<'RecordChargeback'>): Decision => {
  const { chargebackId, tenderId, minor, reason } = fact
  if (s.chargebacks.has(chargebackId)) return nothing
  if (tenderId === undefined || minor === undefined) return inconsistent('tender_and_amount_given')
  if (!isPaidWith(s, tenderId)) return reject({ _tag: 'TenderUnknown', tenderId })
  return accept({
    type: 'ChargebackOpened',
    data: { chargebackId, tenderId, minor, ...(reason === undefined ? {} : { reason }) },
  })
}

export const recordChargeback = (s: RegisteredEntitlement, fact: Asked<'RecordChargeback'>): Decision => {
  const { chargebackId, status } = fact
  if (status === 'opened') return openChargeback(s, fact)
  const known = s.chargebacks.get(chargebackId)
  if (known === undefined) return reject({ _tag: 'ChargebackUnknown', chargebackId })
  if (known.status !== 'open') return nothing
  return accept({ type: status === 'won' ? 'ChargebackWon' : 'ChargebackLost', data: { chargebackId } })
}

export const recordOrderEdit = (s: RegisteredEntitlement, fact: Asked<'RecordOrderEdit'>): Decision => {
  const { editId, reason } = fact
  if (s.recorded.has(factKey('OrderEdited', editId))) return nothing
  const canceled = withWorth(s, fact.canceled)
  if (E.isLeft(canceled)) return canceled
  if (!isUnique([...s.indexOf.keys(), ...fact.added.map((l) => l.lineId)])) return inconsistent('line_ids_unique')
  if (fact.added.some((l) => (l.discount ?? 0) > l.goods)) return inconsistent('discount_within_goods')
  const added = fact.added.map((line) => lineToRegister(line))
  const total = totalOf([...s.lines.map((b) => b.line), ...added], s.shipping + s.shippingTax)
  if (total > MAX_MINOR) return inconsistent('order_total_within_limit')
  return accept({ type: 'OrderEdited', data: { editId, canceled: canceled.right, added, reason } })
}
