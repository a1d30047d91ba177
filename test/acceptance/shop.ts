/**
 * A shop for tests through the façade: an order, a policy, people, and the world outside, simulated. A test names only
 * what its rule is about.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  createAfterSales,
  instantOf,
  orThrow,
  policiesFrom,
  type AfterSalesConfig,
  type AfterSalesError,
  type AfterSalesException,
  type EventStore,
  type Instant,
  type OrderFacts,
  type PolicySet,
} from 'after-sales'
import { memoryEventStore, memoryKeyRing, memoryReadModelStore } from 'after-sales/adapters/memory'
import { openSqliteEventStore } from 'after-sales/adapters/sqlite'
import {
  simplePolicy,
  simulatedBenefits,
  simulatedClock,
  simulatedIds,
  simulatedOrders,
  simulatedPayments,
} from 'after-sales/testing'

export const NOW = instantOf(Date.UTC(2026, 0, 5, 9))
export const YESTERDAY = instantOf(Date.UTC(2026, 0, 4, 9))

export const customer = { actor: { kind: 'customer', id: 'customer-7' }, channel: 'web' } as const
export const agent = { actor: { kind: 'agent', id: 'agent-1' }, channel: 'phone' } as const
export const lead = { actor: { kind: 'agent', id: 'lead-1', roles: ['lead'] } } as const
export const finance = { actor: { kind: 'finance', id: 'finance-1' } } as const
export const controller = { actor: { kind: 'finance', id: 'finance-2' } } as const
export const warehouse = { actor: { kind: 'warehouse', id: 'dock-2' } } as const
export const system = { actor: { kind: 'system', id: 'import' } } as const

/** Each test runs on both: what holds in memory holds on disk. */
export const stores: ReadonlyArray<{
  readonly name: string
  /** `now` dates what is stored. */
  readonly open: (now?: () => Instant) => Promise<EventStore>
}> = [
  { name: 'memory', open: (now = () => NOW) => Promise.resolve(memoryEventStore({ now })) },
  {
    name: 'SQLite',
    open: async (now = () => NOW) => {
      const folder = mkdtempSync(join(tmpdir(), 'after-sales-'))
      const store = await openSqliteEventStore({ file: join(folder, 'log.db'), now, pollMs: 5 })
      onTestFinished(async () => {
        await store.close()
        rmSync(folder, { recursive: true, force: true })
      })
      return store
    },
  },
]

/** Three mugs for 269.97, paid by card; the line is worth 89.99 a piece. */
export const order = (changes: Partial<OrderFacts> = {}): OrderFacts => ({
  orderId: '#1001',
  customerId: 'customer-7',
  currency: 'EUR',
  orderedAt: YESTERDAY,
  lines: [{ lineId: 'mug', sku: 'MUG-BLUE', quantity: 3, goods: 26_997 }],
  tenders: [{ tenderId: 'card', kind: 'card', captured: 26_997 }],
  ...changes,
})

export const lineOf = (
  lineId: string,
  quantity: number,
  goods: number,
  more: Partial<OrderFacts['lines'][number]> = {},
): OrderFacts['lines'][number] => ({ lineId, sku: `SKU-${lineId}`, quantity, goods, ...more })

/** Nobody has to approve anything: what a test is not about does not stand in its way. */
export const openHanded = (currency = 'EUR', changes: Partial<PolicySet> = {}): PolicySet => {
  const all = [{ minor: 999_999_999_999_999, currency }]
  const policy = simplePolicy(currency)
  return {
    ...policy,
    automatic: [{ ruleId: 'AUTO-ALL', verdict: 'approve', atMost: all }],
    refunds: { ...policy.refunds, approvalFreeUpTo: all, secondApprovalAbove: all },
    ...changes,
  }
}

export interface ShopOptions extends Partial<
  Omit<AfterSalesConfig, 'policies' | 'orders' | 'payments' | 'benefits' | 'clock'>
> {
  readonly orders?: ReturnType<typeof simulatedOrders>
  readonly payments?: ReturnType<typeof simulatedPayments>
  readonly benefits?: ReturnType<typeof simulatedBenefits>
  readonly clock?: ReturnType<typeof simulatedClock>
  readonly policy?: PolicySet
  readonly seed?: number
}

let shops = 0

/** Everything a test needs; a second shop on the same store is another instance of the same host. */
export const shopOn = (store: EventStore, options: ShopOptions = {}) => {
  const { policy = openHanded(), seed = ++shops, ...given } = options
  const world = {
    orders: simulatedOrders(order()),
    payments: simulatedPayments(),
    benefits: simulatedBenefits(),
    clock: simulatedClock(NOW),
    ids: simulatedIds(seed),
    keyRing: memoryKeyRing(),
    readModels: memoryReadModelStore(),
    ...given,
  }
  const afterSales = createAfterSales({ ...world, store, policies: orThrow(policiesFrom([policy])) })
  // The façade's `orders` are facts of an order; the directory keeps the name, because tests set it up.
  const { orders: facts, ...functions } = afterSales.promises
  return { ...world, ...functions, store, policy, afterSales, facts }
}
export type Shop = ReturnType<typeof shopOn>

/** The error of a call that is refused. */
export const refusalOf = async (call: Promise<unknown>): Promise<AfterSalesError> => {
  try {
    await call
  } catch (cause) {
    return (cause as AfterSalesException).error
  }
  throw new Error('it was not refused')
}

interface Wish {
  readonly requestId: string
  readonly orderId: string
  readonly remedy: 'return_refund' | 'refund_only' | 'exchange' | 'reship' | 'repair'
  readonly lines: ReadonlyArray<{ readonly lineId: string; readonly quantity: number; readonly reason: string }>
}
export const wish = (requestId: string, quantity: number, changes: Partial<Wish> = {}): Wish => ({
  requestId,
  orderId: '#1001',
  remedy: 'return_refund',
  lines: [{ lineId: 'mug', quantity, reason: 'CM_CHANGED_MIND' }],
  ...changes,
})

/** Opened and submitted by the customer. */
export const submitted = async (shop: Shop, requestId: string, quantity: number, changes: Partial<Wish> = {}) => {
  await shop.requests.open(wish(requestId, quantity, changes), customer)
  return shop.requests.submit({ requestId }, customer)
}

/** One parcel from the doormat to the shelf: received, inspected as good, put back. */
export const sentBack = async (
  shop: Shop,
  returnId: string,
  parcel: string,
  lines: Readonly<Record<string, number>>,
) => {
  const units = Object.entries(lines).map(([lineId, quantity]) => ({ lineId, quantity }))
  await shop.returns.receiveParcel({ returnId, receiptId: `R-${parcel}`, lines: units }, warehouse)
  await shop.returns.inspect(
    {
      returnId,
      inspectionId: `I-${parcel}`,
      lines: units.map(({ lineId, quantity }) => ({ lineId, accepted: quantity, rejected: 0, grade: 'A_NEW_SEALED' })),
    },
    warehouse,
  )
  return shop.returns.dispose(
    { returnId, dispositionId: `D-${parcel}`, lines: units.map((unit) => ({ ...unit, code: 'RESTOCK' })) },
    warehouse,
  )
}

export const paidBy = (shop: Pick<Shop, 'payments'>): Readonly<Record<string, number>> => {
  const totals: Record<string, number> = {}
  for (const { tenderId, minor } of shop.payments.paid.values()) totals[tenderId] = (totals[tenderId] ?? 0) + minor
  return totals
}

/** Everything that is stored, event by event, as text. */
export const storedText = async (store: EventStore): Promise<ReadonlyArray<string>> => {
  const events: Array<string> = []
  for await (const delivery of store.all())
    if (delivery._tag === 'Event') {
      const { position: _position, recordedAt: _recordedAt, ...event } = delivery.event
      events.push(JSON.stringify(event))
    }
  return events
}

export const typesIn = async (store: EventStore): Promise<ReadonlyArray<string>> =>
  (await storedText(store)).map((text) => (JSON.parse(text) as { type: string }).type)

export const at = (iso: string): Instant => iso as Instant
