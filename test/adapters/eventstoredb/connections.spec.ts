/** Calls share a connection, which dies of any of them, or in silence: appends and reads stay whole, followers hear again. */
import { EventStoreDBClient } from '@eventstore/db-client'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  append,
  deliveries,
  eventOf,
  eventsIn,
  idOf,
  idsOf,
  log,
  range,
  read,
  soon,
  streamOf,
} from '../../../src/testing/event-store-contract/sample.js'
import { startProxy } from '../../support/eventstoredb/index.js'
import { doubleFor, hasty, opened, storeOn } from './stores.js'

const APPENDS = 15
const EVENTS = 4

describe.each(['single', 'batch'] as const)('An append (appends: %s) whose connection', (appends) => {
  it('dies of another call while it is being sent: is written as a whole, once', async () => {
    const { double, store } = await opened({ appends })
    await append(store, streamOf('other'), 'no_stream', [eventOf(999)])
    for (const n of range(0, APPENDS)) {
      double.faults.next('read', { _tag: 'reset', when: 'before' })
      const events = range(EVENTS * n, EVENTS).map(eventOf)
      const written = append(store, streamOf(n), 'no_stream', events)
      await read(store, streamOf('other'))
      expect(await written).toMatchObject({ revision: EVENTS - 1 })
    }
    expect(idsOf(await log(store))).toEqual([999, ...range(0, EVENTS * APPENDS)].map(idOf))
  })
})

describe('A read under way on a connection that another call gives up', () => {
  it('is made again: what came so far is not taken for all there is', async () => {
    const { double, store } = await opened()
    const stream = streamOf(1)
    await append(store, stream, 'no_stream', range(0, 3).map(eventOf))
    const silent = streamOf('silent')
    for (const events of [0, 1]) {
      double.faults.next({ call: 'read', stream: silent }, { _tag: 'silent' }, { _tag: 'silent' })
      double.faults.next({ call: 'read', stream }, { _tag: 'cut_after', events, by: 'silence' })
      // The second try without an answer condemns the connection, while the other read is still in its first.
      const condemning = store.read(silent)()
      await new Promise((resolve) => setTimeout(resolve, hasty.tryMs + 100))
      const { events: found, head } = await read(store, stream)
      expect([idsOf(found), head]).toEqual([range(0, 3).map(idOf), 2])
      await condemning
    }
  })
})

describe('A follower who has caught up, and whose connection dies in silence', () => {
  it('is connected again once pings are not answered, and misses nothing', async () => {
    // The client advises against so short an interval.
    const warned = vi.spyOn(console, 'warn').mockReturnValue()
    onTestFinished(() => warned.mockRestore())
    const double = await doubleFor()
    const proxy = await startProxy(double.port)
    onTestFinished(() => proxy.stop())
    const store = await storeOn(double.connectionString, { patience: hasty })
    const follower = await storeOn(`esdb://127.0.0.1:${proxy.port}?tls=false&keepAliveTimeout=200`, {
      patience: hasty,
      connect: (text) =>
        EventStoreDBClient.connectionString(text.replace(/keepAliveInterval=10\d/, 'keepAliveInterval=2')),
    })
    await append(store, streamOf(0), 'no_stream', [eventOf(0)])
    const following = deliveries(
      follower,
      { follow: true },
      (delivery) => delivery._tag === 'Event' && delivery.event.id === idOf(1),
    )
    await new Promise((resolve) => setTimeout(resolve, 300))
    proxy.hold()
    await append(store, streamOf(1), 'no_stream', [eventOf(1)])
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    proxy.letGo()
    const all = await soon('the event of the silence', following)
    expect(idsOf(eventsIn(all))).toEqual([idOf(0), idOf(1)])
    expect(all.map(({ _tag }) => _tag)).toContain('Reconnected')
  })
})
