/**
 * Goods were accepted after all: the refund that had lost its reason for them has it again. What the customer still owes
 * of it ends, in the order in which it was called back, the last first. What they paid back is refunded anew, and what was
 * never paid falls due anew: the request hears for how many units this refund stands again, and sees to the others.
 */
import { unitsOf, type LineUnits } from '../values/units.js'
import { accept, nothing, type CommandNamed, type Decision } from './decision.js'
import type { RefundEvent } from './events.js'
import { evolve } from './evolve.js'
import type { Receivable } from './owed.js'
import { canceled, wentOut } from './receivables.js'
import type { ProposedRefund, RefundState } from './state.js'
import { basisGone, paysBetween, shipsWith, withdrawFirst, withdrawnOf } from './withdrawal.js'

type Reinstate = CommandNamed<'ReinstateBasis'>

export const reinstateBasis = (c: Reinstate, from: RefundState): Decision => {
  const { refundId, requestId, orderId, revisionId, lines, withdrawals } = c.data
  if (from.status !== 'none' && from.reinstated.has(revisionId)) return nothing
  const events: Array<RefundEvent> = []
  let s = from
  // The news that the reason was gone may be slower than that it is back.
  for (const withdrawn of withdrawals) {
    if (s.status !== 'none' && s.withdrawals.has(withdrawn.withdrawalId)) continue
    const data = { refundId, requestId, orderId, ...withdrawn }
    const gone = s.status === 'none' ? withdrawFirst(data) : basisGone(data, s)
    events.push(...gone)
    s = gone.reduce<RefundState>(evolve, s)
  }
  const known = s as ProposedRefund
  const again = countAgain(known, lines)
  events.push({ type: 'RefundBasisReinstated', data: { refundId, requestId, revisionId, ...again } })
  return accept(...events, ...endsOf(known, again))
}

interface Again {
  readonly lines: ReadonlyArray<LineUnits>
  /** Of which receivables they were, the last first. */
  readonly receivables: ReadonlyArray<{ readonly receivableId: string; readonly lines: ReadonlyArray<LineUnits> }>
}

const NONE: Again = { lines: [], receivables: [] }

const isAllWithdrawn = (s: ProposedRefund): boolean =>
  s.lines.every(({ lineId, quantity }) => withdrawnOf(s, lineId) === quantity)

/** What was called back, the last first. */
const calledBack = (s: ProposedRefund): ReadonlyArray<Receivable> =>
  [...s.receivables.values()].filter(({ reason }) => reason?._tag === 'BasisWithdrawn').reverse()

/**
 * The units that were called back last count again first, so that what is left to be owed is, to the last penny, what the
 * refund pays for the units that are left. Where the customer has paid something for them, none of the line does.
 */
const countAgain = (s: ProposedRefund, asked: ReadonlyArray<LineUnits>): Again => {
  const called = calledBack(s)
  // With the last unit went the shipping, paid with it.
  if (!wentOut(s) || (isAllWithdrawn(s) && called.some((r, i) => i === 0 && r.paid > 0))) return NONE
  const wanted = new Map(asked.map(({ lineId, quantity }) => [lineId, quantity]))
  const unowed = new Map(s.withdrawn)
  const receivables = called.flatMap(({ receivableId, lines: owed, paid }) => {
    const lines = owed.flatMap(({ lineId, quantity }) => {
      const left = wanted.get(lineId) ?? 0
      const again = paid > 0 ? 0 : Math.min(quantity, left)
      wanted.set(lineId, paid > 0 ? 0 : left - again)
      unowed.set(lineId, unowed.get(lineId)! - quantity)
      return again > 0 ? [{ lineId, quantity: again }] : []
    })
    return lines.length > 0 ? [{ receivableId, lines }] : []
  })
  // The rest of them was worth nothing: nobody owed anything. Of one that was given up, it was not paid, and falls due anew.
  const lines = asked.flatMap(({ lineId }) => {
    const free = s.abandonedFor === undefined ? Math.min(wanted.get(lineId)!, unowed.get(lineId) ?? 0) : 0
    const again = receivables.reduce((sum, r) => sum + unitsOf(r.lines, lineId), free)
    return again > 0 ? [{ lineId, quantity: again }] : []
  })
  return { lines, receivables }
}

/** What is owed no more of each receivable: for its units, and with them the shipping, once not all of them are gone. */
const endsOf = (s: ProposedRefund, { lines, receivables }: Again): ReadonlyArray<RefundEvent> => {
  const withdrawn = new Map(s.withdrawn)
  const shipping = lines.length > 0 && isAllWithdrawn(s) ? calledBack(s)[0]?.receivableId : undefined
  return calledBack(s).flatMap(({ receivableId, tenders: open }) => {
    const again = receivables.find((r) => r.receivableId === receivableId)?.lines ?? []
    const slices = again.map(({ lineId, quantity }) => {
      const until = withdrawn.get(lineId)!
      withdrawn.set(lineId, until - quantity)
      return { lineId, slice: [until - quantity, until] as const }
    })
    const tenders = open.flatMap(({ tenderId }) => {
      const ships = receivableId === shipping ? shipsWith(s.breakdown!, tenderId) : 0
      const minor = slices.reduce((sum, { lineId, slice }) => sum + paysBetween(s, lineId, tenderId, slice), ships)
      return minor > 0 ? [{ tenderId, minor }] : []
    })
    return tenders.length > 0 ? [canceled(s, receivableId, tenders)] : []
  })
}
