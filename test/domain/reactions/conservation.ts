/** Nobody gets more than was paid for, over all cases of the order, to the minor unit; the numbers are those of domain.md 6.5. */
import assert from 'node:assert/strict'
import { COMPONENTS } from '../../../src/domain/values/breakdown.js'
import { basisKey } from '../../../src/domain/values/refund-basis.js'
import { paidForLine } from '../../../src/domain/entitlement/state.js'
import { sum } from '../../../src/domain/values/sum.js'
import { all, statesOf } from './reading.js'
import type { Shop } from './shop.js'

const LATER = ['DeductionWaived', 'DutyRecovered']

/** 4: a unit earns a refund or pays for what went out instead once, whatever becomes of how many cases. */
export const unitsEarnOnce = (shop: Shop): void => {
  const { order, requests } = statesOf(shop)
  for (const { line } of order.lines) {
    const earned = sum(requests, ({ refunds }) => {
      // Attempts at the same money are for the same units; the last one says for which.
      const tries = new Map(
        [...refunds.values()]
          .filter(({ due, end, retried }) => !LATER.includes(due.basis._tag) && !retried && !(end && UNPAID.has(end)))
          .map((refund) => [`${refund.run} ${basisKey(refund.due.basis)}`, refund]),
      )
      const units = (lines: ReadonlyArray<{ readonly lineId: string; readonly quantity: number }>) =>
        sum(lines, (l) => (l.lineId === line.lineId ? l.quantity : 0))
      return sum(tries.values(), ({ due, withdrawn }) => units(due.lines) - units(withdrawn))
    })
    assert.ok(earned <= line.quantity, `${line.lineId}: ${earned} of ${line.quantity} earned something`)
  }
}
const UNPAID: ReadonlySet<string> = new Set(['refused', 'declined', 'canceled', 'abandoned'])

/** What has gone out to the customer, all in all. */
const wentOut = (shop: Shop, ...requestIds: ReadonlyArray<string>) =>
  all(shop.harness.log, 'ReplacementShipped').filter(
    ({ data }) => data.attempt === 1 && (requestIds.length === 0 || requestIds.includes(data.requestId)),
  )

/**
 * What was paid to the customer, and what the goods are worth that went out and are not settled, is no more than what was
 * captured, all in all.
 */
export const neverMoreThanPaidFor = (shop: Shop): void => {
  const { order } = statesOf(shop)
  const captured = sum(order.tenders, (t) => t.captured + t.back)
  const paid = sum(shop.paid(), (p) => p.minor)
  const replaced = [...order.replacements.values()].flatMap(({ lineIds }) => lineIds)
  const there = order.lines.filter(({ line }) => replaced.includes(line.lineId))
  const worth = sum(there, ({ line, taken }) => paidForLine(line) - sum(COMPONENTS, (c) => taken[c]))
  // What went out for goods that were called back afterwards is owed by the customer.
  const judgedAnew = new Set(all(shop.harness.log, 'BasisWithdrawn').map(({ id }) => id))
  const owed = sum(wentOut(shop), ({ data }) => (judgedAnew.has(data.requestId) ? data.price : 0))
  assert.ok(paid + worth <= captured + owed, `${paid} paid and goods of ${worth} sent, of ${captured} + ${owed}`)
}

/** What went out was paid for: by the old goods, by the customer, or by the security; or somebody gave it up. */
export const whatWentOutIsPaidFor = (shop: Shop): void => {
  const { harness } = shop
  const { requests } = statesOf(shop)
  for (const { requestId, status } of requests) {
    if (!['resolved', 'closed', 'canceled'].includes(status)) continue
    // What was called back afterwards is owed by the customer.
    if (all(harness.log, 'BasisWithdrawn').some(({ id }) => id === requestId)) continue
    if (all(harness.log, 'ReplacementReleasedInAdvance').some(({ data }) => data.requestId === requestId)) continue
    const out = wentOut(shop, requestId)
    const price = sum(out, ({ data }) => data.price)
    const paid = sum(out, ({ data }) => sum(data.payments, (p) => p.minor))
    const firsts = all(harness.log, 'RefundDue').filter(({ id, data }) => id === requestId && data.attempt === 1)
    const byGoods = sum(firsts, ({ data }) => sum(data.deductions, (d) => (d.kind === 'replacement' ? d.minor : 0)))
    assert.ok(byGoods + paid >= price, `${requestId}: goods of ${price} went out for ${byGoods} and ${paid}`)
  }
}

/** What the customer has, and what was paid to them, is what they paid; less what was kept back, more what was given up. */
export const nothingComesFromNowhere = (shop: Shop): void => {
  const { order, replacements } = statesOf(shop)
  const open = sum(order.lines, ({ line, taken }) => paidForLine(line) - sum(COMPONENTS, (c) => taken[c]))
  const shipping = order.shipping - order.shippingTaken + order.shippingTax - order.shippingTaxTaken
  const captured = sum(order.tenders, (t) => t.captured + t.back)
  const paid = sum(shop.paid(), (p) => p.minor)
  const inAdvance = new Set(replacements.filter(({ advance }) => advance !== undefined).map((one) => one.replacementId))
  const requestsOpen = new Set(
    statesOf(shop).requests.flatMap(({ requestId, status, refunds }) =>
      // Or the old goods wait for money by hand.
      ['resolved', 'closed', 'canceled'].includes(status) && ![...refunds.values()].some((r) => r.isByHand)
        ? []
        : [requestId],
    ),
  )
  const judgedAnew = new Set(all(shop.harness.log, 'BasisWithdrawn').map(({ id }) => id))
  // Old goods that are not settled yet, or will never come. What units are worth is rounded when they are claimed.
  const lent = sum(wentOut(shop), ({ data }) =>
    inAdvance.has(data.replacementId) || requestsOpen.has(data.requestId) || judgedAnew.has(data.requestId)
      ? data.price
      : ROUNDING,
  )
  const givenUp = sum(all(shop.harness.log, 'ReceivableWrittenOff'), ({ data }) => data.minor + ROUNDING)
  assert.ok(
    open + shipping + paid <= captured + lent + givenUp + ROUNDING,
    `${open} + ${shipping} + ${paid} of ${captured} + ${lent}`,
  )
}

/** A minor unit for each line of the order. */
const ROUNDING = 3
