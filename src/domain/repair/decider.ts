/**
 * Goods of the customer in the workshop, and back. What the warranty does not cover is repaired only when the customer
 * agrees; what is not repaired goes back as it is, unless another remedy keeps it. Next: `planning.ts`, `working.ts`.
 */
import type { Decider } from '../kernel/decider.js'
import type { RepairCommand } from './commands.js'
import { nothing, reject, type Decision } from './decision.js'
import type { RepairError } from './errors.js'
import type { RepairEvent } from './events.js'
import { cancel, cancelUnplanned, plan, recordGoods, recordNoMoreGoods } from './planning.js'
import { evolve, initialRepair, type RepairState } from './state.js'
import * as working from './working.js'

const decide =
  (c: RepairCommand) =>
  (s: RepairState): Decision => {
    if (s.status === 'none') {
      if (c.type === 'PlanRepair') return plan(c)
      return c.type === 'CancelRepair' ? cancelUnplanned(c) : reject({ _tag: 'RepairNotFound' })
    }
    switch (c.type) {
      case 'PlanRepair':
        return nothing
      case 'RecordGoodsForRepair':
        return recordGoods(c, s)
      case 'RecordNoMoreGoods':
        return recordNoMoreGoods(c, s)
      case 'CancelRepair':
        return cancel(c, s)
      case 'DiagnoseRepair':
        return working.diagnose(c, s)
      case 'AcceptRepairQuote':
        return working.acceptQuote(c, s)
      case 'DeclineRepairQuote':
        return working.declineQuote(c, s)
      case 'LapseRepairQuote':
        return working.lapseQuote(c, s)
      case 'FinishRepair':
        return working.finish(c, s)
      case 'ReportUnrepairable':
        return working.reportUnrepairable(c, s)
      case 'ReportRepairOverdue':
        return working.reportOverdue(c, s)
      case 'ShipRepaired':
        return working.shipBack(c, s)
      case 'RecordRepairDelivered':
        return working.recordDelivered(c, s)
    }
  }

export const Repair: Decider<RepairCommand, RepairState, RepairEvent, RepairError> = {
  name: 'repair',
  initial: initialRepair,
  decide,
  evolve,
  isTerminal: (s) => s.status === 'completed' || s.status === 'canceled',
}
