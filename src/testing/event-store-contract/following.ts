/** A reader who follows misses nothing and gets nothing twice, however slow it is, and can leave at any moment. */
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { Delivery } from '../../ports/event-store.js'
import { contractCase } from './case.js'
import { append, deliveries, eventsIn, eventsOf, idOf, idsOf, log, range, soon, streamOf } from './sample.js'

const isEvent =
  (id: string) =>
  (delivery: Delivery): boolean =>
    delivery._tag === 'Event' && delivery.event.id === id

export const following = [
  contractCase('follows with what is appended later', async (store) => {
    await append(store, streamOf(1), 'no_stream', eventsOf(0))
    const reader = deliveries(store, { follow: true }, isEvent(idOf(9)))
    for (const n of range(1, 9)) {
      await append(store, streamOf(1), n - 1, eventsOf(n))
      await pause(1)
    }
    const all = await soon('the last event', reader)
    assert.deepEqual(idsOf(eventsIn(all)), range(0, 10).map(idOf))
  }),

  contractCase('says that it has caught up before it waits', async (store) => {
    await append(store, streamOf(1), 'no_stream', eventsOf(1))
    const all = await soon(
      'being caught up',
      deliveries(store, { follow: true }, ({ _tag }) => _tag === 'CaughtUp'),
    )
    assert.deepEqual(idsOf(eventsIn(all)), [idOf(1)])
  }),

  contractCase('follows from a position on, with its prefixes', async (store) => {
    const { position } = await append(store, streamOf(1), 'no_stream', eventsOf(1))
    const options = { after: position, prefixes: ['aftersales_refund-'], follow: true }
    const reader = deliveries(store, options, isEvent(idOf(4)))
    await append(store, streamOf(1), 0, eventsOf(2))
    await append(store, streamOf(1, 'refund'), 'no_stream', eventsOf(3))
    await append(store, streamOf(1, 'refund'), 0, eventsOf(4))
    assert.deepEqual(idsOf(eventsIn(await soon('the last refund event', reader))), [idOf(3), idOf(4)])
  }),

  contractCase('loses nothing for a slow reader while others append much', async (store) => {
    const streams = range(0, 10)
    const writing = async (): Promise<void> => {
      for (const round of range(0, 30))
        await Promise.all(
          streams.map((n) => {
            const expected = round === 0 ? 'no_stream' : 10 * round - 1
            return append(store, streamOf(n), expected, eventsOf(...range(300 * n + 10 * round, 10)))
          }),
        )
    }
    const writer = writing()
    const seen: Array<string> = []
    const reading = async (): Promise<void> => {
      for await (const delivery of store.all({ follow: true })) {
        if (delivery._tag !== 'Event') continue
        if (seen.push(delivery.event.id) === 3_000) return
        if (seen.length % 100 === 0) await pause(2)
      }
    }
    await soon('3,000 events', Promise.all([writer, reading()]))
    assert.deepEqual(seen, idsOf(await log(store)))
    assert.equal(new Set(seen).size, 3_000)
  }),

  contractCase('serves several readers, each at its own place', async (store) => {
    const early = deliveries(store, { follow: true }, isEvent(idOf(2)))
    const { position } = await append(store, streamOf(1), 'no_stream', eventsOf(1))
    const late = deliveries(store, { follow: true, after: position }, isEvent(idOf(2)))
    await append(store, streamOf(1), 0, eventsOf(2))
    const [first, second] = await soon('both readers', Promise.all([early, late]))
    assert.deepEqual(idsOf(eventsIn(first)), [idOf(1), idOf(2)])
    assert.deepEqual(idsOf(eventsIn(second)), [idOf(2)])
  }),

  contractCase('ends promptly where the signal aborts while it waits', async (store) => {
    await append(store, streamOf(1), 'no_stream', eventsOf(1))
    const leaving = new AbortController()
    const all: Array<Delivery> = []
    const reading = async (): Promise<void> => {
      for await (const delivery of store.all({ follow: true, signal: leaving.signal })) {
        all.push(delivery)
        if (delivery._tag === 'CaughtUp') setTimeout(() => leaving.abort(), 20)
      }
    }
    await soon('the end of the flow', reading())
    assert.deepEqual(idsOf(eventsIn(all)), [idOf(1)])
    assert.ok(all.every(({ _tag }) => _tag !== 'Failed'))
  }),

  contractCase('delivers no event after the signal has aborted', async (store) => {
    await append(store, streamOf(1), 'no_stream', eventsOf(...range(0, 20)))
    const leaving = new AbortController()
    const seen: Array<string> = []
    for await (const delivery of store.all({ signal: leaving.signal })) {
      if (delivery._tag === 'Event') seen.push(delivery.event.id)
      if (seen.length === 5) leaving.abort()
    }
    assert.deepEqual(seen, range(0, 5).map(idOf))
  }),

  contractCase('delivers nothing where the signal has aborted before', async (store) => {
    await append(store, streamOf(1), 'no_stream', eventsOf(1))
    assert.deepEqual(await deliveries(store, { follow: true, signal: AbortSignal.abort() }), [])
  }),

  contractCase('can be left in the middle and read again from the beginning', async (store) => {
    await append(store, streamOf(1), 'no_stream', eventsOf(...range(0, 20)))
    assert.equal(eventsIn(await deliveries(store, { follow: true }, isEvent(idOf(3)))).length, 4)
    assert.equal((await log(store)).length, 20)
  }),
]
