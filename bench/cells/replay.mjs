/**
 * The whole log from SQLite, every event decoded and validated, beside JSON.parse of the same events as whole envelopes
 * in memory.
 */
import { envelopeLines } from '../lib/envelopes.mjs'
import { readLog, sqliteAdapter, systemClock, verifyLog } from '../lib/library.mjs'
import { inPasses } from '../lib/measure.mjs'
import { fixtureFile } from '../lib/paths.mjs'

const parse = async (timed) => {
  let events = 0
  for (const lines of envelopeLines())
    await timed(() => {
      for (const line of lines) if (JSON.parse(line).revision >= 0) events += 1
    })
  return events
}

const read = async (store) => {
  let events = 0
  for await (const logged of readLog(store)) {
    if (logged._tag === 'Left') throw new Error(JSON.stringify(logged.left))
    events += 1
  }
  return events
}

const verify = async (store) => {
  const verified = await verifyLog(store)
  if (verified._tag === 'Left') throw new Error(JSON.stringify(verified.left))
  return verified.right.events
}

export const measure = async ({ what, fixture }) => {
  const { openSqliteEventStore } = await sqliteAdapter()
  const store = await openSqliteEventStore({ file: fixtureFile, now: systemClock.now })
  const passes = {
    parse,
    readLog: (timed) => timed(() => read(store)),
    verify: (timed) => timed(() => verify(store)),
  }
  return inPasses(fixture.events, async (timed) => {
    const events = await passes[what](timed)
    if (events !== fixture.events) throw new Error(`${what}: ${events} of ${fixture.events} events`)
  })
}
