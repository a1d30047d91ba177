/**
 * One of our read models made by Emmett's consumer on SQLite. The events are in its store beforehand. `defaults`: as it
 * pulls by itself, 100 events and a pause of 50 ms; `fast`: 1,000 events and no pause. Its rows must be those of ours,
 * every one. Afterwards it is started again, as after a deployment, where it should find nothing to do.
 */
import { memoryReadModelStore, sqliteAdapter, systemClock } from '../lib/library.mjs'
import { openEmmett, projectionOf, rowsOfEmmett, rowsOfOurs } from '../lib/emmett-rows.mjs'
import { measuredPass } from '../lib/measure.mjs'
import { fixtureFile, internalsFile } from '../lib/paths.mjs'

const PULLING = { defaults: {}, fast: { batchSize: 1_000, pullingFrequencyInMs: 0 } }

const ourRows = async (model, upTo) => {
  const { buildReadModels } = await import(internalsFile)
  const { openSqliteEventStore } = await sqliteAdapter()
  const store = await openSqliteEventStore({ file: fixtureFile, now: systemClock.now })
  const rows = memoryReadModelStore()
  const built = await buildReadModels({ store, tenant: 'main', clock: systemClock }, rows, [model], { upTo })
  if (built._tag === 'Left') throw new Error(JSON.stringify(built.left))
  await store.close()
  return rowsOfOurs(rows, model)
}

/** How many of these rows are not among those, or stand there with something else in them. */
const missing = (rows, among) => {
  const found = new Set(among)
  return rows.filter((row) => !found.has(row)).length
}

export const measure = async ({ what, readModel, most }) => {
  const { READ_MODELS } = await import(internalsFile)
  const { readProcessorCheckpoint } = await import('@event-driven-io/emmett-sqlite')
  const model = READ_MODELS.find(({ name }) => name === readModel)
  const { store, connection, events, last, upTo } = await openEmmett(most)
  const projection = await projectionOf(model)

  /** From where its checkpoint stands to the last event. Answers how many events it was given. */
  const run = async () => {
    let handled = 0
    const consumer = store.consumer({ pulling: PULLING[what] })
    consumer.processor({
      ...{ processorId: model.name, projection, startFrom: 'CURRENT' },
      stopAfter: ({ metadata }) => {
        handled += 1
        return metadata.globalPosition === last
      },
    })
    await consumer.start()
    return handled
  }

  let handled
  const { perSecond, cpuMicros } = await measuredPass(async () => (handled = await run()))
  if (handled !== events) throw new Error(`Emmett handled ${handled} of ${events} events`)
  const ours = await ourRows(model, upTo)
  const theirs = await rowsOfEmmett(connection)
  const different = missing(ours, theirs) + missing(theirs, ours)
  if (different > 0)
    throw new Error(`Emmett made ${theirs.length} rows, ours ${ours.length}; ${different} are not alike`)

  const { lastProcessedPosition } = await readProcessorCheckpoint(connection, { processorId: model.name })
  // With nothing left to read, a consumer waits for ever.
  const repeated = lastProcessedPosition === last ? 0 : await run()
  const wrong = missing(await rowsOfEmmett(connection), ours)
  connection.close()
  return { eventsPerSecond: perSecond, cpuMicros, rows: ours.length, repeated, wrong }
}
