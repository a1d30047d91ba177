/** One return, from the customer's wish to the money back. Run it with `npm run example:01`. */
import { createAfterSales, formatMoney, instantOf, orThrow, policiesFrom } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { randomIds, systemClock } from 'after-sales/adapters/node'
import { simplePolicy, simulatedOrders, simulatedPayments } from 'after-sales/testing'

const yesterday = instantOf(Date.now() - 86_400_000)
const orders = simulatedOrders({
  orderId: '#1001',
  customerId: 'customer-7',
  currency: 'EUR',
  orderedAt: yesterday,
  lines: [{ lineId: 'mug', sku: 'MUG-BLUE', quantity: 3, goods: 2_500, tax: 475 }],
  tenders: [{ tenderId: 'card', kind: 'card', captured: 2_975 }],
})
const { requests, returns, getCase } = createAfterSales({
  store: memoryEventStore(),
  policies: orThrow(policiesFrom([simplePolicy('EUR')])),
  orders,
  payments: simulatedPayments(),
  clock: systemClock,
  ids: randomIds,
}).promises

const customer = { actor: { kind: 'customer', id: 'customer-7' }, channel: 'app' } as const
const warehouse = { actor: { kind: 'warehouse', id: 'dock-2' } } as const

await requests.open(
  {
    requestId: 'R-1',
    orderId: '#1001',
    remedy: 'return_refund',
    lines: [{ lineId: 'mug', quantity: 2, reason: 'CM_CHANGED_MIND' }],
  },
  customer,
)
const submitted = await requests.submit({ requestId: 'R-1' }, customer)
const returnId = submitted.state.returnId!
await returns.receiveParcel({ returnId, receiptId: 'P-1', lines: [{ lineId: 'mug', quantity: 2 }] }, warehouse)
await returns.inspect(
  { returnId, inspectionId: 'I-1', lines: [{ lineId: 'mug', accepted: 2, rejected: 0, grade: 'A_NEW_SEALED' }] },
  warehouse,
)
await returns.dispose(
  { returnId, dispositionId: 'D-1', lines: [{ lineId: 'mug', quantity: 2, code: 'RESTOCK' }] },
  warehouse,
)

const { request, refunds } = await getCase('R-1')
for (const { status, breakdown } of refunds)
  console.log(`refund ${status}: ${formatMoney({ minor: breakdown!.total, currency: breakdown!.currency })}`)
console.log(`request ${request.status}`)
