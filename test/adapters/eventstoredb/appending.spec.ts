/** Whatever the network does to an append, it is written once, and whoever asked hears what is true, in time. */
import * as E from 'fp-ts/lib/Either.js'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  append,
  eventOf,
  eventsOf,
  idOf,
  idsOf,
  log,
  range,
  read,
  streamOf,
} from '../../../src/testing/event-store-contract/sample.js'
import { startProxy, type EventStoreDbDouble, type Fault } from '../../support/eventstoredb/index.js'
import { doubleFor, hasty, opened, storeOn } from './stores.js'

const stream = streamOf(1)

const callOf = { single: 'append', batch: 'batch' } as const

const status = (code: number, details: string, when: 'before' | 'after'): Fault => ({
  ...{ _tag: 'status', when, code, details },
})

/** What a network or a server does to a call that was, or was not, carried out. */
const passing: ReadonlyArray<readonly [string, Fault]> = [
  ['is not answered', { _tag: 'silent' }],
  ['is carried out and not answered', { _tag: 'silent_after' }],
  ['is answered too late', { _tag: 'late', ms: 500 }],
  ['is carried out and answered too late', { _tag: 'late', ms: 500, when: 'after' }],
  ['is reset before it is carried out', { _tag: 'reset', when: 'before' }],
  ['is carried out and then reset', { _tag: 'reset', when: 'after' }],
  ['ends well and without an answer', { _tag: 'half_close', when: 'before' }],
  ['is carried out and ends without an answer', { _tag: 'half_close', when: 'after' }],
  ['meets a server that goes away', { _tag: 'go_away' }],
  ...(['before', 'after'] as const).flatMap((when) => [
    [`is canceled by the server (${when})`, status(1, 'Cancelled', when)] as const,
    [`meets an error nobody expected (${when})`, status(2, 'Something else', when)] as const,
    [`passes its deadline at the server (${when})`, status(4, 'Deadline Exceeded', when)] as const,
    [
      `is given up by the server (${when})`,
      status(10, 'Operation timed out: Request canceled by server', when),
    ] as const,
    [
      `meets a server that is shut down (${when})`,
      status(13, 'Received RST_STREAM with code 0 (Call ended without gRPC status)', when),
    ] as const,
    [`loses its connection (${when})`, status(14, 'Connection dropped', when)] as const,
  ]),
  ['meets a server that is not ready', status(14, 'Server Is Not Ready', 'before')],
  ['meets a server that is busy', status(14, 'Server Is Too Busy', 'before')],
]

describe.each(['single', 'batch'] as const)('An append that (appends: %s)', (appends) => {
  it.each(passing)('%s: is written once, by a repetition where one is needed', async (_, fault) => {
    const { double, store } = await opened({ appends })
    await append(store, stream, 'no_stream', eventsOf(1))
    double.faults.next(callOf[appends], fault)
    expect(await append(store, stream, 0, eventsOf(2, 3))).toMatchObject({ revision: 2 })
    expect(await append(store, stream, 2, eventsOf(4))).toMatchObject({ revision: 3 })
    const { events } = await read(store, stream)
    expect(events.map(({ id, revision }) => [id, revision])).toEqual([1, 2, 3, 4].map((n) => [idOf(n), n - 1]))
    expect(idsOf(await log(store))).toEqual(idsOf(events))
  })

  it.each([
    ['is never answered', 'silent'],
    ['is carried out and never answered', 'silent_after'],
  ] as const)('%s: ends within its deadline, as unknown', async (_, tag) => {
    const { double, store } = await opened({ appends })
    await append(store, stream, 'no_stream', eventsOf(1))
    double.faults.always(callOf[appends], { _tag: tag })
    const started = performance.now()
    expect(await store.append(stream, 0, eventsOf(2))()).toEqual(E.left({ _tag: 'OutcomeUnknown', stream }))
    expect(performance.now() - started).toBeLessThan(hasty.deadlineMs + 1_000)
    double.faults.clear()
    // The same again settles it, whatever it was.
    expect(await append(store, stream, 0, eventsOf(2))).toMatchObject({ revision: 1 })
    expect(idsOf((await read(store, stream)).events)).toEqual([idOf(1), idOf(2)])
  })

  it('meets a server that is down: is known not to be written', async () => {
    const { double, store } = await opened({ appends })
    await append(store, stream, 'no_stream', eventsOf(1))
    await double.kill()
    expect(await store.append(stream, 0, eventsOf(2))()).toMatchObject(
      E.left({ _tag: expect.stringMatching(/^(StoreUnavailable|OutcomeUnknown)$/) as string }),
    )
  })
})

describe('An append in the way of which', () => {
  it('its own unanswered try stands: counts as written', async () => {
    const { double, store } = await opened()
    await append(store, stream, 'no_stream', eventsOf(1))
    // The server forgot that it knows the ids: it says conflict to the repetition.
    double.faults.next('append', { _tag: 'silent_after' })
    double.faults.next({ call: 'append', stream }, wrongRevision(0n, 1n))
    expect(await append(store, stream, 0, eventsOf(2))).toMatchObject({ revision: 1, write: 'unknown' })
    expect(idsOf((await read(store, stream)).events)).toEqual([idOf(1), idOf(2)])
  })

  it('something else stands: is a conflict that names the real head, also after an unanswered try', async () => {
    const { double, store } = await opened()
    await append(store, stream, 'no_stream', eventsOf(1))
    double.faults.next('append', { _tag: 'silent' })
    const waiting = store.append(stream, 0, eventsOf(2))()
    await append(await storeOn(double.connectionString), stream, 0, eventsOf(7, 8))
    expect(await waiting).toEqual(E.left({ _tag: 'WrongExpectedRevision', stream, expected: 0, actual: 2 }))
  })
})

const wrongRevision = (expected: bigint, actual: bigint): Fault => ({
  _tag: 'status',
  code: 9,
  details: 'WrongExpectedVersion',
  trailers: {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': `${expected}`,
    'actual-version': `${actual}`,
  },
})

describe('A batch', () => {
  it('that fails harms no other append: each is written once', async () => {
    const { double, store } = await opened({ appends: 'batch' })
    await append(store, streamOf(0), 'no_stream', eventsOf(0))
    double.faults.next({ call: 'batch', stream: streamOf(5) }, { _tag: 'reset', when: 'after' })
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => store.append(streamOf(n + 1), 'no_stream', [eventOf(n + 1)])()),
    )
    for (const answer of answers) expect(answer).toMatchObject(E.right({ revision: 0 }))
    expect((await log(store)).length).toBe(11)
  })

  it('is sent by one store of a process: a second one is refused until the first is closed', async () => {
    const { double, store } = await opened({ appends: 'batch' })
    const again = () => storeOn(double.connectionString, { appends: 'batch' })
    await expect(again()).rejects.toMatchObject({ problem: { _tag: 'BatchesInUse' } })
    await store.close()
    await append(await again(), stream, 'no_stream', eventsOf(1))
  })

  it('comes through however wrong our clock is', async () => {
    const double = await doubleFor({ now: () => Date.now() + 10 * 60_000 })
    const store = await storeOn(double.connectionString, { appends: 'batch', patience: hasty })
    expect(await append(store, stream, 'no_stream', eventsOf(1))).toMatchObject({ revision: 0 })
  })
})

describe('An append that is stopped while it is being sent', () => {
  it.each(['single', 'batch'] as const)('is written as a whole or not at all (appends: %s)', async (appends) => {
    const double = await doubleFor()
    const proxy = await startProxy(double.port)
    onTestFinished(() => proxy.stop())
    const store = await storeOn(`esdb://127.0.0.1:${proxy.port}?tls=false`, { appends, patience: hasty })
    await append(store, stream, 'no_stream', eventsOf(0))
    // More than HTTP/2 sends unasked, in messages that are less: some are through, others wait.
    const note = 'x'.repeat(9_000)
    const large = range(1, 100).map((n) => ({ ...eventOf(n), data: JSON.stringify({ note }) }))
    proxy.hold()
    const waiting = store.append(stream, 0, large)()
    await setTimeout(6 * hasty.tryMs)
    proxy.letGo()
    const answer = await waiting
    if (E.isLeft(answer)) expect(answer).toEqual(E.left({ _tag: 'OutcomeUnknown', stream }))
    const patient = await storeOn(double.connectionString)
    expect(await append(patient, stream, 0, large)).toMatchObject({ revision: 100 })
    expect(idsOf((await read(patient, stream)).events)).toEqual(range(0, 101).map(idOf))
  })
})

describe('A single append', () => {
  it('is a call of its own, which never asks the server for its features', async () => {
    const { double, store } = await opened()
    const before = double.calls.length
    await append(store, stream, 'no_stream', eventsOf(1))
    expect(double.calls.slice(before).map(({ kind }) => kind)).toEqual(['append'])
  })

  it('asks for the leader', async () => {
    const { double, store } = await opened()
    await append(store, stream, 'no_stream', eventsOf(1))
    expect(double.calls.at(-1)).toMatchObject({ kind: 'append', requiresLeader: true })
  })

  it('is read back by one call, which tells the head as well', async () => {
    const { double, store } = await opened()
    await append(store, stream, 'no_stream', eventsOf(1, 2, 3))
    const before = double.calls.length
    expect(await read(store, stream, 1, 2)).toMatchObject({ head: 2, events: [{ revision: 1 }, { revision: 2 }] })
    expect(double.calls.slice(before).map(({ kind }) => kind)).toEqual(['read'])
  })

  it('waits for its turn among a thousand', { timeout: 60_000 }, async () => {
    // Each try as short as ever: only how long a thousand of them take depends on the machine.
    const { store } = await opened({ patience: { ...hasty, deadlineMs: 50_000 } })
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, n) => store.append(streamOf(n), 'no_stream', [eventOf(n)])()),
    )
    expect(answers.filter(E.isLeft)).toEqual([])
  })
})

describe('What the server could not take', () => {
  const good = eventOf(1)
  it.each([
    ['a name that the server keeps for itself', '$settings', good, 'stream'],
    ['a stream without a name', '', good, 'stream'],
    ['a name that does not travel in an error', 'aftersales_request-main.退', good, 'stream'],
    ['a name of more than 1,000 characters', 'a'.repeat(1_001), good, 'stream'],
    ['an id that is no uuid', stream, { ...good, id: 'event-1' }, 'id'],
    ['an id in upper case, which would come back in lower case', stream, { ...good, id: good.id.toUpperCase() }, 'id'],
    ['an event without a type', stream, { ...good, type: '' }, 'type'],
    ["a type of the server's own", stream, { ...good, type: '$metadata' }, 'type'],
  ])('is refused before the call: %s', async (_, name, event, field) => {
    const { double, store } = await opened()
    const before = double.calls.length
    expect(await store.append(name, 'no_stream', [event])()).toMatchObject(E.left({ _tag: 'AppendRefused', field }))
    expect(double.calls.length).toBe(before)
  })

  it('is refused by the server for its size, where its limit is below ours', async () => {
    const double = await doubleFor({ maxAppendBytes: 10_000 })
    const store = await storeOn(double.connectionString)
    const large = { ...good, data: JSON.stringify({ note: 'x'.repeat(20_000) }) }
    expect(await store.append(stream, 'no_stream', [large])()).toMatchObject(E.left({ _tag: 'AppendTooLarge', stream }))
  })

  it('is a stream that somebody has deleted for good', async () => {
    const { double, store } = await opened()
    await append(store, stream, 'no_stream', eventsOf(1))
    await tombstoned(double, stream)
    expect(await store.append(stream, 0, eventsOf(2))()).toEqual(E.left({ _tag: 'StreamDeleted', stream }))
    expect(await store.read(stream)()).toEqual(E.left({ _tag: 'StreamDeleted', stream }))
  })
})

const tombstoned = async (double: EventStoreDbDouble, name: string): Promise<void> => {
  const { EventStoreDBClient } = await import('@eventstore/db-client')
  const client = EventStoreDBClient.connectionString(double.connectionString)
  await client.tombstoneStream(name)
  await client.dispose()
}
