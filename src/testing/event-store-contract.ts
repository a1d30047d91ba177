/**
 * What every event store must do, as named cases that throw where it does not. They need no test framework: run them
 * under vitest, jest or `node:test`, one test per case. The rules of appending are EventStoreDB's, to the letter; a
 * store that passes may take its place.
 *
 * @example
 * for (const { name, run } of eventStoreContract) it(name, () => run(() => openMyStore(freshDatabase())))
 */
import { appending } from './event-store-contract/appending.js'
import type { ContractCase } from './event-store-contract/case.js'
import { closing } from './event-store-contract/closing.js'
import { conflicts } from './event-store-contract/conflicts.js'
import { following } from './event-store-contract/following.js'
import { limits } from './event-store-contract/limits.js'
import { reading } from './event-store-contract/reading.js'
import { wholeLog } from './event-store-contract/whole-log.js'

export type { ContractCase, OpenStore } from './event-store-contract/case.js'

export const eventStoreContract: ReadonlyArray<ContractCase> = [
  ...appending,
  ...conflicts,
  ...limits,
  ...reading,
  ...wholeLog,
  ...following,
  ...closing,
]
