/** 2 and 3: what customers really got, from the provider's books and the log alone, and what they paid for it. */
import type { RegisteredEntitlement } from '../../../domain/entitlement/index.js'
import { paidForLine } from '../../../domain/entitlement/state.js'
import { sum } from '../../../domain/values/sum.js'
import { all, type Entry, type Final, type FinalCheck } from './log.js'

const registered = ({ watch }: Final): ReadonlyArray<RegisteredEntitlement> =>
  watch.of('entitlement').flatMap((order) => (order.status === 'unknown' ? [] : [order]))

/** What the provider paid and did not get back, and what was paid by hand, is what the orders count as settled. */
export const booksAgree: FinalCheck = (final) => {
  const { watch, provider, entries } = final
  const byHand = all(entries, 'RefundLegPaidManually').map(({ data }) => data)
  for (const { orderId, tenders } of registered(final)) {
    const ofOrder = (one: { readonly orderId: string; readonly minor: number }): number =>
      one.orderId === orderId ? one.minor : 0
    const paid = sum(provider.payments, ofOrder) - sum(provider.reversals, ofOrder) + sum(byHand, ofOrder)
    const settled = sum(tenders, (t) => t.settled)
    if (paid !== settled) watch.broken('I2 books and provider agree', `${orderId}: ${paid} paid, ${settled} settled`)
  }
}

interface Flow {
  in: number
  out: number
}

/** Everything that came in on a means of payment, and everything that went out or is owed for it. */
const flowsOf = ({ entries, watch, provider }: Final): ReadonlyMap<string, Flow> => {
  const flows = new Map<string, Flow>()
  const at = (orderId: string, tenderId: string): Flow => {
    const key = `${orderId} ${tenderId}`
    const known = flows.get(key) ?? { in: 0, out: 0 }
    flows.set(key, known)
    return known
  }
  const orderOf = ({ kind, id }: Pick<Entry, 'kind' | 'id'>): string => {
    const state = kind === 'entitlement' ? watch.state('entitlement', id) : undefined
    return state === undefined || state.status === 'unknown' ? id : state.orderId
  }
  for (const entry of all(entries, 'OrderRegistered'))
    for (const t of entry.data.tenders) at(orderOf(entry), t.tenderId).in += t.captured
  for (const entry of all(entries, 'PaymentCaptured')) at(orderOf(entry), entry.data.tenderId).in += entry.data.minor
  for (const entry of all(entries, 'ReplacementRecorded'))
    for (const t of entry.data.payments) at(orderOf(entry), t.tenderId).in += t.captured
  for (const entry of all(entries, 'RecoveryRecorded'))
    at(orderOf(entry), entry.data.payment.tenderId).in += entry.data.payment.captured
  for (const { data } of all(entries, 'RefundLegPaidManually')) at(data.orderId, data.tenderId).out += data.minor
  for (const [list, sign] of [
    [provider.payments, 1],
    [provider.reversals, -1],
  ] as const)
    for (const { key, orderId, minor } of list) {
      const tenderId = watch.legOf(key)?.tenderId
      if (tenderId !== undefined) at(orderId, tenderId).out += sign * minor
    }
  for (const order of watch.of('entitlement'))
    if (order.status !== 'unknown')
      for (const { tenderId, minor, status } of order.chargebacks.values())
        if (status === 'lost') at(order.orderId, tenderId).out += minor
  // Owed because a bank paid as well; and paid back, whatever the reason.
  const reasons = new Map<string, string>()
  const orders = new Map<string, string>()
  for (const { data } of all(entries, 'ReceivableDue')) {
    reasons.set(data.receivableId, data.reason._tag)
    orders.set(data.receivableId, data.orderId)
    if (data.reason._tag === 'Chargeback') for (const t of data.tenders) at(data.orderId, t.tenderId).in += t.minor
  }
  for (const { data } of all(entries, 'ReceivableCanceled'))
    if (reasons.get(data.receivableId) === 'Chargeback')
      for (const t of data.tenders) at(orders.get(data.receivableId)!, t.tenderId).in -= t.minor
  for (const { data } of all(entries, 'ReceivablePaid'))
    if (reasons.get(data.receivableId) === 'BasisWithdrawn')
      for (const t of data.tenders) at(data.orderId, t.tenderId).in += t.minor
  return flows
}

/** By refunds and banks together a customer gets what came in, or owes the rest. */
export const nobodyGetsMoneyTwice: FinalCheck = (final) => {
  for (const [tender, flow] of flowsOf(final))
    if (flow.out > flow.in)
      final.watch.broken('I2 whoever got money twice owes it', `${tender}: ${flow.out} out, ${flow.in} in or owed`)
}

/** What all refunds of a line paid, less what was paid back of it, is no more than was paid for it. */
export const lineIsPaidBackOnce: FinalCheck = (final) => {
  const { watch, entries } = final
  const refunds = watch.of('refund').flatMap((r) => (r.status === 'none' ? [] : [r]))
  for (const order of registered(final))
    for (const { line } of order.lines) {
      const paid = sum(refunds, ({ orderId, breakdown, legs }) => {
        if (orderId !== order.orderId || breakdown === undefined) return 0
        const tenderIds = new Set(legs.filter((leg) => leg.status === 'succeeded').map(({ tenderId }) => tenderId))
        const shares = breakdown.lines.filter((l) => l.lineId === line.lineId).flatMap((l) => l.paidBy)
        return sum(
          shares.filter(({ tenderId }) => tenderIds.has(tenderId)),
          ({ amounts: { goods, tax = 0, duty = 0, fee = 0 } }) => goods + tax + duty + fee,
        )
      })
      const owed = sum(all(entries, 'ReceivableDue'), ({ data }) =>
        data.orderId === order.orderId ? sum(data.lines, (l) => (l.lineId === line.lineId ? l.minor : 0)) : 0,
      )
      if (paid > paidForLine(line) + owed)
        watch.broken('I3 a line is paid back once', `${order.orderId} ${line.lineId}: ${paid} of ${paidForLine(line)}`)
    }
}
