/** Public names of this aggregate; README.md tells what it is. */
export { Return } from './decider.js'
export * from './commands.js'
export * from './events.js'
export { describeReturnError, returnWords, type ReturnError } from './errors.js'
export { returnLifecycle } from './lifecycle.js'
export type {
  AuthorizedReturn,
  Consignment,
  Label,
  Parcel,
  Receipt,
  ReturnLine,
  ReturnState,
  ReturnStatus,
} from './state.js'
export { heldUnits } from './line.js'
