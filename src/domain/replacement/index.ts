/** Public names of this aggregate; README.md tells what it is. */
export { Replacement } from './decider.js'
export * from './commands.js'
export * from './events.js'
export {
  describeReplacementError,
  replacementWords,
  type OwnReplacementError,
  type ReplacementError,
} from './errors.js'
export { replacementLifecycle } from './lifecycle.js'
export { lastReturnBy } from './state.js'
export type { PlannedReplacement, ReplacementState, ReplacementStatus } from './state.js'
