/** Texts by which rows are sorted: what their parts say, and nothing else, decides their order. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascending, descending, inOrder, within } from '../../src/projections/in-order.js'

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
