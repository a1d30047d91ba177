/** Amounts are divided so that the parts add up exactly. The vectors are those of reference domain.md 5.3. */
import { describe, expect, it } from 'vitest'
import { allocate, allocateWithin, fillInOrder } from '../../../src/domain/values/allocation.js'

describe('By largest remainder', () => {
  it.each([
    [[123], 300, [300]],
    [[4_000, 2_000, 2_000], 300, [150, 75, 75]],
    [[4_000, 2_000, 2_000], -300, [-150, -75, -75]],
    [[4_300, 1_400, 2_300], 299, [161, 52, 86]],
    [[1_000, 1_000, 1_000], 299, [100, 100, 99]],
    [[10, 20, 10, 30, 50, 20, 10, 40], 95, [5, 10, 5, 15, 25, 10, 5, 20]],
    [[10, 0], 40, [40, 0]],
    [[10, 0], -40, [-40, 0]],
    [[0, 0], 10, [5, 5]],
    [[0, 0], 0, [0, 0]],
    [[100, 100], -20, [-10, -10]],
    [[3_334, 3_333, 3_333], 1_000, [334, 333, 333]],
    [[1, 1, 1], 1_000, [334, 333, 333]],
    [[30_000, 20_000], 6_000, [3_600, 2_400]],
    [[], 10, []],
  ])('weights %j divide %i into %j', (weights, total, parts) => expect(allocate(total, weights)).toEqual(parts))

  it('in whole coins where the smallest is 5', () => expect(allocate(1_000, [1, 1, 1], 5)).toEqual([335, 335, 330]))

  it('what is no whole coin goes to the part that lost most', () =>
    expect(allocate(1_003, [1, 1, 1], 5)).toEqual([338, 335, 330]))

  it('exactly, however large the amounts', () =>
    expect(allocate(999_999_999_999_999, [999_999_999_999_999, 999_999_999_999_999, 1])).toEqual([
      499_999_999_999_999, 499_999_999_999_999, 1,
    ]))

  it.each([
    ['540.00 at 5 % and 7.5 %', 68, [27, 41]],
    ['900.00', 113, [45, 68]],
    ['290.00', 36, [14, 22]],
  ])('the tax of a discounted line between two rates: %s', (_, tax, parts) =>
    expect(allocate(tax, [50, 75])).toEqual(parts),
  )
})

describe('Within caps', () => {
  it.each([
    ['a full part lets the others take more', 100, [1, 1], [30, 500], [30, 70]],
    ['one after another, as they fill', 100, [1, 1, 1], [10, 30, 500], [10, 30, 60]],
    ['one part takes what it can', 100, [5], [40], [40]],
    ['a part without weight takes only what others cannot', 100, [0, 1], [500, 60], [40, 60]],
    ['no more than all caps together', 100, [1, 1], [20, 30], [20, 30]],
    ['nothing over nothing', 100, [], [], []],
    ['nothing', 0, [1, 1], [5, 5], [0, 0]],
  ])('%s', (_, total, weights, caps, parts) => expect(allocateWithin(total, weights, caps)).toEqual(parts))
})

describe('In order', () => {
  it.each([
    [50, [30, 30, 30], [30, 20, 0]],
    [0, [30], [0]],
    [99, [30, 30], [30, 30]],
  ])('%i fills %j as %j', (total, caps, parts) => expect(fillInOrder(total, caps)).toEqual(parts))
})
