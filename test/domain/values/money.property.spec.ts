/** What holds for any amounts: parts add up, slices telescope, nothing exceeds. A failure prints its seed. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate, allocateWithin, fillInOrder } from '../../../src/domain/values/allocation.js'
import { MAX_MINOR, share, slice } from '../../../src/domain/values/money.js'

const amount = fc.oneof(fc.nat(100), fc.nat(1_000_000), fc.integer({ min: 0, max: MAX_MINOR }))
const weights = fc.array(amount, { minLength: 1, maxLength: 12 })
const sum = (parts: ReadonlyArray<number>): number => Number(parts.reduce((s, p) => s + BigInt(p), 0n))

describe('Whatever is divided', () => {
  it('adds up to the last unit, no part a unit away from fair', () =>
    fc.assert(
      fc.property(amount, weights, (total, ws) => {
        const parts = allocate(total, ws)
        expect(sum(parts)).toBe(total)
        const all = ws.reduce((s, w) => s + BigInt(w), 0n)
        if (all > 0n)
          for (const [i, part] of parts.entries()) {
            const off = BigInt(part) * all - BigInt(total) * BigInt(ws[i]!)
            expect(off < all && off > -all).toBe(true)
          }
      }),
    ))

  it('adds up in coins, and mirrors below zero', () =>
    fc.assert(
      fc.property(fc.nat(10_000_000), weights, fc.constantFrom(1, 5, 10), (total, ws, coin) => {
        const parts = allocate(total, ws, coin)
        expect(sum(parts)).toBe(total)
        expect(parts.filter((p) => p % coin !== 0).length).toBeLessThanOrEqual(1)
        expect(allocate(-total, ws, coin)).toEqual(parts.map((p) => (p === 0 ? 0 : -p)))
      }),
    ))

  it('stays within its caps, and is placed as far as they reach', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(1_000), fc.nat(5_000)), { maxLength: 12 }),
        fc.nat(30_000),
        (parts, total) => {
          const caps = parts.map(([, cap]) => cap)
          const placed = Math.min(total, sum(caps))
          const byWeight = allocateWithin(total, parts.map(([weight]) => weight), caps) // prettier-ignore
          const inOrder = fillInOrder(total, caps)
          for (const given of [byWeight, inOrder]) {
            expect(sum(given)).toBe(placed)
            for (const [i, part] of given.entries()) expect(part >= 0 && part <= caps[i]!).toBe(true)
          }
        },
      ),
    ))
})

it('a share is the exact product, rounded half-up', () =>
  fc.assert(
    fc.property(amount, fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }), (total, part, whole) => {
      fc.pre(part <= whole)
      const twice = 2n * BigInt(share(total, part, whole)) * BigInt(whole) - 2n * BigInt(total) * BigInt(part)
      expect(twice > -BigInt(whole) && twice <= BigInt(whole)).toBe(true)
    }),
  ))

it('slices of any size add up to the total, and never exceed it on the way', () =>
  fc.assert(
    fc.property(
      amount,
      fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 20 }),
      (total, sizes) => {
        const units = sum(sizes)
        let before = 0
        let taken = 0
        for (const more of sizes) {
          const worth = slice(total, units, before, more, taken)
          expect(worth).toBeGreaterThanOrEqual(0)
          before += more
          taken += worth
          expect(taken).toBeLessThanOrEqual(total)
        }
        expect(taken).toBe(total)
      },
    ),
  ))
