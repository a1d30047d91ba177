/**
 * The whole log from SQLite, every event decoded and validated, beside JSON.parse of the same events as whole envelopes;
 * and all read models made from it, into a file of their own.
 */
import { readFileSync, rmSync } from 'node:fs'
import { readLog, sqliteAdapter, systemClock, verifyLog } from '../lib/library.mjs'
import { median, seconds } from '../lib/measure.mjs'
import { envelopesFile, fixtureFile, internalsFile } from '../lib/paths.mjs'

const PASSES = 3
const ROWS = `${fixtureFile}.rows`

const removeRows = () => {
  for (const end of ['', '-wal', '-shm']) rmSync(`${ROWS}${end}`, { force: true })
}

export const measure = async ({ what }) => {
  const lines = readFileSync(envelopesFile, 'utf8').split('\n')
  const { openSqliteEventStore, openSqliteReadModelStore } = await sqliteAdapter()
  const { buildReadModels, READ_MODELS } = await import(internalsFile)
  const store = await openSqliteEventStore({ file: fixtureFile, now: systemClock.now })
  const passes = {
    parse: () => {
      let revisions = 0
      for (const line of lines) revisions += JSON.parse(line).revision
      return revisions
    },
    readLog: async () => {
      let events = 0
      for await (const logged of readLog(store)) {
        if (logged._tag === 'Left') throw new Error(JSON.stringify(logged.left))
        events += 1
      }
      if (events !== lines.length) throw new Error(`replayed ${events} of ${lines.length} events`)
    },
    rebuild: async () => {
      removeRows()
      const rows = await openSqliteReadModelStore({ file: ROWS })
      const built = await buildReadModels({ store, tenant: 'main', clock: systemClock }, rows, READ_MODELS)
      if (built._tag === 'Left') throw new Error(JSON.stringify(built.left))
      await rows.close()
    },
    verify: async () => {
      const verified = await verifyLog(store)
      if (verified._tag === 'Left') throw new Error(JSON.stringify(verified.left))
    },
  }
  const rates = []
  for (let pass = 0; pass <= PASSES; pass++) rates.push(lines.length / (await seconds(passes[what])))
  removeRows()
  // The first pass warms up.
  return { eventsPerSecond: median(rates.slice(1)) }
}
