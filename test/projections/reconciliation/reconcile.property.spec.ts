/** Whatever stands on statements and in the books: sums add up, and reading again what was read changes nothing. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { APRIL, MARCH, openDesk, type Entered, type Line } from './desk.js'

const reference = fc.constantFrom('re_1', 're_2', 're_3', 're_4')
const minor = fc.constantFrom(1, 2, 3)
const currency = fc.constantFrom('EUR', 'EUR', 'USD')
const lines = fc.uniqueArray(
  fc.tuple(fc.constantFrom('refund', 'reversal'), reference, minor, fc.integer({ min: 1, max: 30 }), currency),
  { selector: ([kind, name]) => `${kind} ${name}`, maxLength: 8 },
) as fc.Arbitrary<ReadonlyArray<Line>>
const entry = fc.tuple(
  fc.constantFrom('paid', 'reversed', 'outside', 'paid_by_hand', 'collected'),
  reference,
  minor,
  fc.constantFrom('2026-03-05', '2026-03-31', '2026-04-01', '2026-04-09'),
  fc.record({ currency, means: fc.constantFrom('card', 'card', 'gift_card') }),
) as fc.Arbitrary<Entered>
const month = fc.constantFrom(MARCH, APRIL, { ...MARCH, means: ['card'] })
const steps = fc.array(fc.record({ entries: fc.array(entry, { maxLength: 4 }), month, lines }), {
  minLength: 1,
  maxLength: 5,
})

it('Sums of a reconciliation add up, its queue holds what is not explained, and the same statement is silent', () => {
  fc.assert(
    fc.property(steps, (run) => {
      const desk = openDesk()
      for (const [n, step] of run.entries()) {
        desk.enter(...step.entries)
        const read = () => desk.read(`S-${n}`, step.month, ...step.lines)
        const { sums, differences, matched, lines: count } = read()
        for (const sum of sums) {
          expect(sum.statement).toBe(sum.matched + sum.missingHere + sum.differsThere)
          expect(sum.books).toBe(sum.matched + sum.missingThere + sum.differsHere)
        }
        const total = step.lines.reduce((all, [, , amount]) => all + amount, 0)
        expect(sums.reduce((all, { statement }) => all + statement, 0)).toBe(total)
        expect(matched + differences.filter(({ line }) => line !== undefined).length).toBe(count)
        const open = desk.open()
        for (const [what, , , here, there] of open) {
          expect(here).not.toBe(there)
          expect(what).toBe(
            here === undefined ? 'missing_here' : there === undefined ? 'missing_there' : 'amount_differs',
          )
        }
        // Of each line that differs there is an exception.
        for (const { kind, reference: name, line, here, there } of differences)
          if (line !== undefined) expect(open).toContainEqual([expect.anything(), kind, name, here, there])
        const again = read()
        expect([again.changed, again.sums, again.closed]).toEqual([0, sums, []])
      }
    }),
    { numRuns: 500, seed: 20_261_126 },
  )
}, 30_000)
