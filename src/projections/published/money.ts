/**
 * What is told of money: refunds with their figures, what was really paid and what came back, and what customers owe.
 * Books add up `refund.payment_made` less `refund.payment_reversed`; `refund.paid` says that a refund is complete.
 */
import { listOf, oneOf, record, whole } from '../../domain/kernel/codec.js'
import { Code, ReasonCode } from '../../domain/values/codes.js'
import { HostId, StreamId, Uuid } from '../../domain/values/ids.js'
import { Currency, Minor, PositiveMinor } from '../../domain/values/money.js'
import { Quantity } from '../../domain/values/quantity.js'
import { fact, type Sayings } from './fact.js'
import { CreditLines, creditLines, idOf, KeptBack, keptBack, onTenders, TenderAmounts } from './forms.js'
import { units, Units, wished, WishedUnits } from './forms.js'

const ofRefund = { refundId: Uuid }
const ofCase = { refundId: Uuid, requestId: StreamId, orderId: StreamId }
const Round = whole('Round', 1, 1_000)
const Epoch = whole('Epoch', 1, 10_000)

const proposed = fact(
  'refund.proposed.v1',
  'Money is due for these units; `basis` is why. All later facts of this refund name its `refundId`.',
  ['erp', 'accounting'],
  { ...ofCase, basis: Code, attempt: whole('Attempt', 1, 1_000), lines: WishedUnits },
)
const ShippingShare = record('ShippingShare', { tenderId: HostId, shipping: Minor, shippingTax: Minor })
const calculated = fact(
  'refund.calculated.v1',
  'The credit note: gross by line and component, what is kept back and why, and what each means of payment pays of it. `funded`: what whoever paid for a discount gets back for these units, beside all that.',
  ['accounting', 'erp'],
  {
    ...{ ...ofRefund, currency: Currency, lines: CreditLines },
    ...{ shipping: Minor, shippingTax: Minor, shippingPaidBy: listOf(ShippingShare, 0, 20) },
    ...{ deductions: KeptBack, shortfall: Minor, total: Minor, tenders: TenderAmounts },
  },
)
const approved = fact(
  'refund.approved.v1',
  'It will be paid, with one payment for each means of payment.',
  ['accounting', 'mail'],
  { ...ofRefund, tenders: TenderAmounts },
)
const notDue = fact('refund.not_due.v1', 'Nothing is left to pay for these units.', ['erp', 'mail'], ofCase)
const refused = fact('refund.refused.v1', 'The order has no such money; `why`.', ['accounting'], {
  ...ofCase,
  why: Code,
})
const declined = fact('refund.declined.v1', 'Whoever has to approve it did not.', ['accounting'], {
  ...ofCase,
  code: ReasonCode,
})
const canceled = fact('refund.canceled.v1', 'It was called back before anything was paid.', ['accounting'], ofCase)
const payment = { ...ofRefund, orderId: StreamId, legId: HostId, tenderId: HostId, epoch: Epoch, minor: PositiveMinor }
const made = fact(
  'refund.payment_made.v1',
  'One payment of a refund is done. `reference`: the provider’s own, or the proof where it was paid `byHand`. Its currency stands in `refund.calculated`.',
  ['accounting', 'erp', 'mail'],
  { ...payment, reference: Code, how: oneOf('HowPaid', ['provider', 'byHand']) },
)
const reversed = fact(
  'refund.payment_reversed.v1',
  'A payment came back: the customer has nothing of it. Its currency stands in `refund.calculated`.',
  ['accounting', 'erp'],
  { ...payment, requestId: StreamId, reference: Code, code: Code, round: Round },
)
const paid = fact(
  'refund.paid.v1',
  'All payments of a refund are done. `round` rises where one had come back: `paid` is the whole of it each time, not what is new.',
  ['erp', 'mail'],
  { ...ofCase, paid: PositiveMinor, currency: Currency, tenders: TenderAmounts, round: Round },
)
const abandoned = fact(
  'refund.abandoned.v1',
  'Finance gave up on what could not be paid; what was paid stays paid.',
  ['accounting', 'erp'],
  {
    ...{ ...ofCase, paid: Minor, unpaid: PositiveMinor, code: ReasonCode },
    ...{ tenders: TenderAmounts, round: Round },
  },
)

const ofDebt = { refundId: Uuid, receivableId: Uuid }
const OwedLine = record('OwedLine', { lineId: HostId, quantity: Quantity, minor: Minor })
const due = fact(
  'receivable.due.v1',
  'The customer owes what a refund paid: it lost its reason, or a bank paid as well.',
  ['accounting', 'erp', 'mail'],
  {
    ...{ ...ofDebt, requestId: StreamId, orderId: StreamId, minor: PositiveMinor, currency: Currency },
    ...{ reason: Code, lines: listOf(OwedLine, 0, 2_000), tenders: TenderAmounts },
  },
)
const debtPaid = fact(
  'receivable.paid.v1',
  'The customer paid some or all of it back. Its currency stands in `receivable.due`.',
  ['accounting', 'erp'],
  { ...ofDebt, orderId: StreamId, paymentId: HostId, minor: PositiveMinor, tenders: TenderAmounts, lines: Units },
)
const debtSettled = fact('receivable.settled.v1', 'Nothing of it is open any more.', ['accounting', 'mail'], {
  ...{ ...ofDebt, requestId: StreamId, paid: PositiveMinor, currency: Currency },
})
const debtCanceled = fact(
  'receivable.canceled.v1',
  'So much of what is open is not owed after all. Its currency stands in `receivable.due`.',
  ['accounting', 'mail'],
  { ...ofDebt, minor: Minor, tenders: TenderAmounts },
)
const debtWrittenOff = fact(
  'receivable.written_off.v1',
  'What was open will not come. Its currency stands in `receivable.due`.',
  ['accounting'],
  { ...ofDebt, minor: PositiveMinor, reason: ReasonCode },
)
const deductionWaived = fact(
  'refund.deduction_waived.v1',
  'So much of a deduction is given back: a refund of its own follows. Its currency stands in `refund.calculated`.',
  ['accounting', 'mail'],
  { ...ofCase, contestId: HostId, minor: PositiveMinor, lines: Units },
)

export const moneyFacts = [
  ...([proposed, calculated, approved, notDue, refused, declined, canceled, made, reversed, paid, abandoned] as const),
  ...([deductionWaived, due, debtPaid, debtSettled, debtCanceled, debtWrittenOff] as const),
] as const

interface OfCase {
  readonly refundId: string
  readonly requestId: string
  readonly orderId: string
}
const caseOf = ({ refundId, requestId, orderId }: OfCase): OfCase => ({ refundId, requestId, orderId })

interface OfPayment {
  readonly refundId: string
  readonly orderId: string
  readonly legId: string
  readonly tenderId: string
  readonly epoch: number
  readonly minor: number
}
const paymentOf = ({ refundId, orderId, legId, tenderId, epoch, minor }: OfPayment): OfPayment => ({
  ...{ refundId, orderId, legId, tenderId, epoch, minor },
})

export const moneySayings = {
  RefundProposed: ({ event: { data } }) =>
    proposed.of({ ...caseOf(data), basis: data.basis._tag, attempt: data.attempt, lines: wished(data.lines) }),
  RefundReserved: ({ event: { data }, stream }) => {
    const { currency, lines, shipping, shippingTax, shippingPaidBy, shortfall, total, ...rest } = data.breakdown
    return calculated.of({
      ...{ refundId: idOf({ stream }), currency, lines: creditLines(lines), shipping, shippingTax, shortfall, total },
      ...{ deductions: keptBack(rest.deductions), tenders: onTenders(rest.tenders) },
      shippingPaidBy: shippingPaidBy.map((share) => ({
        ...{ tenderId: share.tenderId, shipping: share.shipping, shippingTax: share.shippingTax },
      })),
    })
  },
  RefundApproved: ({ event: { data } }) => approved.of({ refundId: data.refundId, tenders: onTenders(data.legs) }),
  RefundNotDue: ({ event: { data } }) => notDue.of(caseOf(data)),
  RefundRefused: ({ event: { data } }) => refused.of({ ...caseOf(data), why: data.refusal._tag }),
  RefundDeclined: ({ event: { data } }) => declined.of({ ...caseOf(data), code: data.code }),
  RefundCanceled: ({ event: { data } }) => canceled.of(caseOf(data)),
  RefundLegSucceeded: ({ event: { data } }) =>
    made.of({ ...paymentOf(data), reference: data.providerRef, how: 'provider' }),
  RefundLegPaidManually: ({ event: { data } }) => made.of({ ...paymentOf(data), reference: data.proof, how: 'byHand' }),
  RefundLegReversed: ({ event: { data } }) => {
    const { requestId, providerRef: reference, code, round } = data
    return reversed.of({ ...paymentOf(data), requestId, reference, code, round })
  },
  RefundSucceeded: ({ event: { data } }) => {
    const { currency, legs, round } = data
    return paid.of({ ...caseOf(data), paid: data.paid, currency, tenders: onTenders(legs), round })
  },
  RefundAbandoned: ({ event: { data } }) => {
    const { unpaid, code, legs, round } = data
    return abandoned.of({ ...caseOf(data), paid: data.paid, unpaid, code, tenders: onTenders(legs), round })
  },
  DeductionWaived: ({ event: { data } }) => {
    const { contestId, minor, lines } = data
    return deductionWaived.of({ ...caseOf(data), contestId, minor, lines: units(lines) })
  },
  ReceivableDue: ({ event: { data } }) => {
    const { receivableId, minor, currency, reason, lines, tenders } = data
    return due.of({
      ...{ ...caseOf(data), receivableId, minor, currency, reason: reason._tag, tenders: onTenders(tenders) },
      lines: lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity, minor: line.minor })),
    })
  },
  ReceivablePaid: ({ event: { data } }) => {
    const { refundId, receivableId, orderId, paymentId, minor, tenders, lines } = data
    return debtPaid.of({
      ...{ refundId, receivableId, orderId, paymentId, minor, tenders: onTenders(tenders), lines: units(lines) },
    })
  },
  ReceivableSettled: ({ event: { data } }) => {
    const { refundId, receivableId, requestId, paid: paidBack, currency } = data
    return debtSettled.of({ refundId, receivableId, requestId, paid: paidBack, currency })
  },
  ReceivableCanceled: ({ event: { data } }) => {
    const { refundId, receivableId, minor, tenders } = data
    return debtCanceled.of({ refundId, receivableId, minor, tenders: onTenders(tenders) })
  },
  ReceivableWrittenOff: ({ event: { data } }) => {
    const { refundId, receivableId, minor, reason } = data
    return debtWrittenOff.of({ refundId, receivableId, minor, reason })
  },
} satisfies Sayings
