/** A stream reads as it was written: the same text, in slices that fit together, with the head of that very moment. */
import assert from 'node:assert/strict'
import type { EventToAppend } from '../../ports/event-store.js'
import { contractCase } from './case.js'
import { append, eventOf, eventsOf, idOf, idsOf, log, metadataOf, range, read, sameList, streamOf } from './sample.js'

const stream = streamOf(1)
const ISO = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

// What JSON text may hold and a careless store would change: spaces, key order, escapes, numbers, all of Unicode.
const TEXTS: ReadonlyArray<string> = [
  '{}',
  '{ "b" : 1.50,\n\t"a":1e3 , "a":2 }',
  '{"zh":"退货申请 — 外箱破损","emoji":"📦🧑‍🔧","rtl":"שלום","combining":"e\u0301"}',
  '{"escaped":"\\u0000 \\ud800 \\" \\\\ \\/","del":"\u007f","line":"\u2028"}',
  '{"big":123456789012345678901234567890,"zero":-0}',
]

export const reading = [
  contractCase('finds nothing in a stream that was never written', async (store) => {
    assert.deepEqual(await read(store, stream), { events: [], head: 'no_stream' })
  }),

  contractCase('gives back the text of the data byte for byte', async (store) => {
    const events = TEXTS.map((data, n): EventToAppend => ({ ...eventOf(n), data }))
    await append(store, stream, 'no_stream', events)
    assert.deepEqual(
      (await read(store, stream)).events.map(({ data }) => data),
      TEXTS,
    )
    assert.deepEqual(
      (await log(store)).map(({ data }) => data),
      TEXTS,
    )
  }),

  contractCase('gives back all of an event, and a trace only where there was one', async (store) => {
    const traced: EventToAppend = {
      ...eventOf(1),
      metadata: { ...metadataOf(1), traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
    }
    const foreign: EventToAppend = {
      ...eventOf(2),
      type: 'ReturnAuthorized',
      metadata: { ...metadataOf(2), actorId: 'Ünïcode "退货" 📦', authority: '', commandId: '#1\\n' },
    }
    await append(store, stream, 'no_stream', [traced, foreign])
    const { events } = await read(store, stream)
    const whole = (event: EventToAppend | undefined, revision: number) => ({
      ...event,
      stream,
      revision,
      position: events[revision]?.position,
      recordedAt: events[revision]?.recordedAt,
    })
    assert.deepEqual(events, [whole(traced, 0), whole(foreign, 1)])
    assert.deepEqual(events, await log(store))
    for (const { recordedAt } of events) assert.match(recordedAt, ISO)
    assert.equal(Object.hasOwn(events[1]?.metadata ?? {}, 'traceparent'), false)
  }),

  contractCase('reads a stream from any revision on, and as much as it is asked for', async (store) => {
    await append(store, stream, 'no_stream', eventsOf(...range(0, 10)))
    const slice = async (from?: number, limit?: number): Promise<ReadonlyArray<string>> =>
      idsOf((await read(store, stream, from, limit)).events)
    assert.deepEqual(await slice(), range(0, 10).map(idOf))
    assert.deepEqual(await slice(3), range(3, 7).map(idOf))
    assert.deepEqual(await slice(3, 2), range(3, 2).map(idOf))
    assert.deepEqual(await slice(9, 5), [idOf(9)])
    assert.deepEqual(await slice(10), [])
    assert.deepEqual(await slice(1_000_000), [])
  }),

  contractCase('says where the stream stands, whatever slice is read', async (store) => {
    await append(store, stream, 'no_stream', eventsOf(1, 2, 3))
    for (const [from, limit] of [
      [0, 1],
      [2, 1],
      [7, 1],
    ] as const)
      assert.equal((await read(store, stream, from, limit)).head, 2)
  }),

  contractCase('gives 1,000 events at most, and all of them slice by slice', async (store) => {
    for (const n of range(0, 11)) await append(store, stream, n === 0 ? 'no_stream' : 100 * n - 1, hundred(n))
    const first = await read(store, stream, 0, 5_000)
    const second = await read(store, stream, 1_000)
    assert.deepEqual([first.events.length, first.head, second.events.length, second.head], [1_000, 1_099, 100, 1_099])
    sameList(idsOf([...first.events, ...second.events]), range(0, 1_100).map(idOf))
  }),

  contractCase('reads what was just appended, and never another stream', async (store) => {
    await append(store, streamOf('1'), 'no_stream', eventsOf(1))
    await append(store, streamOf('11'), 'no_stream', eventsOf(2))
    await append(store, streamOf('1.1'), 'no_stream', eventsOf(3))
    assert.deepEqual(idsOf((await read(store, streamOf('1'))).events), [idOf(1)])
    assert.deepEqual(idsOf((await read(store, streamOf('1.1'))).events), [idOf(3)])
  }),
]

const hundred = (n: number): ReadonlyArray<EventToAppend> => eventsOf(...range(100 * n, 100))
