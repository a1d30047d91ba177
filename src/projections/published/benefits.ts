/** What is told of compensations: what the customer is offered and gets, who bears it, and what comes back. */
import { listOf, record, whole, yesOrNo } from '../../domain/kernel/codec.js'
import { Code } from '../../domain/values/codes.js'
import { StreamId } from '../../domain/values/ids.js'
import { Instant } from '../../domain/values/instant.js'
import { Currency, Minor, PositiveMinor } from '../../domain/values/money.js'
import { fact, type Sayings } from './fact.js'
import { present } from './forms.js'

const itself = { compensationId: StreamId }
const ofCase = { compensationId: StreamId, requestId: StreamId, orderId: StreamId }
const reasoned = { ...ofCase, reason: Code }

const approved = fact(
  'compensation.approved.v1',
  'It may be given. `consent`: the customer is asked first.',
  ['accounting'],
  { ...itself, minor: PositiveMinor, currency: Currency, consent: yesOrNo },
)
const offered = fact(
  'compensation.offered.v1',
  'The customer is asked whether they take it, until then. What it is worth stands in `compensation.approved`.',
  ['mail'],
  { ...itself, expiresAt: Instant },
)
const accepted = fact('compensation.accepted.v1', 'The customer takes it; it is issued next.', ['mail'], itself)
const declined = fact('compensation.declined.v1', 'The customer does not want it.', ['accounting'], ofCase)
const lapsed = fact('compensation.lapsed.v1', 'The customer did not answer in time.', ['accounting', 'mail'], ofCase)
const canceled = fact('compensation.canceled.v1', 'It is not given after all.', ['accounting', 'mail'], reasoned)
const issued = fact(
  'compensation.issued.v1',
  'The customer has it. `form`: cash, coupon, points, …; `reference`: the issuer’s own.',
  ['accounting', 'erp', 'mail'],
  { ...ofCase, form: Code, minor: PositiveMinor, currency: Currency, reference: Code },
  { product: Code },
)
const redeemed = fact('compensation.redeemed.v1', 'The customer has used it.', ['accounting'], ofCase)
const expired = fact('compensation.expired.v1', 'It was never used, and is void.', ['accounting'], ofCase)
const returned = fact(
  'compensation.returned.v1',
  'Cash that was paid out came back, with the reference of its return: the customer is owed it again.',
  ['accounting', 'erp', 'mail'],
  { ...ofCase, minor: PositiveMinor, currency: Currency, code: Code, reference: Code },
)
const revoked = fact('compensation.revoked.v1', 'It was taken back unused.', ['accounting', 'mail'], reasoned)
const owed = fact(
  'compensation.clawback_due.v1',
  'The customer used what was taken back, and owes it.',
  ['accounting', 'mail'],
  { ...itself, minor: PositiveMinor, currency: Currency, reason: Code },
)
const owedPaid = fact(
  'compensation.clawback_recovered.v1',
  'The customer paid so much of it. Its currency stands in `compensation.clawback_due`.',
  ['accounting'],
  { ...itself, minor: PositiveMinor, reference: Code },
)
const party = { ...itself, party: Code, minor: PositiveMinor }
const CostPart = record('CostPart', { party: Code, basisPoints: whole('BasisPoints', 1, 10_000), minor: Minor })
const allocated = fact('compensation.cost_allocated.v1', 'Who bears how much of the cost.', ['accounting'], {
  ...{ ...itself, currency: Currency, parts: listOf(CostPart, 1, 5) },
})
const inAllocated = 'Its currency stands in `compensation.cost_allocated`.'
const claimed = fact(
  'compensation.recovery_claimed.v1',
  `So much is claimed from a liable party. ${inAllocated}`,
  ['accounting'],
  { ...party, reference: Code },
)
const recovered = fact('compensation.recovered.v1', `A liable party paid so much. ${inAllocated}`, ['accounting'], {
  ...party,
  reference: Code,
})
const writtenOff = fact(
  'compensation.recovery_written_off.v1',
  'So much will not come, from a liable party or from the customer (`party`). Its currency stands where it was claimed.',
  ['accounting'],
  { ...party, reason: Code },
)

const surplus = fact(
  'compensation.surplus_found.v1',
  'So much came back from a party, or from the customer, beyond what was given in the end; `total` is owed to them.',
  ['accounting'],
  { ...party, currency: Currency, total: PositiveMinor },
)
const repaid = fact(
  'compensation.surplus_repaid.v1',
  'It was given back. Its currency stands in `compensation.surplus_found`.',
  ['accounting'],
  { ...party, reference: Code },
)

export const benefitFacts = [
  ...([approved, offered, accepted, declined, lapsed, canceled, issued, redeemed, returned, expired, revoked] as const),
  ...([owed, owedPaid, allocated, claimed, recovered, writtenOff, surplus, repaid] as const),
] as const

interface OfCase {
  readonly compensationId: string
  readonly requestId: string
  readonly orderId: string
}
const caseOf = ({ compensationId, requestId, orderId }: OfCase): OfCase => ({ compensationId, requestId, orderId })

export const benefitSayings = {
  CompensationApproved: ({ event: { data } }) => {
    const { compensationId, minor, currency, consent } = data
    return approved.of({ compensationId, minor, currency, consent })
  },
  CompensationOffered: ({ event: { data } }) =>
    offered.of({ compensationId: data.compensationId, expiresAt: data.expiresAt }),
  CompensationAccepted: ({ event: { data } }) => accepted.of({ compensationId: data.compensationId }),
  CompensationDeclined: ({ event: { data } }) => declined.of(caseOf(data)),
  CompensationLapsed: ({ event: { data } }) => lapsed.of(caseOf(data)),
  CompensationCanceled: ({ event: { data } }) => canceled.of({ ...caseOf(data), reason: data.reason }),
  CompensationIssued: ({ event: { data } }) => {
    const { benefit, minor, currency, externalRef: reference } = data
    const { form, product } = benefit
    return issued.of({ ...caseOf(data), form, minor, currency, reference, ...present({ product }) })
  },
  BenefitRedeemed: ({ event: { data } }) => redeemed.of(caseOf(data)),
  BenefitReturned: ({ event: { data } }) => {
    const { minor, currency, code, reference } = data
    return returned.of({ ...caseOf(data), minor, currency, code, reference })
  },
  BenefitExpired: ({ event: { data } }) => expired.of(caseOf(data)),
  CompensationRevoked: ({ event: { data } }) => revoked.of({ ...caseOf(data), reason: data.reason }),
  ClawbackDue: ({ event: { data } }) => {
    const { compensationId, minor, currency, reason } = data
    return owed.of({ compensationId, minor, currency, reason })
  },
  ClawbackRecovered: ({ event: { data } }) => {
    const { compensationId, minor, reference } = data
    return owedPaid.of({ compensationId, minor, reference })
  },
  CostAllocated: ({ event: { data } }) =>
    allocated.of({
      ...{ compensationId: data.compensationId, currency: data.currency },
      parts: data.shares.map(({ party: bearer, basisPoints, minor }) => ({ party: bearer, basisPoints, minor })),
    }),
  RecoveryClaimed: ({ event: { data } }) => {
    const { compensationId, party: debtor, minor, reference } = data
    return claimed.of({ compensationId, party: debtor, minor, reference })
  },
  Recovered: ({ event: { data } }) => {
    const { compensationId, party: debtor, minor, reference } = data
    return recovered.of({ compensationId, party: debtor, minor, reference })
  },
  RecoveryWrittenOff: ({ event: { data } }) => {
    const { compensationId, party: debtor, minor, reason } = data
    return writtenOff.of({ compensationId, party: debtor, minor, reason })
  },
  RecoverySurplusFound: ({ event: { data } }) => {
    const { compensationId, party: creditor, minor, currency, total } = data
    return surplus.of({ compensationId, party: creditor, minor, currency, total })
  },
  RecoverySurplusRepaid: ({ event: { data } }) => {
    const { compensationId, party: creditor, minor, reference } = data
    return repaid.of({ compensationId, party: creditor, minor, reference })
  },
} satisfies Sayings
