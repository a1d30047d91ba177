/** Public names of this aggregate; README.md tells what it is. */
export { WorkItem } from './decider.js'
export * from './commands.js'
export * from './events.js'
export { workWords, type WorkError } from './errors.js'
export { workLifecycle } from './lifecycle.js'
export type { TakenWork, WorkState } from './state.js'
