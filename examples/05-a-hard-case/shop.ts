/**
 * One shop on files, in virtual time, with a payment provider and an issuer of coupons that are simulated. Opening it
 * again on the same folder reads what is on disk: that is how the story is told, by an instance that did nothing itself.
 */
import { join } from 'node:path'
import { createAfterSales, orThrow, policiesFrom, type AfterSales, type EventStore, type Instant } from 'after-sales'
import { openSqliteEventStore, openSqliteKeyRing } from 'after-sales/adapters/sqlite'
import {
  simplePolicy,
  simulatedBenefits,
  simulatedClock,
  simulatedIds,
  simulatedOrders,
  simulatedPayments,
  type SimulatedClock,
  type SimulatedPayments,
} from 'after-sales/testing'

export const ORDER = '#2042'
export const CUSTOMER = 'customer-7'
export const at = (iso: string): Instant => iso as Instant

const orders = simulatedOrders({
  orderId: ORDER,
  customerId: CUSTOMER,
  currency: 'EUR',
  orderedAt: at('2026-02-24T10:00:00.000Z'),
  deliveredAt: at('2026-03-01T15:00:00.000Z'),
  lines: [
    { lineId: 'jacket', sku: 'JACKET-BLUE-M', quantity: 1, goods: 12_000 },
    { lineId: 'scarf', sku: 'SCARF-WOOL', quantity: 1, goods: 3_000 },
  ],
  tenders: [{ tenderId: 'card', kind: 'card', captured: 15_000, paymentRef: 'pi_2042' }],
})
const policies = orThrow(
  policiesFrom([simplePolicy('EUR', { remedies: ['return_refund', 'refund_only', 'exchange'] })]),
)

export interface Shop {
  readonly afterSales: AfterSales
  readonly store: EventStore
  readonly clock: SimulatedClock
  readonly payments: SimulatedPayments
  readonly close: () => Promise<void>
}

export const openShop = async (folder: string, now: Instant): Promise<Shop> => {
  const clock = simulatedClock(now)
  const payments = simulatedPayments({ clock })
  const store = await openSqliteEventStore({ file: join(folder, 'log.db'), now: clock.now })
  const keyRing = await openSqliteKeyRing({ file: join(folder, 'keys.db') })
  const benefits = simulatedBenefits()
  const afterSales = createAfterSales({
    ...{ store, keyRing, policies, orders, payments, benefits, clock },
    ids: simulatedIds(5),
  })
  const close = async (): Promise<void> => {
    await store.close()
    await keyRing.close()
  }
  return { afterSales, store, clock, payments, close }
}
