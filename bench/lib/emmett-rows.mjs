/**
 * A read model of ours on Emmett and SQLite, as its types suggest: a projection that takes one event after the other,
 * reads the row, folds the event into it with our fold, and writes row and places, in the transaction of its batch.
 */
import { envelopeLines } from './envelopes.mjs'
import { freshFile, internalsFile } from './paths.mjs'

const { inOrder, tableOfModel } = await import(internalsFile)

// As our SQLite adapter has them.
const TABLES = [
  `CREATE TABLE rows (tbl TEXT NOT NULL, key TEXT NOT NULL, sort TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (tbl, key)) STRICT`,
  'CREATE INDEX rows_in_order ON rows (tbl, sort, key)',
]
const FIND = 'SELECT value FROM rows WHERE tbl = ? AND key = ?'
const PUT = `INSERT INTO rows (tbl, key, sort, value) VALUES (?, ?, ?, ?)
  ON CONFLICT (tbl, key) DO UPDATE SET sort = excluded.sort, value = excluded.value`
const DELETE = 'DELETE FROM rows WHERE tbl = ? AND key = ?'

/**
 * A store with the first events of the fixture in it, in their order, and tables for rows beside them. Answers how many,
 * and which is the last: `last` in its store, `upTo` in ours.
 */
export const openEmmett = async (most) => {
  const { getSQLiteEventStore, sqliteConnection } = await import('@event-driven-io/emmett-sqlite')
  const fileName = freshFile('emmett-rows')
  const connection = sqliteConnection({ fileName })
  // Rows can be made once more: a flush at every commit is more than ours does.
  await connection.command('PRAGMA synchronous = NORMAL')
  const store = getSQLiteEventStore({
    ...{ fileName, schema: { autoMigration: 'CreateOrUpdate' } },
    connectionOptions: { connection, singleton: true },
  })
  await store.schema.migrate()
  await connection.batchCommand(TABLES)
  let [events, last, upTo] = [0, 0n, undefined]
  // One transaction around them all: nobody waits for thousands of flushes.
  await connection.withTransaction(async () => {
    for (const lines of envelopeLines())
      for (const line of lines) {
        if (events === most) return
        const { stream, type, data, metadata, position } = JSON.parse(line)
        const appended = await store.appendToStream(stream, [{ type, data, metadata }])
        events += 1
        last = appended.lastEventGlobalPosition
        upTo = position
      }
  })
  return { store, connection, events, last, upTo }
}

/** One change of one row, as our runner makes it: the row, and its places in the lists. */
const changeRow = async (connection, model, { key, change }) => {
  const table = tableOfModel(model, 'main')
  const stored = await connection.querySingle(FIND, [table, key])
  const before = stored?.value === undefined ? undefined : JSON.parse(stored.value)
  const after = change(before)
  if (after === before) return
  if (after === undefined) await connection.command(DELETE, [table, key])
  else await connection.command(PUT, [table, key, model.order.place(after), JSON.stringify(after)])
  for (const [list, placesIn] of Object.entries(model.lists)) {
    const listed = tableOfModel(model, 'main', list)
    const [was, is] = [before, after].map((row) => (row === undefined ? [] : placesIn(row)))
    for (const place of was) if (!is.includes(place)) await connection.command(DELETE, [listed, inOrder(key, place)])
    for (const place of is)
      if (!was.includes(place)) await connection.command(PUT, [listed, inOrder(key, place), place, key])
  }
}

export const projectionOf = async (model) => {
  const { sqliteProjection } = await import('@event-driven-io/emmett-sqlite')
  return sqliteProjection({
    name: model.name,
    canHandle: [...model.handles],
    handle: async (events, { connection }) => {
      for (const { type, data, metadata } of events) {
        const seen = { event: { type, data }, metadata, stream: metadata.streamName, occurredAt: metadata.occurredAt }
        for (const touch of model.touches(seen)) await changeRow(connection, model, touch)
      }
    },
  })
}

const ROWS = 'SELECT tbl, key, sort, value FROM rows ORDER BY tbl, key'

/** What stands in its tables, and in ours: a text for each row. */
export const rowsOfEmmett = async (connection) =>
  (await connection.query(ROWS)).map(({ tbl, key, sort, value }) => JSON.stringify([tbl, key, sort, value]))

const MOST_LISTED = 1_000
export const rowsOfOurs = async (store, model) => {
  const rows = []
  for (const list of [undefined, ...Object.keys(model.lists)]) {
    const table = tableOfModel(model, 'main', list)
    for (let page, after; page === undefined || page.length === MOST_LISTED; after = page.at(-1)) {
      page = (await store.list(table, after === undefined ? {} : { after })()).right
      for (const { key, sort, value } of page) rows.push(JSON.stringify([table, key, sort, value]))
    }
  }
  return rows
}
