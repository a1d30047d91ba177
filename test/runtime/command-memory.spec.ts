/** What was done for a command id is read from the log, so it survives everything that memory does not. */
import { describe, expect, it } from 'vitest'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { customer, refusalOf, shopOn, stores, submitted, wish } from '../acceptance/shop.js'
import { anotherInstance, capture, capturedOf, known } from './world.js'

describe.each(stores)('A command id ($name)', ({ open }) => {
  it('is remembered by a process that starts later', async () => {
    const shop = await known(shopOn(await open()))
    const first = await capture(shop, 'c-1')
    const later = anotherInstance(shop)
    const again = await capture(later, 'c-1')
    expect(again).toMatchObject({ outcome: 'alreadyHandled', events: first.events, revision: first.revision })
    expect(await refusalOf(capture(later, 'c-1', { minor: 5 }))).toMatchObject({ _tag: 'CommandIdReused' })
  })

  it('is remembered where the stream fell out of memory', async () => {
    const shop = await known(shopOn(await open(), { cachedStreams: 1 }))
    await capture(shop, 'c-1')
    await shop.requests.open(wish('R-1', 1), customer)
    expect((await capture(shop, 'c-1')).outcome).toBe('alreadyHandled')
    expect(await capturedOf(shop)).toBe(27_097)
  })

  it('of a refused command is free: the refusal was no event', async () => {
    const shop = shopOn(await open())
    const tooEarly = shop.requests.submit({ requestId: 'R-1' }, { ...customer, commandId: 'c-1' })
    expect(await refusalOf(tooEarly)).toEqual({ _tag: 'RequestUnknown' })
    await shop.requests.open(wish('R-1', 1), customer)
    const done = await shop.requests.submit({ requestId: 'R-1' }, { ...customer, commandId: 'c-1' })
    expect(done.outcome).toBe('appended')
  })
})

describe('A stream of more events than one slice', () => {
  it('is remembered among thousands, and costs a repetition no more than one slice', async () => {
    const shop = await known(shopOn(memoryEventStore()))
    for (let n = 0; n < 1_100; n++) await capture(shop, `c-${n}`)
    const later = anotherInstance(shop)
    expect((await capture(later, 'c-0')).outcome).toBe('alreadyHandled')
    expect((await capture(later, 'c-1099')).outcome).toBe('alreadyHandled')
    expect(await capturedOf(later)).toBe(26_997 + 110_000)
  })
})

describe('The answer to a command', () => {
  it.each([1, 2, 10_000])('does not depend on how many streams are kept in memory (%i)', async (cachedStreams) => {
    const shop = shopOn(memoryEventStore(), { cachedStreams })
    await submitted(shop, 'R-1', 2)
    await shop.requests.open(wish('R-2', 2, { remedy: 'refund_only' }), customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-2' }, customer))).toEqual({
      _tag: 'UnitsAlreadyClaimed',
      lineId: 'mug',
      asked: 2,
      free: 1,
    })
    const { state } = await submitted(shop, 'R-3', 1)
    expect(state.status).toBe('in_progress')
    await shop.returns.registerParcel({ returnId: state.returnId!, parcelId: 'P-1' }, customer)
    expect(await refusalOf(shop.requests.cancel({ requestId: 'R-3', reason: 'no' }, customer))).toEqual({
      _tag: 'GoodsInTransit',
    })
  })
})
