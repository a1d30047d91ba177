/** One order with a return whose refund was paid, an exchange, a repair, a compensation, and a draft. */
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simulatedOrders } from 'after-sales/testing'
import type { EventStore } from 'after-sales'
import { proposed, terms } from '../acceptance/compensations.js'
import {
  agent,
  at,
  customer,
  lead,
  lineOf,
  openHanded,
  order,
  sentBack,
  shopOn,
  submitted,
  wish,
} from '../acceptance/shop.js'
import { inputs } from './calls.js'

const remedies = ['return_refund', 'refund_only', 'exchange', 'reship', 'repair'] as const
const eight = order({
  lines: [lineOf('mug', 8, 71_992)],
  tenders: [{ tenderId: 'card', kind: 'card', captured: 71_992 }],
})

/** A shop of that name in the log. */
export const shopOf = (tenant: string, store: EventStore) =>
  shopOn(store, { tenant, policy: openHanded('EUR', { remedies }), orders: simulatedOrders(eight) })

export const shopWithEverything = async () => {
  const shop = shopOf('main', memoryEventStore())
  await submitted(shop, 'R-1', 2)
  await submitted(shop, 'R-exchange', 1, { remedy: 'exchange' })
  await submitted(shop, 'R-repair', 1, { remedy: 'repair' })
  await shop.requests.open(wish('R-draft', 1), customer)
  const { returnId } = (await shop.getCase('R-1')).returns[0]!
  await sentBack(shop, returnId, '1', { mug: 1 })
  await proposed(shop, 'C-1', lead, { terms: terms({ consent: true }) })
  await shop.compensations.offer({ compensationId: 'C-1', expiresAt: at('2026-02-01T00:00:00.000Z') }, agent)
  const { refundId } = (await shop.getCase('R-1')).refunds[0]!
  const { replacementId } = (await shop.getCase('R-exchange')).replacements[0]!
  const { repairId } = (await shop.getCase('R-repair')).repairs[0]!
  return { shop, ids: { returnId, refundId, replacementId, repairId } }
}

/** The sample input of a call, about that case. */
export const aboutTheCase = (name: string, ids: Readonly<Record<string, string>>): object => ({
  ...inputs[name],
  ...Object.fromEntries(Object.entries(ids).filter(([key]) => key in inputs[name]!)),
  ...(name === 'compensations.propose' ? { compensationId: 'C-new' } : {}),
})
