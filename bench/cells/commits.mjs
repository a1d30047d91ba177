/**
 * Rows per second by the size of a commit, as read models are written: new rows with a key, a place and JSON of about
 * `rowBytes`, and the checkpoint, in a file of SQLite or on a server of PostgreSQL.
 */
import { sqliteAdapter } from '../lib/library.mjs'
import { measuredPass } from '../lib/measure.mjs'
import { freshFile, internalsFile } from '../lib/paths.mjs'
import { startPostgres } from '../lib/postgres.mjs'

const { inOrder } = await import(internalsFile)

// A multiple of an odd number: unique, and nowhere near the last one where keys are sorted.
const hashOf = (n) => (Math.imul(n, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')
const uuidOf = (n) => `${hashOf(n)}-94d5-5c43-8f6f-2f5b9d1f0a61`

const payment = (n, code) => ({
  ...{ refundId: uuidOf(n), legId: 'card', orderId: `#${n}`, requestId: `request-${n}`, tenderId: 'card' },
  ...{ minor: 2_975, currency: 'EUR', state: 'paid', since: '2026-11-23T09:30:00.000Z', key: uuidOf(n + 1), code },
})
const rowOf = (row) => ({
  key: inOrder(row.refundId, row.legId),
  sort: inOrder(row.orderId, row.refundId, row.legId),
  value: JSON.stringify(row),
})

const OPEN = {
  sqlite: async () => {
    const { openSqliteReadModelStore } = await sqliteAdapter()
    return { openStore: (name) => openSqliteReadModelStore({ file: freshFile(`commits-${name}`) }), stop: () => {} }
  },
  postgres: startPostgres,
}

const WARM_UP_MS = 300
const MEASURED_MS = 1_200

export const measure = async ({ what, sizes, rowBytes }) => {
  const opened = await OPEN[what]()
  // Where there is no server there are no numbers.
  if (opened === undefined) return {}
  const code = 'x'.repeat(Math.max(0, rowBytes - JSON.stringify(payment(1_000, '')).length))
  const answer = {}
  for (const size of sizes) {
    const store = await opened.openStore(`rows${size}`)
    let expected = 0
    let rows = 0
    const write = async (isOver) => {
      const before = rows
      do {
        const changes = Array.from({ length: size }, () => ({
          ...{ _tag: 'Put', table: 'payments@1@main' },
          row: rowOf(payment(rows++, code)),
        }))
        const commit = { name: 'projections@main', expected, checkpoint: `{"position":"${rows}"}`, changes }
        const committed = await store.commit(commit)()
        if (committed._tag === 'Left') throw new Error(JSON.stringify(committed.left))
        expected = committed.right
      } while (!isOver())
      return rows - before
    }
    await measuredPass(write, WARM_UP_MS)
    const { perSecond, cpuMicros } = await measuredPass(write, MEASURED_MS)
    answer[`${size}: rows per second`] = perSecond
    answer[`${size}: µs`] = cpuMicros
    await store.close()
  }
  await opened.stop()
  return answer
}
