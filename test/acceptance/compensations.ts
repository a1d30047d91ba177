/** Compensations in the shop of the acceptance tests: one cheap mug for 80.00, and terms as a shop might have them. */
import type { Caller, CompensationTerms, LossLine } from 'after-sales'
import { simulatedOrders } from 'after-sales/testing'
import { customer, lineOf, order, shopOn, wish, type Shop, type ShopOptions } from './shop.js'
import type { EventStore } from 'after-sales'

export const agentNamed = (id: string): Caller => ({ actor: { kind: 'agent', id } })
export const supervisor: Caller = { actor: { kind: 'agent', id: 'lead-1', roles: ['lead'] } }
export const manager: Caller = { actor: { kind: 'agent', id: 'boss-1', roles: ['manager'] } }
export const lawyer: Caller = { actor: { kind: 'agent', id: 'law-1', roles: ['legal'] } }

/** An agent gives up to 50.00 at a time, and to one order no more than 60.00 of everybody's together. */
export const terms = (changes: Partial<CompensationTerms> = {}): CompensationTerms => ({
  limits: [
    { role: 'agent', atMost: 5_000, perOrder: 6_000 },
    { role: 'lead', atMost: 50_000, perOrder: 50_000 },
  ],
  overCapRoles: ['manager'],
  legalRoles: ['legal'],
  allowances: [],
  consent: false,
  exclusive: [],
  answerWithinSeconds: 60,
  ...changes,
})

export const lossOf = (head: LossLine['head'], minor: number, changes: Partial<LossLine> = {}): LossLine => ({
  head,
  layer: 'goodwill',
  severity: 'S2',
  lineIds: ['mug'],
  minor,
  evidenceIds: [],
  ...changes,
})

/** One mug for 80.00, and a request about it. */
export const shopWithRequest = async (store: EventStore, options: ShopOptions = {}): Promise<Shop> => {
  const cheap = order({
    lines: [lineOf('mug', 1, 8_000)],
    tenders: [{ tenderId: 'card', kind: 'card', captured: 8_000 }],
  })
  const shop = shopOn(store, { orders: simulatedOrders(cheap), ...options })
  await shop.requests.open(wish('R-1', 1, { remedy: 'refund_only' }), customer)
  return shop
}

export interface Proposal {
  readonly losses?: ReadonlyArray<LossLine>
  readonly benefit?: { readonly form: 'cash' | 'coupon' | 'gift' }
  readonly terms?: CompensationTerms
  readonly demanded?: boolean
  readonly overCap?: string
}

export const proposed = (shop: Pick<Shop, 'compensations'>, compensationId: string, by: Caller, more: Proposal = {}) =>
  shop.compensations.propose(
    {
      ...{ compensationId, requestId: 'R-1', currency: 'EUR', benefit: { form: 'coupon' }, terms: terms() },
      losses: [lossOf('delay', 3_000)],
      ...more,
    },
    by,
  )

export const statusOf = async (shop: Pick<Shop, 'getCase'>, compensationId: string): Promise<string | undefined> =>
  (await shop.getCase('R-1')).compensations.find((one) => one.compensationId === compensationId)?.status

export const orderTotal = (shop: Pick<Shop, 'allowances'>) =>
  shop.allowances.get({ scope: 'order', key: '#1001', period: 'all' })
