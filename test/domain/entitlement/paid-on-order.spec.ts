import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { paidOnOrder, type EntitlementCommand } from '../../../src/domain/entitlement/index.js'
import * as given from '../../../src/testing/builders/entitlement.js'
import { order, refund, registered } from './orders.js'

const paid = (...commands: ReadonlyArray<EntitlementCommand>) => paidOnOrder(registered(order().after(...commands)))

describe('What was paid on an order', () => {
  it('is what was paid for each line, and all of it together', () => {
    const { lines, paid: together } = paid()
    assert.deepEqual([lines, together], [[{ lineId: 'shirt', paid: 26_997 }], 26_997])
  })
  it('is no less for what was refunded', () => {
    const refunded = refund(order(), { shirt: 1 })
    assert.equal(paidOnOrder(registered(refunded.order)).paid, 26_997)
  })

  describe('and goods went out instead', () => {
    it('is no more where the old goods paid for the new ones', () => {
      assert.equal(paid(given.recordReplacement({ payments: [] })).paid, 26_997)
    })
    it('is more by what the customer paid for them, and by no more', () => {
      assert.equal(paid(given.recordReplacement()).paid, 26_997 + 16_000)
    })
    it('is no more for what it cost to send them', () => {
      assert.equal(paid(given.recordReplacement({ shipping: 490, shippingTax: 93 })).paid, 26_997 + 16_000 - 583)
      const payments = [given.tender('card-2', 500)]
      assert.equal(paid(given.recordReplacement({ shipping: 490, shippingTax: 93, payments })).paid, 26_997)
    })
    it('is more by the security that was taken, where the old ones never came', () => {
      assert.equal(paid(given.recordReplacement(), given.recordRecoveryPayment()).paid, 26_997 + 25_000)
    })
    it('is so also where the security was heard of first, and taken in parts', () => {
      const part = given.recordRecoveryPayment({ payment: given.tender('card-3', 1_000) })
      const more = given.recordRecoveryPayment({ recoveryId: 'rec-2', payment: given.tender('card-3', 500) })
      assert.equal(paid(part, given.recordReplacement(), more).paid, 26_997 + 17_500)
    })
    it('is no more than they are worth, whatever was taken', () => {
      const payments = [given.tender('card-2', 99_000)]
      assert.equal(paid(given.recordReplacement({ payments })).paid, 26_997 + 25_000)
    })
    it('names the new lines with what they are worth', () => {
      assert.deepEqual(paid(given.recordReplacement()).lines, [
        { lineId: 'shirt', paid: 26_997 },
        { lineId: 'coat', paid: 25_000 },
      ])
    })
  })
})
