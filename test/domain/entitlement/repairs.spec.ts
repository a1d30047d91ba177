/** Three shirts are one line: what was repaired is counted by the unit, as far as anybody knows which unit it was. */
import { describe, expect, it } from 'vitest'
import { surelyRepaired, windowStart, type EntitlementCommand } from '../../../src/domain/entitlement/index.js'
import { at } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/entitlement.js'
import { order, registered } from './orders.js'

const deliveredAt = at('2026-03-01T09:00:00.000Z')
let repairs = 0
const repair = (days: number, serials: ReadonlyArray<string> = [], quantity = Math.max(1, serials.length)) =>
  given.recordRepair({
    ...{ repairId: `repair-${++repairs}`, days, lines: [{ lineId: 'shirt', quantity }] },
    serials: serials.map((serial) => ({ lineId: 'shirt', serial })),
  })

const shirtsAfter = (...commands: ReadonlyArray<EntitlementCommand>) => {
  const state = registered(order({ deliveredAt }).after(...commands))
  const wished = (quantity: number, lineId = 'shirt') => surelyRepaired(state, { lineId, quantity })
  const days = (quantity: number, lineId = 'shirt') => {
    const start = windowStart(state, [{ lineId, quantity }], deliveredAt)!
    return (Date.parse(start) - Date.parse(deliveredAt)) / 86_400_000
  }
  return { wished, days }
}
const counts = ({ wished }: ReturnType<typeof shirtsAfter>) => [1, 2, 3].map((quantity) => wished(quantity).count)
const daysOf = ({ days }: ReturnType<typeof shirtsAfter>) => [1, 2, 3].map((quantity) => days(quantity))

describe('Repairs', () => {
  it('are recorded once', () => order().after(given.recordRepair()).when(given.recordRepair()).thenNothing())

  it('are counted with the days that they took', () => {
    const { wished, days } = shirtsAfter(repair(12, [], 3), repair(20, [], 3))
    expect([wished(1), wished(3)]).toEqual(Array(2).fill({ count: 2, days: 32 }))
    expect(days(1)).toBe(32)
  })

  it('of other lines are not counted', () => {
    const { wished, days } = shirtsAfter(repair(12, [], 3))
    expect([wished(1, 'coat'), days(1, 'coat')]).toEqual([{ count: 0, days: 0 }, 0])
  })
})

// Bug: each unit was counted with the repairs of all others of its line.
describe('Repairs of several units', () => {
  it('are counted for each of them: another one may be wished for', () => {
    const each = shirtsAfter(repair(12, ['SN-1']), repair(20, ['SN-2']))
    expect(counts(each)).toEqual([0, 1, 1])
    expect(each.wished(3)).toEqual({ count: 1, days: 20 })
  })

  it('count for a wish that cannot leave out the unit that was repaired most', () => {
    expect(counts(shirtsAfter(repair(1, ['SN-1']), repair(1, ['SN-1'])))).toEqual([0, 0, 2])
    const all = ['SN-1', 'SN-2', 'SN-3', 'SN-1', 'SN-2', 'SN-3', 'SN-1'].map((serial) => repair(1, [serial]))
    expect(counts(shirtsAfter(...all))).toEqual([2, 2, 3])
  })

  it('count once for a unit that one of them names twice', () =>
    expect(counts(shirtsAfter(repair(1, ['SN-1', 'SN-1'])))).toEqual([0, 0, 1]))

  it('of which some have no number count for those that have one', () =>
    expect(counts(shirtsAfter(repair(1, ['SN-1'], 2)))).toEqual([0, 0, 1]))

  it('that were done with another line count by the numbers of their own line', () => {
    const both = given.recordRepair({
      ...{ repairId: 'both', days: 4 },
      lines: [
        { lineId: 'shirt', quantity: 1 },
        { lineId: 'coat', quantity: 1 },
      ],
      serials: [
        { lineId: 'shirt', serial: 'SN-1' },
        { lineId: 'coat', serial: 'CO-1' },
      ],
    })
    expect(counts(shirtsAfter(both))).toEqual([0, 0, 1])
  })

  it('of nobody knows which count for none: it is not certain of any', () =>
    expect(counts(shirtsAfter(repair(1), repair(1), repair(1)))).toEqual([0, 0, 0]))

  it('count for those that are left when others of the line were never delivered', () => {
    const canceled = given.editOrder({ cancel: { shirt: 2 } })
    expect(shirtsAfter(canceled, repair(5), repair(6)).wished(1)).toEqual({ count: 2, days: 11 })
  })
})

// Bug: the days of all units of a line were added up, and each of them could be returned for so much longer.
describe('Days in the workshop', () => {
  it('are those of one unit, whichever may be wished for, and never those of its neighbors', () =>
    expect(daysOf(shirtsAfter(repair(12, ['SN-1']), repair(20, ['SN-2'])))).toEqual([20, 12, 0]))

  it('add up for a unit that was there twice', () =>
    expect(daysOf(shirtsAfter(repair(12, ['SN-1']), repair(3, ['SN-1']), repair(20, ['SN-2'])))).toEqual([20, 15, 0]))

  it('of all units are those of each', () => {
    const both = repair(9, [], 3)
    expect(daysOf(shirtsAfter(both, repair(1, ['SN-1'])))).toEqual([10, 9, 9])
  })

  it('of nobody knows which may be those of any, so no right is lost', () =>
    expect(daysOf(shirtsAfter(repair(4), repair(20, ['SN-2'])))).toEqual([24, 4, 4]))
})
