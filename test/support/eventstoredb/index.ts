/**
 * An EventStoreDB in memory that speaks the server's protocol, for tests of what talks to one. Start one with
 * `startDouble`; README.md says what it does and where it differs from a server.
 */
export { startDouble } from './double.js'
export type { CallSeen, DoubleOptions, EventStoreDbDouble } from './double.js'
export { eventLog } from './event-log.js'
export type { EventLog, EventRecord } from './event-log.js'
export { notLeader } from './failures.js'
export type { Failure } from './failures.js'
export type { CallFilter, CallKind, Fault, Faults, When } from './faults.js'
export { startProxy } from './proxy.js'
export type { Proxy } from './proxy.js'
export type { User } from './rights.js'
