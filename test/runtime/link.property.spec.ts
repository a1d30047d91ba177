/** The chain of a stream: whatever is changed, dropped, put in or put elsewhere, verification says where. */
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifyLog, type Delivery, type EventStore, type StoredEvent } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { sentBack, shopOn, stores, submitted } from '../acceptance/shop.js'

const caseOn = async (store: EventStore) => {
  const shop = shopOn(store)
  const { state } = await submitted(shop, 'R-1', 2)
  await shop.requests.open(
    {
      requestId: 'R-2',
      orderId: '#1001',
      remedy: 'refund_only',
      lines: [{ lineId: 'mug', quantity: 1, reason: 'CM_CHANGED_MIND' }],
      note: 'a note',
    },
    {
      actor: { kind: 'customer', id: 'customer-7' },
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    },
  )
  await sentBack(shop, state.returnId!, 'all', { mug: 2 })
  return shop
}

const eventsOf = async (store: EventStore): Promise<ReadonlyArray<StoredEvent>> => {
  const events: Array<StoredEvent> = []
  for await (const delivery of store.all()) if (delivery._tag === 'Event') events.push(delivery.event)
  return events
}

/** A log that holds just these events. */
const logOf = (events: ReadonlyArray<StoredEvent>): EventStore => ({
  ...memoryEventStore(),
  all: async function* (): AsyncGenerator<Delivery> {
    for (const event of events) yield await Promise.resolve({ _tag: 'Event', event } as const)
  },
})

const isBroken = async (events: ReadonlyArray<StoredEvent>): Promise<boolean> => {
  const verified = await verifyLog(logOf(events))
  return E.isLeft(verified) && verified.left._tag === 'BrokenLink'
}

const changedText = (text: string, at: number): string => {
  const place = at % text.length
  const code = text.charCodeAt(place)
  return text.slice(0, place) + String.fromCharCode(code === 120 ? 121 : 120) + text.slice(place + 1)
}

describe.each(stores)('The log of a case ($name)', ({ open }) => {
  it('is whole, and gives the last link of every stream to be kept elsewhere', async () => {
    const { store } = await caseOn(await open())
    const verified = await verifyLog(store)
    const events = await eventsOf(store)
    expect(verified).toMatchObject({ _tag: 'Right', right: { events: events.length } })
    if (E.isRight(verified))
      for (const [stream, { revision, link }] of verified.right.lastLinks) {
        const last = events.filter((event) => event.stream === stream).at(-1)!
        expect([revision, link]).toEqual([last.revision, last.metadata.link])
      }
  })
})

describe('A log in which one thing was changed', async () => {
  const events = await eventsOf((await caseOn(memoryEventStore())).store)
  const anEvent = fc.integer({ min: 0, max: events.length - 1 })
  const isLast = (event: StoredEvent) => !events.some((e) => e.stream === event.stream && e.revision > event.revision)
  const withChange = (index: number, change: (event: StoredEvent) => StoredEvent) =>
    events.map((event, i) => (i === index ? change(event) : event))
  const sameStream = (n: number) =>
    events.map((event, index) => ({ event, index })).filter(({ event }) => event.stream === events[n]!.stream)

  it('is broken when a character of any data differs', () =>
    fc.assert(
      fc.asyncProperty(anEvent, fc.nat(), async (index, at) => {
        expect(await isBroken(withChange(index, (e) => ({ ...e, data: changedText(e.data, at) })))).toBe(true)
      }),
    ))

  it('is broken when a character of any metadata differs, its link included', () =>
    fc.assert(
      fc.asyncProperty(anEvent, fc.nat(), fc.nat(), async (index, key, at) => {
        const changed = withChange(index, (e) => {
          const keys = Object.keys(e.metadata) as ReadonlyArray<keyof typeof e.metadata>
          const name = keys[key % keys.length]!
          return { ...e, metadata: { ...e.metadata, [name]: changedText(e.metadata[name]!, at) } }
        })
        expect(await isBroken(changed)).toBe(true)
      }),
    ))

  it('is broken when metadata is added or taken away', () =>
    fc.assert(
      fc.asyncProperty(anEvent, fc.constantFrom('traceparent', 'extra', 'channel'), async (index, name) => {
        const added = withChange(index, (e) => ({ ...e, metadata: { ...e.metadata, [name]: 'added' } }))
        expect(await isBroken(added)).toBe(true)
        const taken = withChange(index, (e) => {
          const { channel: _channel, ...rest } = e.metadata
          return { ...e, metadata: rest as StoredEvent['metadata'] }
        })
        expect(await isBroken(taken)).toBe(true)
      }),
    ))

  it('is broken when type, id, revision or stream differ', () =>
    fc.assert(
      fc.asyncProperty(anEvent, fc.constantFrom('type', 'id', 'stream'), fc.nat(), async (index, field, at) => {
        expect(await isBroken(withChange(index, (e) => ({ ...e, [field]: changedText(e[field], at) })))).toBe(true)
        expect(await isBroken(withChange(index, (e) => ({ ...e, revision: e.revision + 1 + (at % 5) })))).toBe(true)
      }),
    ))

  it('is broken when an event is missing that others follow', () =>
    fc.assert(
      fc.asyncProperty(anEvent, async (index) => {
        fc.pre(!isLast(events[index]!))
        expect(await isBroken(events.filter((_, i) => i !== index))).toBe(true)
      }),
    ))

  it('is broken when an event is put in, whether copied or made up', () =>
    fc.assert(
      fc.asyncProperty(anEvent, anEvent, fc.boolean(), async (from, to, renumbered) => {
        const copy = events[from]!
        const put = renumbered ? { ...copy, stream: events[to]!.stream, revision: events[to]!.revision } : copy
        expect(await isBroken([...events.slice(0, to), put, ...events.slice(to)])).toBe(true)
      }),
    ))

  it('is broken when two events of a stream change places, renumbered or not', () =>
    fc.assert(
      fc.asyncProperty(anEvent, fc.nat(), fc.boolean(), async (index, other, renumbered) => {
        const siblings = sameStream(index)
        const second = siblings[other % siblings.length]!
        fc.pre(second.index !== index)
        const a = events[index]!
        const b = second.event
        const swapped = events.map((event, i) => {
          if (i === index) return renumbered ? { ...b, revision: a.revision } : b
          if (i === second.index) return renumbered ? { ...a, revision: b.revision } : a
          return event
        })
        expect(await isBroken(swapped)).toBe(true)
      }),
    ))

  it('shows a stream that was cut at its end only to who kept its last link', async () => {
    const cut = events.filter((event) => !(event.stream.includes('refund-') && isLast(event)))
    const before = await verifyLog(logOf(events))
    const after = await verifyLog(logOf(cut))
    expect([before._tag, after._tag]).toEqual(['Right', 'Right'])
    if (E.isRight(before) && E.isRight(after)) expect(after.right.lastLinks).not.toEqual(before.right.lastLinks)
  })

  it('is not whole when nobody waited for the end', async () => {
    const verified = await verifyLog(memoryEventStore(), AbortSignal.abort())
    expect(verified).toEqual(E.left({ _tag: 'Aborted' }))
  })
})
