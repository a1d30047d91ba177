/**
 * F50, by the simulator: a process dies between two steps of a whole case, at each of its writes on an order or a refund,
 * and comes back. Every promise is watched at every step, and in the end nothing may be left reserved.
 */
import { describe, expect, it } from 'vitest'
import { simulate, type FaultKind } from 'after-sales/testing'

describe('A process that dies', () => {
  it.each(['crash_before', 'crash_after'] as const)(
    'F50: between two steps of one case, any of them (%s): everything comes to its end, nothing stays reserved',
    async (kind: FaultKind) => {
      let places = 0
      for (const seed of [1, 2, 3, 4, 5]) {
        const { labels, violation } = await simulate({ seed, calm: true })
        expect(violation, `seed ${seed}`).toBeUndefined()
        for (const [label, count] of labels)
          for (let nth = 0; nth < count && /^store\.append (entitlement|refund)$/.test(label); nth++) {
            const result = await simulate({ seed, calm: true, faults: [{ label, nth, kind }] })
            expect(result.violation, `seed ${seed}: ${label} ${nth}`).toBeUndefined()
            expect(result.crashes).toBe(1)
            places += 1
          }
      }
      expect(places).toBeGreaterThan(20)
    },
    60_000,
  )
})
