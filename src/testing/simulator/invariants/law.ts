/**
 * 13: what the law leaves the customer, no rule of the shop takes. The terms are frozen with the submission; fees and
 * deductions are named, and come out of the goods alone; units are worth their part of what was paid; and what the law
 * gives on top is given whole, whatever caps and budgets say.
 */
import type { OpenedAllowance } from '../../../domain/allowance/index.js'
import type { RegisteredEntitlement } from '../../../domain/entitlement/index.js'
import { paidFor } from '../../../domain/entitlement/state.js'
import { waitingUnits } from '../../../domain/entitlement/tries.js'
import type { DomainEvent } from '../../../domain/reactions/index.js'
import type { OpenedRequest } from '../../../domain/request/index.js'
import type { Component } from '../../../domain/values/breakdown.js'
import { slotOf, type LossShare } from '../../../domain/values/loss.js'
import { share } from '../../../domain/values/money.js'
import { sum } from '../../../domain/values/sum.js'
import { encodedId } from '../stream-parts.js'
import type { Invariant } from './seen.js'

/** Terms change with a submission and never otherwise; what falls due carries no fee that is not in them. */
export const termsAreFrozen: Invariant =
  ({ broken }) =>
  ({ kind, event, old, state }) => {
    if (kind !== 'request') return
    const [before, { terms, requestId }] = [old as Partial<OpenedRequest>, state as OpenedRequest]
    if (event.type !== 'SubmissionStarted' && terms !== before.terms)
      broken('I13 terms are frozen when the customer submits', `${requestId} ${event.type}`)
    if (event.type !== 'RefundDue') return
    const known = new Set((terms?.fees ?? []).map((fee) => JSON.stringify(fee)))
    const reasons = new Set(event.data.lines.map(({ reason }) => reason))
    for (const fee of event.data.fees)
      if (!known.has(JSON.stringify(fee)) || !fee.reasons.some((reason) => reasons.has(reason)))
        broken('I13 no fee but those of the terms, for the reasons that they name', `${requestId} ${fee.ruleId}`)
  }

type Proposed = Extract<DomainEvent, { readonly type: 'RefundProposed' }>['data']

const NOT_GOODS: ReadonlyArray<Component> = ['tax', 'duty', 'fee']

/** What is kept back was found or is a fee, is no more than either allows, and comes out of goods alone. */
export const keepsBackByRule: Invariant = ({ broken, state: stateOf }) => {
  const proposals = new Map<string, Proposed>()
  return ({ event, state }) => {
    if (event.type === 'RefundProposed') proposals.set(event.data.refundId, event.data)
    if (event.type !== 'RefundReserved') return
    const { refundId } = state as { readonly refundId: string }
    const asked = proposals.get(refundId)!
    const { breakdown: b } = event.data
    const order = stateOf('entitlement', encodedId(asked.orderId)) as RegisteredEntitlement | undefined
    const steps = sum(order?.tenders ?? [], ({ granularity }) => granularity)
    for (const { kind, minor, ruleId, lineId, code } of b.deductions) {
      const found = asked.deductions.some(
        (d) => d.kind === kind && d.lineId === lineId && d.code === code && d.minor >= minor,
      )
      const fee = asked.fees.find((one) => one.kind === kind && one.ruleId === ruleId)
      const base = sum(b.lines, ({ lineId: id, amounts }) => {
        const reason = asked.lines.find((line) => line.lineId === id)?.reason
        return reason !== undefined && fee?.reasons.includes(reason) === true ? amounts.goods : 0
      })
      const most = fee === undefined || base === 0 ? 0 : share(base + steps, fee.basisPoints, 10_000) + fee.flat
      if (!found && minor > most) broken('I13 no more is kept back than a rule says', `${refundId} ${kind}: ${minor}`)
    }
    const kept = sum(b.deductions, (d) => (d.kind === 'replacement' ? 0 : d.minor))
    if (kept > sum(b.lines, ({ amounts }) => amounts.goods) + steps)
      broken('I13 what is kept back comes out of the goods', `${refundId}: ${kept}`)
    // New goods are paid for by all that the old ones are worth; what is not there to be paid is missing anywhere.
    if (b.shortfall > 0 || b.deductions.some(({ kind }) => kind === 'replacement')) return
    for (const { lineId, amounts, paidBy } of b.lines)
      for (const component of NOT_GOODS)
        if (sum(paidBy, (p) => p.amounts[component] ?? 0) !== (amounts[component] ?? 0))
          broken('I13 tax, duty and fees of the goods are the customer’s', `${refundId} ${lineId} ${component}`)
    if (sum(b.shippingPaidBy, (p) => p.shipping) !== b.shipping)
      broken('I13 what is owed of shipping is paid whole', refundId)
  }
}

/** Units are worth their part of what was paid for them, as the order stored it: neither rule nor limit makes them less. */
export const unitsAreWorthTheirPart: Invariant =
  ({ broken }) =>
  ({ event, old }) => {
    if (event.type !== 'MoneyReserved') return
    const order = old as RegisteredEntitlement
    const steps = sum(order.tenders, ({ granularity }) => granularity - 1)
    for (const { lineId, quantity, amounts } of event.data.breakdown.lines) {
      const b = order.lines.find(({ line }) => line.lineId === lineId)!
      const isWaiting = waitingUnits(order, lineId) > 0
      // The rest of what was paid in part is another's, and the last units have what is left.
      if (isWaiting || b.settledUnits + quantity > b.line.quantity) continue
      for (const component of ['goods', 'tax'] as const) {
        const paid = paidFor(b.line, component)
        const before = share(paid, b.settledUnits, b.line.quantity)
        const due = share(paid, b.settledUnits + quantity, b.line.quantity) - Math.max(before, b.taken[component])
        if ((amounts[component] ?? 0) < due - steps)
          broken(
            'I13 units are worth their part of what was paid',
            `${lineId} ${component}: ${amounts[component]} of ${due}`,
          )
      }
    }
  }

const inSlot = (shares: Iterable<LossShare>, slot: string): number =>
  sum(shares, (one) => (slotOf(one) === slot ? one.minor : 0))

/** What the law demands is granted whole, less what was given for the same loss before; caps and budgets do not count. */
export const lawIsGivenWhole: Invariant = ({ broken }) => {
  const shares = new Map<string, ReadonlyArray<LossShare>>()
  return ({ event, old }) => {
    if (event.type === 'CompensationProposed') {
      const { compensationId, losses } = event.data
      shares.set(compensationId, event.data.shares)
      for (const loss of losses) {
        if (loss.layer !== 'statutory') continue
        const lineIds = [...new Set(loss.lineIds)]
        if (sum(lineIds, (lineId) => inSlot(event.data.shares, slotOf({ ...loss, lineId }))) < loss.minor)
          broken('I13 what the law demands is no less for other grounds', compensationId)
      }
    }
    if (event.type === 'AllowanceReserved' && event.data.shares !== undefined) {
      const { compensationId } = event.data
      const { holds = new Map() } = old as Partial<OpenedAllowance>
      const before = [...holds.values()].flatMap((hold) => (hold.status === 'returned' ? [] : hold.shares))
      for (const one of shares.get(compensationId) ?? [])
        if (one.layer === 'statutory') {
          const slot = slotOf(one)
          if (inSlot(before, slot) + inSlot(event.data.shares, slot) < one.minor)
            broken('I13 what the law demands is given whole', `${compensationId} ${slot}`)
        }
    }
    if (event.type !== 'AllowanceRefused' || event.data.allowance.scope === 'agent') return
    const { compensationId, refusal } = event.data
    const asked = shares.get(compensationId) ?? []
    const isLimit = refusal._tag === 'ExceedsLoss' || refusal._tag === 'BudgetExhausted'
    if (isLimit && asked.length > 0 && asked.every(({ layer }) => layer === 'statutory'))
      broken('I13 no cap or budget holds back what the law demands', `${compensationId} ${refusal._tag}`)
  }
}
