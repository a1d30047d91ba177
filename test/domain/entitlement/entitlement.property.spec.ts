/**
 * What holds for every order whatever happens to it, in whatever order (reference domain.md 6.5, rules 1, 2, 3 and 12).
 * A failure prints the seed, the order and the shortest history that breaks the rule.
 */
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, it } from 'vitest'
import {
  Entitlement,
  entitlementEvents,
  type EntitlementEvent,
  type RegisteredEntitlement,
} from '../../../src/domain/entitlement/index.js'
import { fold } from '../../../src/domain/kernel/decider.js'
import { takenOf } from '../../../src/domain/entitlement/taken.js'
import { paidFor, type LineBalance } from '../../../src/domain/entitlement/state.js'
import { COMPONENTS, sumOf } from '../../../src/domain/values/breakdown.js'
import { releaseMoney, reserveMoney, settleMoney, type Units } from '../../../src/testing/builders/entitlement.js'
import { deciderLaws, evolveIsTotal } from '../../../src/testing/laws.js'
import { isContradicted, wrongFunders } from '../../../src/testing/simulator/invariants/funders.js'
import { anOrder, history, historyWithLate, play, refundTerms, shipping, strategy } from './arbitrary.js'
import { assertAddsUp, order, refund, registered, type Order } from './orders.js'

const coarse = anOrder({ granularity: [1, 1, 5, 10], whollyCaptured: false })

// Who asks is always answered, so a refusal is said as often as it is asked for. Said again, it changes nothing.
const ChangesOnly: typeof Entitlement = {
  ...Entitlement,
  decide: (command) => (state) =>
    E.map((events: ReadonlyArray<EntitlementEvent>) =>
      events.filter((e) => !(e.type.endsWith('Refused') && isDeepStrictEqual(fold(Entitlement, [e], state), state))),
    )(Entitlement.decide(command)(state)),
}

/**
 * Of what others than the shop paid, no more goes back than they paid; and with the last unit all of it has, unless what
 * happened outside had more units refunded than there are.
 */
const assertFundedWithin = (s: RegisteredEntitlement, b: LineBalance, contradicted?: Set<string>): void => {
  const { lineId } = b.line
  if (isContradicted(s, b)) contradicted?.add(lineId)
  assert.deepEqual(wrongFunders(b, contradicted?.has(lineId) === true), [], lineId)
}

const assertWithinPaid = (s: RegisteredEntitlement, contradicted?: Set<string>): void => {
  for (const b of s.lines) {
    assertFundedWithin(s, b, contradicted)
    for (const c of COMPONENTS) {
      assert.ok(b.taken[c] >= 0, `${b.line.lineId}: less than nothing of ${c} is taken`)
      assert.ok(b.taken[c] <= paidFor(b.line, c), `${b.line.lineId}: more ${c} is taken than was paid`)
    }
  }
  assert.ok(s.shippingTaken >= 0 && s.shippingTaken <= s.shipping, 'shipping taken within shipping paid')
  assert.ok(s.shippingTaxTaken >= 0 && s.shippingTaxTaken <= s.shippingTax, 'tax on shipping within what was paid')
}

/** What refunds of a line keep promised or paid, in all, less what came back of it with its units. */
const assertNotPaidTwice = (s: RegisteredEntitlement): void => {
  for (const b of s.lines) {
    const { lineId } = b.line
    let given = 0
    for (const hold of s.holds.values()) {
      // Given back to the shop, line by line: its units may be refunded anew.
      if (hold.unitsBack.size > 0) continue
      for (const { tenderId, minor } of hold.breakdown.tenders) {
        const settled = [...hold.payments.values()].filter((p) => p.tenderId === tenderId && p.end === 'settled')
        const kept = (hold.open.get(tenderId) ?? 0) + settled.reduce((sum, p) => sum + p.minor, 0)
        const line = hold.breakdown.lines.find((l) => l.lineId === lineId)
        const ofLine = line?.paidBy.find((p) => p.tenderId === tenderId)?.amounts ?? { goods: 0 }
        if (kept === minor) given += sumOf(ofLine)
      }
    }
    const taken = sumOf(b.taken)
    assert.ok(given <= taken, `${lineId}: ${given} are promised or paid, ${taken} are taken for it`)
  }
}

/** What left a line by no refund of ours, and what was promised of its duty apart from its units. */
const takenOtherwise = (
  event: EntitlementEvent,
): ReadonlyArray<{ readonly lineId: string; readonly minor: number }> => {
  switch (event.type) {
    case 'ExternalRefundRecorded':
      return event.data.lines.map(({ lineId, amounts }) => ({ lineId, minor: sumOf(amounts) }))
    case 'OrderEdited':
      return event.data.canceled.map(({ lineId, amounts }) => ({ lineId, minor: sumOf(amounts) }))
    case 'DutyRecovered':
      return event.data.due.flatMap(({ lines }) => lines)
    default:
      return []
  }
}

/** The balance of a line is what its refunds take now, however it came to that. */
const assertTakenByRefunds = (s: RegisteredEntitlement, otherwise: ReadonlyMap<string, number>): void => {
  for (const b of s.lines) {
    const { lineId } = b.line
    const byRefunds = [...s.holds].reduce(
      (sum, [refundId, hold]) => sum + (hold.from === undefined ? sumOf(takenOf(s, refundId, lineId)) : 0),
      0,
    )
    assert.equal(sumOf(b.taken), byRefunds + (otherwise.get(lineId) ?? 0), `${lineId}: taken is what refunds take`)
  }
}

describe('Whatever happens to an order', () => {
  it('no unit is claimed twice, no money is promised twice, no line is refunded beyond what was paid', () =>
    fc.assert(
      fc.property(coarse, history, (facts, moves) => {
        const contradicted = new Set<string>()
        play(facts, moves, (event, s) => {
          if (event.type === 'UnitsReserved')
            for (const { lineId } of event.data.lines) {
              const b = s.lines[s.indexOf.get(lineId)!]!
              const gone = b.held + b.returned + b.kept + b.external
              assert.ok(gone <= b.line.quantity - b.canceled, `${lineId}: ${gone} of ${b.line.quantity} are claimed`)
            }
          if (event.type === 'MoneyReserved' || event.type === 'WithheldMoneyReserved') {
            for (const { tenderId } of event.data.breakdown.tenders) {
              const t = s.tenders.find((one) => one.tenderId === tenderId)!
              const promised = t.reserved + t.settled + t.external + t.disputed
              assert.ok(promised <= t.captured + t.back, `${tenderId}: ${promised} of ${t.captured} are promised`)
            }
            assertAddsUp(event.data.breakdown)
          }
          assertWithinPaid(s, contradicted)
          assertNotPaidTwice(s)
        })
      }),
      { numRuns: 1_500 },
    ))

  it('the balance of a line is what its refunds take of it, whatever is given up, comes back or arrives too late', () =>
    fc.assert(
      fc.property(coarse, historyWithLate, (facts, moves) => {
        const otherwise = new Map<string, number>()
        play(facts, moves, (event, s) => {
          for (const { lineId, minor } of takenOtherwise(event))
            otherwise.set(lineId, (otherwise.get(lineId) ?? 0) + minor)
          assertTakenByRefunds(s, otherwise)
        })
      }),
      { numRuns: 1_000 },
    ))

  it('every event can be stored and read again', () =>
    fc.assert(
      fc.property(coarse, history, (facts, moves) => {
        for (const event of play(facts, moves).steps.flatMap((step) => step.events)) {
          const stored: unknown = JSON.parse(JSON.stringify(event.data))
          assert.deepEqual(
            entitlementEvents.decode(event.type, entitlementEvents.family(event.type)!.version, stored),
            E.right({ type: event.type, data: stored }),
          )
        }
      }),
      { numRuns: 100 },
    ))

  it('asking again changes nothing, and replay gives the same balances', () =>
    fc.assert(
      fc.property(coarse, history, (facts, moves) => {
        const { steps } = play(facts, moves)
        deciderLaws(
          ChangesOnly,
          steps.map(({ command }) => command),
        )
      }),
      { numRuns: 100 },
    ))

  it('any event in any state gives a state', () =>
    fc.assert(
      fc.property(coarse, history, coarse, history, fc.nat(), (facts, moves, other, others, turn) => {
        const events = [...play(facts, moves).steps, ...play(other, others).steps].flatMap((step) => step.events)
        const mixed = events.map((_, i) => events[(i * 7 + turn) % events.length]!)
        evolveIsTotal({ ...Entitlement, decide: () => () => E.right([]) }, mixed)
      }),
      { numRuns: 100 },
    ))
})

// One unit after another, in an order made by chance, until everything is back.
const everyUnit = (from: Order, seed: ReadonlyArray<number>): ReadonlyArray<Units> => {
  const left = registered(from).lines.map((b) => ({ lineId: b.line.lineId, units: b.line.quantity }))
  const asks: Array<Units> = []
  for (let i = 0; left.some((l) => l.units > 0); i++) {
    const open = left.filter((l) => l.units > 0)
    const random = seed[i % seed.length]!
    const chosen = open[random % open.length]!
    const quantity = 1 + (random % chosen.units)
    chosen.units -= quantity
    asks.push({ [chosen.lineId]: quantity })
  }
  return asks
}

describe('Partial refunds, in any order and size', () => {
  it('add up to what was paid: for each line and component, for shipping, and for each tender', () =>
    fc.assert(
      fc.property(
        anOrder(),
        fc.array(fc.nat(100), { minLength: 1, maxLength: 12 }),
        strategy,
        fc.constantFrom('proportional' as const, 'when_all_returned' as const),
        (facts, seed, tenders, shippingRule) => {
          let now = order(facts)
          for (const units of everyUnit(now, seed)) {
            const next = refund(now, units, { tenders, shipping: shippingRule })
            assert.equal(next.refund.shortfall, 0)
            assertWithinPaid(registered(next.order))
            now = next.order
          }
          const s = registered(now)
          for (const b of s.lines) for (const c of COMPONENTS) assert.equal(b.taken[c], paidFor(b.line, c))
          assert.deepEqual([s.shippingTaken, s.shippingTaxTaken], [s.shipping, s.shippingTax])
          for (const t of s.tenders) assert.equal(t.reserved, t.captured, `${t.tenderId} gave back what it took`)
        },
      ),
      { numRuns: 200 },
    ))

  it('leave no more behind than one coarse step for each tender and line', () =>
    fc.assert(
      fc.property(anOrder({ granularity: [1, 10] }), strategy, (facts, tenders) => {
        let now = order(facts)
        for (const units of everyUnit(now, [0])) {
          const next = refund(now, units, { tenders, shipping: 'when_all_returned' })
          for (const { tenderId, minor } of next.refund.tenders)
            assert.equal(minor % registered(now).tenders.find((t) => t.tenderId === tenderId)!.granularity, 0)
          now = next.order
        }
        const s = registered(now)
        const left = s.tenders.reduce((sum, t) => sum + t.captured - t.reserved, 0)
        assert.ok(left < 10 * (s.tenders.length + s.lines.length), `${left} are left`)
      }),
      { numRuns: 100 },
    ))
})

describe('A refund that is tried again', () => {
  it('gets the same figures, when nothing of it was paid', () =>
    fc.assert(
      fc.property(coarse, refundTerms, (facts, terms) => {
        const units = { A: 1 }
        const first = refund(order(facts), units, terms)
        const again = first.order
          .after(releaseMoney({ refundId: 'refund-1' }))
          .after(reserveMoney(units, { ...terms, claimId: 'claim-1', refundId: 'refund-2', attempt: 2 }))
        // Nothing was reserved where nothing was due, so nothing is there to release.
        if (first.refund.total > 0) assert.deepEqual(registered(again).holds.get('refund-2')!.breakdown, first.refund)
      }),
      { numRuns: 200 },
    ))

  it('gets its amount although another refund was made meanwhile', () =>
    fc.assert(
      fc.property(anOrder(), shipping, strategy, (facts, shippingRule, tenders) => {
        const terms = { shipping: shippingRule, tenders }
        const before = order({ ...facts, lines: facts.lines!.map((l) => ({ ...l, quantity: 3 })) })
        const first = refund(before, { A: 1 }, terms)
        const other = refund(first.order, { A: 2 }, terms)
        const again = other.order
          .after(releaseMoney({ refundId: 'refund-1' }))
          .after(reserveMoney({ A: 1 }, { ...terms, claimId: 'claim-1', refundId: 'refund-3', attempt: 2 }))
        if (first.refund.total > 0)
          assert.equal(registered(again).holds.get('refund-3')!.breakdown.total, first.refund.total)
      }),
      { numRuns: 200 },
    ))

  it('gets exactly the rest, when a part of it was paid: fees are kept back once', () =>
    fc.assert(
      fc.property(anOrder({ whollyCaptured: false }), refundTerms, fc.nat(3), (facts, terms, paying) => {
        const first = refund(order(facts), { A: 1 }, terms)
        if (first.refund.tenders.length < 2) return
        const paid = first.refund.tenders[paying % first.refund.tenders.length]!
        const again = first.order.after(
          settleMoney({ refundId: 'refund-1', legId: paid.tenderId, ...paid }),
          releaseMoney({ refundId: 'refund-1' }),
          reserveMoney({ A: 1 }, { ...terms, claimId: 'claim-1', refundId: 'refund-2', attempt: 2 }),
        )
        const rest = registered(again).holds.get('refund-2')!.breakdown
        assertAddsUp(rest)
        assert.equal(rest.total, first.refund.total - paid.minor)
        assertWithinPaid(registered(again))
      }),
      { numRuns: 200 },
    ))
})
