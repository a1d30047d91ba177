/** What no case may ever break where money is concerned; the numbers are those of domain.md 6.5. */
import assert from 'node:assert/strict'
import { sumOf } from '../../../src/domain/values/breakdown.js'
import { sum } from '../../../src/domain/values/sum.js'
import { all, statesOf } from './reading.js'
import type { Shop } from './shop.js'

/** 2: what was paid on a tender was captured on it, and the order's books are the provider's. */
export const neverMoreThanCaptured = (shop: Shop): void => {
  for (const { tenderId, captured, settled, reserved, back } of statesOf(shop).order.tenders) {
    const paid = sum(shop.paid(), (p) => (p.tenderId === tenderId ? p.minor : 0))
    assert.ok(paid <= captured + back)
    assert.equal(settled, paid)
    assert.ok(reserved >= 0)
  }
}

/** What has come back, of which the order has heard only that it was paid. */
const onItsWayBack = ({ harness: { log } }: Shop, tenderId: string): number => {
  const keyOf = (leg: { readonly refundId: string; readonly legId: string; readonly epoch: number }) =>
    `${leg.refundId} ${leg.legId} ${leg.epoch}`
  const settled = new Set(all(log, 'MoneySettled').map(({ data }) => keyOf(data)))
  const heard = new Set(all(log, 'MoneyReversed').map(({ data }) => keyOf(data)))
  return sum(all(log, 'RefundLegReversed'), ({ data }) =>
    data.tenderId === tenderId && settled.has(keyOf(data)) && !heard.has(keyOf(data)) ? data.minor : 0,
  )
}

/** A reserve that sank below nothing, or promises beyond what was captured, would let the same money go twice. */
export const reservesHold = (shop: Shop): void => {
  for (const { tenderId, captured, reserved, settled, external, disputed, back } of statesOf(shop).order.tenders) {
    assert.ok(reserved >= 0)
    const promised = reserved + settled - onItsWayBack(shop, tenderId)
    assert.ok(promised <= captured + back, `${tenderId}: ${promised} of ${captured} are promised`)
    if (!shop.contradicted.has(tenderId)) assert.ok(promised + external + disputed <= captured + back, tenderId)
  }
}

/** A payment is settled once, and what came back of it comes back once. */
export const paymentsCountOnce = ({ harness: { log } }: Shop): void => {
  for (const type of ['MoneySettled', 'MoneyReversed'] as const) {
    const payments = all(log, type).map(({ data }) => `${data.refundId} ${data.legId} ${data.epoch}`)
    assert.equal(new Set(payments).size, payments.length, type)
  }
}

const ENDED = ['succeeded', 'not_due', 'refused', 'declined', 'canceled', 'abandoned']

/** Nothing that has ended keeps money from others; what is still owed is reserved to the last penny. */
export const reservedIsOwed = (shop: Shop): void => {
  const { order, refunds } = statesOf(shop)
  for (const { refundId, status, legs } of refunds) {
    const open = sum(order.holds.get(refundId)?.open.values() ?? [], (minor) => minor)
    const owed = sum(legs, (l) => (['succeeded', 'rerouted', 'abandoned'].includes(l.status) ? 0 : l.minor))
    assert.equal(open, ENDED.includes(status) ? 0 : owed, `${refundId} is ${status}`)
  }
}

const NOES = new Set(['RefundLegFailed', 'RefundLegReleased', 'RefundLegReversed'])
const legIdOf = ({ data }: { readonly data: unknown }): string => (data as { readonly legId: string }).legId

/** 8: a key always means the same payment, and a new one follows a definite no, a release or a reversal. */
export const keysMeanOnePayment = ({ harness: { log } }: Shop): void => {
  const meaning = new Map<string, string>()
  for (const { data } of all(log, 'RefundLegSubmitted')) {
    const { key, refundId, legId, tenderId, minor, currency, epoch } = data
    const said = JSON.stringify([refundId, legId, tenderId, minor, currency, epoch])
    assert.equal(meaning.get(key) ?? said, said)
    meaning.set(key, said)
    const tried = [legId, ...all(log, 'RefundLegRerouted').flatMap((r) => (r.id === refundId ? [r.data.legId] : []))]
    const nos = log.filter((no) => no.id === refundId && NOES.has(no.event.type) && tried.includes(legIdOf(no.event)))
    assert.ok(nos.length >= epoch - 1, `${refundId} ${legId}: epoch ${epoch} after ${nos.length} definite noes`)
  }
  assert.equal(new Set(meaning.values()).size, meaning.size)
}

/** 12: lines and shipping, less deductions and shortfall, are the total; tenders and legs are the total. */
export const everythingAddsUp = ({ harness: { log } }: Shop): void => {
  for (const { data } of all(log, 'MoneyReserved')) {
    const { lines, shipping, shippingTax, deductions, shortfall, total, tenders } = data.breakdown
    const gross = sum(lines, ({ amounts }) => sumOf(amounts)) + shipping + shippingTax
    assert.equal(gross - sum(deductions, (d) => d.minor) - shortfall, total)
    const byTender = sum(tenders, (t) => t.minor)
    assert.equal(byTender, total)
  }
  for (const { data } of all(log, 'RefundReserved')) {
    const byLeg = sum(data.legs, (l) => l.minor)
    assert.equal(byLeg, data.breakdown.total)
  }
}

/** What a request says was refunded was paid. */
export const whatIsSaidWasPaid = (shop: Shop): void => {
  const { requests } = statesOf(shop)
  const resolved = new Map(all(shop.harness.log, 'RequestResolved').map(({ data }) => [data.requestId, data]))
  for (const { requestId, status } of requests) {
    // What came back since is said anew when it is resolved again.
    const data = resolved.get(requestId)
    if (data === undefined || (status !== 'resolved' && status !== 'closed')) continue
    const refunds = all(shop.harness.log, 'RefundDue').filter((due) => due.data.requestId === data.requestId)
    const ids = new Set(refunds.map((due) => due.data.refundId))
    const paid = sum(shop.paid(), (p) => (ids.has(p.refundId) ? p.minor : 0))
    assert.equal(paid, data.refunded, data.requestId)
  }
}
