/** Public names of this aggregate; README.md tells what it is. */
export { Repair } from './decider.js'
export * from './commands.js'
export * from './events.js'
export { describeRepairError, repairWords, type RepairError } from './errors.js'
export { repairLifecycle } from './lifecycle.js'
export type { PlannedRepair, RepairState, RepairStatus } from './state.js'
