/** The simulator: the real library in a simulated world, from a seed. Start reading at `simulator/simulate.ts`. */
export { simulate, type SimulationOptions, type SimulationResult } from './simulator/simulate.js'
export { everyCrashPoint, type CrashPoints } from './simulator/crash-points.js'
export { faultsFrom, faultsText, shrink, type Shrunk } from './simulator/shrink.js'
export type { FaultKind, PlannedFault } from './simulator/faults.js'
export type { Violation } from './simulator/monitor.js'
