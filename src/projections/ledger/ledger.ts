/**
 * The books: what left the shop and what came back to it, entry by entry. One row holds the money of an order on its means
 * of payment, another each compensation that was issued; it keeps the currency, which the single events do not repeat.
 * Next: `sums.ts`.
 */
import { idOfStream } from '../../domain/values/ids.js'
import type { Instant } from '../../domain/values/instant.js'
import { typesOf } from '../event-types.js'
import { inOrder } from '../in-order.js'
import { readModel, touch, update, type ReadModel, type Seen, type Touch } from '../read-model.js'
import { refundReserved, unitsGone, unitsPaidBack, withFunders } from './funders.js'
import { dayOf, entered, kindOf, type Account, type LedgerKind, type Named } from './account.js'

const ofOrder = (orderId: string): string => inOrder('order', orderId)
const ofCompensation = (compensationId: string): string => inOrder('compensation', compensationId)
/** Most events of an order do not repeat its id. */
const orderIn = ({ stream }: { readonly stream: string }): string => ofOrder(idOfStream(stream))

interface Told<Data> {
  readonly stream: string
  readonly event: { readonly data: Data }
  readonly occurredAt: Instant
}
interface OfLeg {
  readonly refundId: string
  readonly orderId: string
  readonly legId: string
  readonly tenderId: string
  readonly minor: number
}

const leg = ({ event: { data }, occurredAt: at }: Told<OfLeg>, kind: LedgerKind, reference: string): Touch<Account> => {
  const { refundId, orderId, legId, tenderId, minor } = data
  return update(ofOrder(orderId), (account) => {
    const other = account.reroutes.find((way) => way.refundId === refundId && way.legId === legId)
    const means = other?.kind ?? kindOf(account, tenderId)
    return withFunders(entered(account, { kind, at, means, minor, reference, refundId }), refundId, at)
  })
}

/** On a means of payment of the order, but not by us. */
const outside = (
  seen: Told<{ readonly tenderId: string; readonly minor: number }>,
  kind: LedgerKind,
  reference: string,
  andThen = (account: Account): Account => account,
): Touch<Account> => {
  const { tenderId, minor } = seen.event.data
  return update(orderIn(seen), (account) =>
    andThen(entered(account, { kind, at: seen.occurredAt, means: kindOf(account, tenderId), minor, reference })),
  )
}

/** It is over the whole benefit, as it was issued. */
const benefit = (
  { event: { data }, occurredAt: at }: Told<{ readonly compensationId: string }>,
  kind: LedgerKind,
): Touch<Account> =>
  update(ofCompensation(data.compensationId), (account) => {
    const last = [...account.entries]
      .reverse()
      .find((e) => e.kind === 'benefit_issued' || e.kind === 'benefit_returned')!
    // What had come back before it was given up moves no second time.
    if (last.kind === 'benefit_returned') return account
    const { means, minor, reference } = last
    return entered(account, { kind, at, means, minor, reference })
  })

const backFor = (
  { event: { data }, occurredAt: at }: Told<{ compensationId: string; minor: number; reference: string }>,
  kind: LedgerKind,
  means: string,
): Touch<Account> =>
  update(ofCompensation(data.compensationId), (account) =>
    entered(account, { kind, at, means, minor: data.minor, reference: data.reference }),
  )

const named = ({ tenderId, kind }: Named): Named => ({ tenderId, kind })
const alsoPaidWith = (seen: { readonly stream: string }, tenders: ReadonlyArray<Named>): Touch<Account> =>
  update(orderIn(seen), (account) => {
    const added = tenders.filter(({ tenderId }) => !account.tenders.some((known) => known.tenderId === tenderId))
    return { ...account, tenders: [...account.tenders, ...added.map(named)] }
  })

/** Where the leg goes another way, that is known only when it goes out. */
const goesOut = ({ event: { data } }: Seen<'RefundLegSubmitted'>): Touch<Account> =>
  update(ofOrder(data.orderId), (account) => {
    const { refundId, legId, via } = data
    const isKnown = account.reroutes.some((way) => way.refundId === refundId && way.legId === legId)
    if (via === undefined || isKnown) return account
    return { ...account, reroutes: [...account.reroutes, { refundId, legId, kind: via.kind }] }
  })

const won = (seen: Seen<'ChargebackWon'>): Touch<Account> =>
  update(orderIn(seen), (account) => {
    const { chargebackId } = seen.event.data
    const taken = account.entries.find((e) => e.kind === 'chargeback' && e.reference === chargebackId)
    return taken === undefined ? account : entered(account, { ...taken, kind: 'chargeback_won', at: seen.occurredAt })
  })

type MoneyEvent =
  | ('OrderRegistered' | 'ReplacementRecorded' | 'RecoveryRecorded')
  | ('RefundLegSubmitted' | 'RefundLegSucceeded' | 'RefundLegPaidManually' | 'RefundLegReversed' | 'ReceivablePaid')
  | ('MoneyReserved' | 'MoneyReceivedBack' | 'OrderEdited')
  | ('ExternalRefundRecorded' | 'ChargebackOpened' | 'ChargebackWon')
  | ('CompensationIssued' | 'BenefitRedeemed' | 'BenefitExpired' | 'CompensationRevoked')
  | ('BenefitReturned' | 'ClawbackRecovered' | 'Recovered' | 'RecoverySurplusRepaid')

export const ledger: ReadModel<Account> = readModel<Account, MoneyEvent>({
  name: 'ledger',
  version: 1,
  on: {
    OrderRegistered: ({ event: { data } }) => {
      const { orderId, currency, tenders } = data
      return touch<Account>(ofOrder(orderId), () => ({
        orderId,
        currency,
        tenders: tenders.map(named),
        reroutes: [],
        funded: [],
        entries: [],
      }))
    },
    ReplacementRecorded: (seen) => alsoPaidWith(seen, seen.event.data.payments),
    RecoveryRecorded: (seen) => alsoPaidWith(seen, [seen.event.data.payment]),
    RefundLegSubmitted: goesOut,
    RefundLegSucceeded: (seen) => leg(seen, 'paid', seen.event.data.providerRef),
    RefundLegPaidManually: (seen) => leg(seen, 'paid_by_hand', seen.event.data.proof),
    RefundLegReversed: (seen) => leg(seen, 'reversed', seen.event.data.providerRef),
    ReceivablePaid: ({ event: { data }, occurredAt: at }) => {
      const { orderId, refundId, minor, paymentId: reference } = data
      return update(ofOrder(orderId), (account) =>
        entered(account, { kind: 'collected', at, means: 'customer', minor, reference, refundId }),
      )
    },
    ExternalRefundRecorded: (seen) => {
      const { externalId, lines } = seen.event.data
      return outside(seen, 'outside', externalId, (account) => unitsGone(account, lines, externalId, seen.occurredAt))
    },
    OrderEdited: (seen) =>
      update(orderIn(seen), (account) =>
        unitsGone(account, seen.event.data.canceled, seen.event.data.editId, seen.occurredAt),
      ),
    MoneyReserved: (seen) =>
      update(orderIn(seen), (account) =>
        refundReserved(account, seen.event.data.refundId, seen.event.data.breakdown, seen.occurredAt),
      ),
    MoneyReceivedBack: (seen) =>
      update(orderIn(seen), (account) =>
        unitsPaidBack(account, seen.event.data.refundId, seen.event.data.lines, seen.occurredAt),
      ),
    ChargebackOpened: (seen) => outside(seen, 'chargeback', seen.event.data.chargebackId),
    ChargebackWon: won,
    CompensationIssued: ({ event: { data }, occurredAt: at }) => {
      const { compensationId, orderId, currency, minor, externalRef: reference } = data
      const issued = { kind: 'benefit_issued', at, means: data.benefit.form, minor, reference } as const
      return touch<Account>(ofCompensation(compensationId), (before) => ({
        ...{ orderId, compensationId, currency, tenders: [], reroutes: [], funded: [] },
        entries: [...(before?.entries ?? []), issued],
      }))
    },
    BenefitRedeemed: (seen) => benefit(seen, 'benefit_redeemed'),
    BenefitExpired: (seen) => benefit(seen, 'benefit_expired'),
    CompensationRevoked: (seen) => benefit(seen, 'benefit_revoked'),
    BenefitReturned: ({ event: { data }, occurredAt: at }) =>
      update(ofCompensation(data.compensationId), (account) => {
        const { minor, reference } = data
        return entered(account, { kind: 'benefit_returned', at, means: 'cash', minor, reference })
      }),
    ClawbackRecovered: (seen) => backFor(seen, 'collected', 'customer'),
    Recovered: (seen) => backFor(seen, 'recovered', seen.event.data.party),
    RecoverySurplusRepaid: (seen) => backFor(seen, 'given_back', seen.event.data.party),
  },
  ignores: [
    ...typesOf('request', 'return', 'replacement', 'repair', 'allowance', 'notice', 'worker', 'workitem'),
    // Of an order, what was bought and what may be claimed, and what others tell in their own words.
    ...(['OrderLinesRegistered', 'DeliveryRecorded', 'PaymentCaptured', 'ChargebackLost'] as const),
    ...(['UnitsReserved', 'ReservationRefused', 'UnitsReleased', 'UnitsConfirmed'] as const),
    ...(['MoneyReservationRefused', 'MoneySettled', 'MoneyReversed', 'MoneyReleased'] as const),
    ...(['ReplacementNotRecorded', 'LinesDelivered', 'RepairRecorded', 'WithheldMoneyReserved'] as const),
    ...(['DutyRecovered', 'OverpaymentFound', 'OverpaymentCleared'] as const),
    // Of a refund, what moves no money.
    ...(['RefundProposed', 'RefundReserved', 'RefundRefused', 'RefundNotDue', 'RefundApprovalRequested'] as const),
    ...(['RefundApprovalGiven', 'RefundApproved', 'RefundDeclined', 'RefundCanceled'] as const),
    ...(['RefundCancellationRefused', 'RefundSucceeded', 'RefundAbandoned', 'RefundBasisWithdrawn'] as const),
    ...(['RefundBasisReinstated'] as const),
    ...(['RefundLegProcessing', 'RefundLegUnknown', 'RefundLegCheckScheduled', 'RefundLegNeedsAttention'] as const),
    ...(['RefundLegFailed', 'RefundLegReleased', 'RefundLegRerouted'] as const),
    ...(['RefundLegContradicted', 'RefundLegStepProposed'] as const),
    ...(['ReceivableDue', 'ReceivableSettled', 'ReceivableCanceled'] as const),
    ...(['ReceivableWriteOffProposed', 'ReceivableWrittenOff'] as const),
    ...(['DeductionContested', 'DeductionUpheld', 'DeductionWaived'] as const),
    // Of a compensation, what comes before the benefit and what is only claimed.
    ...(['CompensationProposed', 'CompensationAllowanceHeld', 'CompensationRefused'] as const),
    ...(['CompensationApprovalRequested', 'CompensationApprovalGiven', 'CompensationApproved'] as const),
    ...(['CompensationRejected', 'CompensationCanceled', 'CompensationOffered', 'CompensationAccepted'] as const),
    ...(['CompensationDeclined', 'CompensationLapsed', 'BenefitSubmitted', 'BenefitProcessing'] as const),
    ...(['BenefitUnknown', 'BenefitCheckScheduled', 'BenefitNeedsAttention', 'CompensationIssueFailed'] as const),
    ...(['RevocationSubmitted', 'RevocationFailed', 'ClawbackDue', 'CostAllocated'] as const),
    ...(['RecoveryClaimed', 'RecoveryWriteOffProposed', 'RecoveryWrittenOff', 'RecoverySurplusFound'] as const),
  ],
  order: {
    name: 'accounts',
    place: ({ orderId, compensationId }) =>
      compensationId === undefined ? ofOrder(orderId) : ofCompensation(compensationId),
  },
  lists: {
    /** By the days on which something was entered. */
    days: ({ entries }) => [...new Set(entries.map(({ at }) => inOrder(dayOf(at))))],
    references: ({ entries }) => [...new Set(entries.map(({ reference }) => inOrder(reference)))],
  },
})
