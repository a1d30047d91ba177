/** Where a worker stands is believed only as long as the log holds what it has seen. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { EventStore, StoredEvent } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import {
  after,
  checkpointText,
  isSameLog,
  movedTo,
  readCheckpoint,
  START,
} from '../../../src/runtime/workers/checkpoint.js'
import { customer, submitted, wish } from '../../acceptance/shop.js'
import { backgroundShop, worked } from './background.js'
import { anotherInstance } from '../world.js'

const NAME = 'effects@main'

const eventsOf = async (store: EventStore): Promise<ReadonlyArray<StoredEvent>> => {
  const events: Array<StoredEvent> = []
  for await (const delivery of store.all()) if (delivery._tag === 'Event') events.push(delivery.event)
  return events
}

/** The log as a backup has it: its first events, byte for byte. */
const restored = async (store: EventStore, events: number): Promise<EventStore> => {
  const copy = memoryEventStore()
  for (const { stream, revision, id, type, data, metadata } of (await eventsOf(store)).slice(0, events)) {
    const expected = revision === 0 ? 'no_stream' : revision - 1
    const written = await copy.append(stream, expected, [{ id, type, data, metadata }])()
    if (E.isLeft(written)) throw new Error(written.left._tag)
  }
  return copy
}

const busy = async () => {
  const shop = backgroundShop()
  await submitted(shop, 'R-1', 1, { remedy: 'refund_only' })
  const events = await eventsOf(shop.store)
  return { shop, events, last: after(events.at(-1)!) }
}

describe('A checkpoint', () => {
  it('is the same after it was stored', async () => {
    const { last } = await busy()
    for (const checkpoint of [START, last, movedTo(last, '99' as never), movedTo(START, '3' as never)])
      expect(readCheckpoint(NAME, checkpointText(checkpoint))).toEqual(E.right(checkpoint))
  })

  it.each([
    '',
    '{',
    'null',
    '[]',
    '17',
    '{"position":1}',
    '{"position":""}',
    '{"last":{}}',
    '{"last":{"stream":"s","revision":-1,"id":"i","link":"l"}}',
    '{"wrong":1}',
  ])('that cannot be read is never guessed: %s', (text) => {
    expect(readCheckpoint(NAME, text)).toEqual(E.left({ _tag: 'CheckpointBroken', name: NAME }))
  })

  it('fits its own log, and every log where nothing was seen yet', async () => {
    const { shop, last } = await busy()
    expect(await isSameLog(shop.store, NAME, last)).toEqual(E.right(undefined))
    expect(await isSameLog(memoryEventStore(), NAME, START)).toEqual(E.right(undefined))
  })

  it('does not fit another log', async () => {
    const { last } = await busy()
    const { stream, revision } = last.last!
    expect(await isSameLog(memoryEventStore(), NAME, last)).toEqual(
      E.left({ _tag: 'LogRegressed', name: NAME, stream, revision }),
    )
  })

  it.each([
    ['another event stands there', { id: crypto.randomUUID() }],
    ['it was changed, so that its link is another', { link: 'x'.repeat(64) }],
  ])('does not fit when %s', async (_what, change) => {
    const { shop, last } = await busy()
    const changed = { ...last, last: { ...last.last!, ...change } }
    expect(await isSameLog(shop.store, NAME, changed)).toMatchObject(E.left({ _tag: 'LogRegressed' }))
  })

  it('says that the store is out when it is: nobody has to compare anything', async () => {
    const { shop, last } = await busy()
    await shop.store.close()
    expect(await isSameLog(shop.store, NAME, last)).toEqual(E.left({ _tag: 'StoreClosed' }))
  })
})

describe('A log that was restored from an older backup', () => {
  it('stops every worker, from 1 to 20 events earlier, and nobody is paid again', async () => {
    const shop = backgroundShop()
    for (const [n, requestId] of ['R-1', 'R-2'].entries())
      await submitted(shop, requestId, n + 1, { remedy: 'refund_only' })
    await worked(shop)
    const paid = shop.payments.calls.length
    const { length } = await eventsOf(shop.store)
    for (let lost = 1; lost <= 20; lost++) {
      const store = await restored(shop.store, length - lost)
      const { ended } = await worked(anotherInstance(shop, {}, store))
      expect(ended, `${lost} events lost`).toMatchObject(E.left({ _tag: 'LogRegressed' }))
    }
    expect(shop.payments.calls).toHaveLength(paid)
  })

  it('stops them, too, when others have written over what is missing', async () => {
    const shop = backgroundShop()
    await submitted(shop, 'R-1', 1, { remedy: 'refund_only' })
    await worked(shop)
    const store = await restored(shop.store, (await eventsOf(shop.store)).length - 5)
    const later = anotherInstance(shop, {}, store)
    for (let n = 0; n < 8; n++) await later.requests.open(wish(`R-later-${n}`, 1), customer)
    expect((await worked(anotherInstance(shop, {}, store))).ended).toMatchObject(E.left({ _tag: 'LogRegressed' }))
  })

  it('goes on when nothing is missing', async () => {
    const shop = backgroundShop()
    await submitted(shop, 'R-1', 1, { remedy: 'refund_only' })
    await worked(shop)
    const store = await restored(shop.store, (await eventsOf(shop.store)).length)
    expect((await worked(anotherInstance(shop, {}, store))).ended).toEqual(E.right(undefined))
  })
})
