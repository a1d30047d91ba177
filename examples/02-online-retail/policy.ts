/** The shop's rules for these cases, and the people who decide. */
import { MAX_MINOR, type Caller } from 'after-sales'
import { simplePolicy } from 'after-sales/testing'

/** The data says that goods were canceled, not why. */
export const CANCELED = 'CANCELED'
/** The customer names a price that stands on none of their invoices. */
export const PRICE_NOT_BILLED = 'PRICE_NOT_BILLED'
/** Nothing was sold that could be taken back. */
export const NO_SALE_FOUND = 'NO_SALE_FOUND'

export const AUTOMATIC_UP_TO = 5_000
const AGENT_UP_TO = 20_000
const LEAD_UP_TO = 500_000
export const REFUND_FREE_UP_TO = 20_000
export const SECOND_APPROVAL_ABOVE = 100_000
/** How long the provider may take; afterwards a leg without an answer is asked about. */
const ANSWER_WITHIN_SECONDS = 60

const pounds = (minor: number) => [{ minor, currency: 'GBP' }]

/** The data's rule knows no window, so the policy's is as long as one can be. */
export const policy = simplePolicy('GBP', {
  policyId: 'online-retail',
  window: { ruleId: 'WINDOW-TEN-YEARS', days: 3_650 },
  reasons: [
    { code: CANCELED, en: 'canceled by the customer', zh: '客户取消' },
    { code: PRICE_NOT_BILLED, en: 'price is on no invoice', zh: '发票上没有该价格' },
  ],
  automatic: [
    {
      ruleId: 'AUTO-SMALL-RETURN',
      verdict: 'approve',
      reasons: [CANCELED],
      remedies: ['return_refund'],
      atMost: pounds(AUTOMATIC_UP_TO),
    },
  ],
  reviewLimits: [
    { role: 'agent', atMost: pounds(AGENT_UP_TO) },
    { role: 'lead', atMost: pounds(LEAD_UP_TO) },
    { role: 'owner', atMost: pounds(MAX_MINOR) },
  ],
  refunds: {
    approvalFreeUpTo: pounds(REFUND_FREE_UP_TO),
    secondApprovalAbove: pounds(SECOND_APPROVAL_ABOVE),
    approverRoles: ['finance'],
    shipping: 'none',
    tenders: 'original_ratio',
    fees: [],
    answerWithinSeconds: ANSWER_WITHIN_SECONDS,
  },
})

type Actor = Caller['actor']

const AGENT: Actor = { kind: 'agent', id: 'agent-1' }
const LEAD: Actor = { kind: 'merchant', id: 'lead-1', roles: ['lead'] }
const OWNER: Actor = { kind: 'merchant', id: 'owner-1', roles: ['owner'] }

/** Who may approve a request of this value. */
export const reviewerFor = (value: number): Actor => (value <= AGENT_UP_TO ? AGENT : value <= LEAD_UP_TO ? LEAD : OWNER)

export const customerNamed = (id: string): Actor => ({ kind: 'customer', id })
export const clerk = AGENT
export const dock: Actor = { kind: 'warehouse', id: 'dock-1' }
export const inspector: Actor = { kind: 'warehouse', id: 'inspector-1' }
export const finance: readonly [Actor, Actor] = [
  { kind: 'finance', id: 'finance-1' },
  { kind: 'finance', id: 'finance-2' },
]
export const office: Actor = { kind: 'merchant', id: 'back-office' }
