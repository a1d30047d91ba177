/** Texts by which rows are sorted: what their parts say, and nothing else, decides their order. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf } from '../../src/domain/values/instant.js'
import {
  ascending,
  between,
  descending,
  inOrder,
  latestFirst,
  latestFirstIn,
  within,
} from '../../src/projections/in-order.js'

const part = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.constantFrom('a', 'a\u0001', 'a\u0002', '\u0001', ''),
)
const parts = fc.array(part, { minLength: 1, maxLength: 3 })
const bytes = (text: string): Buffer => Buffer.from(text, 'utf8')
const seed = 20_261_126

describe('A place in an order', () => {
  it('belongs to its parts alone: other parts, another place', () =>
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(inOrder(...a) === inOrder(...b)).toBe(JSON.stringify(a) === JSON.stringify(b))
      }),
      { seed },
    ))

  it('lies within its first parts, and within no others', () =>
    fc.assert(
      fc.property(parts, parts, fc.array(part, { maxLength: 2 }), (a, b, more) => {
        const place = bytes(inOrder(...a, ...more))
        const isWithin = (of: ReadonlyArray<string>): boolean => {
          const { after, upTo } = within(...of)
          return bytes(after).compare(place) <= 0 && place.compare(bytes(upTo)) <= 0
        }
        expect(isWithin(a)).toBe(true)
        const whole = [...a, ...more]
        const begins = b.length <= whole.length && b.every((one, n) => one === whole[n])
        expect(isWithin(b)).toBe(begins)
        expect(isWithin([])).toBe(true)
      }),
      { seed },
    ))

  it('lies in the stretch that goes from one part to before another, and in no other', () =>
    fc.assert(
      fc.property(
        parts,
        fc.option(part),
        fc.option(part),
        part,
        fc.array(part, { maxLength: 1 }),
        (a, from, to, one, more) => {
          const place = bytes(inOrder(...a, one, ...more))
          const [first, beyond] = [from ?? undefined, to ?? undefined]
          const { after, upTo } = between({ first, beyond }, ...a)
          const isIn = bytes(after).compare(place) <= 0 && place.compare(bytes(upTo)) <= 0
          // Parts are ordered as they stand in places: by what they are escaped to.
          const order = (text: string) => bytes(inOrder(text))
          const isBehind = first === undefined || order(first).compare(order(one)) <= 0
          const isBefore = beyond === undefined || order(one).compare(order(beyond)) < 0
          expect(isIn).toBe(isBehind && isBefore)
        },
      ),
      { seed },
    ))

  it('of a period is of instants from the first on and before the last, also where the latest comes first', () => {
    const instants = fc.nat({ max: 20 }).map((ms) => instantOf(Date.UTC(2026, 0, 1) + ms))
    return fc.assert(
      fc.property(fc.option(instants), fc.option(instants), instants, (from, to, at) => {
        const { after, upTo } = between(latestFirstIn(from ?? undefined, to ?? undefined), 'a')
        const place = inOrder('a', latestFirst(at))
        expect(after <= place && place <= upTo).toBe((from === null || from <= at) && (to === null || at < to))
      }),
      { seed },
    )
  })

  it('goes by the first part, then by the next, also where one begins with the other', () => {
    const places = [['a', '9'], ['a', 'b', 'c'], ['ab'], ['b']].map((of) => inOrder(...of))
    expect([...places].reverse().sort((a, b) => bytes(a).compare(bytes(b)))).toEqual(places)
  })

  it('puts numbers in their order, either way', () =>
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 15 - 1 }), fc.nat({ max: 10 ** 15 - 1 }), (a, b) => {
        expect(ascending(a) < ascending(b)).toBe(a < b)
        expect(descending(a) < descending(b)).toBe(a > b)
      }),
      { seed },
    ))
})
