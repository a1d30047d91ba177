/** A sum of money is exact, or there is none. */
import { describe, expect, it } from 'vitest'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { refusalOf, shopOn } from '../../acceptance/shop.js'
import { readModelStoreOf } from '../ledger-of.js'

const JANUARY = { from: '2026-01-01', to: '2026-01-31' }
const LARGEST = 999_999_999_999_999

describe('A sum', () => {
  it('is exact, or it is not given', async () => {
    // Nine of the largest amounts a day are within 2^53, ten are not.
    const small = await readModelStoreOf(31 * 9, () => LARGEST)
    const shop = shopOn(memoryEventStore(), small)
    const sums = await shop.views.ledger(JANUARY)
    expect(sums.map(({ minor }) => minor)).toEqual(Array.from({ length: 31 }, () => 9 * LARGEST))
    const { text } = small
    const beyond = { _tag: 'SumTooLarge', currency: 'EUR' }
    expect(await refusalOf(shop.operations.reconcile({ ...JANUARY, text }))).toEqual(beyond)
    const large = shopOn(memoryEventStore(), await readModelStoreOf(31 * 10, () => LARGEST))
    expect(await refusalOf(large.views.ledger(JANUARY))).toEqual(beyond)
  })
})
