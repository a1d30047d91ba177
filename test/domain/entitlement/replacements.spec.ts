import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { deliveredAtOf } from '../../../src/domain/entitlement/index.js'
import { MAX_MINOR } from '../../../src/domain/values/money.js'
import { at } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/entitlement.js'
import { byTender, order, refund, registered } from './orders.js'

const { replacementId, claimId } = given
const delivered = at('2026-03-10T09:00:00.000Z')
const orderDelivered = at('2026-02-24T15:30:00.000Z')
const notRecorded = (why: 'line_taken' | 'tender_taken' | 'too_many_tenders' | 'order_total_too_high') =>
  ({ type: 'ReplacementNotRecorded', data: { replacementId, claimId, what: 'replacement', why } }) as const

describe('Goods that replaced others', () => {
  it('are lines of the order, and what was captured for them is money of the order', () => {
    const after = order().after(given.recordReplacement({ shipping: 490, shippingTax: 93 }))
    const { lines, tenders, shipping, shippingTax } = registered(after)
    assert.deepEqual(
      lines.map(({ line, settledUnits }) => [line.lineId, line.goods, settledUnits]),
      [
        ['shirt', 26_997, 0],
        ['coat', 25_000, 0],
      ],
    )
    assert.deepEqual(
      tenders.map(({ tenderId, paymentRef, captured }) => [tenderId, paymentRef, captured]),
      [
        ['card', undefined, 26_997],
        ['card-2', 'pi_2', 16_000],
      ],
    )
    assert.deepEqual([shipping, shippingTax], [490, 93])
  })
  it('are recorded once, whatever a later parcel says', () =>
    order()
      .after(given.recordReplacement())
      .when(given.recordReplacement({ payments: [] }))
      .thenNothing())
  it('are claimed and refunded as all others are', () => {
    const after = order().after(given.recordReplacement({ payments: [given.tender('card-2', 25_000)] }))
    const { refund: coat } = refund(after, { coat: 1 }, { tenders: 'last_first' })
    assert.deepEqual(byTender(coat), { 'card-2': 25_000 })
  })
  it('cost nothing more where the shop owed', () =>
    order()
      .when(given.recordReplacement({ payments: [] }))
      .thenTypes('ReplacementRecorded'))
  it('and have a name that others have, are not recorded, once, and somebody sees it', () => {
    const added = [given.orderLine('shirt')]
    order().when(given.recordReplacement({ added })).then(notRecorded('line_taken'))
    order().after(given.recordReplacement({ added })).when(given.recordReplacement()).thenNothing()
  })
  it('are not recorded where their payment has a name that another has', () =>
    order()
      .when(given.recordReplacement({ payments: [given.tender('card', 1)] }))
      .then(notRecorded('tender_taken')))
  it('are not recorded where a refund could not name all payments', () => {
    const tenders = Array.from({ length: 20 }, (_, i) => given.tender(`t-${i}`, 0))
    order({ tenders }).when(given.recordReplacement()).then(notRecorded('too_many_tenders'))
    order({ tenders: tenders.slice(1) })
      .when(given.recordReplacement())
      .thenTypes('ReplacementRecorded')
  })
  it('are not recorded where the order would cost more than can be written', () =>
    order()
      .when(given.recordReplacement({ added: [given.orderLine('coat', { goods: MAX_MINOR })] }))
      .then(notRecorded('order_total_too_high')))
})

describe('The window of goods that replaced others', () => {
  const shipped = order({ deliveredAt: orderDelivered }).after(given.recordReplacement())
  it('counts from their own delivery, not from that of the order', () => {
    assert.equal(deliveredAtOf(registered(shipped), 'coat'), undefined)
    const after = registered(shipped.after(given.recordReplacementDelivery()))
    assert.equal(deliveredAtOf(after, 'coat'), delivered)
    assert.equal(deliveredAtOf(after, 'shirt'), orderDelivered)
  })
  it('is known also when the news that they came is faster than that they went', () => {
    const after = order().after(given.recordReplacementDelivery(), given.recordReplacement())
    assert.equal(deliveredAtOf(registered(after), 'coat'), delivered)
  })
  it('is told once, and again when it was another day', () => {
    const after = shipped.after(given.recordReplacementDelivery())
    after.when(given.recordReplacementDelivery()).thenNothing()
    after
      .when(given.recordReplacementDelivery({ deliveredAt: at('2026-03-11T09:00:00.000Z') }))
      .thenTypes('LinesDelivered')
  })
  it('of goods that were not recorded is nobody’s', () => {
    const after = order({ deliveredAt: orderDelivered }).after(
      given.recordReplacement({ added: [given.orderLine('shirt')] }),
    )
    after.when(given.recordReplacementDelivery({ lineIds: ['shirt'] })).thenNothing()
    assert.equal(deliveredAtOf(registered(after), 'shirt'), orderDelivered)
  })
})

describe('What was taken for goods that did not come back', () => {
  it('is money of the order, to be paid back when they come late', () => {
    const after = registered(order().after(given.recordRecoveryPayment()))
    assert.deepEqual(
      after.tenders.map(({ tenderId, captured }) => [tenderId, captured]),
      [
        ['card', 26_997],
        ['card-3', 9_000],
      ],
    )
  })
  it('is recorded once', () =>
    order().after(given.recordRecoveryPayment()).when(given.recordRecoveryPayment()).thenNothing())
  it('is money of the order in however many parts it was taken', () => {
    const rest = { recoveryId: 'rec-2', payment: given.tender('card-3', 500, { kind: 'card', paymentRef: 'pi_3' }) }
    const both = order().after(given.recordRecoveryPayment(), given.recordRecoveryPayment(rest))
    assert.deepEqual(
      registered(both).tenders.map(({ tenderId, captured }) => [tenderId, captured]),
      [
        ['card', 26_997],
        ['card-3', 9_500],
      ],
    )
    both.when(given.recordRecoveryPayment(rest)).thenNothing()
  })
  it('is not recorded under a name that another payment has, once, and somebody sees it', () => {
    const taken = given.recordRecoveryPayment({ payment: given.tender('card', 1) })
    order()
      .when(taken)
      .then({
        type: 'ReplacementNotRecorded',
        data: { replacementId, claimId, what: 'recovery', why: 'tender_taken' },
      })
    order().after(taken).when(taken).thenNothing()
    order().after(taken).when(given.recordReplacement()).thenTypes('ReplacementRecorded')
  })
})
