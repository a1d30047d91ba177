/** Public names of this aggregate; README.md tells what it is. */
export { Entitlement } from './decider.js'
export * from './commands.js'
export * from './events.js'
export { describeEntitlementError, entitlementWords, type EntitlementError } from './errors.js'
export { entitlementLifecycle } from './lifecycle.js'
export { surelyRepaired } from './repairs.js'
export { deliveredAtOf } from './replacements.js'
export { windowStart } from './window-start.js'
export { paidOnOrder } from './paid.js'
export { previewRefund } from './preview.js'
export { paidForLine } from './state.js'
export type {
  EntitlementState,
  RegisteredEntitlement,
  LineBalance,
  TenderBalance,
  Claim,
  ClaimLine,
  MoneyHold,
  Chargeback,
  RecordedRepair,
  ReplacementLines,
} from './state.js'
