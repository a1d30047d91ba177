/**
 * Replacements and repairs of one order, with chance as their shop: news travels late, twice and in any order, and people
 * do what they like. Whatever happens, the order has each line, each captured payment and each repair exactly once, or
 * says that it has not.
 */
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { deliveredAtOf } from '../../../src/domain/entitlement/index.js'
import { at } from '../../../src/testing/builders/build.js'
import { registerOrder } from '../../../src/testing/builders/entitlement.js'
import { openRequest } from '../../../src/testing/builders/request.js'
import * as repairing from '../../../src/testing/builders/repair.js'
import * as replacing from '../../../src/testing/builders/replacement.js'
import { caseHarness, type CaseHarness } from '../../../src/testing/case-harness.js'
import { sum } from '../../../src/domain/values/sum.js'
import { all } from './reading.js'

const REPLACEMENTS = ['x-1', 'x-2', 'x-3']
const REPAIRS = ['m-1', 'm-2']
const orderId = 'o-1'
type Move = (harness: CaseHarness, step: number) => void

const replacementCommands = (replacementId: string, n: number, step: number) => {
  const id = { replacementId }
  // Two of them may give the same names at the same moment: neither finds the other's in the order.
  const own = n % 7 === 0 ? 'same' : replacementId
  const items = [{ ...replacing.coat, lineId: `coat-${own}` }]
  const tenderId = `card-${n % 5 === 0 ? 'same' : `${replacementId}-${step}`}`
  return [
    replacing.planReplacement({
      ...id,
      kind: n % 4 === 0 ? 'reship' : 'exchange',
      credit: n % 4 === 0 ? 30_000 : 9_000,
    }),
    replacing.reserveReplacement({ ...id, items }),
    replacing.reserveReplacement({ ...id, items }),
    replacing.secureDifference({ ...id, paymentId: `pay-${step}`, tenderId }),
    replacing.secureDifference({ ...id, paymentId: `pay-${step}`, tenderId }),
    replacing.recordGoodsAccepted({ ...id, credit: n % 3 === 0 ? 9_000 : 4_000 }),
    replacing.recordGoodsBack({ ...id, credit: [0, 4_000, 9_000][n % 3]! }),
    replacing.releaseInAdvance({ ...id, security: { ...replacing.security, tenderId: `${tenderId}-s` } }),
    replacing.shipReplacement({ ...id, parcelId: `p-${step}` }),
    replacing.shipReplacement({ ...id, parcelId: `p-${step}` }),
    replacing.recordReplacementDelivered(id),
    replacing.recordReplacementUndelivered(id),
    replacing.recordRecovery({ ...id, recoveryId: `rec-${step}`, minor: 1 + (n % 9_000) }),
    replacing.waiveRecovery(id, { actor: { kind: 'agent', id: 'a-7' } }),
    replacing.reportOutOfStock(id),
    replacing.expireReplacement(id, { at: at('2026-03-20T12:00:00.000Z') }),
    replacing.cancelReplacement(id),
  ]
}

const repairCommands = (repairId: string, n: number) => {
  const id = { repairId }
  return [
    repairing.planRepair(id),
    repairing.recordGoodsForRepair(id),
    repairing.diagnoseRepair(id),
    repairing.quoteRepair(id),
    repairing.acceptRepairQuote(id),
    repairing.declineRepairQuote(id),
    repairing.finishRepair(id),
    repairing.reportUnrepairable(id),
    repairing.shipRepaired(id),
    repairing.recordRepairDelivered(id),
    repairing.cancelRepair({ ...id, keepGoods: n % 9 === 0 }),
  ]
}

const pick = <A>(from: ReadonlyArray<A>, n: number): A => from[n % from.length]!

const replace =
  (who: number, which: number, n: number): Move =>
  (harness, step) => {
    const id = pick(REPLACEMENTS, who)
    harness.handle('replacement', id, { ...pick(replacementCommands(id, n, step), which), commandId: `c-${step}` })
  }
/** Ways to go without a detour: there and back, in advance and recovered or waived, and never paid. */
const WAYS = [
  [0, 1, 3, 5, 8, 10],
  [0, 1, 3, 7, 8, 10, 6, 12],
  [0, 1, 3, 7, 8, 6, 10, 13],
  [0, 1, 15],
]
const rush =
  (who: number, n: number): Move =>
  (harness, step) => {
    for (const which of pick(WAYS, n)) replace(who, which, which === 6 ? 0 : n)(harness, step * 100 + which + 10_000)
  }
const mend =
  (who: number, which: number, n: number): Move =>
  (harness, step) => {
    const id = pick(REPAIRS, who)
    harness.handle('repair', id, { ...pick(repairCommands(id, n), which), commandId: `c-${step}` })
  }
const deliver =
  (which: number): Move =>
  (harness) => {
    const delivered = harness.deliver(which)
    if (delivered !== undefined && E.isLeft(delivered.answer))
      expect.fail(`${delivered.reaction}: ${JSON.stringify(delivered.answer.left)}`)
  }

const number = fc.nat(999)
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(number, number, number).map((of) => replace(...of)) },
  { weight: 2, arbitrary: fc.tuple(number, number).map((of) => rush(...of)) },
  { weight: 5, arbitrary: fc.tuple(number, number, number).map((of) => mend(...of)) },
  { weight: 3, arbitrary: number.map(deliver) },
  {
    weight: 1,
    arbitrary: number.map(
      (which): Move =>
        (harness) =>
          void harness.repeat(which),
    ),
  },
)

/** Chance, and then everything that is still on its way arrives, in an order that chance has chosen. */
const run = (moves: ReadonlyArray<Move>, how: number): CaseHarness => {
  const harness = caseHarness()
  harness.handle('entitlement', orderId, registerOrder())
  // Whose case it is; it planned nothing of this, so it hears and does nothing.
  harness.handle('request', 'r-1', openRequest())
  for (const [step, one] of moves.entries()) one(harness, step)
  while (harness.pending() > 0) deliver(how)(harness, 0)
  return harness
}
const check = (about: (harness: CaseHarness) => void) =>
  fc.assert(
    fc.property(fc.array(move, { minLength: 20, maxLength: 120, size: 'max' }), number, (moves, how) =>
      about(run(moves, how)),
    ),
    { numRuns: 400, seed: 20_260_302 },
  )

const orderOf = (harness: CaseHarness) => {
  const state = harness.state('entitlement', orderId)
  if (state.status === 'unknown') return expect.fail('the order is gone')
  return state
}

describe('Whatever goes out for an order', () => {
  it('is in its books once: every line, every captured payment, every recovery; or the order says that it is not', () =>
    check((harness) => {
      const order = orderOf(harness)
      const notRecorded = all(harness.log, 'ReplacementNotRecorded').map(
        ({ data }) => `${data.what} ${data.replacementId}`,
      )
      expect(new Set(notRecorded).size).toBe(notRecorded.length)
      const firsts = all(harness.log, 'ReplacementShipped').filter(({ data }) => data.attempt === 1)
      const recorded = firsts.filter(({ id }) => !notRecorded.includes(`replacement ${id}`))
      const recovered = all(harness.log, 'RecoveryCollected').filter(
        ({ id }) => !notRecorded.includes(`recovery ${id}`),
      )

      const lines = ['shirt', ...recorded.flatMap(({ data }) => data.items.map(({ lineId }) => lineId))]
      expect(order.lines.map(({ line }) => line.lineId).sort()).toEqual(lines.sort())
      const captured =
        sum(recorded, ({ data }) => sum(data.payments, (payment) => payment.minor)) +
        sum(recovered, ({ data }) => data.minor)
      expect(sum(order.tenders, (tender) => tender.captured)).toBe(26_997 + captured)
      expect(new Set(order.tenders.map(({ tenderId }) => tenderId)).size).toBe(order.tenders.length)
    }))

  it('begins its window when it is delivered, however slow the news', () =>
    check((harness) => {
      const order = orderOf(harness)
      for (const { id, data } of all(harness.log, 'ReplacementDelivered'))
        if (order.replacements.get(id)?.is === 'recorded')
          for (const lineId of data.lineIds) expect(deliveredAtOf(order, lineId)).toBe(data.deliveredAt)
    }))

  it('is counted when it was repaired', () =>
    check((harness) => {
      const completed = all(harness.log, 'RepairCompleted').map(({ id }) => id)
      expect([...orderOf(harness).repairs.keys()].sort()).toEqual(completed.sort())
    }))

  it('reaches every end, and every answer of the order', () => {
    const seen = new Set<string>()
    check((harness) => {
      for (const { event } of harness.log) seen.add(event.type)
    })
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...['ReplacementRecorded', 'ReplacementNotRecorded', 'RecoveryRecorded', 'LinesDelivered', 'RepairRecorded'],
        ...['ReplacementCanceled', 'ReplacementExpired', 'RecoveryWaived', 'SecurityReleased', 'RepairCanceled'],
      ]),
    )
  })
})
