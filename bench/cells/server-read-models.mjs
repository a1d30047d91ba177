/**
 * All read models made from the log of the server at ESDB_CONNECTION_STRING, into rows in memory, and in turn with it the
 * same events only read. The cases are run on the server beforehand, by a tenant of their own. Answers as `inTurn`, in
 * events per second.
 */
import { randomUUID } from 'node:crypto'
import { inLanes } from '../lib/lanes.mjs'
import { memoryKeyRing, memoryReadModelStore, systemClock } from '../lib/library.mjs'
import { inTurn } from '../lib/measure.mjs'
import { shopOn } from '../lib/ours.mjs'
import { internalsFile } from '../lib/paths.mjs'

const { buildReadModels, openEventStoreDb, READ_MODELS, streamsOf } = await import(internalsFile)

const WARM_UP_MS = 3_000

export const measure = async ({ cases }) => {
  const store = await openEventStoreDb({ connectionString: process.env.ESDB_CONNECTION_STRING })
  const tenant = `t${randomUUID().replaceAll('-', '').slice(0, 16)}`
  const shop = shopOn({ store, keyRing: memoryKeyRing(), tenant })
  await inLanes(64, cases, (n) => shop.runCase(n))

  const read = async () => {
    let events = 0
    for await (const delivery of store.all({ prefixes: streamsOf(tenant) })) {
      if (delivery._tag === 'Failed') throw new Error(JSON.stringify(delivery.error))
      if (delivery._tag === 'Event') events += 1
    }
    return events
  }
  const events = await read()
  const build = async () => {
    const rows = memoryReadModelStore()
    const built = await buildReadModels({ store, tenant, clock: systemClock }, rows, READ_MODELS)
    if (built._tag === 'Left') throw new Error(JSON.stringify(built.left))
    return events
  }
  const untilOver = (task) => async (isOver) => {
    let done = 0
    do done += await task()
    while (!isOver())
    return done
  }
  const measured = await inTurn({ build: untilOver(build), read: untilOver(read) }, WARM_UP_MS)
  await shop.close()
  return measured
}
