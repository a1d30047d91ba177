/** Public names of this aggregate; README.md tells what it is. */
export { Worker, workerWords, type WorkerError, type WorkerState } from './decider.js'
export * from './commands.js'
export * from './events.js'
