/** What the raw driver does with one durable insert per transaction of the bytes that we store per event. */
import { existsSync } from 'node:fs'
import { openDatabase } from '../lib/driver.mjs'
import { seconds } from '../lib/measure.mjs'
import { fixtureFile, freshFile } from '../lib/paths.mjs'

const SETTINGS = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8192;'

// No unique index and no dictionary, which ours has: nobody inserts these bytes for less.
const TABLE = `CREATE TABLE events (position INTEGER PRIMARY KEY, stream INTEGER, revision INTEGER, type INTEGER,
  id BLOB, recorded_at INTEGER, metadata TEXT, data TEXT)`
const COLUMNS = 'stream, revision, type, id, recorded_at, metadata, data'

export const measure = async ({ inserts }) => {
  if (!existsSync(fixtureFile)) throw new Error('run the fixture cell first')
  const log = await openDatabase(fixtureFile)
  const rows = log.prepare(`SELECT ${COLUMNS} FROM events WHERE position % 2 = 0 LIMIT ?`).all(inserts)
  const values = rows.map((row) => [
    row.stream,
    row.revision,
    row.type,
    row.id,
    row.recorded_at,
    row.metadata,
    row.data,
  ])
  log.close()
  const database = await openDatabase(freshFile('floor'))
  database.exec(SETTINGS)
  database.exec(TABLE)
  const insert = database.prepare(`INSERT INTO events (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const warmUp = values.length >> 2
  for (const row of values.slice(0, warmUp)) insert.run(...row)
  const spent = await seconds(() => {
    for (const row of values.slice(warmUp)) insert.run(...row)
  })
  database.close()
  return { insertsPerSecond: (values.length - warmUp) / spent }
}
