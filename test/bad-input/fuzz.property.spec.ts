/** Valid commands with one value exchanged for anything at all: an answer every time, never half a write. */
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describe as inWords, policiesFrom, readLog, verifyLog } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simplePolicy } from 'after-sales/testing'
import { order, storedText } from '../acceptance/shop.js'
import { OrderFacts } from '../../src/domain/values/order-facts.js'
import { aggregates } from '../../src/runtime/aggregates.js'
import { busyShop, caller, callerOf, callsOf, inputs, pathsIn, protoKeys, withAt } from './calls.js'

const KEYS = protoKeys()
const DICTIONARY = [
  ...['__proto__', 'constructor', 'toString', '$all', '..', '%2e', '\u202e', '=HYPERLINK(', '-0', '1e400', ''],
  ...['9007199254740993', '\ud800', '\u0000', '#1001', 'R-1', 'mug', 'card', 'EUR', '2026-02-30T00:00:00.000Z'],
  ...[-0, 0, -1, 1.5, 2 ** 53, 1e21, NaN, Infinity, null, undefined, true, [], {}, [[]], 10n],
]
const anything = fc.oneof(
  fc.constantFrom(...DICTIONARY),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.string({ unit: 'grapheme-composite', maxLength: 50 }),
  fc.double(),
  fc.integer(),
  fc.bigInt(),
  fc.jsonValue({ maxDepth: 4 }),
  fc.anything({ withNullPrototype: true, withSparseArray: true, withTypedArray: true, maxDepth: 2 }),
)

const spoiled = (value: object) =>
  fc.tuple(fc.constantFrom(...pathsIn(value)), anything).map(([path, put]) => withAt(value, path, put))

describe('A command with one value exchanged', () => {
  const aCommand = fc
    .constantFrom(...Object.keys(inputs))
    .chain((name) =>
      fc.tuple(
        fc.constant(name),
        fc.oneof({ weight: 4, arbitrary: spoiled(inputs[name]!) }, { weight: 1, arbitrary: fc.constant(inputs[name]) }),
      ),
    )
  const aCaller = fc.oneof({ weight: 4, arbitrary: fc.constant(caller) }, { weight: 1, arbitrary: spoiled(caller) })

  it('is answered, never thrown at the host, and writes all of it or nothing', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(aCommand, aCaller), { minLength: 1, maxLength: 8 }), async (commands) => {
        const shop = await busyShop()
        const calls = callsOf(shop)
        for (const [n, [[name, input], by]] of commands.entries()) {
          const before = await storedText(shop.store)
          const unique = by === caller ? { ...callerOf(name), commandId: `c-${n}` } : by
          const result = await calls[name]!(input, unique)()
          if (E.isRight(result)) continue
          const { code, en, zh } = inWords(result.left)
          expect([code, en, zh].every((text) => text.length > 3)).toBe(true)
          if (result.left._tag === 'InvalidInput') expect(await storedText(shop.store)).toEqual(before)
        }
        for await (const read of readLog(shop.store)) expect(read._tag).toBe('Right')
        expect(await verifyLog(shop.store)).toMatchObject({ _tag: 'Right' })
        expect(protoKeys()).toEqual(KEYS)
      }),
      { numRuns: 150 },
    ))
})

describe('Every decoder', () => {
  const policy = simplePolicy('EUR')
  const families = Object.values(aggregates).flatMap(({ events }) => [...events.families])

  it('of policies answers to anything', () =>
    fc.assert(
      fc.property(fc.oneof(anything, spoiled(policy)), (value) => {
        const decoded = policiesFrom([value])
        if (E.isLeft(decoded)) expect(inWords(decoded.left).code).toBe('INPUT.INVALID')
      }),
      { numRuns: 400 },
    ))

  it('of order facts answers to anything, and what it accepts comes through JSON unchanged', () =>
    fc.assert(
      fc.property(fc.oneof(anything, spoiled(order())), (value) => {
        if (OrderFacts.is(value)) expect(OrderFacts.is(JSON.parse(JSON.stringify(value)))).toBe(true)
      }),
      { numRuns: 400 },
    ))

  it('of stored events answers to anything, in any version', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...families),
        fc.oneof(fc.integer(), fc.constantFrom(1, NaN, 0)),
        anything,
        (family, version, data) => {
          const decoded = family.decode(version, data)
          expect(['Left', 'Right']).toContain(decoded._tag)
          expect(protoKeys()).toEqual(KEYS)
        },
      ),
      { numRuns: 1_000 },
    ))

  it('of a log answers to any text', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), fc.string(), async (data, type) => {
        const store = memoryEventStore()
        const sample = (await storedText((await busyShop()).store))[0]!
        const { metadata } = JSON.parse(sample) as { metadata: never }
        await store.append('aftersales_request-main.R-1', 'no_stream', [{ id: 'e', type, data, metadata }])()
        for await (const read of readLog(store)) expect(read._tag).toBe('Left')
      }),
      { numRuns: 50 },
    ))
})
