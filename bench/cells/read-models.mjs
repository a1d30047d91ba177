/**
 * Read models made from the log in SQLite: all of them into rows in memory (`memory`), all of them into a file of their own
 * (`sqlite`), one of them alone (its name), and all of them by the command (`parts N`), its start included. `floor` is what
 * the raw driver takes to read that log and to write those rows, each once, with nothing in between.
 */
import { join } from 'node:path'
import { openDatabase } from '../lib/driver.mjs'
import { runMeasured } from '../lib/child.mjs'
import { memoryReadModelStore, sqliteAdapter, systemClock } from '../lib/library.mjs'
import { inPasses, median, passesOver } from '../lib/measure.mjs'
import { fixtureFile, freshFile, internalsFile, subject } from '../lib/paths.mjs'

/** One that needs at most this part of the types of events, and of the events: more, and it is no measure of leaving out. */
const MOST_NEEDED = 0.4

/** Which part of the events it needs, and of their types. */
const neededBy = ({ name, handles, ignores }, { types, events }) => {
  const handled = Object.entries(types).filter(([type]) => handles.has(type))
  const eventsNeeded = handled.reduce((sum, [, count]) => sum + count, 0) / events
  const typesNeeded = handles.size / (handles.size + ignores.size)
  if (Math.max(eventsNeeded, typesNeeded) > MOST_NEEDED) throw new Error(`${name} needs ${eventsNeeded} of the events`)
  return { eventsNeeded, typesNeeded }
}

const build = async (rowsIn, only, fixture) => {
  const { buildReadModels, READ_MODELS } = await import(internalsFile)
  const { openSqliteEventStore, openSqliteReadModelStore } = await sqliteAdapter()
  const models = READ_MODELS.filter(({ name }) => only === undefined || name === only)
  const store = await openSqliteEventStore({ file: fixtureFile, now: systemClock.now })
  const measured = await inPasses(fixture.events, async (timed) => {
    const file = rowsIn === 'sqlite' ? freshFile('rows') : undefined
    await timed(async () => {
      const rows = file === undefined ? memoryReadModelStore() : await openSqliteReadModelStore({ file })
      const built = await buildReadModels({ store, tenant: 'main', clock: systemClock }, rows, models)
      if (built._tag === 'Left') throw new Error(JSON.stringify(built.left))
      // What is still in the log of the file goes into the file, and onto the disk.
      await rows.close()
    })
  })
  return only === undefined ? measured : { ...measured, ...neededBy(models[0], fixture) }
}

const command = async (parts, { events }) => {
  const runs = []
  for (let n = 0; n < passesOver(events).passes; n++)
    runs.push(
      await runMeasured((folder) => ({
        args: [join(subject, 'dist/cli/main.js'), 'rebuild', '--parts', parts, '--json'].concat([
          ...['--log', `sqlite:${fixtureFile}`, '--rows', `sqlite:${join(folder, 'rows.db')}`],
        ]),
      })),
    )
  return {
    eventsPerSecond: median(runs.map(({ seconds }) => events / seconds)),
    cpuMicros: median(runs.map(({ cpuMicros }) => cpuMicros / events)),
    peakMebibytes: Math.max(...runs.map(({ peakMebibytes }) => peakMebibytes)),
  }
}

/** The rows as they are in the end. */
const finalRows = async () => {
  const { buildReadModels, READ_MODELS } = await import(internalsFile)
  const { openSqliteEventStore } = await sqliteAdapter()
  const store = await openSqliteEventStore({ file: fixtureFile, now: systemClock.now })
  const rows = new Map()
  const readModels = memoryReadModelStore()
  const kept = {
    ...readModels,
    commit: (commit) => {
      for (const { _tag, table, key, row } of commit.changes) {
        if (_tag === 'Put') rows.set(`${table}\n${row.key}`, [table, row.key, row.sort, row.value])
        else if (_tag === 'Delete') rows.delete(`${table}\n${key}`)
      }
      return readModels.commit(commit)
    },
  }
  const built = await buildReadModels({ store, tenant: 'main', clock: systemClock }, kept, READ_MODELS)
  if (built._tag === 'Left') throw new Error(JSON.stringify(built.left))
  await store.close()
  return [...rows.values()]
}

/** Keys and order as ours; no fold, no check, no row written twice, and nothing that would survive a crash. */
const FLOOR = `PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
  CREATE TABLE rows (tbl TEXT, key TEXT, sort TEXT, value TEXT, PRIMARY KEY (tbl, key));
  CREATE INDEX rows_in_order ON rows (tbl, sort, key)`

const floor = async ({ events }) => {
  const rows = await finalRows()
  const log = await openDatabase(fixtureFile)
  const read = log.prepare('SELECT stream, revision, type, id, recorded_at, metadata, data FROM events')
  return inPasses(events, async (timed) => {
    const database = await openDatabase(freshFile('rows'))
    database.exec(FLOOR)
    const insert = database.prepare('INSERT INTO rows VALUES (?, ?, ?, ?)')
    await timed(() => {
      for (const { data } of read.iterate()) JSON.parse(data)
      database.exec('BEGIN')
      for (const row of rows) insert.run(...row)
      database.exec('COMMIT')
    })
    database.close()
  })
}

export const measure = ({ what, fixture }) => {
  if (what === 'floor') return floor(fixture)
  if (what.startsWith('parts ')) return command(what.slice('parts '.length), fixture)
  return what === 'memory' || what === 'sqlite' ? build(what, undefined, fixture) : build('sqlite', what, fixture)
}
