/**
 * A refund lives on its basis. When that falls away, an unsent refund is canceled; of one that went out, what it pays for
 * the units is owed by the customer, to the last unit exactly as it was paid. What was decided is never edited.
 */
import { COMPONENTS, type Breakdown } from '../values/breakdown.js'
import { receivableIdOf } from '../values/ids.js'
import { share } from '../values/money.js'
import { unitsOf, type LineUnits } from '../values/units.js'
import { accept, ended, nothing, type CommandNamed, type Decision } from './decision.js'
import type { RefundEvent } from './events.js'
import { isLive } from './leg-state.js'
import { neverPaid, paidBackOnFailed } from './receivables.js'
import type { ProposedRefund } from './state.js'

/** Why a refund is given up of which no leg is out; what exactly happened stands in the event before it. */
const WITHDRAWN = 'BASIS_WITHDRAWN'

type Asked = CommandNamed<'WithdrawBasis'>['data']

export const withdrawnOf = (s: ProposedRefund, lineId: string): number => s.withdrawn.get(lineId) ?? 0

/** Some of the refund's own units, for each line. */
const units = (s: ProposedRefund, of: (lineId: string, open: number) => number): ReadonlyArray<LineUnits> =>
  s.lines.flatMap(({ lineId, quantity: ordered }) => {
    const quantity = of(lineId, ordered - withdrawnOf(s, lineId))
    return quantity > 0 ? [{ lineId, quantity }] : []
  })

export const withdrawBasis = (c: CommandNamed<'WithdrawBasis'>, s: ProposedRefund): Decision =>
  s.withdrawals.has(c.data.withdrawalId) ? nothing : accept(...basisGone(c.data, s))

/** What follows from the withdrawal, heard for the first time. */
export const basisGone = (asked: Asked, s: ProposedRefund): ReadonlyArray<RefundEvent> => {
  const lines = units(s, (lineId, open) => Math.min(open, unitsOf(asked.lines, lineId)))
  const remaining = units(s, (lineId, open) => open - unitsOf(lines, lineId))
  const gone = (then: 'canceled' | 'owed' | 'nothing'): RefundEvent => ({
    type: 'RefundBasisWithdrawn',
    data: { ...withdrawal(s, asked), lines, then, remaining },
  })
  switch (s.status) {
    // The order has not answered yet: canceled when it has, so that nothing stays reserved.
    case 'proposed':
      return [gone('canceled')]
    case 'pending_approval':
    case 'approved':
      return [gone('canceled'), { type: 'RefundCanceled', data: ended(s) }]
    case 'not_due':
    case 'refused':
    case 'declined':
    case 'canceled':
      return [gone('nothing')]
    default: {
      // No leg is out, and none has paid: nobody is owed anything, and it is given up; unless the customer paid back meanwhile.
      if (s.status === 'failed' && s.abandonedFor === undefined && paidBackOnFailed(s) === undefined) {
        const { total: unpaid } = s.breakdown!
        const data = { ...ended(s), paid: 0, unpaid, code: WITHDRAWN, legs: [], round: s.round }
        const tenderIds = s.legs.map((leg) => leg.tenderId)
        return [gone('canceled'), { type: 'RefundAbandoned', data }, ...neverPaid(s, tenderIds)]
      }
      const due = owed(s, asked, lines, remaining.length === 0)
      return due === undefined ? [gone('nothing')] : [gone('owed'), due]
    }
  }
}

const withdrawal = (
  { refundId, requestId, orderId }: Pick<ProposedRefund, 'refundId' | 'requestId' | 'orderId'>,
  { withdrawalId, reason }: Asked,
) => ({ refundId, requestId, orderId, withdrawalId, reason })

/** The withdrawal overtook the proposal, which then finds nothing to do. */
export const withdrawFirst = (data: Asked): ReadonlyArray<RefundEvent> => {
  const { refundId, requestId, orderId, lines } = data
  return [
    { type: 'RefundCanceled', data: { refundId, requestId, orderId } },
    { type: 'RefundBasisWithdrawn', data: { ...withdrawal(data, data), lines, then: 'canceled' } },
  ]
}

/** What a tender pays of a line, by component, and of the shipping. */
const paysOf = (b: Breakdown, lineId: string, tenderId: string): ReadonlyArray<number> => {
  const { paidBy } = b.lines.find((l) => l.lineId === lineId)!
  return COMPONENTS.map((c) =>
    paidBy.reduce((sum, of) => (of.tenderId === tenderId ? sum + (of.amounts[c] ?? 0) : sum), 0),
  )
}
/**
 * What a tender pays for some of a line's units, those from the one number to the other: component by component, as the
 * order frees them when it is paid back.
 */
export const paysBetween = (
  s: ProposedRefund,
  lineId: string,
  tenderId: string,
  [from, until]: readonly [number, number],
): number => {
  const { quantity: whole } = s.lines.find((l) => l.lineId === lineId)!
  return paysOf(s.breakdown!, lineId, tenderId).reduce(
    (sum, pays) => sum + share(pays, until, whole) - share(pays, from, whole),
    0,
  )
}
export const shipsWith = (b: Breakdown, tenderId: string): number =>
  b.shippingPaidBy.reduce((sum, p) => (p.tenderId === tenderId ? sum + p.shipping + p.shippingTax : sum), 0)

/** Withdrawals add up to exactly what was paid, whatever their sizes; with the last unit goes the shipping. */
const owed = (
  s: ProposedRefund,
  { withdrawalId, reason }: Asked,
  lines: ReadonlyArray<LineUnits>,
  isAll: boolean,
): RefundEvent | undefined => {
  const breakdown = s.breakdown!
  // A leg that was given up pays nothing; any other has paid, or may.
  const tenderIds = [...new Set(s.legs.filter(isLive).map((leg) => leg.tenderId))]
  const parts = lines.map(({ lineId, quantity }) => {
    const before = withdrawnOf(s, lineId)
    return tenderIds.map((tenderId) => paysBetween(s, lineId, tenderId, [before, before + quantity]))
  })
  const tenders = tenderIds.flatMap((tenderId, k) => {
    const ofLines = parts.reduce((sum, part) => sum + part[k]!, 0)
    const minor = ofLines + (isAll ? shipsWith(breakdown, tenderId) : 0)
    return minor > 0 ? [{ tenderId, minor }] : []
  })
  if (lines.length === 0 || tenders.length === 0) return undefined
  return {
    type: 'ReceivableDue',
    data: {
      ...ended(s),
      receivableId: receivableIdOf(s.refundId, 'basis', withdrawalId),
      minor: tenders.reduce((sum, t) => sum + t.minor, 0),
      currency: breakdown.currency,
      reason: { _tag: 'BasisWithdrawn', withdrawalId, code: reason },
      lines: lines.map((l, i) => ({ ...l, minor: parts[i]!.reduce((sum, minor) => sum + minor, 0) })),
      tenders,
    },
  }
}
