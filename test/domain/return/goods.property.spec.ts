/** What holds for the goods of a return, whatever is said of them in whatever order. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../../src/domain/kernel/decider.js'
import { Return, type AuthorizedReturn, type ReturnCommand } from '../../../src/domain/return/index.js'
import { heldUnits } from '../../../src/domain/return/line.js'
import { runCommands } from '../../../src/testing/laws.js'
import { beginnings, commands } from './any-return.js'

describe('Any return', () => {
  const statesOf = (run: ReadonlyArray<ReturnCommand>): ReadonlyArray<AuthorizedReturn> => {
    const { events: happened } = runCommands(Return, run)
    return happened.map((_, i) => fold(Return, happened.slice(0, i + 1)) as AuthorizedReturn)
  }
  const runs = fc
    .tuple(fc.constantFrom(...beginnings), fc.array(commands, { maxLength: 15, size: 'max' }))
    .map(([before, after]) => [...before, ...after])
  const always = (holds: (s: AuthorizedReturn, before: AuthorizedReturn | undefined) => void) =>
    fc.assert(
      fc.property(runs, (run) => {
        const states = statesOf(run)
        for (const [i, s] of states.entries()) holds(s, states[i - 1])
      }),
      { numRuns: 1_000, seed: 20_260_302 },
    )
  const sum = (counts: ReadonlyArray<number>) => counts.reduce((total, n) => total + n, 0)

  it('inspects no more than came, and accepts no more than was expected', () =>
    always(({ lines }) => {
      for (const { received, accepted, rejected, authorized: all, lost, waived } of lines) {
        expect(accepted + rejected).toBeLessThanOrEqual(received)
        expect(accepted).toBeLessThanOrEqual(all - lost - waived)
        expect(Math.min(accepted, rejected, received, lost, waived)).toBeGreaterThanOrEqual(0)
      }
    }))

  it('knows of every piece that was disposed of where it is, and of whose goods', () =>
    always(({ lines }) => {
      for (const { places, disposed, accepted, rejected, sentBack, abandoned } of lines) {
        const [ours, theirs] = [Object.values(places.accepted), Object.values(places.rejected)]
        expect(sum(ours) + sum(theirs)).toBe(disposed)
        expect(sum(ours)).toBeLessThanOrEqual(accepted)
        expect(sum(theirs)).toBeLessThanOrEqual(rejected)
        expect(Math.min(...ours, ...theirs, sentBack, abandoned)).toBeGreaterThanOrEqual(0)
        expect(sentBack + abandoned).toBeLessThanOrEqual(places.rejected.RETURN_TO_CUSTOMER ?? 0)
      }
    }))

  it('never sells what belongs to the customer', () =>
    always(({ lines }) => {
      for (const { places } of lines)
        for (const forbidden of ['RESTOCK', 'RESTOCK_DISCOUNTED', 'REFURBISH', 'RETURN_TO_VENDOR'] as const)
          expect(places.rejected[forbidden] ?? 0).toBe(0)
    }))

  it('is completed only when nothing is outstanding, uninspected, lying about or held back', () =>
    always((s, before) => {
      if (s.status !== 'completed' || before?.status === 'completed') return
      for (const line of s.lines) {
        expect(s.closedShort || line.received + line.lost + line.waived >= line.authorized).toBe(true)
        expect(line.accepted + line.rejected).toBe(line.received)
        expect(line.disposed).toBe(line.received)
        expect(heldUnits(line)).toBe(0)
      }
      expect([...s.parcels.values()].filter(({ refused }) => refused === 'held')).toEqual([])
    }))

  it('moves goods without making any', () =>
    always((s, before) => {
      if (before === undefined || s.redispositions.size === before.redispositions.size) return
      expect(s.lines.map((l) => [l.disposed, l.accepted, l.rejected])).toEqual(
        before.lines.map((l) => [l.disposed, l.accepted, l.rejected]),
      )
    }))
})
