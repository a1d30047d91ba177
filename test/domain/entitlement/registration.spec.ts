/** An order enters its entitlement once, with every order-level amount divided over the lines for good. */
import { describe, expect, it } from 'vitest'
import { Entitlement } from '../../../src/domain/entitlement/index.js'
import type { FactRule } from '../../../src/domain/entitlement/errors.js'
import { MAX_MINOR } from '../../../src/domain/values/money.js'
import { MAX_ORDER_LINES, type OrderFacts } from '../../../src/domain/values/order-facts.js'
import {
  orderFacts,
  orderLine,
  policyRef,
  recordCapture,
  recordDelivery,
  registerOrder,
  reserveUnits,
  shirts,
  tender,
} from '../../../src/testing/builders/entitlement.js'
import { at } from '../../../src/testing/builders/build.js'
import { spec } from '../../../src/testing/spec.js'
import { order, registered } from './orders.js'

const linesOf = (given: Partial<OrderFacts>) => registered(order(given)).lines.map((b) => b.line)

describe('An order at its first touch', () => {
  it('is registered as the shop knows it, under the policy in force at purchase', () =>
    spec(Entitlement)
      .when(registerOrder())
      .then({
        type: 'OrderRegistered',
        data: {
          orderId: 'o-1',
          customerId: 'c-1',
          currency: 'GBP',
          orderedAt: at('2026-02-20T10:00:00.000Z'),
          policy: policyRef,
          shipping: 0,
          shippingTax: 0,
          tenders: [{ tenderId: 'card', kind: 'card', captured: 26_997 }],
          lines: [shirts],
        },
      }))

  it('brings its delivery, where that is known', () =>
    expect(registered(order({ deliveredAt: at('2026-02-24T15:30:00.000Z') })).deliveredAt).toBe(
      '2026-02-24T15:30:00.000Z',
    ))

  it('is registered once', () => spec(Entitlement).after(registerOrder()).when(registerOrder()).thenNothing())

  it.each([reserveUnits({ shirt: 1 }), recordCapture(), recordDelivery()])(
    'comes before everything else: no $type',
    (command) => spec(Entitlement).when(command).thenRejected({ _tag: 'OrderNotRegistered' }),
  )

  it('keeps provider references and steps of its tenders', () =>
    expect(
      registered(order({ tenders: [tender('card', 26_997, { paymentRef: 'pi_1', granularity: 10 })] })).tenders[0],
    ).toMatchObject({ paymentRef: 'pi_1', granularity: 10 }))
})

describe('Order-level amounts are divided over the lines once', () => {
  const three = ['A', 'B', 'C'].map((id) => orderLine(id, { goods: 1_000 }))

  it('a discount by what the lines cost, by largest remainder: 2.99 over three equal lines', () =>
    expect(linesOf({ lines: three, discounts: [{ minor: 299 }] }).map((l) => l.discount)).toEqual([100, 100, 99]))

  it('a discount for some lines only, each named once however often', () =>
    expect(
      linesOf({ lines: three, discounts: [{ minor: 300, lineIds: ['C', 'A', 'C'] }] }).map((l) => l.discount),
    ).toEqual([150, undefined, 150]))

  it('a second discount by what the first has left, and never below nothing', () =>
    expect(
      linesOf({
        lines: [orderLine('A', { goods: 1_000, discount: 900 }), orderLine('B', { goods: 1_000 })],
        discounts: [{ minor: 1_000 }, { minor: 100 }],
      }).map((l) => l.discount),
    ).toEqual([1_000, 1_000]))

  it('a fee by what the lines cost after discount, on top of their own', () =>
    expect(
      linesOf({
        lines: [orderLine('A', { goods: 1_000, discount: 500, fee: 7 }), orderLine('B', { goods: 1_000 })],
        fees: [{ minor: 300 }],
      }).map((l) => l.fee),
    ).toEqual([107, 200]))

  it('a fee on lines that cost nothing in equal parts', () =>
    expect(
      linesOf({ lines: [orderLine('A', { goods: 0 }), orderLine('B', { goods: 0 })], fees: [{ minor: 10 }] }).map(
        (l) => l.fee,
      ),
    ).toEqual([5, 5]))

  it('what is zero is not written down', () =>
    expect(linesOf({ lines: [orderLine('A', { discount: 0, tax: 0, duty: 0, fee: 0 })] })).toEqual([orderLine('A')]))
})

describe('Facts that contradict each other are refused by name', () => {
  const half = MAX_MINOR / 3 + 1
  it.each<[FactRule, Partial<OrderFacts>]>([
    ['other_order', { orderId: 'o-2' }],
    ['line_ids_unique', { lines: [orderLine('A'), orderLine('A')] }],
    ['tender_ids_unique', { tenders: [tender('card', 1), tender('card', 2)] }],
    ['discount_within_goods', { lines: [orderLine('A', { goods: 100, discount: 101 })] }],
    ['discount_within_goods', { discounts: [{ minor: 26_998 }] }],
    ['lines_known', { discounts: [{ minor: 1, lineIds: ['shirt', 'shoe'] }] }],
    ['lines_known', { fees: [{ minor: 1, lineIds: ['shoe'] }] }],
    ['captured_within_order_total', { tenders: [tender('card', 20_000), tender('points', 6_998)] }],
    [
      'order_total_within_limit',
      { lines: ['A', 'B', 'C'].map((id) => orderLine(id, { goods: half })), tenders: [tender('card', 0)] },
    ],
  ])('%s', (rule, given) =>
    spec(Entitlement).when(registerOrder(given)).thenRejected({ _tag: 'OrderFactsInconsistent', rule }),
  )

  it('an order may be captured in part, and cost up to 15 digits', () => {
    expect(registered(order({ tenders: [tender('card', 0)] })).tenders[0]!.captured).toBe(0)
    expect(registered(order({ lines: [orderLine('A', { goods: MAX_MINOR })] })).tenders[0]!.captured).toBe(MAX_MINOR)
  })
})

describe('An order of 2,000 lines', () => {
  const bytes = (u: unknown): number => Buffer.byteLength(JSON.stringify(u), 'utf8')
  const largest = (idOf: (n: number) => string) =>
    orderFacts({ lines: Array.from({ length: MAX_ORDER_LINES }, (_, n) => orderLine(idOf(n), { sku: idOf(n) })) })

  it.each([
    ['usual ids', (n: number) => `line-${n}`, 5],
    ['the longest ids there are, of three bytes a character', (n: number) => `${n}`.padStart(200, '数'), 40],
  ])('is several events of one append, each below 256 KiB: %s', (_, idOf, atMost) => {
    const facts = largest(idOf)
    const when = spec(Entitlement).when(registerOrder(facts))
    when.thenState((s) =>
      expect(s).toMatchObject({ lines: { length: MAX_ORDER_LINES }, indexOf: { size: MAX_ORDER_LINES } }),
    )
    if (when.result._tag === 'Left') throw new Error('rejected')
    const [first, ...others] = when.result.right
    expect(first!.type).toBe('OrderRegistered')
    expect(new Set(others.map((e) => e.type))).toEqual(new Set(['OrderLinesRegistered']))
    expect(1 + others.length).toBeLessThanOrEqual(atMost)
    for (const event of [first!, ...others]) expect(bytes(event.data)).toBeLessThan(256 * 1024)
  })
})
