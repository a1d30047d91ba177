/** What the workshop and the customer say (the codecs are the border), and what reactions ask. */
import type * as t from 'io-ts'
import { record } from '../kernel/codec.js'
import type { Command } from '../kernel/decider.js'
import { Code } from '../values/codes.js'
import { HostId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import type { LineUnits } from '../values/units.js'
import { RepairParts, RepairQuote, RepairSerials, WarrantyCover } from './events.js'

const repairId = Uuid

/** What the warranty does not cover needs a quote. */
export const DiagnoseRepair = record(
  'DiagnoseRepair',
  { repairId, fault: Code, warranty: WarrantyCover },
  { serials: RepairSerials, quote: RepairQuote },
)
export const AcceptRepairQuote = record('AcceptRepairQuote', { repairId }, { paymentRef: Code, proof: Code })
export const DeclineRepairQuote = record('DeclineRepairQuote', { repairId }, { proof: Code })
export const FinishRepair = record('FinishRepair', { repairId }, { parts: RepairParts })
export const ReportUnrepairable = record('ReportUnrepairable', { repairId, reason: Code })
export const ShipRepaired = record('ShipRepaired', { repairId, parcelId: HostId }, { carrier: Code, tracking: Code })
export const RecordRepairDelivered = record('RecordRepairDelivered', { repairId, deliveredAt: Instant })

interface Of {
  readonly repairId: string
}

export interface PlanRepair extends Of {
  readonly requestId: string
  readonly orderId: string
  readonly customerId: string
  readonly lines: ReadonlyArray<LineUnits>
  readonly finishBy?: Instant
}

export interface CancelRepair extends Of {
  /** A cancellation may come before the plan, which then finds nothing to do. */
  readonly requestId: string
  readonly orderId: string
  readonly reason: string
  /** Another remedy takes over, so the goods stay in the house. */
  readonly keepGoods?: boolean
}

/** What the order of a repair was paid in. */
export interface OrderOfRepair {
  readonly currency: string
}

export type RepairCommand =
  | Command<'PlanRepair', PlanRepair>
  | Command<'RecordGoodsForRepair', Of & { readonly acceptanceId: string; readonly lines: ReadonlyArray<LineUnits> }>
  /** The return has ended; `lines` is all that was accepted, whether the news of it is here yet or not. */
  | Command<'RecordNoMoreGoods', Of & { readonly lines: ReadonlyArray<LineUnits> }>
  | Command<'CancelRepair', CancelRepair>
  | Command<'DiagnoseRepair', t.TypeOf<typeof DiagnoseRepair>, OrderOfRepair>
  | Command<'AcceptRepairQuote', t.TypeOf<typeof AcceptRepairQuote>>
  | Command<'DeclineRepairQuote', t.TypeOf<typeof DeclineRepairQuote>>
  /** The quote's last instant has passed. */
  | Command<'LapseRepairQuote', Of>
  | Command<'FinishRepair', t.TypeOf<typeof FinishRepair>>
  | Command<'ReportUnrepairable', t.TypeOf<typeof ReportUnrepairable>>
  /** The instant by which it was to be finished has passed. */
  | Command<'ReportRepairOverdue', Of>
  | Command<'ShipRepaired', t.TypeOf<typeof ShipRepaired>>
  | Command<'RecordRepairDelivered', t.TypeOf<typeof RecordRepairDelivered>>
