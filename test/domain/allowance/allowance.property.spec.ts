import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  Allowance,
  allowanceEvents,
  allowanceLifecycle,
  type AllowanceCommand,
  type AllowanceEvent,
} from '../../../src/domain/allowance/index.js'
import * as given from '../../../src/testing/builders/allowance.js'
import { agent, finance } from '../../../src/testing/builders/build.js'
import { runCommands } from '../../../src/testing/laws.js'
import { LOSS_LAYERS, slotOf, type LossShare } from '../../../src/domain/values/loss.js'
import { MAX_MINOR } from '../../../src/domain/values/money.js'
import { holdsForAnyRun } from '../request/any-run.js'

const compensationId = fc.constantFrom('k-1', 'k-2', 'k-3', 'k-4', 'k-5', 'k-6')
const minor = fc.constantFrom(1, 1_000, 4_000, 6_000, 10_000, MAX_MINOR)
const limit = fc.constantFrom(0, 5_000, 10_000, 12_000)

const commands: fc.Arbitrary<AllowanceCommand> = fc.oneof(
  fc
    .tuple(limit, fc.constantFrom(finance, finance, agent), fc.constantFrom('GBP', 'GBP', 'EUR'))
    .map(([most, actor, currency]) => given.openAllowance({ limit: most, currency }, { actor })),
  fc
    .tuple(compensationId, minor, fc.constantFrom('GBP', 'GBP', 'GBP', 'EUR'))
    .map(([of, n, currency]) => given.reserveAllowance({ compensationId: of, minor: n, currency })),
  compensationId.map((of) => given.confirmAllowance({ compensationId: of })),
  compensationId.map((of) => given.returnAllowance({ compensationId: of })),
)
const share = fc.record({
  lineId: fc.constantFrom('shirt', 'mug'),
  head: fc.constantFrom('delay', 'time', 'punitive'),
  layer: fc.constantFrom(...LOSS_LAYERS),
  minor: fc.constantFrom(1, 1_000, 5_000, 13_000),
})
const PAID = [
  { lineId: 'shirt', paid: 8_000 },
  { lineId: 'mug', paid: 2_000 },
]
const onOrder: fc.Arbitrary<AllowanceCommand> = fc.oneof(
  fc
    .tuple(fc.uniqueArray(share, { minLength: 1, maxLength: 3, selector: slotOf }), compensationId, fc.boolean())
    .map(([shares, of, isIndivisible]) => {
      const named = new Set<string>(shares.map(({ lineId }) => lineId))
      const paid = PAID.filter(({ lineId }) => named.has(lineId))
      return given.reserveOnOrder(shares, { isIndivisible, paid }, of)
    }),
  compensationId.map((of) => given.confirmAllowance({ compensationId: of })),
  compensationId.map((of) => given.returnAllowance({ compensationId: of })),
)

const events: fc.Arbitrary<AllowanceEvent> = fc.constantFrom<AllowanceEvent>(
  given.allowanceOpened(),
  given.allowanceLimitChanged(),
  given.allowanceReserved(),
  given.reservedOnOrder([given.delay(500)]),
  given.allowanceRefused(),
  given.allowanceConfirmed(),
  given.allowanceReturned(),
)

describe('Any allowance', () => {
  holdsForAnyRun({
    decider: Allowance,
    catalog: allowanceEvents,
    lifecycle: allowanceLifecycle,
    beginnings: [[], [given.openAllowance()], [given.reserveAllowance()]],
    commands: fc.oneof({ weight: 3, arbitrary: commands }, { weight: 1, arbitrary: onOrder }),
    events,
    answers: ['AllowanceRefused'],
  })
})

describe('Whatever is asked of it, in whatever order', () => {
  const check = (asked: fc.Arbitrary<AllowanceCommand>, about: (run: ReadonlyArray<AllowanceCommand>) => void) =>
    fc.assert(fc.property(fc.array(asked, { maxLength: 25, size: 'max' }), about), { numRuns: 800, seed: 20_260_302 })

  it('a budget never gives more than it has, and counts what is out to the penny', () =>
    check(commands, (run) => {
      let highest = Infinity
      let total = 0
      const out = new Map<string, number>()
      for (const { type, data } of runCommands(Allowance, run).events) {
        if (type === 'AllowanceOpened') highest = data.limit!
        if (type === 'AllowanceLimitChanged') highest = data.limit
        if (type === 'AllowanceReserved') out.set(data.compensationId, data.minor)
        if (type === 'AllowanceReturned') out.delete(data.compensationId)
        total = [...out.values()].reduce((sum, n) => sum + n, 0)
        if (type === 'AllowanceReserved') {
          expect(data.total).toBe(total)
          expect(total).toBeLessThanOrEqual(highest)
        }
      }
      const { state } = runCommands(Allowance, run)
      if (state.status === 'open') expect(state.total).toBe(total)
    }))

  it('an order never gets more than 150 % for any line, nor the same loss twice over', () =>
    check(onOrder, (run) => {
      const out = new Map<string, ReadonlyArray<LossShare>>()
      for (const { type, data } of runCommands(Allowance, run).events) {
        if (type === 'AllowanceReserved') out.set(data.compensationId, data.shares!)
        if (type === 'AllowanceReturned') out.delete(data.compensationId)
        const all = [...out.values()].flat()
        const bySlot = new Map<string, number>()
        for (const one of all) bySlot.set(slotOf(one), (bySlot.get(slotOf(one)) ?? 0) + one.minor)
        // No loss is made good by more than the highest amount that anybody asked for it.
        for (const minorOf of bySlot.values()) expect(minorOf).toBeLessThanOrEqual(13_000)
        for (const { lineId, paid } of PAID) {
          const counted = all.filter((one) => one.lineId === lineId && one.layer !== 'statutory')
          expect(counted.reduce((sum, one) => sum + one.minor, 0)).toBeLessThanOrEqual(paid * 1.5)
        }
      }
    }))
})
