/**
 * Who may say what: every command of the façade, given by everybody outside the shop, about a case that is there. What is
 * not theirs is a no before anything else is looked at, and nothing is written.
 */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { Actor } from 'after-sales'
import { customer, storedText, type Shop } from '../acceptance/shop.js'
import { callsOf } from './calls.js'
import { aboutTheCase, shopWithEverything } from './whole-case.js'

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

const saidBy = async (actor: Actor, name: string, by: Shop = shop): Promise<string> => {
  const answer = await callsOf(by)[name]!(aboutTheCase(name, ids), { actor })()
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
