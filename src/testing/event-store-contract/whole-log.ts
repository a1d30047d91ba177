/** The log as a whole: one order, which is the order of the appends, and from any place in it exactly the rest. */
import assert from 'node:assert/strict'
import type { Delivery, EventStore, EventToAppend, Position } from '../../ports/event-store.js'
import { inLogOrder } from '../../ports/log-order.js'
import { contractCase } from './case.js'
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
  read,
  sameList,
  streamOf,
} from './sample.js'

/** 2,400 events over 30 streams of two kinds, which is more than a page of any store that we know. */
const manyEvents = async (store: EventStore): Promise<void> => {
  for (const round of range(0, 8))
    for (const n of range(0, 30))
      await append(
        store,
        streamOf(n, n % 3 === 0 ? 'refund' : 'request'),
        round === 0 ? 'no_stream' : 10 * round - 1,
        eventsOf(...range(300 * round + 10 * n, 10)),
      )
}

const tagsOf = (all: ReadonlyArray<Delivery>): ReadonlyArray<string> => all.map(({ _tag }) => _tag)

export const wholeLog = [
  contractCase('is caught up at once while the log is empty', async (store) => {
    assert.deepEqual(tagsOf(await deliveries(store)), ['CaughtUp'])
  }),

  contractCase('delivers every event once, in the order in which they were appended', async (store) => {
    await manyEvents(store)
    sameList(idsOf(await log(store)), range(0, 2_400).map(idOf))
  }),

  contractCase('compares positions as the log is ordered', async (store) => {
    for (const n of range(0, 12)) await append(store, streamOf(n), 'no_stream', eventsOf(n))
    const positions = (await log(store)).map(({ position }) => position)
    positions.forEach((a, i) =>
      positions.forEach((b, j) => assert.equal(Math.sign(store.comparePositions(a, b)), Math.sign(i - j))),
    )
    // As rows have it that stand in the order of the log.
    const texts = positions.map(inLogOrder)
    assert.deepEqual([...texts].sort(), texts)
    assert.equal(new Set(texts).size, texts.length)
  }),

  contractCase('delivers only streams with one of the prefixes', async (store) => {
    await manyEvents(store)
    const refunds = await log(store, { prefixes: ['aftersales_refund-'] })
    assert.equal(refunds.length, 800)
    assert.ok(refunds.every((event) => event.stream.startsWith('aftersales_refund-')))
    sameList(
      refunds,
      (await log(store)).filter((event) => event.stream.startsWith('aftersales_refund-')),
    )
    assert.equal((await log(store, { prefixes: ['aftersales_refund-', 'aftersales_request-'] })).length, 2_400)
    assert.equal((await log(store, { prefixes: ['aftersales_refund-main.27'] })).length, 80)
    assert.equal((await log(store, { prefixes: ['ftersales_'] })).length, 0)
  }),

  contractCase('takes prefixes literally', async (store) => {
    await append(store, streamOf('a_c'), 'no_stream', eventsOf(1))
    await append(store, streamOf('abc'), 'no_stream', eventsOf(2))
    await append(store, streamOf('A_C'), 'no_stream', eventsOf(3))
    assert.deepEqual(idsOf(await log(store, { prefixes: [streamOf('a_')] })), [idOf(1)])
  }),

  contractCase('leaves out nothing but events of the types that nobody wants', async (store) => {
    const typed = (n: number): EventToAppend => ({ ...eventOf(n), type: ['Wanted', 'Unwanted', "Un'%_wanted"][n % 3]! })
    const options = { unwanted: ['Unwanted', 'Unheard of'] }
    for (const round of range(0, 40))
      await append(store, streamOf(round), 'no_stream', range(60 * round, 60).map(typed))
    const all = await log(store)
    const some = await deliveries(store, options)
    sameList(
      eventsIn(some).filter(({ type }) => type !== 'Unwanted'),
      all.filter(({ type }) => type !== 'Unwanted'),
    )
    assert.equal(some.at(-1)?._tag, 'CaughtUp')
    for (const [index, delivery] of some.entries())
      if (delivery._tag === 'Checkpoint')
        sameList(await log(store, { ...options, after: delivery.position }), eventsIn(some.slice(index)))
    sameList(idsOf(await log(store, { unwanted: [] })), idsOf(all))
  }),

  contractCase('goes on after any event with exactly the rest', async (store) => {
    for (const n of range(0, 20)) await append(store, streamOf(n), 'no_stream', eventsOf(2 * n, 2 * n + 1))
    const all = await log(store)
    for (const [index, { position }] of all.entries())
      sameList(await log(store, { after: position }), all.slice(index + 1))
  }),

  contractCase('lets no checkpoint overtake an event, and goes on after it with exactly the rest', async (store) => {
    await manyEvents(store)
    const prefixes = ['aftersales_refund-']
    const all = await deliveries(store, { prefixes })
    const checkpoints = all.flatMap((delivery, index) => (delivery._tag === 'Checkpoint' ? [{ delivery, index }] : []))
    assert.ok(checkpoints.length >= 1)
    for (const { delivery, index } of checkpoints) {
      const before = eventsIn(all.slice(0, index))
      const after = eventsIn(all.slice(index))
      assert.ok(before.every(({ position }) => store.comparePositions(position, delivery.position) <= 0))
      assert.ok(after.every(({ position }) => store.comparePositions(position, delivery.position) > 0))
      sameList(await log(store, { prefixes, after: delivery.position }), after)
    }
  }),

  contractCase('moves its checkpoint forward also where nothing matches', async (store) => {
    await manyEvents(store)
    const all = await deliveries(store, { prefixes: ['aftersales_policy-'] })
    const last = all.flatMap((delivery) => (delivery._tag === 'Checkpoint' ? [delivery.position] : [])).at(-1)
    assert.equal(eventsIn(all).length, 0)
    assert.ok(last !== undefined)
    sameList(await log(store, { after: last }), [])
  }),

  contractCase('says at the end that it has caught up, after all events and checkpoints', async (store) => {
    await append(store, streamOf(1), 'no_stream', eventsOf(1, 2))
    const all = await deliveries(store)
    assert.equal(all.at(-1)?._tag, 'CaughtUp')
    const { position } = await append(store, streamOf(1), 1, eventsOf(3))
    assert.equal((await deliveries(store, { after: position })).at(-1)?._tag, 'CaughtUp')
  }),

  contractCase('ends at the end as it was found, however fast others append', async (store) => {
    await append(store, streamOf(1), 'no_stream', eventsOf(0, 1))
    const seen: Array<string> = []
    for await (const delivery of store.all()) {
      if (delivery._tag === 'Event') seen.push(delivery.event.id)
      const { head } = await read(store, streamOf(1))
      if (Number(head) < 50) await append(store, streamOf(1), head, eventsOf(Number(head) + 1))
    }
    assert.deepEqual(seen, range(0, 2).map(idOf))
  }),

  contractCase('refuses a position that is none', async (store) => {
    await append(store, streamOf(1), 'no_stream', eventsOf(1))
    for (const position of ['', 'nonsense', '-1', '0', '1.5', '1e3', ' 1', '9'.repeat(40)])
      assert.deepEqual(await deliveries(store, { after: position as Position }), [
        { _tag: 'Failed', error: { _tag: 'UnknownPosition', position } },
      ])
  }),

  contractCase('refuses a position beyond its end, also to a reader who would wait', async (store, open) => {
    const longer = await open()
    for (const n of range(0, 50)) await append(longer, streamOf(n), 'no_stream', eventsOf(n))
    const position = (await log(longer)).at(-1)?.position ?? ('' as Position)
    await longer.close()
    await append(store, streamOf(1), 'no_stream', eventsOf(1))
    for (const follow of [false, true])
      assert.deepEqual(await deliveries(store, { after: position, follow }), [
        { _tag: 'Failed', error: { _tag: 'UnknownPosition', position } },
      ])
  }),
]
