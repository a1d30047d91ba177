/** What holds for every replacement, whatever it is told in whatever order. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import {
  Replacement,
  replacementEvents,
  replacementLifecycle,
  type PlannedReplacement,
  type ReplacementCommand,
  type ReplacementEvent,
} from '../../../src/domain/replacement/index.js'
import { fold } from '../../../src/domain/kernel/decider.js'
import { agent, at, customer } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/replacement.js'
import * as happened from '../../../src/testing/builders/replacement-events.js'
import { runCommands } from '../../../src/testing/laws.js'
import { holdsForAnyRun } from '../request/any-run.js'

const supervisor = { kind: 'agent', id: 'a-7' } as const
const by = fc.constantFrom(agent, agent, supervisor, customer).map((actor) => ({ actor }))
const moment = fc
  .constantFrom('03-02T12:00:00', '03-04T12:00:00', '03-05T12:00:00', '03-20T12:00:00')
  .map((text) => ({ at: at(`2026-${text}.000Z`) }))
const credit = fc.constantFrom(0, 1, 4_500, 5_000, 9_000, 9_001)
const minor = fc.constantFrom(1, 4_000, 9_000, 16_000, 20_000, 30_000)
const n = fc.integer({ min: 1, max: 4 })
const items = fc.constantFrom(2_000, 9_000, 9_000, 25_000, 25_000).map((goods) => [{ ...given.coat, goods }])
const payBy = fc.constantFrom(given.payBy, at('2026-03-22T12:00:00.000Z'))

const commands: fc.Arbitrary<ReplacementCommand> = fc.oneof(
  fc.constantFrom<ReplacementCommand>(given.planReplacement(), given.planReplacement({ kind: 'reship' })),
  fc.tuple(n, credit).map(([i, worth]) => given.recordGoodsAccepted({ acceptanceId: `i-${i}`, credit: worth })),
  fc.tuple(credit, moment).map(([worth, when]) => given.recordGoodsBack({ credit: worth }, when)),
  fc.tuple(n, credit).map(([i, worth]) => given.recordGoodsRuled({ rulingId: `M-${i}`, credit: worth })),
  fc.constant(given.cancelReplacement()),
  fc
    .tuple(items, payBy, by, moment)
    .map(([of, until, who, when]) => given.reserveReplacement({ items: of, payBy: until }, { ...who, ...when })),
  fc
    .tuple(n, minor, by, moment)
    .map(([i, much, who, when]) =>
      given.secureDifference({ paymentId: `pay-${i}`, tenderId: `card-${i + 10}`, minor: much }, { ...who, ...when }),
    ),
  by.map((who) => given.reportOutOfStock({}, who)),
  moment.map((when) => given.expireReplacement({}, when)),
  fc
    .tuple(minor, by)
    .map(([much, who]) => given.releaseInAdvance({ security: { ...given.security, minor: much } }, who)),
  n.map((i) => given.shipReplacement({ parcelId: `p-${i}` })),
  fc.constant(given.recordReplacementDelivered()),
  fc.constant(given.recordReplacementUndelivered()),
  fc.tuple(n, minor).map(([i, much]) => given.recordRecovery({ recoveryId: `rec-${i}`, minor: much })),
  by.map((who) => given.waiveRecovery({}, who)),
)

const events: fc.Arbitrary<ReplacementEvent> = fc.constantFrom<ReplacementEvent>(
  ...[happened.replacementPlanned(), happened.replacementReserved(), happened.differenceSecured()],
  ...[happened.replacementOutOfStock(), happened.replacementExpired(), happened.replacementGoodsAccepted()],
  ...[happened.replacementGoodsBack(), happened.replacementRepriced(), happened.replacementReleased()],
  ...[happened.replacementReleasedInAdvance(), happened.replacementShipped(), happened.replacementDelivered()],
  ...[happened.replacementUndelivered(), happened.replacementCanceled(), happened.replacementCancellationRefused()],
  ...[happened.securityReleased(), happened.recoveryDue(), happened.recoveryCollected(), happened.recoveryWaived()],
)

const planned = [given.planReplacement()]
const awaiting = [...planned, given.reserveReplacement()]
const reserved = [...awaiting, given.secureDifference()]
const released = [...reserved, given.recordGoodsAccepted()]
const inAdvance = [...reserved, given.releaseInAdvance()]
const shipped = [...released, given.shipReplacement()]
const shippedInAdvance = [...inAdvance, given.shipReplacement()]
const less = given.recordGoodsBack({ credit: 4_500 })
const advanceLost = [...shippedInAdvance, given.recordReplacementUndelivered()]
const advanceLostOut = [...advanceLost, given.reserveReplacement(), given.reportOutOfStock()]
const advanceOut = [...inAdvance, given.reportOutOfStock()]
const advanceAwaiting = [...advanceOut, given.reserveReplacement()]
const advanceExpired = [...advanceAwaiting, given.expireReplacement({}, { at: given.payBy })]
const beginnings: ReadonlyArray<ReadonlyArray<ReplacementCommand>> = [
  ...[[], planned, awaiting, reserved, released, inAdvance, shipped, shippedInAdvance],
  [given.planReplacement({ kind: 'reship' })],
  [...planned, given.recordGoodsAccepted({ credit: 1 }), given.reserveReplacement(), given.secureDifference()],
  [...awaiting, given.secureDifference({ minor: 30_000 }), given.recordGoodsAccepted()],
  [...awaiting, given.secureDifference({ minor: 30_000 }), less],
  [...shipped, given.recordReplacementUndelivered()],
  [...shipped, given.recordReplacementDelivered()],
  [...shippedInAdvance, given.recordReplacementDelivered()],
  ...[advanceLost, advanceOut, advanceAwaiting, advanceExpired],
  ...[inAdvance, shippedInAdvance, advanceLost, advanceLostOut, advanceOut, advanceAwaiting, advanceExpired].map(
    (there) => [...there, less],
  ),
  [...shippedInAdvance, given.recordReplacementDelivered(), less],
  [...shippedInAdvance, less, given.recordReplacementDelivered(), given.recordRecovery({ minor: 4_000 })],
  [...advanceLostOut, less, given.waiveRecovery({}, { actor: supervisor })],
  [...advanceLost, given.reserveReplacement(), less, given.waiveRecovery({}, { actor: supervisor })],
]

describe('Any replacement', () => {
  holdsForAnyRun({
    decider: Replacement,
    catalog: replacementEvents,
    lifecycle: replacementLifecycle,
    beginnings,
    commands,
    events,
    afterEnd: ['ReplacementGoodsAccepted', 'ReplacementGoodsBack', 'ReplacementCancellationRefused'],
    answers: ['ReplacementCancellationRefused'],
    runs: 3_000,
  })

  const runs = fc
    .tuple(fc.constantFrom(...beginnings), fc.array(commands, { maxLength: 25, size: 'max' }))
    .map(([before, after]) => [...before, ...after])
  /** Every event that was decided, with the state before it. */
  const watch = (look: (event: ReplacementEvent, before: PlannedReplacement) => void) =>
    fc.assert(
      fc.property(runs, (run) => {
        let state = Replacement.initial
        for (const event of runCommands(Replacement, run).events) {
          if (state.status !== 'none') look(event, state)
          state = fold(Replacement, [event], state)
        }
      }),
      { numRuns: 1_000 },
    )

  it('has a net that is what it costs less what the old goods are worth, whichever way it is owed', () =>
    watch((event) => {
      if (
        event.type === 'ReplacementReserved' ||
        event.type === 'ReplacementRepriced' ||
        event.type === 'ReplacementShipped'
      )
        assert.equal(event.data.net, event.data.price - event.data.credit)
    }))

  it('ships only when exactly what is owed is captured, and the old goods are in, in advance, or need not come', () =>
    watch((event, before) => {
      if (event.type !== 'ReplacementShipped') return
      const captured = event.data.payments.reduce((sum, payment) => sum + payment.minor, 0)
      assert.equal(captured, Math.max(0, event.data.net))
      assert.equal(before.status, 'released')
      const isIn = before.kind === 'reship' || before.attempt > 0 || before.accepted >= before.credit
      assert.ok(isIn || before.advance !== undefined, 'it shipped for goods that nobody has')
    }))

  it('recovers what is due, and no more: it is taken, or given up by a second person; the rest of the security goes back', () =>
    fc.assert(
      fc.property(runs, (run) => {
        const { events: all, state } = runCommands(Replacement, run)
        if (state.status === 'none' || state.advance === undefined) return
        const { security } = state.advance
        let [due, taken, waived, back] = [0, 0, 0, 0]
        for (const event of all) {
          if (event.type === 'RecoveryDue') {
            assert.ok(event.data.minor <= security.minor)
            assert.ok(event.data.minor <= state.planned - state.accepted)
            assert.ok(event.data.minor <= state.offer!.price - state.accepted)
            assert.equal(state.status, 'delivered')
            due = event.data.minor
          }
          if (event.type === 'RecoveryWaived') {
            assert.notEqual(event.data.waivedBy, state.advance.releasedBy)
            // Given up before the new goods have arrived, it was never due.
            if (due > 0) waived += event.data.minor
          }
          if (event.type === 'RecoveryCollected') taken += event.data.minor
          if (event.type === 'SecurityReleased') back += event.data.minor
        }
        const isOpen = state.advance.phase === 'held' || state.advance.phase === 'due'
        assert.equal(isOpen ? back : taken + back, isOpen ? 0 : security.minor)
        assert.ok(taken + waived <= due)
        assert.equal(taken, state.advance.taken)
        // Nothing that was due is let go by anything else, once the goods are out.
        if (!isOpen && state.attempt > 0) assert.equal(taken + waived, due)
        if (state.advance.phase === 'due') assert.equal(state.advance.due, due - taken - waived)
      }),
      { numRuns: 1_000 },
    ))

  it('is owed for by what no ruling counts, in whatever order and however often each is told', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12_000 }),
        fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        (held, credits, chance) => {
          const rulings = credits.map((worth, i) => given.recordGoodsRuled({ rulingId: `M-${i}`, credit: worth }))
          const news = [
            ...rulings,
            ...rulings,
            given.recordGoodsBack({ credit: 0 }),
            given.recordReplacementDelivered(),
          ]
          const told = news
            .map((command) => [chance.next().value as number, command] as const)
            .sort(([a], [b]) => a - b)
            .map(([, command]) => command)
          const security = { ...given.security, minor: held }
          const { state } = runCommands(Replacement, [
            ...[...planned, given.reserveReplacement({ items: [{ ...given.coat, goods: 9_000 }] })],
            ...[given.releaseInAdvance({ security }), given.shipReplacement(), ...told],
          ])
          const counted = credits.reduce((sum, worth) => sum + worth, 0)
          const owed = Math.max(0, Math.min(held, 9_000 - counted))
          assert.ok(state.status !== 'none' && state.advance !== undefined)
          const { phase, due } = state.advance
          assert.deepEqual({ phase, due }, { phase: owed > 0 ? 'due' : 'waived', due: owed })
        },
      ),
      { numRuns: 2_000 },
    ))

  it('holds no payment when it is over without goods: each is void, and no captured one is', () =>
    fc.assert(
      fc.property(runs, (run) => {
        const { events: all, state } = runCommands(Replacement, run)
        const ids = (of: ReadonlyArray<string>) => new Set(of)
        const secured = ids(all.flatMap((e) => (e.type === 'DifferenceSecured' ? [e.data.paymentId] : [])))
        const voided = all.flatMap((e) => ('void' in e.data ? e.data.void : []))
        const captured = ids(
          all.flatMap((e) => (e.type === 'ReplacementShipped' ? e.data.payments.map((p) => p.paymentId) : [])),
        )
        assert.equal(ids(voided).size, voided.length, 'each is voided once')
        for (const paymentId of voided) assert.ok(secured.has(paymentId) && !captured.has(paymentId))
        if (state.status !== 'canceled' && state.status !== 'delivered') return
        for (const paymentId of secured)
          assert.ok(captured.has(paymentId) || voided.includes(paymentId), `${paymentId} is still held`)
      }),
      { numRuns: 1_000 },
    ))
})
