/**
 * What the request asks: a plan, news of the goods, a cancellation. All of it comes from reactions, so what comes again
 * or too late is nothing to do.
 */
import { accept, idsOf, nothing, type CommandNamed, type Decision } from './decision.js'
import type { PlannedRepair } from './state.js'

export const plan = (c: CommandNamed<'PlanRepair'>): Decision => accept({ type: 'RepairPlanned', data: c.data })

/** Canceled before it was planned. */
export const cancelUnplanned = (c: CommandNamed<'CancelRepair'>): Decision => {
  const { repairId, requestId, orderId, reason, keepGoods = false } = c.data
  return accept({ type: 'RepairCanceled', data: { repairId, requestId, orderId, reason, keepsGoods: keepGoods } })
}

const isOver = ({ status }: PlannedRepair): boolean =>
  status === 'shipped_back' || status === 'completed' || status === 'canceled'

export const recordGoods = (c: CommandNamed<'RecordGoodsForRepair'>, s: PlannedRepair): Decision => {
  const { acceptanceId, lines } = c.data
  if (isOver(s) || s.acceptances.has(acceptanceId) || lines.length === 0) return nothing
  return accept({
    type: 'RepairGoodsReceived',
    data: {
      ...{ repairId: s.repairId, acceptanceId, lines, receivedAt: c.at },
      ...(s.finishBy === undefined ? {} : { finishBy: s.finishBy }),
    },
  })
}

export const recordNoMoreGoods = (c: CommandNamed<'RecordNoMoreGoods'>, s: PlannedRepair): Decision =>
  s.status === 'planned' && c.data.lines.length === 0
    ? accept({ type: 'RepairCanceled', data: { ...idsOf(s), reason: 'nothing_came', keepsGoods: false } })
    : nothing

export const cancel = (c: CommandNamed<'CancelRepair'>, s: PlannedRepair): Decision => {
  const { reason, keepGoods = false } = c.data
  if (s.status === 'canceled') return nothing
  const isPossible = s.status === 'planned' || (keepGoods && !isOver(s))
  return accept(
    isPossible
      ? { type: 'RepairCanceled', data: { ...idsOf(s), reason, keepsGoods: keepGoods } }
      : { type: 'RepairCancellationRefused', data: idsOf(s) },
  )
}
