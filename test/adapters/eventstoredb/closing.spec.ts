/** What is closed is over: nothing stays open at the server, nothing keeps the process alive, nobody waits for ever. */
import * as E from 'fp-ts/lib/Either.js'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import {
  append,
  deliveries,
  eventOf,
  eventsOf,
  range,
  soon,
  streamOf,
} from '../../../src/testing/event-store-contract/sample.js'
import type { EventStoreDbDouble } from '../../support/eventstoredb/index.js'
import { doubleFor, hasty, opened, storeOn } from './stores.js'

const stream = streamOf(1)

/** The client lets go in its own time, a few milliseconds. */
const isQuiet = async (double: EventStoreDbDouble): Promise<void> => {
  for (let waited = 0; double.openCalls() > 0 && waited < 1_000; waited += 10)
    await new Promise((resolve) => setTimeout(resolve, 10))
  expect(double.openCalls()).toBe(0)
}

describe('At the server no call stays open', () => {
  it('after a reader has left in the middle, or was aborted while it waited', async () => {
    const { double, store } = await opened()
    await append(store, stream, 'no_stream', eventsOf(...range(0, 20)))
    for (const follow of [true, false]) await deliveries(store, { follow }, ({ _tag }) => _tag === 'Event')
    const leaving = new AbortController()
    const waiting = deliveries(store, { follow: true, signal: leaving.signal })
    await new Promise((resolve) => setTimeout(resolve, 50))
    leaving.abort()
    await soon('the reader', waiting)
    await isQuiet(double)
  })

  it('after two hundred slices, of streams that are there and that are not', async () => {
    const { double, store } = await opened()
    await append(store, stream, 'no_stream', eventsOf(...range(0, 20)))
    for (const n of range(0, 200)) await store.read(n % 2 === 0 ? stream : streamOf('none'), 3, 5)()
    await isQuiet(double)
  })

  it('after reads that nobody answered', async () => {
    const { double, store } = await opened()
    await append(store, stream, 'no_stream', eventsOf(1))
    double.faults.next('read', { _tag: 'silent' })
    expect(E.isRight(await store.read(stream)())).toBe(true)
    await isQuiet(double)
  })

  it('but for appends that nobody answered, which end with their connection and are never ended by us', async () => {
    const { double, store } = await opened()
    double.faults.next('append', { _tag: 'silent' })
    await append(store, stream, 'no_stream', eventsOf(1))
    expect(double.openCalls()).toBe(1)
    double.resetConnections()
    await isQuiet(double)
    await append(store, stream, 0, eventsOf(2))
  })

  it.each(['single', 'batch'] as const)(
    'after the store is closed (appends: %s), whatever was under way',
    async (appends) => {
      const { double, store } = await opened({ appends })
      await append(store, stream, 'no_stream', eventsOf(1))
      const readers = range(0, 5).map(() => deliveries(store, { follow: true }))
      const answers = range(0, 20).map((n) => store.append(streamOf(100 + n), 'no_stream', [eventOf(n)])())
      await store.close()
      await soon('all of them', Promise.all([...readers, ...answers]))
      await isQuiet(double)
    },
  )
})

describe('Closing', () => {
  it('ends within its time, also where the server is silent', async () => {
    const { double, store } = await opened()
    await append(store, stream, 'no_stream', eventsOf(1))
    double.faults.always('any', { _tag: 'silent' })
    const waiting = store.append(stream, 0, eventsOf(2))()
    const started = performance.now()
    await store.close()
    expect(performance.now() - started).toBeLessThan(hasty.deadlineMs + 2_500)
    expect(await waiting).toMatchObject(E.left({ _tag: 'OutcomeUnknown' }))
  })

  it('lets the process end by itself, and rejects nothing behind its back', async () => {
    const double = await doubleFor()
    const program = `
      import { openEventStoreDb } from './src/adapters/eventstoredb/index.js'
      import { eventsOf, streamOf } from './src/testing/event-store-contract/sample.js'
      const store = await openEventStoreDb({ connectionString: ${JSON.stringify(double.connectionString)} })
      await store.append(streamOf(1), 'no_stream', eventsOf(1))()
      const reader = (async () => { for await (const one of store.all({ follow: true })) if (one._tag === 'Failed') return })()
      await store.read(streamOf(1))()
      await store.close()
      await reader
      console.log('over')
    `
    const args = ['--import', 'tsx', '--input-type=module', '--unhandled-rejections=strict', '-e', program]
    expect(await promisify(execFile)(process.execPath, args, { timeout: 20_000 })).toEqual({
      stdout: 'over\n',
      stderr: '',
    })
  }, 30_000)

  it('may happen while the server is away', async () => {
    const double = await doubleFor()
    const store = await storeOn(double.connectionString, { patience: hasty })
    const reader = deliveries(store, { follow: true })
    await append(store, stream, 'no_stream', eventsOf(1))
    await double.kill()
    await soon('closing', store.close())
    expect((await soon('the reader', reader)).at(-1)).toEqual({ _tag: 'Failed', error: { _tag: 'StoreClosed' } })
  })
})
