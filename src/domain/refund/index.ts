/** Public names of this aggregate; README.md tells what it is. */
export { Refund } from './decider.js'
export * from './commands.js'
export * from './events.js'
export { describeRefundError, refundWords, type RefundError } from './errors.js'
export { refundLifecycle } from './lifecycle.js'
export type { LegState, LegStatus } from './leg-state.js'
export type { Contest, Receivable } from './owed.js'
export type { RefundState, ProposedRefund, RefundStatus } from './state.js'
