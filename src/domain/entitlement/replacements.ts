/**
 * Goods that went out again: what replaced others becomes lines of the order with a life of their own, and what was paid
 * for it becomes money of the order. Asked by reactions, in whatever order news travels, and answered by an event once.
 */
import type { Instant } from '../values/instant.js'
import { MAX_MINOR } from '../values/money.js'
import type { OrderLine, Tender } from '../values/order-facts.js'
import { sum } from '../values/sum.js'
import { appended, paidWith, withTender } from './balances.js'
import { accept, nothing, type Asked, type Decision, type Told } from './decision.js'
import { isUnique, lineToRegister, totalOf } from './register.js'
import { factKey, type RegisteredEntitlement, type ReplacementLines } from './state.js'

/** Breakdowns name this many means of payment at most. */
const MAX_TENDERS = 20

type WhyNot = Told<'ReplacementNotRecorded'>['why']

const whyNoTenders = (s: RegisteredEntitlement, payments: ReadonlyArray<Tender>): WhyNot | undefined => {
  if (!isUnique([...s.tenders, ...payments].map(({ tenderId }) => tenderId))) return 'tender_taken'
  return s.tenders.length + payments.length > MAX_TENDERS ? 'too_many_tenders' : undefined
}

const whyNoLines = (
  s: RegisteredEntitlement,
  added: ReadonlyArray<OrderLine>,
  shipping: number,
): WhyNot | undefined => {
  if (!isUnique([...s.indexOf.keys(), ...added.map(({ lineId }) => lineId)])) return 'line_taken'
  const lines = [...s.lines.map(({ line }) => line), ...added]
  return totalOf(lines, s.shipping + s.shippingTax + shipping) > MAX_MINOR ? 'order_total_too_high' : undefined
}

export const recordReplacement = (s: RegisteredEntitlement, ask: Asked<'RecordReplacement'>): Decision => {
  const { replacementId, claimId, added, shipping, shippingTax, payments } = ask
  // A later parcel with the same goods changes nothing.
  const known = s.replacements.get(replacementId)
  if (known !== undefined && known.is !== 'expected') return nothing
  const why = whyNoLines(s, added, shipping + shippingTax) ?? whyNoTenders(s, payments)
  return accept(
    why === undefined
      ? {
          type: 'ReplacementRecorded',
          data: {
            ...{ replacementId, claimId, shipping, shippingTax, payments },
            added: added.map((line) => lineToRegister(line)),
          },
        }
      : { type: 'ReplacementNotRecorded', data: { replacementId, claimId, what: 'replacement', why } },
  )
}

const securityKey = (replacementId: string): string => factKey('RecoveryRecorded', replacementId)
const recoveryKey = (replacementId: string, recoveryId: string): string =>
  factKey('RecoveryRecorded', `${replacementId} ${recoveryId}`)
const refusedKey = (replacementId: string): string => factKey('ReplacementNotRecorded', replacementId)

/** A replacement has one security, which is one means of payment in however many parts it is taken. */
export const recordRecoveryPayment = (s: RegisteredEntitlement, ask: Asked<'RecordRecoveryPayment'>): Decision => {
  const { replacementId, claimId, recoveryId } = ask
  if (s.recorded.has(recoveryKey(replacementId, recoveryId)) || s.recorded.has(refusedKey(replacementId)))
    return nothing
  const why = s.recorded.has(securityKey(replacementId)) ? undefined : whyNoTenders(s, [ask.payment])
  return accept(
    why === undefined
      ? { type: 'RecoveryRecorded', data: ask }
      : { type: 'ReplacementNotRecorded', data: { replacementId, claimId, what: 'recovery', why } },
  )
}

export const recordReplacementDelivery = (
  s: RegisteredEntitlement,
  ask: Asked<'RecordReplacementDelivery'>,
): Decision => {
  const known = s.replacements.get(ask.replacementId)
  // Also where its lines are none of the order's.
  if (known?.is === 'not_recorded' || known?.deliveredAt === ask.deliveredAt) return nothing
  return accept({ type: 'LinesDelivered', data: ask })
}

const EXPECTED: ReplacementLines = { is: 'expected', lineIds: [], paid: 0, deliveredAt: undefined }

const withReplacement = (
  s: RegisteredEntitlement,
  replacementId: string,
  change: Partial<ReplacementLines>,
): ReadonlyMap<string, ReplacementLines> =>
  new Map(s.replacements).set(replacementId, { ...(s.replacements.get(replacementId) ?? EXPECTED), ...change })

const paidOf = (s: RegisteredEntitlement, replacementId: string): number => s.replacements.get(replacementId)?.paid ?? 0

const capturedOf = (payments: ReadonlyArray<Tender>): number => sum(payments, ({ captured }) => captured)

export const replacementRecorded = (
  s: RegisteredEntitlement,
  { replacementId, added, shipping, shippingTax, payments }: Told<'ReplacementRecorded'>,
): RegisteredEntitlement => ({
  ...appended(s, added),
  shipping: s.shipping + shipping,
  shippingTax: s.shippingTax + shippingTax,
  tenders: [...s.tenders, ...payments.map(paidWith)],
  replacements: withReplacement(s, replacementId, {
    is: 'recorded',
    lineIds: added.map(({ lineId }) => lineId),
    paid: paidOf(s, replacementId) + Math.max(0, capturedOf(payments) - shipping - shippingTax),
  }),
})

export const replacementNotRecorded = (
  s: RegisteredEntitlement,
  { replacementId, what }: Told<'ReplacementNotRecorded'>,
): RegisteredEntitlement =>
  what === 'recovery'
    ? { ...s, recorded: new Set(s.recorded).add(refusedKey(replacementId)) }
    : { ...s, replacements: withReplacement(s, replacementId, { is: 'not_recorded' }) }

export const recoveryRecorded = (
  s: RegisteredEntitlement,
  { replacementId, recoveryId, payment }: Told<'RecoveryRecorded'>,
): RegisteredEntitlement => ({
  ...s,
  tenders: s.recorded.has(securityKey(replacementId))
    ? withTender(s, payment.tenderId, (t) => ({ ...t, captured: t.captured + payment.captured }))
    : [...s.tenders, paidWith(payment)],
  recorded: new Set(s.recorded).add(securityKey(replacementId)).add(recoveryKey(replacementId, recoveryId)),
  replacements: withReplacement(s, replacementId, { paid: paidOf(s, replacementId) + payment.captured }),
})

/** The news that they came may be faster than that they went out. */
export const linesDelivered = (
  s: RegisteredEntitlement,
  { replacementId, deliveredAt }: Told<'LinesDelivered'>,
): RegisteredEntitlement => ({ ...s, replacements: withReplacement(s, replacementId, { deliveredAt }) })

/** When a line came to the customer: what replaced others counts from its own delivery, not from the order's. */
export const deliveredAtOf = (s: RegisteredEntitlement, lineId: string): Instant | undefined => {
  for (const { lineIds, deliveredAt } of s.replacements.values()) if (lineIds.includes(lineId)) return deliveredAt
  return s.deliveredAt
}
