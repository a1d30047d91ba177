/** A reaction may run again at any time, also by another release: the id of its command names the event that it follows. */
import { describe, expect, it } from 'vitest'
import { memoryEventStore } from 'after-sales/adapters/memory'
import type { EventStore, StoredEvent } from 'after-sales'
import { map } from 'fp-ts/lib/TaskEither.js'
import { customer, refusalOf, shopOn, stores, storedText, submitted, typesIn, wish } from '../acceptance/shop.js'
import { eventId, reactionCommandId } from '../../src/domain/values/ids.js'
import { anotherInstance, capturedOf, known } from './world.js'

/** The log as an older release left it, whose reactions gave their commands another payload than today's give. */
const writtenByOlderRelease = (store: EventStore): EventStore => {
  const older = (event: StoredEvent): StoredEvent =>
    event.metadata.authority === 'reaction'
      ? { ...event, metadata: { ...event.metadata, commandDigest: 'of-another-payload' } }
      : event
  return {
    ...store,
    read: (...asked) =>
      map((slice: { readonly events: ReadonlyArray<StoredEvent>; readonly head: number | 'no_stream' }) => ({
        ...slice,
        events: slice.events.map(older),
      }))(store.read(...asked)),
  }
}

const SUBMIT = { ...customer, commandId: 'c-1' }
/** The command by which the order is asked for the units of the request that `SUBMIT` submits. */
const asksForUnits = reactionCommandId(eventId('main', 'aftersales_request-main.R-1', 'c-1', 0), 'reserve-units', 0)
const asThatReaction = { actor: { kind: 'system', id: 'reserve-units' }, commandId: asksForUnits } as const

describe.each(stores)('A reaction that runs again after an upgrade ($name)', ({ open }) => {
  it('changes nothing, whatever payload it gives its command today', async () => {
    const shop = shopOn(await open())
    await shop.requests.open(wish('R-1', 1), customer)
    await shop.requests.submit({ requestId: 'R-1' }, SUBMIT)
    const before = await storedText(shop.store)
    const upgraded = anotherInstance(shop, {}, writtenByOlderRelease(shop.store))
    const again = await upgraded.requests.submit({ requestId: 'R-1' }, SUBMIT)
    expect(again).toMatchObject({ outcome: 'alreadyHandled', interrupted: undefined })
    expect(await storedText(shop.store)).toEqual(before)
  })

  it('does what it had not done', async () => {
    const shop = shopOn(await open())
    await submitted(shop, 'R-0', 2)
    await shop.requests.open(wish('R-1', 1), customer)
    const upgraded = anotherInstance(shop, {}, writtenByOlderRelease(shop.store))
    const done = await upgraded.requests.submit({ requestId: 'R-1' }, SUBMIT)
    expect([done.outcome, done.state.status]).toEqual(['appended', 'in_progress'])
  })
})

describe('The id of a reaction’s command', () => {
  it('is no way in for a host: what it sends under it, as whomever, is another command', async () => {
    const shop = shopOn(memoryEventStore())
    await shop.requests.open(wish('R-1', 1), customer)
    await shop.requests.submit({ requestId: 'R-1' }, SUBMIT)
    const asked = shop.facts.recordCapture(
      { orderId: '#1001', captureId: 'cap-1', tenderId: 'card', minor: 100 },
      asThatReaction,
    )
    expect(await refusalOf(asked)).toEqual({ _tag: 'CommandIdReused', commandId: asksForUnits })
    expect(await capturedOf(shop)).toBe(26_997)
  })

  it('that a host used first is no reason to leave out the reaction: it says so, and somebody looks', async () => {
    const shop = await known(shopOn(memoryEventStore()))
    await shop.facts.recordCapture(
      { orderId: '#1001', captureId: 'forged', tenderId: 'card', minor: 100 },
      asThatReaction,
    )
    await shop.requests.open(wish('R-1', 1), customer)
    const { interrupted } = await shop.requests.submit({ requestId: 'R-1' }, SUBMIT)
    expect(interrupted).toEqual({ _tag: 'CommandIdReused', commandId: asksForUnits })
    expect(await typesIn(shop.store)).not.toContain('UnitsReserved')
  })
})
