/** Public names of this aggregate; README.md tells what it is. */
export { Allowance } from './decider.js'
export * from './commands.js'
export * from './events.js'
export { allowanceWords, describeAllowanceError, type AllowanceError } from './errors.js'
export { allowanceLifecycle } from './lifecycle.js'
export { freeOf, type AllowanceHold, type AllowanceState, type OpenedAllowance } from './state.js'
