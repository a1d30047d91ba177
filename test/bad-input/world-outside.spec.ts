/** What the host's directory, its policies and the log itself may bring: each is decoded at one border. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, it } from 'vitest'
import { describe as inWords, policiesFrom, type EventStore, type OrderFacts, type StoredEvent } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simplePolicy, simulatedOrders } from 'after-sales/testing'
import { customer, lineOf, order, refusalOf, shopOn, storedText, submitted, wish } from '../acceptance/shop.js'
import { CANARY, NEVER_VALID, pathsIn, protoKeys, withAt } from './calls.js'

const KEYS = protoKeys()
const amounts = { discount: 1, tax: 1, duty: 1, fee: 1 }
const facts = order({
  deliveredAt: '2026-01-04T10:00:00.000Z' as never,
  lines: [lineOf('mug', 3, 26_997, amounts)],
  discounts: [{ minor: 1, lineIds: ['mug'], fundedBy: 'platform' }],
  fees: [{ minor: 1 }],
  shipping: 1,
  shippingTax: 1,
  tenders: [{ tenderId: 'card', kind: 'card', captured: 5, paymentRef: 'p', granularity: 1 }],
})

/** A directory that answers with just this. */
const answering = (answer: () => Promise<unknown>) => ({ ...simulatedOrders(), order: () => answer as never })

describe('The facts of an order, from the directory', () => {
  it('are refused with field and limit wherever they are wrong; nothing is registered', async () => {
    for (const path of pathsIn(facts))
      for (const [what, value] of NEVER_VALID) {
        const shop = shopOn(memoryEventStore(), {
          orders: answering(() => Promise.resolve(E.right(O.some(withAt(facts, path, value))))),
        })
        const refused = await refusalOf(shop.requests.open(wish('R-1', 1), customer))
        expect(refused, `${path.join('.')}: ${what}`).toMatchObject({ _tag: 'InvalidInput', subject: 'OrderFacts' })
        expect(JSON.stringify([refused, inWords(refused)])).not.toContain(CANARY)
        expect(await storedText(shop.store)).toEqual([])
      }
    expect(protoKeys()).toEqual(KEYS)
  })

  const contradictions: ReadonlyArray<readonly [rule: string, changes: Partial<OrderFacts>]> = [
    ['line_ids_unique', { lines: [lineOf('mug', 1, 5), lineOf('mug', 1, 5)] }],
    ['tender_ids_unique', { tenders: [facts.tenders[0]!, facts.tenders[0]!] }],
    ['discount_within_goods', { lines: [lineOf('mug', 1, 5, { discount: 6 })] }],
    ['discount_within_goods', { discounts: [{ minor: 999_999 }] }],
    ['lines_known', { fees: [{ minor: 1, lineIds: ['lamp'] }] }],
    ['captured_within_order_total', { tenders: [{ tenderId: 'card', kind: 'card', captured: 99_999_999 }] }],
    ['other_order', { orderId: '#1002' }],
    [
      'order_total_within_limit',
      { lines: Array.from({ length: 20 }, (_, n) => lineOf(`l${n}`, 1, 999_999_999_999_999)) },
    ],
  ]
  it.each(contradictions)('that contradict each other are refused with the rule (%s)', async (rule, changes) => {
    const shop = shopOn(memoryEventStore(), {
      orders: answering(() => Promise.resolve(E.right(O.some({ ...order(), ...changes })))),
    })
    expect(await refusalOf(shop.requests.open(wish('R-1', 1), customer))).toEqual({
      _tag: 'OrderFactsInconsistent',
      rule,
    })
    expect(await storedText(shop.store)).toEqual([])
  })

  it.each([
    ['rejects', () => Promise.reject(new Error(CANARY)), 'OrderDirectoryUnavailable'],
    ['answers with nothing', () => Promise.resolve(undefined), 'OrderDirectoryUnavailable'],
    ['answers with a bare order', () => Promise.resolve(facts), 'OrderDirectoryUnavailable'],
    ['does not know it', () => Promise.resolve(E.right(O.none)), 'OrderUnknown'],
    [
      'is down',
      () => Promise.resolve(E.left({ _tag: 'OrderDirectoryUnavailable', reason: 'down' })),
      'OrderDirectoryUnavailable',
    ],
  ])('are missing when the directory %s: an error, no exception', async (_what, answer, problem) => {
    const shop = shopOn(memoryEventStore(), { orders: answering(answer) })
    const refused = await refusalOf(shop.requests.open(wish('R-1', 1), customer))
    expect(refused._tag).toBe(problem)
    expect(JSON.stringify([refused, inWords(refused)])).not.toContain(CANARY)
    expect(await storedText(shop.store)).toEqual([])
  })
})

describe('A policy', () => {
  const all = [{ minor: 1, currency: 'EUR' }]
  const policy = simplePolicy('EUR', {
    automatic: [{ ruleId: 'A', verdict: 'approve', reasons: ['X'], remedies: ['refund_only'], atMost: all, code: 'X' }],
    refunds: {
      ...simplePolicy('EUR').refunds,
      fees: [{ ruleId: 'F', kind: 'restocking', reasons: ['X'], basisPoints: 1, flat: all }],
    },
  })

  it('is refused with field and limit wherever it is wrong', () => {
    expect(policiesFrom([policy])._tag).toBe('Right')
    for (const path of pathsIn(policy))
      for (const [what, value] of NEVER_VALID) {
        const refused = policiesFrom([withAt(policy, path, value)])
        expect(refused, `${path.join('.')}: ${what}`).toMatchObject({ _tag: 'Left', left: { subject: 'PolicySet' } })
        expect(JSON.stringify(refused)).not.toContain(CANARY)
      }
    expect(protoKeys()).toEqual(KEYS)
  })
})

describe('A stored event', () => {
  const showing = (inner: EventStore, change: (event: StoredEvent) => StoredEvent): EventStore => ({
    ...inner,
    read: (stream, from, limit) => async () => {
      const slice = await inner.read(stream, from, limit)()
      return E.isLeft(slice) ? slice : E.right({ ...slice.right, events: slice.right.events.map(change) })
    },
  })
  const readAgain = async (change: (event: StoredEvent) => StoredEvent) => {
    const inner = memoryEventStore()
    await submitted(shopOn(inner), 'R-1', 1, { remedy: 'refund_only' })
    const before = await storedText(inner)
    const shop = shopOn(showing(inner, change))
    const refused = await refusalOf(shop.getCase('R-1'))
    await refusalOf(shop.requests.submit({ requestId: 'R-1' }, customer))
    await refusalOf(shop.requests.cancel({ requestId: 'R-1', reason: 'x' }, customer))
    expect(await storedText(inner)).toEqual(before)
    expect(JSON.stringify([refused, inWords(refused)])).not.toContain(CANARY)
    return refused
  }

  it.each([
    ['is no JSON', '{'],
    ['is empty', ''],
    ['is null', 'null'],
    ['has an unknown field', `{"requestId":"R-1","${CANARY}":1}`],
    ['has an own __proto__', `{"__proto__":{"isAdmin":"${CANARY}"}}`],
    ['is nested without end', '['.repeat(50_000) + ']'.repeat(50_000)],
    ['holds a number beyond all', '{"requestId":1e400}'],
  ])('whose data %s makes its stream unusable, never guessed', async (_what, data) => {
    expect(await readAgain((event) => ({ ...event, data }))).toMatchObject({ _tag: 'UndecodableEvent', revision: 0 })
    expect(protoKeys()).toEqual(KEYS)
  })

  it.each(['2', '99'])('of version "%s" waits for the release that knows it', async (schemaVersion) => {
    const refused = await readAgain((event) => ({ ...event, metadata: { ...event.metadata, schemaVersion } }))
    expect(refused).toMatchObject({ _tag: 'WrittenByNewerRelease' })
  })

  it.each(['0', '-1', '1.5', 'NaN', '', 'one'])(
    'of version "%s", which nobody ever wrote, is an alarm',
    async (schemaVersion) => {
      const refused = await readAgain((event) => ({ ...event, metadata: { ...event.metadata, schemaVersion } }))
      expect(refused).toMatchObject({ _tag: 'UndecodableEvent', revision: 0 })
    },
  )

  it.each(['RequestPraised', '__proto__', 'constructor', ''])('of type "%s" waits for it, too', async (type) => {
    expect(await readAgain((event) => ({ ...event, type }))).toMatchObject({ _tag: 'WrittenByNewerRelease', type })
  })
})

describe('What could not be read again', () => {
  it('is not written: a window that ends beyond the calendar refuses the submission, and the draft stays usable', async () => {
    const shop = shopOn(memoryEventStore(), {
      orders: simulatedOrders(order({ orderedAt: '2099-12-31T00:00:00.000Z' as never })),
    })
    await shop.requests.open(wish('R-1', 1), customer)
    const before = await storedText(shop.store)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-1' }, customer))).toMatchObject({
      _tag: 'UndecodableEvent',
      type: 'SubmissionStarted',
    })
    expect(await storedText(shop.store)).toEqual(before)
    expect((await shop.getCase('R-1')).request.status).toBe('draft')
  })
})
