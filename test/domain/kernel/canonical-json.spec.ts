/** One text for one value: digests of commands and hashes of policies are taken over it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../src/domain/kernel/canonical-json.js'

describe('Canonical JSON', () => {
  it.each([
    [{ b: 1, a: [true, false, null, 'x'] }, '{"a":[true,false,null,"x"],"b":1}'],
    [{ a: undefined, b: { d: 1, c: 2 } }, '{"b":{"c":2,"d":1}}'],
    [{ z: undefined }, '{}'],
    [[], '[]'],
    [[[], {}], '[[],{}]'],
    ['"\\\n\u0001€', '"\\"\\\\\\n\\u0001€"'],
    // RFC 8785, 3.2.2.3 and 3.2.3: numbers as ECMAScript prints them, keys by their UTF-16 units.
    [[333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0], '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]'],
    [
      { '€': 1, '\r': 2, דּ: 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 },
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    ],
  ])('of %j is %s', (value, text) => expect(canonicalJson(value)).toBe(text))

  it('is the same whatever the order of keys, and says the same as JSON', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const shuffled = (u: unknown): unknown =>
          Array.isArray(u)
            ? u.map(shuffled)
            : typeof u === 'object' && u !== null
              ? Object.fromEntries(Object.entries(u).reverse().map(([k, v]) => [k, shuffled(v)])) // prettier-ignore
              : u
        const text = canonicalJson(value)
        expect(canonicalJson(shuffled(value))).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    ))

  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])
  it('reaches 32 deep', () => expect(canonicalJson(nested(32))).toContain('1'))

  it.each([
    ['deeper', nested(33), 'nested too deeply'],
    ['a number that is none', Number.NaN, 'not a finite number'],
    ['infinity', [Infinity], 'not a finite number'],
    ['half a character', { a: '\ud800' }, 'lone surrogate'],
    ['half a character in a key', { '\ud800': 1 }, 'lone surrogate'],
    ['undefined', undefined, 'no JSON for undefined'],
    // eslint-disable-next-line no-sparse-arrays -- a hole is what this case is about
    ['a hole', [1, , 2], 'no JSON for undefined'],
    ['a function', { a: () => 1 }, 'no JSON for function'],
    ['a bigint', 1n, 'no JSON for bigint'],
  ])('has no text for %s', (_, value, why) => expect(() => canonicalJson(value)).toThrow(new TypeError(why)))
})
