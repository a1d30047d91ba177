import { describe, expect, it } from 'vitest'
import { without } from '../../../src/domain/values/units.js'

const units = (lineId: string, quantity: number) => ({ lineId, quantity })
const all = [units('shirt', 3), units('hat', 1)]

describe('What is left of units when others are taken away', () => {
  it('is everything of the lines that are not touched', () =>
    expect(without(all, [units('shirt', 1), units('shoe', 9)])).toEqual([units('shirt', 2), units('hat', 1)]))
  it('is nothing of a line that is gone, or of which more is taken than there was', () =>
    expect(without(all, [units('shirt', 4), units('hat', 1)])).toEqual([]))
  it('counts all that is taken of a line, in however many parts', () =>
    expect(without(all, [units('shirt', 1), units('shirt', 1)])).toEqual([units('shirt', 1), units('hat', 1)]))
})
