/** 6: nothing that ended holds anything: no units, no money, no budget. */
import { paidForLine } from '../../../domain/entitlement/index.js'
import { ORDER_PERIOD } from '../../../domain/values/allowance.js'
import { allowanceIdOf } from '../../../domain/values/ids.js'
import { driftOf, HOLDS_NO_MONEY, HOLDS_NO_UNITS } from '../../../projections/entitlement-check/drift.js'
import { sum } from '../../../domain/values/sum.js'
import { all, type FinalCheck } from './log.js'

export const endedHoldsNothing: FinalCheck = ({ watch }) => {
  for (const order of watch.of('entitlement')) {
    if (order.status === 'unknown') continue
    for (const [refundId, { open }] of order.holds) {
      const minor = sum(open.values(), (one) => one)
      const status = watch.state('refund', refundId)?.status ?? 'none'
      // What came back of a refund that was given up is owed to the customer, and waits.
      if (minor > 0 && status !== 'none' && HOLDS_NO_MONEY.has(status))
        watch.broken('I6 what ended holds no money', `${refundId} ${status}: ${minor}`)
    }
    for (const { claimId, lines } of order.claims.values()) {
      const held = sum(lines, (line) => line.held)
      const status = watch.state('request', claimId)?.status ?? 'none'
      if (held > 0 && status !== 'none' && HOLDS_NO_UNITS.has(status))
        watch.broken('I6 what ended holds no units', `${claimId} ${status}: ${held}`)
    }
  }
}

/** What operators are told by `checkEntitlements`: nothing, as long as no event is lost and none came twice. */
export const ordersHoldWhatIsClaimed: FinalCheck = ({ watch }) => {
  for (const order of watch.of('entitlement')) {
    if (order.status === 'unknown') continue
    const claimants = {
      requests: watch.of('request').flatMap((s) => (s.status !== 'none' && s.orderId === order.orderId ? [s] : [])),
      refunds: watch.of('refund').flatMap((s) => (s.status !== 'none' && s.orderId === order.orderId ? [s] : [])),
      compensations: watch
        .of('compensation')
        .flatMap((s) => (s.status !== 'none' && s.orderId === order.orderId ? [s] : [])),
    }
    const total = watch.state('allowance', allowanceIdOf('order', order.orderId, ORDER_PERIOD))
    const drift = driftOf(order, claimants, total?.status === 'open' ? total : undefined)
    if (drift.length > 0) watch.broken('I6 an order holds what is claimed of it', JSON.stringify(drift))
  }
}

const GIVEN = new Set(['issued', 'redeemed'])

/** A budget keeps what the customer has, and gets back the rest. */
export const budgetsKeepWhatWasGiven: FinalCheck = ({ watch, entries }) => {
  const holds = new Map<string, string>()
  for (const { stored, data } of all(entries, 'AllowanceReserved'))
    holds.set(`${stored.stream} ${data.compensationId}`, 'reserved')
  for (const { stored, data } of all(entries, 'AllowanceConfirmed'))
    holds.set(`${stored.stream} ${data.compensationId}`, 'confirmed')
  for (const { stored, data } of all(entries, 'AllowanceReturned'))
    holds.set(`${stored.stream} ${data.compensationId}`, 'returned')
  for (const [key, hold] of holds) {
    const compensationId = key.slice(key.indexOf(' ') + 1)
    const status = watch.state('compensation', compensationId)?.status ?? 'none'
    const expected = GIVEN.has(status) ? 'confirmed' : 'returned'
    if (hold !== expected) watch.broken('I6 budgets keep what was given', `${compensationId} ${status}: ${hold}`)
  }
}

/** What the issuer gave is what the compensations say; of one loss no more than it was, and never above the cap unapproved. */
export const issuerAgrees: FinalCheck = ({ watch, issuer, entries }) => {
  const given = [...issuer.given.values()]
  const slots = new Map<string, { readonly most: number; given: number }>()
  for (const c of watch.of('compensation')) {
    if (c.status === 'none') continue
    const benefit = given.find((one) => one.compensationId === c.compensationId)
    const has = benefit?.status === 'issued' || benefit?.status === 'used'
    const says = GIVEN.has(c.status) || c.status === 'expired'
    const minor = sum(c.shares, (share) => share.minor)
    if (says !== has || (has && benefit?.minor !== minor))
      watch.broken('I2 issuer and compensations agree', `${c.compensationId} ${c.status}: ${benefit?.status} ${minor}`)
    if (!has || c.status === 'expired') continue
    const asked = all(entries, 'CompensationProposed').find(
      ({ data }) => data.compensationId === c.compensationId,
    )!.data
    for (const { lineId, head, minor: part } of c.shares) {
      if (head === 'punitive') continue
      const slot = `${c.orderId} ${lineId} ${head}`
      const most = sum(asked.shares, (s) => (s.lineId === lineId && s.head === head ? s.minor : 0))
      const known = slots.get(slot) ?? { most: 0, given: 0 }
      slots.set(slot, { most: Math.max(known.most, most), given: known.given + part })
    }
  }
  for (const [slot, { most, given: sumGiven }] of slots)
    if (sumGiven > most) watch.broken('I4 a loss is made good once', `${slot}: ${sumGiven} of ${most}`)
}

/** Promise, goodwill and discretion stay within 150 % of what was paid, unless somebody with the role agreed to more. */
export const capHolds: FinalCheck = ({ watch }) => {
  for (const order of watch.of('entitlement')) {
    if (order.status === 'unknown') continue
    const of = watch
      .of('compensation')
      .flatMap((c) => (c.status !== 'none' && c.orderId === order.orderId && GIVEN.has(c.status) ? [c] : []))
    if (of.some(({ exceedsCap }) => exceedsCap)) continue
    const paid = sum(order.lines, ({ line }) => paidForLine(line))
    const capped = sum(of, ({ shares }) => sum(shares, (s) => (s.layer === 'statutory' ? 0 : s.minor)))
    if (capped > Math.floor((paid * 3) / 2))
      watch.broken('I4 goodwill has a cap', `${order.orderId}: ${capped} of ${paid}`)
  }
}

/** What came back is no more than what the customer has in the end, or it was named whom the rest is owed to. */
export const recoveredWithinGiven: FinalCheck = ({ watch, issuer, entries }) => {
  const back = new Map<string, number>()
  const add = (id: string, minor: number): void => void back.set(id, (back.get(id) ?? 0) + minor)
  for (const { data } of all(entries, 'Recovered')) add(data.compensationId, data.minor)
  for (const { data } of all(entries, 'ClawbackRecovered')) add(data.compensationId, data.minor)
  for (const { data } of all(entries, 'RecoverySurplusFound')) add(data.compensationId, -data.minor)
  const benefits = [...issuer.given.values()]
  for (const [compensationId, kept] of back) {
    const status = watch.state('compensation', compensationId)?.status ?? 'none'
    const given = benefits.find((one) => one.compensationId === compensationId)
    const minor = GIVEN.has(status) ? (given?.minor ?? 0) : 0
    if (kept > minor)
      watch.broken('I2 no more comes back than was given', `${compensationId} ${status}: ${kept} of ${minor}`)
  }
}
