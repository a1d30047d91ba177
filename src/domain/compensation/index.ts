/** Public names of this aggregate; README.md tells what it is. */
export { Compensation } from './decider.js'
export * from './commands.js'
export * from './events.js'
export * from './terms.js'
export {
  compensationWords,
  describeCompensationError,
  type CompensationError,
  type OwnCompensationError,
} from './errors.js'
export { compensationLifecycle } from './lifecycle.js'
export type { BenefitCall, CompensationState, CompensationStatus, Debt, ProposedCompensation } from './state.js'
