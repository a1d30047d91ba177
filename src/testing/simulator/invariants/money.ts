/** 2, 3 and 12: per means of payment, per component of a line, and every sum. */
import type { RegisteredEntitlement } from '../../../domain/entitlement/index.js'
import { paidFor } from '../../../domain/entitlement/state.js'
import type { DomainEvent } from '../../../domain/reactions/index.js'
import type { PlannedReplacement } from '../../../domain/replacement/index.js'
import { COMPONENTS, sumOf, type Breakdown } from '../../../domain/values/breakdown.js'
import type { Invariant } from './seen.js'

const MOVES_MONEY: ReadonlySet<DomainEvent['type']> = new Set([
  ...(['MoneyReserved', 'WithheldMoneyReserved', 'MoneySettled', 'MoneyReversed', 'MoneyReleased'] as const),
  ...(['MoneyReceivedBack', 'DutyRecovered'] as const),
])

export const withinCaptured: Invariant =
  ({ broken }) =>
  ({ event, state }) => {
    if (!MOVES_MONEY.has(event.type)) return
    const { orderId, tenders } = state as RegisteredEntitlement
    for (const t of tenders) {
      const used = t.reserved + t.settled
      if (used > t.captured + t.back || t.reserved < 0 || t.settled < 0)
        broken('I2 never more than was captured', `${orderId} ${t.tenderId}: ${used} of ${t.captured} + ${t.back}`)
    }
  }

/** What is reserved anew is there: not refunded outside, and not with the bank. */
export const reservesWhatIsThere: Invariant =
  ({ broken }) =>
  ({ event, state }) => {
    if (event.type !== 'MoneyReserved' && event.type !== 'WithheldMoneyReserved') return
    const { orderId, tenders } = state as RegisteredEntitlement
    for (const t of tenders) {
      const isAsked = event.data.breakdown.tenders.some(({ tenderId }) => tenderId === t.tenderId)
      const used = t.reserved + t.settled + t.external + t.disputed
      if (isAsked && used > t.captured + t.back)
        broken('I2 only what is there is reserved', `${orderId} ${t.tenderId}: ${used} of ${t.captured} + ${t.back}`)
    }
  }

export const settledOnce: Invariant = ({ broken }) => {
  const settled = new Set<string>()
  return ({ event }) => {
    if (event.type !== 'MoneySettled') return
    const payment = `${event.data.refundId} ${event.data.legId} ${event.data.epoch}`
    if (settled.has(payment)) broken('I2 a payment is settled once', payment)
    settled.add(payment)
  }
}

export const withinPaid: Invariant =
  ({ broken }) =>
  ({ event, state }) => {
    if (!MOVES_MONEY.has(event.type)) return
    const { orderId, lines } = state as RegisteredEntitlement
    for (const { line, taken } of lines)
      for (const component of COMPONENTS)
        if (taken[component] < 0 || taken[component] > paidFor(line, component))
          broken('I3 no component is paid back beyond what was paid', `${orderId} ${line.lineId} ${component}`)
  }

const paidOn = (b: Breakdown, tenderId: string): number => {
  const shipping = b.shippingPaidBy.filter((p) => p.tenderId === tenderId)
  const lines = b.lines.flatMap((l) => l.paidBy).filter((p) => p.tenderId === tenderId)
  return (
    lines.reduce((sum, p) => sum + sumOf(p.amounts), 0) +
    shipping.reduce((sum, p) => sum + p.shipping + p.shippingTax, 0)
  )
}

const BREAKDOWNS: ReadonlySet<DomainEvent['type']> = new Set([
  'MoneyReserved',
  'WithheldMoneyReserved',
  'RefundReserved',
])

export const addsUp: Invariant =
  ({ broken }) =>
  ({ event }) => {
    if (!BREAKDOWNS.has(event.type)) return
    const { breakdown: b } = event.data as { readonly breakdown: Breakdown }
    const gross = b.lines.reduce((sum, line) => sum + sumOf(line.amounts), b.shipping + b.shippingTax)
    const kept = b.deductions.reduce((sum, d) => sum + d.minor, b.shortfall)
    const legs = b.tenders.reduce((sum, t) => sum + t.minor, 0)
    const isExact = b.tenders.every(({ tenderId, minor }) => paidOn(b, tenderId) === minor)
    if (gross - kept !== b.total || legs !== b.total || !isExact)
      broken('I12 every breakdown adds up', JSON.stringify(b))
  }

/**
 * What stands for old goods is the most that is ever taken for them; what is due of it is taken, or given up by somebody
 * (`persons.ts` looks at whom), and only then the rest goes back. What was never sent goes back whole.
 */
export const withinSecurity: Invariant = ({ broken }) => {
  const securities = new Map<string, { readonly minor: number; due: number; taken: number; waived: number }>()
  return ({ event, state }) => {
    if (event.type === 'ReplacementReleasedInAdvance') {
      const { replacementId, security } = event.data
      securities.set(replacementId, { minor: security.minor, due: 0, taken: 0, waived: 0 })
    }
    if (
      event.type !== 'RecoveryDue' &&
      event.type !== 'RecoveryCollected' &&
      event.type !== 'RecoveryWaived' &&
      event.type !== 'SecurityReleased'
    )
      return
    const { replacementId, minor } = event.data
    const held = securities.get(replacementId) ?? { minor: 0, due: 0, taken: 0, waived: 0 }
    if (event.type === 'RecoveryDue') held.due = minor
    if (event.type === 'RecoveryCollected') held.taken += minor
    // Given up before the new goods have arrived, it never falls due.
    if (event.type === 'RecoveryWaived' && held.due > 0) held.waived += minor
    const { due, taken, waived } = held
    const told = `${replacementId}: ${event.type} ${minor}, ${JSON.stringify(held)}`
    if (due > held.minor || taken + waived > due) broken('I2 no more is recovered than was held', told)
    if (event.type !== 'SecurityReleased') return
    if (minor !== held.minor - taken) broken('I2 what is not taken of a security goes back', told)
    if ((state as PlannedReplacement).attempt > 0 && taken + waived !== due)
      broken('I7 what is due is taken, or given up by a second person', told)
  }
}
