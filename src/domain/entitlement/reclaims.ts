/**
 * Duty that the authority gave back, never more than was paid and not refunded. What belongs to units that were refunded
 * without it is due to their requests; the rest waits for refunds to come.
 */
import { allocateWithin } from '../values/allocation.js'
import { share } from '../values/money.js'
import { settle, withLines } from './balances.js'
import { accept, nothing, type Asked, type Decision, type Told } from './decision.js'
import { dutyOf } from './duty.js'
import type { DutyShare } from './events.js'
import { inconsistent, isUnique } from './register.js'
import { lineOf, paidFor, type LineBalance, type RegisteredEntitlement } from './state.js'

interface Owed {
  readonly claimId: string
  readonly lineId: string
  readonly quantity: number
  readonly minor: number
}

/** Who gets how much of what came back for a line: whoever was refunded units without their duty. */
const dividedOver = (s: RegisteredEntitlement, b: LineBalance, minor: number): ReadonlyArray<Owed> => {
  const { lineId, quantity: ordered } = b.line
  const owed = [...s.claims.values()].flatMap(({ claimId, lines }): ReadonlyArray<Owed> => {
    const quantity = lines.reduce((sum, l) => (l.lineId === lineId ? sum + l.paid : sum), 0)
    const due = share(paidFor(b.line, 'duty'), quantity, ordered) - dutyOf(s, claimId, lineId)
    return due > 0 ? [{ claimId, lineId, quantity, minor: due }] : []
  })
  const wanted = owed.map((one) => one.minor)
  const there = minor + Math.max(0, b.dutyRecovered - b.taken.duty)
  const parts = allocateWithin(Math.min(there, paidFor(b.line, 'duty') - b.taken.duty), wanted, wanted)
  return owed.map((one, i) => ({ ...one, minor: parts[i]! })).filter(({ minor: part }) => part > 0)
}

export const recordDutyRecovered = (s: RegisteredEntitlement, fact: Asked<'RecordDutyRecovered'>): Decision => {
  const { orderId, reclaimId } = fact
  if (s.reclaims.has(reclaimId)) return nothing
  if (!isUnique(fact.lines.map((l) => l.lineId))) return inconsistent('line_ids_unique')
  if (fact.lines.some((l) => lineOf(s, l.lineId) === undefined)) return inconsistent('lines_known')
  const lines = fact.lines.map(({ lineId, minor }) => {
    const b = lineOf(s, lineId)!
    const open = paidFor(b.line, 'duty') - Math.max(b.taken.duty, b.dutyRecovered)
    return { lineId, minor: Math.min(minor, Math.max(0, open)) }
  })
  const owed = lines.flatMap(({ lineId, minor }) => dividedOver(s, lineOf(s, lineId)!, minor))
  const claimIds = [...new Set(owed.map(({ claimId }) => claimId))]
  const due: ReadonlyArray<DutyShare> = claimIds.map((claimId) => ({
    claimId,
    lines: owed.flatMap(({ claimId: of, ...line }) => (of === claimId ? [line] : [])),
  }))
  return accept({ type: 'DutyRecovered', data: { orderId, reclaimId, lines, due } })
}

/** What is due is spoken for from now on, so that no other refund of the line takes it. */
export const dutyRecovered = (s: RegisteredEntitlement, data: Told<'DutyRecovered'>): RegisteredEntitlement => {
  const { reclaimId, lines, due } = data
  const promised = due.flatMap((one) => one.lines)
  const recovered = withLines(s, lines, (b, i) => ({ ...b, dutyRecovered: b.dutyRecovered + lines[i]!.minor }))
  return {
    ...s,
    lines: withLines({ ...s, lines: recovered }, promised, (b, i) =>
      settle(b, { quantity: 0, amounts: { goods: 0, duty: promised[i]!.minor } }, 1),
    ),
    reclaims: new Map(s.reclaims).set(reclaimId, due),
  }
}
