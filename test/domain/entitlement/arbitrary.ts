/**
 * Orders and their histories by chance. A history is a list of moves without ids; `play` gives each the ids that the
 * order knows at that moment, so that most moves mean something, and asks the decider.
 */
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import {
  Entitlement,
  type EntitlementCommand,
  type EntitlementEvent,
  type EntitlementState,
  type RegisteredEntitlement,
} from '../../../src/domain/entitlement/index.js'
import { fold } from '../../../src/domain/kernel/decider.js'
import { allocate } from '../../../src/domain/values/allocation.js'
import type { OrderFacts } from '../../../src/domain/values/order-facts.js'
import { orderFacts, orderLine, priceOf, registerOrder, tender } from '../../../src/testing/builders/entitlement.js'
import { commandFor } from './moves.js'

const amount = fc.oneof(fc.nat(20), fc.nat(50_000))
const LINE_IDS = ['A', 'B', 'C', 'D']
const TENDERS = [
  ['card', 'card'],
  ['points', 'points'],
  ['gift', 'gift_card'],
  ['wallet', 'wallet'],
] as const

const line = (lineId: string) =>
  fc
    .record({ quantity: fc.integer({ min: 1, max: 5 }), goods: amount, off: fc.nat(100), tax: amount, duty: fc.nat(3) })
    .map(({ quantity, goods, off, tax, duty }) =>
      orderLine(lineId, { quantity, goods, discount: Math.floor((goods * off) / 200), tax, duty }),
    )

interface OrderChoices {
  readonly granularity?: ReadonlyArray<number>
  readonly whollyCaptured?: boolean
}

/** An order with line and order-level amounts, paid by one to four tenders; perhaps not all of it captured yet. */
export const anOrder = ({ granularity = [1], whollyCaptured = true }: OrderChoices = {}): fc.Arbitrary<
  Partial<OrderFacts>
> =>
  fc
    .record({
      lines: fc.integer({ min: 1, max: 4 }).chain((n) => fc.tuple(...LINE_IDS.slice(0, n).map(line))),
      discount: fc.nat(100),
      funder: fc.constantFrom(...(['platform', 'brand', undefined] as const)),
      coupon: fc.nat(100),
      fee: fc.nat(1_000),
      shipping: fc.nat(999),
      shippingTax: fc.nat(190),
      tenders: fc.array(
        fc.record({ weight: fc.integer({ min: 0, max: 100 }), step: fc.constantFrom(...granularity) }),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      captured: whollyCaptured ? fc.constant(100) : fc.oneof(fc.constant(100), fc.nat(100)),
    })
    .map(({ lines, discount, funder, coupon, fee, shipping, shippingTax, tenders, captured }) => {
      const goods = lines.reduce((sum, l) => sum + l.goods - (l.discount ?? 0), 0)
      const order = orderFacts({
        lines,
        discounts: [
          { minor: Math.floor((goods * discount) / 300), ...(funder === undefined ? {} : { fundedBy: funder }) },
          { minor: Math.floor((goods * coupon) / 300), fundedBy: 'platform' },
        ],
        fees: [{ minor: fee }],
        shipping,
        shippingTax,
      })
      const parts = allocate(
        Math.floor((priceOf(order) * captured) / 100),
        tenders.map((t) => t.weight),
      )
      return {
        ...order,
        tenders: tenders.map(({ step }, i) =>
          tender(TENDERS[i]![0], parts[i]!, { kind: TENDERS[i]![1], ...(step === 1 ? {} : { granularity: step }) }),
        ),
      }
    })

export const strategy = fc.constantFrom(
  ...(['original_ratio', 'first_first', 'last_first', 'cash_first', 'non_cash_first'] as const),
)
export const shipping = fc.constantFrom(...(['none', 'proportional', 'when_all_returned'] as const))
const deduction = fc.record(
  {
    kind: fc.constantFrom(...(['depreciation', 'missing_parts', 'replacement'] as const)),
    minor: fc.integer({ min: 1, max: 5_000 }),
    lineId: fc.constantFrom(...LINE_IDS),
  },
  { requiredKeys: ['kind', 'minor'] },
)
export const fee = fc.record({
  ruleId: fc.constant('FEE'),
  kind: fc.constantFrom(...(['restocking', 'return_label'] as const)),
  reasons: fc.constant(['CM_CHANGED_MIND']),
  basisPoints: fc.nat(10_000),
  flat: fc.oneof(fc.constant(0), fc.nat(2_000)),
})
export const refundTerms = fc.record({
  tenders: strategy,
  shipping,
  deductions: fc.array(deduction, { maxLength: 2 }),
  fees: fc.array(fee, { maxLength: 2 }),
  duty: fc.constantFrom(...(['with_goods', 'when_recovered'] as const)),
})

const which = fc.nat(7)
const units = fc.dictionary(fc.constantFrom(...LINE_IDS), fc.integer({ min: 1, max: 4 }), { minKeys: 1, maxKeys: 3 })

/** One thing that happens to an order; `which` picks among what it knows. */
const move = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('claim' as const), units, kept: fc.boolean(), twin: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('waive' as const),
      which,
      contest: fc.nat(1),
      minor: fc.integer({ min: 1, max: 5_000 }),
      tenders: strategy,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('payBack' as const), which, share: fc.nat(100), twice: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('reclaim' as const), which, minor: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('payDuty' as const), which, tenders: strategy }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unclaim' as const), which, units: fc.option(units) }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('refund' as const), which, share: fc.nat(100), terms: refundTerms }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('settle' as const), which, tender: which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reverse' as const), which, payment: which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), which, gaveUp: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('capture' as const),
      tender: which,
      minor: fc.integer({ min: 1, max: 9_999 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('dashboard' as const),
      tender: which,
      minor: fc.integer({ min: 1, max: 9_999 }),
      units: fc.option(units),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('dispute' as const),
      tender: which,
      minor: fc.integer({ min: 1, max: 9_999 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ruling' as const), which, won: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('edit' as const), units, add: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('deliver' as const), day: fc.integer({ min: 10, max: 28 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('replace' as const),
      goods: fc.integer({ min: 0, max: 9_999 }),
      paid: fc.nat(100),
      shipping: fc.nat(999),
      clash: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('arrive' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recover' as const), which, minor: fc.nat(9_999) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('repair' as const), units, days: fc.nat(40) }) },
)
/** What was given up is paid all the same: the provider had it, and nobody knew. */
const late = fc.record({ do: fc.constant('late' as const), which, tender: which })
const anyMove = fc.oneof({ weight: 9, arbitrary: move }, { weight: 1, arbitrary: late })
export type Move = typeof anyMove extends fc.Arbitrary<infer M> ? M : never
export const history = fc.array(move, { maxLength: 30, size: 'max' })
export const historyWithLate = fc.array(anyMove, { maxLength: 30, size: 'max' })

/** A command that was accepted, and what it gave. */
export interface PlayedStep {
  readonly command: EntitlementCommand
  readonly events: ReadonlyArray<EntitlementEvent>
}

/** Plays a history on an order; `watch` sees each event between the states before and after it. */
export const play = (
  order: Partial<OrderFacts>,
  moves: ReadonlyArray<Move>,
  watch: (event: EntitlementEvent, after: RegisteredEntitlement, before: EntitlementState) => void = () => undefined,
): { readonly steps: ReadonlyArray<PlayedStep> } => {
  let state: EntitlementState = Entitlement.initial
  const steps: Array<PlayedStep> = []
  const handle = (command: EntitlementCommand | undefined): void => {
    if (command === undefined) return
    const decided = Entitlement.decide(command)(state)
    if (E.isLeft(decided)) return
    steps.push({ command, events: decided.right })
    for (const event of decided.right) {
      const before = state
      state = fold(Entitlement, [event], before)
      watch(event, state as RegisteredEntitlement, before)
    }
  }
  handle(registerOrder(order))
  for (const [n, m] of moves.entries()) handle(commandFor(m, state as RegisteredEntitlement, n))
  return { steps }
}
