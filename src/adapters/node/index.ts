/** The entry `after-sales/adapters/node`: time and chance of this machine, for hosts that have none of their own. */
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { instantOf } from '../../domain/values/instant.js'
import type { Clock } from '../../ports/clock.js'
import type { Ids } from '../../ports/ids.js'

export const systemClock: Clock = {
  now: () => instantOf(Date.now()),
  sleep: async (ms, signal) => {
    // An abort is an answer here, not an error.
    await sleep(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
  },
}

export const randomIds: Ids = { uuid: () => randomUUID(), randomBytes: (length) => randomBytes(length) }
