/**
 * Who may say what: every command of the façade, given by everybody outside the shop, about a case that is there. What is
 * not theirs is a no before anything else is looked at, and nothing is written.
 */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { Actor } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
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
  storedText,
  submitted,
  wish,
  type Shop,
} from '../acceptance/shop.js'
import { simulatedOrders } from 'after-sales/testing'
import { callsOf, inputs } from './calls.js'

const remedies = ['return_refund', 'refund_only', 'exchange', 'reship', 'repair'] as const

/** One case with a return whose refund was paid, an exchange, a repair, a compensation, and a draft. */
const shopWithEverything = async () => {
  const eight = order({
    lines: [lineOf('mug', 8, 71_992)],
    tenders: [{ tenderId: 'card', kind: 'card', captured: 71_992 }],
  })
  const shop = shopOn(memoryEventStore(), {
    policy: openHanded('EUR', { remedies }),
    orders: simulatedOrders(eight),
  })
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

/** What others than the shop may say of their own case, or of what they do for the shop. */
const FROM_OTHERS: Readonly<Record<string, ReadonlyArray<Actor['kind']>>> = {
  'orders.recordDelivery': ['carrier', 'provider'],
  'orders.recordCapture': ['provider'],
  'orders.recordExternalRefund': ['provider'],
  'orders.recordChargeback': ['provider'],
  'requests.open': ['customer'],
  'requests.edit': ['customer'],
  'requests.quote': ['customer'],
  'requests.submit': ['customer'],
  'requests.cancel': ['customer'],
  'requests.supplyEvidence': ['customer'],
  'requests.answerSurvey': ['customer'],
  'requests.appeal': ['customer'],
  'requests.fileCaseEvidence': ['customer'],
  'requests.switchRemedy': ['customer'],
  'requests.withdrawPlatformCase': ['customer'],
  'requests.close': ['customer'],
  'returns.arrange': ['customer'],
  'returns.registerParcel': ['customer', 'carrier', 'provider'],
  'returns.recordScan': ['carrier', 'provider'],
  'returns.disputeCount': ['customer'],
  'refunds.contestDeduction': ['customer'],
  'refunds.recordAnswer': ['provider'],
  'replacements.secureDifference': ['provider'],
  'replacements.ship': ['carrier', 'provider'],
  'replacements.recordDelivered': ['carrier', 'provider'],
  'replacements.recordUndelivered': ['carrier', 'provider'],
  'replacements.recordRecovery': ['provider'],
  'repairs.acceptQuote': ['customer'],
  'repairs.declineQuote': ['customer'],
  'repairs.ship': ['carrier', 'provider'],
  'repairs.recordDelivered': ['carrier', 'provider'],
  'compensations.accept': ['customer'],
  'compensations.decline': ['customer'],
  'compensations.recordRedeemed': ['provider'],
  'compensations.recordReturned': ['provider'],
}

/** That it is not for them. Any other no has looked at the case first. */
const NOT_FOR_THEM: ReadonlySet<string> = new Set([
  'EntitlementForStaffOnly',
  'RequestForStaffOnly',
  'NotOwner',
  'NotForCustomers',
  'NotYourReturn',
  'RefundForStaffOnly',
  'NotTheirRefund',
  'ReplacementForStaffOnly',
  'RepairForStaffOnly',
  'NotYourRepair',
  'CompensationForStaffOnly',
  'NotYourCompensation',
  'AllowanceForFinanceOnly',
  'WorkForStaffOnly',
  'WorkerForStaffOnly',
  'NoticeForStaffOnly',
])

// Roles are for who works for the shop: nobody brings them along.
const roles = ['lead', 'finance', 'merchant', 'manager', 'legal']
const THE_CUSTOMER: Actor = { ...customer.actor, roles }
const A_STRANGER: Actor = { kind: 'customer', id: 'customer-99', roles }
const THE_CARRIER: Actor = { kind: 'carrier', id: 'post', roles }
const THE_PROVIDER: Actor = { kind: 'provider', id: 'psp', roles }

const { shop, ids } = await shopWithEverything()
const calls = callsOf(shop)
const stored = await storedText(shop.store)

const aboutTheCase = (name: string): object => ({
  ...inputs[name],
  ...Object.fromEntries(Object.entries(ids).filter(([key]) => key in inputs[name]!)),
  ...(name === 'compensations.propose' ? { compensationId: 'C-new' } : {}),
})
const saidBy = async (actor: Actor, name: string, by: Shop = shop): Promise<string> => {
  const answer = await callsOf(by)[name]!(aboutTheCase(name), { actor })()
  return E.isLeft(answer) ? answer.left._tag : 'taken'
}

describe.each(Object.keys(calls))('%s', (name) => {
  const others = FROM_OTHERS[name] ?? []

  it('is not for a customer who has nothing to do with the case', async () => {
    expect(NOT_FOR_THEM).toContain(await saidBy(A_STRANGER, name))
    expect(await storedText(shop.store)).toEqual(stored)
  })

  it.each([THE_CUSTOMER, THE_CARRIER, THE_PROVIDER].filter(({ kind }) => !others.includes(kind)))(
    'is not for the $kind of the case, whatever roles they bring',
    async (actor) => {
      expect(NOT_FOR_THEM).toContain(await saidBy(actor, name))
      expect(await storedText(shop.store)).toEqual(stored)
    },
  )
})

it.each(Object.entries(FROM_OTHERS))(
  '%s is for others than the shop where it is theirs to say',
  async (name, kinds) => {
    const another = await shopWithEverything()
    for (const { roles: _roles, ...plain } of [THE_CUSTOMER, THE_CARRIER, THE_PROVIDER])
      if (kinds.includes(plain.kind)) expect(NOT_FOR_THEM).not.toContain(await saidBy(plain, name, another.shop))
  },
)

describe('What is said of money', () => {
  const someone: Actor = { kind: 'agent', id: 'agent-1' }
  it.each([
    'orders.recordCapture',
    'orders.recordExternalRefund',
    'orders.recordChargeback',
    'orders.recordDutyRecovered',
  ])('%s is for those who keep the books, not for every agent', async (name) => {
    expect(await saidBy(someone, name)).toBe('EntitlementForFinanceOnly')
    expect(await storedText(shop.store)).toEqual(stored)
  })

  it('refunds.recordAnswer is for the provider, not for an agent or for one approver alone', async () => {
    const approver: Actor = { kind: 'finance', id: 'finance-1' }
    expect(await saidBy(someone, 'refunds.recordAnswer')).toBe('NotTheProvider')
    expect(await saidBy(approver, 'refunds.recordAnswer')).toBe('NotTheProvider')
    expect(await storedText(shop.store)).toEqual(stored)
  })
})
