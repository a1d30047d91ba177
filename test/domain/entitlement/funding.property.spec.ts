/** In however many pieces units are refunded, nothing of what others paid for them is lost or given twice. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fundedBy } from '../../../src/domain/values/funding.js'
import { orderLine } from '../../../src/testing/builders/entitlement.js'
import { order, refunds } from './orders.js'

it('Whatever the pieces, every funder gets exactly what it paid', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.nat(500), { minLength: 1, maxLength: 3 }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 9, maxLength: 9 }),
      (quantity, shares, pieces) => {
        const from = order({
          lines: [orderLine('shirt', { quantity, goods: 30_000 })],
          discounts: shares.map((minor, i) => ({ minor, fundedBy: `brand-${i}` })),
        })
        let left = quantity
        const asks = pieces.flatMap((piece) => {
          const shirt = Math.min(piece, left)
          left -= shirt
          return shirt === 0 ? [] : [{ shirt }]
        })
        const rest = left === 0 ? [] : [{ shirt: left }]
        const given = refunds(from, [...asks, ...rest]).flatMap((b) => b.lines.flatMap((line) => line.funded ?? []))
        expect(shares.map((_, i) => fundedBy(given, `brand-${i}`))).toEqual(shares)
      },
    ),
    { numRuns: 200 },
  ))
