/** What a host reports is checked at the border: nothing is refused without naming the field and its limit. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import {
  RecordCapture,
  RecordChargeback,
  RecordDelivery,
  RecordExternalRefund,
  RecordOrderEdit,
} from '../../../src/domain/entitlement/index.js'
import { border } from '../../../src/domain/kernel/border.js'
import { describeInvalidInput } from '../../../src/domain/kernel/invalid-input.js'
import { MAX_MINOR } from '../../../src/domain/values/money.js'
import { OrderFacts } from '../../../src/domain/values/order-facts.js'
import { MAX_QUANTITY } from '../../../src/domain/values/quantity.js'
import {
  chargebackOpened,
  editOrder,
  orderFacts,
  orderLine,
  recordCapture,
  recordDelivery,
  recordExternalRefund,
  tender,
} from '../../../src/testing/builders/entitlement.js'

const edit = border('RecordOrderEdit', RecordOrderEdit)
const facts = border('OrderFacts', OrderFacts)
const capture = border('RecordCapture', RecordCapture)
const said = (result: E.Either<Parameters<typeof describeInvalidInput>[0], unknown>): string =>
  E.isLeft(result) ? describeInvalidInput(result.left).en : 'accepted'

it.each([
  [facts, orderFacts({ lines: [orderLine('A', { goods: 0 })], shipping: 0, tenders: [tender('card', 0)] })],
  [
    facts,
    orderFacts({
      orderId: 'gid://shop/Order/1',
      lines: [orderLine('A', { quantity: MAX_QUANTITY, goods: MAX_MINOR })],
    }),
  ],
  [edit, editOrder({ cancel: { A: 1 }, add: [orderLine('B')] }).data],
  [capture, recordCapture().data],
  [border('RecordDelivery', RecordDelivery), recordDelivery().data],
  [border('RecordExternalRefund', RecordExternalRefund), recordExternalRefund({ units: { A: 1 } }).data],
  [border('RecordChargeback', RecordChargeback), chargebackOpened().data],
])('usual facts pass as they are (%#)', (check, input) => expect(check(input)).toEqual(E.right(input)))

describe('A quantity is a whole number from 1 to 1,000,000', () => {
  const sentence = `must be a whole number from 1 to ${MAX_QUANTITY}`
  it.each([0, -1, 1.5, 2 ** 53, MAX_QUANTITY + 1, Number.NaN, Infinity, -0, '1', null])('not %o', (quantity) => {
    expect(said(edit({ ...editOrder().data, canceled: [{ lineId: 'A', quantity }] }))).toBe(
      `RecordOrderEdit: canceled.0.quantity ${sentence}`,
    )
    expect(said(facts({ ...orderFacts(), lines: [{ ...orderLine('A'), quantity }] }))).toBe(
      `OrderFacts: lines.0.quantity ${sentence}`,
    )
  })
})

describe('What is paid, refunded or disputed is at least one minor unit, and has at most 15 digits', () => {
  it.each([0, -1, 11_833.2, 2 ** 53, MAX_MINOR + 1, '100'])('not %o', (minor) => {
    const sentence = `minor must be a whole number from 1 to ${MAX_MINOR}`
    expect(said(capture({ ...recordCapture().data, minor }))).toBe(`RecordCapture: ${sentence}`)
    expect(said(border('X', RecordExternalRefund)({ ...recordExternalRefund().data, minor }))).toBe(`X: ${sentence}`)
    expect(said(border('X', RecordChargeback)({ ...chargebackOpened().data, minor }))).toBe(`X: ${sentence}`)
  })
})

describe('What a line costs may be nothing, but not less', () => {
  it.each(['goods', 'discount', 'tax', 'duty', 'fee'])('%s', (field) => {
    for (const minor of [-1, 0.5, MAX_MINOR + 1])
      expect(said(facts({ ...orderFacts(), lines: [{ ...orderLine('A'), [field]: minor }] }))).toBe(
        `OrderFacts: lines.0.${field} must be a whole number from 0 to ${MAX_MINOR}`,
      )
    expect(said(facts({ ...orderFacts(), lines: [{ ...orderLine('A'), [field]: 0 }] }))).toBe('accepted')
  })
})

describe('Money without a fraction has none', () => {
  it.each(['KRW', 'VND', 'JPY'])('%s', (currency) => {
    const lines = (goods: number) => ({ ...orderFacts({ currency }), lines: [orderLine('A', { goods })] })
    expect(said(facts(lines(11_833.2)))).toContain('lines.0.goods must be a whole number')
    expect(said(facts(lines(11_833)))).toBe('accepted')
  })
})

it.each([
  ['no line', { lines: [] }, 'lines must be a list of 1 to 2000 items'],
  [
    'more than 2,000 lines',
    { lines: Array.from({ length: 2_001 }, (_, n) => orderLine(`l-${n}`)) },
    'lines must be a list',
  ],
  ['no means of payment', { tenders: [] }, 'tenders must be a list of 1 to 20 items'],
  ['a step of nothing', { tenders: [{ ...tender('card', 1), granularity: 0 }] }, 'tenders.0.granularity must be'],
  ['a currency of its own', { currency: 'gbp' }, 'currency must be text of 1 to 3 characters: an ISO 4217 code'],
  ['an order id that no stream can carry', { orderId: '数'.repeat(30) }, 'orderId must be an id of 1 to 200 bytes'],
  ['a customer without an id', { customerId: '' }, 'customerId must be text of 1 to 200 characters'],
  ['a field that nobody knows', { email: 'a@b.c' }, 'it must be an object with no other fields than: orderId'],
])('an order with %s is refused', (_, given, sentence) =>
  expect(said(facts({ ...orderFacts(), ...given }))).toContain(`OrderFacts: ${sentence}`),
)
