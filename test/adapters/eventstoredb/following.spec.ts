/** A reader of the log misses nothing and gets nothing twice, whatever becomes of its connection and of its server. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Delivery, EventStore, Position } from '../../../src/ports/event-store.js'
import {
  append,
  deliveries,
  eventOf,
  eventsIn,
  eventsOf,
  idOf,
  idsOf,
  log,
  range,
  soon,
  streamOf,
} from '../../../src/testing/event-store-contract/sample.js'
import { eventLog, startProxy, type Fault } from '../../support/eventstoredb/index.js'
import { doubleFor, hasty, opened, storeOn } from './stores.js'

const isEvent =
  (id: string) =>
  (delivery: Delivery): boolean =>
    delivery._tag === 'Event' && delivery.event.id === id

/** `count` events, one to a stream and append. */
const filled = async (store: EventStore, from: number, count: number): Promise<void> => {
  for (const n of range(from, count)) await append(store, streamOf(n), 'no_stream', [eventOf(n)])
}

const losses: ReadonlyArray<readonly [string, Fault]> = [
  ['is cut in the middle by a reset', { _tag: 'cut_after', events: 3, by: 'reset' }],
  ['ends in the middle as if all were well', { _tag: 'cut_after', events: 3 }],
  [
    'is given up by a server that is shut down',
    { _tag: 'cut_after', events: 3, by: { code: 14, details: 'Server Is Not Ready' } },
  ],
  ['is canceled by the server', { _tag: 'cut_after', events: 3, by: { code: 1, details: 'Cancelled' } }],
  [
    'breaks with a reset stream',
    { _tag: 'cut_after', events: 3, by: { code: 13, details: 'Received RST_STREAM with code 0' } },
  ],
  [
    'breaks with an error nobody expected',
    { _tag: 'cut_after', events: 3, by: { code: 2, details: 'Exception was thrown by handler.' } },
  ],
  ['is lost before the first event', { _tag: 'reset', when: 'before' }],
  ['is never confirmed', { _tag: 'silent' }],
  ['meets a server that is not ready', { _tag: 'status', code: 14, details: 'Server Is Not Ready' }],
]

describe.each([false, true])('A reader (follow: %s) whose subscription', (follow) => {
  it.each(losses)('%s: goes on after the last event that it was given', async (_, fault) => {
    const { double, store } = await opened()
    await filled(store, 0, 10)
    double.faults.next('subscribe', fault, fault)
    const all = await soon('the last event', deliveries(store, { follow }, isEvent(idOf(9))))
    expect(idsOf(eventsIn(all))).toEqual(range(0, 10).map(idOf))
    expect(all.filter(({ _tag }) => _tag === 'Reconnected').length).toBeGreaterThanOrEqual(1)
  })
})

describe('A reader who follows', () => {
  it('is told of a reconnection after the events before it and before those after it', async () => {
    const { double, store } = await opened()
    await filled(store, 0, 6)
    double.faults.next('subscribe', { _tag: 'cut_after', events: 3, by: { code: 14, details: 'Connection dropped' } })
    const all = await soon('the last event', deliveries(store, { follow: true }, isEvent(idOf(5))))
    const at = all.findIndex(({ _tag }) => _tag === 'Reconnected')
    expect(all[at]).toEqual({ _tag: 'Reconnected', attempt: 1 })
    expect(eventsIn(all.slice(0, at))).toHaveLength(3)
    expect(eventsIn(all.slice(at))).toHaveLength(3)
  })

  it('waits for a server that is away for long, and goes on when it is back', async () => {
    const kept = eventLog()
    const first = await doubleFor({ log: kept })
    const store = await storeOn(first.connectionString, { patience: hasty })
    await filled(store, 0, 3)
    const reader = deliveries(store, { follow: true }, isEvent(idOf(3)))
    await new Promise((resolve) => setTimeout(resolve, 100))
    await first.kill()
    await new Promise((resolve) => setTimeout(resolve, 700))
    const second = await doubleFor({ log: kept, port: first.port })
    await filled(await storeOn(second.connectionString), 3, 1)
    expect(idsOf(eventsIn(await soon('the event after the outage', reader)))).toEqual(range(0, 4).map(idOf))
  })

  it('is not fooled by the false checkpoint of 24.2.0 to 24.10.4', async () => {
    const double = await doubleFor({ falseCheckpoint: true })
    const store = await storeOn(double.connectionString, { patience: hasty })
    await filled(store, 0, 2)
    const prefixes = ['aftersales_refund-']
    const reader = deliveries(store, { follow: true, prefixes }, isEvent(idOf(9)))
    await new Promise((resolve) => setTimeout(resolve, 100))
    await append(store, streamOf(9, 'refund'), 'no_stream', [eventOf(9)])
    const all = await soon('the refund', reader)
    expect(idsOf(eventsIn(all))).toEqual([idOf(9)])
    for (const one of all)
      if (one._tag === 'Checkpoint') expect(BigInt(one.position.split('/')[0]!) < 2n ** 63n).toBe(true)
    // Whoever goes on from any of these checkpoints loses nothing.
    for (const one of all)
      if (one._tag === 'Checkpoint')
        expect(idsOf(await log(store, { after: one.position, prefixes }))).toEqual([idOf(9)])
  })

  it.each([true, false])(
    'is told that it has caught up by a server that never says so (matching: %s)',
    async (matching) => {
      const double = await doubleFor({ version: '23.6.0', sendsCaughtUp: false })
      const store = await storeOn(double.connectionString, { patience: hasty }).catch(() => undefined)
      // Such a server is too old to be opened at all.
      expect(store).toBeUndefined()
      const mute = await doubleFor({ version: '23.10.0', sendsCaughtUp: false })
      const open = await storeOn(mute.connectionString, { patience: hasty })
      await filled(open, 0, 5)
      const prefixes = [matching ? 'aftersales_' : 'aftersales_policy-']
      const all = await soon(
        'being caught up',
        deliveries(open, { follow: true, prefixes }, ({ _tag }) => _tag === 'CaughtUp'),
      )
      expect(eventsIn(all)).toHaveLength(matching ? 5 : 0)
      expect((await deliveries(open, { prefixes })).at(-1)).toEqual({ _tag: 'CaughtUp' })
    },
  )

  it('survives a connection on which nothing comes back any more', async () => {
    const double = await doubleFor()
    const proxy = await startProxy(double.port)
    const store = await storeOn(`esdb://127.0.0.1:${proxy.port}?tls=false`, { patience: hasty })
    await filled(store, 0, 3)
    proxy.hold()
    const waiting = append(store, streamOf(3), 'no_stream', [eventOf(3)])
    await new Promise((resolve) => setTimeout(resolve, 900))
    proxy.letGo()
    await soon('the append', waiting)
    expect(idsOf(await log(store))).toEqual(range(0, 4).map(idOf))
    await proxy.stop()
  })

  it('is told what is wrong where it may not read the log, and at once', async () => {
    const { double, store } = await opened()
    await filled(store, 0, 1)
    const denied: Fault = {
      ...{ _tag: 'status', code: 7, details: 'Access Denied' },
      trailers: { exception: 'access-denied' },
    }
    double.faults.always('read', denied)
    expect(await deliveries(store, { follow: true })).toEqual([
      { _tag: 'Failed', error: { _tag: 'StoreMisconfigured', reason: 'the user may not do this' } },
    ])
    double.faults.clear()
    double.faults.always('subscribe', denied)
    expect(await deliveries(store, { follow: true })).toMatchObject([
      { _tag: 'Failed', error: { _tag: 'StoreMisconfigured' } },
    ])
  })

  it('hears within its deadline that nobody answers, where it was never connected', async () => {
    const { double, store } = await opened()
    await filled(store, 0, 1)
    double.faults.always('subscribe', { _tag: 'silent' })
    const started = performance.now()
    const all = await deliveries(store, { follow: true })
    expect(all.at(-1)).toMatchObject({ _tag: 'Failed', error: { _tag: 'StoreUnavailable' } })
    expect(performance.now() - started).toBeLessThan(2 * hasty.deadlineMs)
  })

  it('takes links and events of others in our streams as they are, and goes on', async () => {
    const { double, store } = await opened()
    const { binaryEvent, EventStoreDBClient, jsonEvent } = await import('@eventstore/db-client')
    const client = EventStoreDBClient.connectionString(double.connectionString)
    await append(store, streamOf(1), 'no_stream', eventsOf(1))
    await client.appendToStream('aftersales_request-main.2', [
      binaryEvent({ id: idOf(2), type: '$>', data: Buffer.from(`0@${streamOf(1)}`) }),
    ])
    await client.appendToStream('aftersales_request-main.3', [
      jsonEvent({ id: idOf(3), type: 'Foreign', data: { a: 1 } }),
    ])
    await append(store, streamOf(4), 'no_stream', eventsOf(4))
    const events = await log(store)
    expect(events.map(({ id, type, data, metadata }) => [id, type, data, Object.keys(metadata).length])).toEqual([
      [idOf(1), 'RequestSubmitted', '{"n":1}', 12],
      [idOf(2), '$>', `0@${streamOf(1)}`, 0],
      [idOf(3), 'Foreign', '{"a":1}', 0],
      [idOf(4), 'RequestSubmitted', '{"n":4}', 12],
    ])
    await client.dispose()
  })

  it('may be one of a hundred and fifty, and appends go on beside them', async () => {
    const store = await storeOn((await doubleFor()).connectionString)
    await filled(store, 0, 1)
    const readers = range(0, 150).map(() => deliveries(store, { follow: true }, isEvent(idOf(1))))
    await new Promise((resolve) => setTimeout(resolve, 300))
    await filled(store, 1, 1)
    for (const all of await soon('all readers', Promise.all(readers)))
      expect(idsOf(eventsIn(all))).toEqual([idOf(0), idOf(1)])
  })

  it('slows the server down where it is slow', async () => {
    const { double, store } = await opened()
    const note = 'x'.repeat(2_000)
    for (const n of range(0, 40))
      await append(
        store,
        streamOf(n),
        'no_stream',
        range(50 * n, 50).map((m) => ({ ...eventOf(m), data: JSON.stringify({ note }) })),
      )
    let seen = 0
    for await (const delivery of store.all({ follow: true })) {
      if (delivery._tag !== 'Event') continue
      if (++seen === 10) await new Promise((resolve) => setTimeout(resolve, 100))
      if (seen === 2_000) break
    }
    expect(seen).toBe(2_000)
    expect(double.openCalls()).toBeLessThanOrEqual(1)
  })
})

describe('Positions', () => {
  it.each(['18446744073709551615', '9223372036854775808', '5/6', '05', '5/', '0/0'])(
    'that no log gives are refused: %s',
    async (position) => {
      const { store } = await opened()
      await filled(store, 0, 1)
      expect(await deliveries(store, { after: position as Position })).toEqual([
        { _tag: 'Failed', error: { _tag: 'UnknownPosition', position } },
      ])
    },
  )

  it('are compared as the log is ordered, those of page beginnings too', async () => {
    const { store } = await opened()
    const sorted = ['9', '10/0', '10/9', '10', '99', '100'].map((text) => text as Position)
    for (const [i, a] of sorted.entries())
      for (const [j, b] of sorted.entries()) expect(Math.sign(store.comparePositions(a, b))).toBe(Math.sign(i - j))
  })
})

describe('Across any number of drops', () => {
  it('each event reaches the reader once and in order, and no checkpoint runs ahead', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 6 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }),
        async (drops, kinds) => {
          const { double, store } = await opened()
          const wanted: Array<string> = []
          for (const [n, isRefund] of kinds.entries()) {
            await append(store, streamOf(n, isRefund ? 'refund' : 'request'), 'no_stream', [eventOf(n)])
            if (isRefund) wanted.push(idOf(n))
          }
          await append(store, streamOf('last', 'refund'), 'no_stream', [eventOf(99)])
          double.faults.next(
            'subscribe',
            ...drops.map((events): Fault => ({
              _tag: 'cut_after',
              events,
              ...(events % 2 === 0 ? { by: 'reset' } : {}),
            })),
          )
          const prefixes = ['aftersales_refund-']
          const all = await soon('the last', deliveries(store, { follow: true, prefixes }, isEvent(idOf(99))))
          expect(idsOf(eventsIn(all))).toEqual([...wanted, idOf(99)])
          let upTo = '1' as Position
          for (const one of all) {
            const position =
              one._tag === 'Event' ? one.event.position : one._tag === 'Checkpoint' ? one.position : undefined
            if (position === undefined) continue
            expect(store.comparePositions(position, upTo)).toBeGreaterThan(0)
            upTo = position
          }
        },
      ),
      { numRuns: 25 },
    )
  }, 60_000)
})
