/**
 * What an agent must know of a customer: one row for each request, with what it was about, how it was decided, what the
 * customer got and what they said of it. Amounts are what really moved. No personal data but ids: what people wrote is
 * never here, so that a row stays true when a person is erased. A customer's profile is these rows added up (`profile.ts`).
 */
import { idOfStream } from '../../domain/values/ids.js'
import { inOrder, latestFirst } from '../in-order.js'
import type { ProjectedEvent } from '../projection.js'
import { readModel, touch, update, type ReadModel, type Seen, type Touch } from '../read-model.js'
import { approved, dropped, rejected, reopened } from './decisions.js'
import type { GivenBenefit, HistoryRow, PlatformCaseOfHistory } from './history-row.js'
import { UNHEARD } from './unheard.js'

/** An event of any type of this read model. */
type Of = Pick<ProjectedEvent, 'kind' | 'stream' | 'metadata' | 'occurredAt'> & {
  readonly event: { readonly data: object }
}

/** The request, whatever began elsewhere and came to it: another case that was merged into it, or something of its order. */
const requestOf = ({ kind, stream, metadata }: Of, { requestId }: { readonly requestId?: string }): string =>
  kind === 'request' ? idOfStream(stream) : (requestId ?? metadata.$correlationId)
const keyOf = (seen: Of): string => inOrder(requestOf(seen, seen.event.data))

const withOnce = <A>(known: ReadonlyArray<A>, one: A): ReadonlyArray<A> =>
  known.includes(one) ? known : [...known, one]

/** Whatever the customer does is a contact, over the channel on which they do it. */
const heard = ({ metadata, occurredAt }: Of, row: HistoryRow): HistoryRow =>
  metadata.actorKind === 'customer'
    ? {
        ...row,
        channels: withOnce(row.channels, metadata.channel),
        lastContactAt: occurredAt > row.lastContactAt ? occurredAt : row.lastContactAt,
      }
    : row

const then = (seen: Of, change: (row: HistoryRow) => HistoryRow = (row) => row): Touch<HistoryRow> =>
  update(keyOf(seen), (row) => heard(seen, change(row)))

const reasonsOf = (lines: ReadonlyArray<{ readonly reason: string }>): ReadonlyArray<string> => [
  ...new Set(lines.map(({ reason }) => reason)),
]

const opened = ({ event: { data }, metadata, occurredAt }: Seen<'RequestOpened'>): HistoryRow => ({
  ...{ requestId: data.requestId, orderId: data.orderId, customerId: data.customerId },
  ...{ channels: [metadata.channel], lastContactAt: occurredAt },
  ...{ reasons: reasonsOf(data.lines), remedy: data.remedy, granted: [] },
  ...{ outcome: 'undecided', declined: [], appeals: [], platformCases: [] },
  ...{ refunds: [], refunded: 0, benefits: [], surveys: [], openedAt: occurredAt, reopenedAt: [] },
})

/** What was paid of one refund, as the request hears it; a refund of which money came back counts when it has ended again. */
const paid = (row: HistoryRow, refundId: string, minor: number): HistoryRow => {
  const refunds = [...row.refunds.filter((one) => one.refundId !== refundId), { refundId, minor }]
  return { ...row, refunds, refunded: refunds.reduce((sum, one) => sum + one.minor, 0) }
}

/** The case before the platform that is open; an older one has its end. */
const inLastCase = (row: HistoryRow, caseId: string, end: PlatformCaseOfHistory['end']): HistoryRow => ({
  ...row,
  platformCases: row.platformCases.map((one) => (one.caseId === caseId && one.end === 'open' ? { ...one, end } : one)),
})

const given = (seen: Seen<'CompensationIssued'>): Touch<HistoryRow> =>
  then(seen, (row) => {
    const { compensationId, benefit, minor, currency } = seen.event.data
    const others = row.benefits.filter((one) => one.compensationId !== compensationId)
    return {
      ...row,
      benefits: [...others, { compensationId, form: benefit.form, minor, currency, state: 'given' }],
    }
  })

const became = (
  seen: Seen<'BenefitRedeemed' | 'BenefitReturned' | 'BenefitExpired' | 'CompensationRevoked'>,
  state: GivenBenefit['state'],
): Touch<HistoryRow> =>
  then(seen, (row) => ({
    ...row,
    benefits: row.benefits.map((one) =>
      one.compensationId === seen.event.data.compensationId ? { ...one, state } : one,
    ),
  }))

type Handled =
  | keyof typeof ofRequest
  | ('EvidenceSupplied' | 'CaseEvidenceFiled' | 'CancellationStarted' | 'SwitchStarted')
  | ('RepairQuoteAccepted' | 'RepairQuoteDeclined' | 'DeductionContested')
  | ('CompensationAccepted' | 'CompensationDeclined')
  | ('CompensationIssued' | 'BenefitRedeemed' | 'BenefitReturned' | 'BenefitExpired' | 'CompensationRevoked')

const ofRequest = {
  RequestOpened: (seen: Seen<'RequestOpened'>) => touch<HistoryRow>(keyOf(seen), (row) => row ?? opened(seen)),
  RequestEdited: (seen: Seen<'RequestEdited'>) => {
    const { remedy, lines } = seen.event.data
    return then(seen, (row) => ({ ...row, remedy, reasons: reasonsOf(lines) }))
  },
  SubmissionStarted: (seen: Seen<'SubmissionStarted'>) =>
    then(seen, (row) => ({ ...row, underReview: seen.event.data.lines })),
  SubmissionRefused: (seen: Seen<'SubmissionRefused'>) => then(seen, dropped),
  RequestSubmitted: (seen: Seen<'RequestSubmitted'>) => {
    const { currency } = seen.event.data
    return then(seen, (row) => ({ ...row, currency, submittedAt: seen.occurredAt }))
  },
  RequestApproved: (seen: Seen<'RequestApproved'>) =>
    then(seen, (row) => approved(row, seen.event.data, seen.occurredAt)),
  RequestRejected: (seen: Seen<'RequestRejected'>) => then(seen, (row) => rejected(row, seen.occurredAt)),
  RequestExpired: (seen: Seen<'RequestExpired'>) => then(seen, (row) => ({ ...row, outcome: 'expired' })),
  RequestCanceled: (seen: Seen<'RequestCanceled'>) => then(seen, (row) => ({ ...row, outcome: 'canceled' })),
  RequestMerged: (seen: Seen<'RequestMerged'>) =>
    then(seen, (row) => ({ ...row, outcome: 'merged', mergedInto: seen.event.data.into })),
  RemediesStarted: (seen: Seen<'RemediesStarted'>) =>
    then(seen, (row) => ({ ...row, granted: withOnce(row.granted, seen.event.data.remedy) })),
  RemedySwitched: (seen: Seen<'RemedySwitched'>) =>
    then(seen, (row) => ({ ...row, granted: withOnce(row.granted, seen.event.data.to) })),
  RefundOutcomeRecorded: (seen: Seen<'RefundOutcomeRecorded'>) =>
    then(seen, (row) => paid(row, seen.event.data.refundId, seen.event.data.paid)),
  RefundReopened: (seen: Seen<'RefundReopened'>) => then(seen, (row) => paid(row, seen.event.data.refundId, 0)),
  AppealFiled: (seen: Seen<'AppealFiled'>) =>
    then(seen, (row) => ({ ...row, appeals: [...row.appeals, { filedAt: seen.occurredAt, end: 'open' }] })),
  AppealWithdrawn: (seen: Seen<'AppealWithdrawn'>) => then(seen, dropped),
  RequestReopened: (seen: Seen<'RequestReopened'>) => then(seen, (row) => reopened(row, seen.occurredAt)),
  PlatformCaseOpened: (seen: Seen<'PlatformCaseOpened'>) => {
    const { caseId, platform } = seen.event.data
    const one: PlatformCaseOfHistory = { caseId, platform, openedAt: seen.occurredAt, end: 'open' }
    return then(seen, (row) => ({ ...row, platformCases: [...row.platformCases, one] }))
  },
  PlatformCaseWithdrawn: (seen: Seen<'PlatformCaseWithdrawn'>) =>
    then(seen, (row) => inLastCase(row, seen.event.data.caseId, 'withdrawn')),
  CaseDecided: (seen: Seen<'CaseDecided'>) => {
    const { caseId, inFavorOf } = seen.event.data
    return then(seen, (row) => inLastCase(row, caseId, inFavorOf === 'customer' ? 'for_customer' : 'for_shop'))
  },
  SurveyAnswered: (seen: Seen<'SurveyAnswered'>) => {
    const { score } = seen.event.data
    return then(seen, (row) => ({ ...row, surveys: [...row.surveys, { at: seen.occurredAt, score }] }))
  },
  RequestResolved: (seen: Seen<'RequestResolved'>) => then(seen, (row) => ({ ...row, resolvedAt: seen.occurredAt })),
  RequestClosed: (seen: Seen<'RequestClosed'>) => then(seen, (row) => ({ ...row, closedAt: seen.occurredAt })),
}

export const histories: ReadModel<HistoryRow> = readModel<HistoryRow, Handled>({
  name: 'histories',
  version: 1,
  on: {
    ...ofRequest,
    CompensationIssued: given,
    BenefitRedeemed: (seen) => became(seen, 'used'),
    BenefitReturned: (seen) => became(seen, 'came_back'),
    BenefitExpired: (seen) => became(seen, 'expired'),
    CompensationRevoked: (seen) => became(seen, 'taken_back'),
    // They tell only that the customer was heard of, where it was the customer.
    EvidenceSupplied: (seen) => then(seen),
    CaseEvidenceFiled: (seen) => then(seen),
    CancellationStarted: (seen) => then(seen),
    SwitchStarted: (seen) => then(seen),
    RepairQuoteAccepted: (seen) => then(seen),
    RepairQuoteDeclined: (seen) => then(seen),
    DeductionContested: (seen) => then(seen),
    CompensationAccepted: (seen) => then(seen),
    CompensationDeclined: (seen) => then(seen),
  },
  ignores: UNHEARD,
  order: {
    name: 'customers',
    /** The latest first. */
    place: ({ customerId, openedAt }) => inOrder(customerId, latestFirst(openedAt)),
  },
  lists: {},
})
