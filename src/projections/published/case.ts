/** What is told of a case: what the customer wants, what was decided, how it ended. */
import { listOf, oneOf, whole } from '../../domain/kernel/codec.js'
import { Code, ReasonCode } from '../../domain/values/codes.js'
import { HostId, StreamId } from '../../domain/values/ids.js'
import { Instant } from '../../domain/values/instant.js'
import { Currency, Minor } from '../../domain/values/money.js'
import { fact, type Sayings } from './fact.js'
import { present, Units, units, ValuedUnits, WishedUnits, wished } from './forms.js'

const ofRequest = { requestId: StreamId }
const ofOrder = { requestId: StreamId, orderId: StreamId }

const opened = fact(
  'request.opened.v1',
  'A customer, or staff for them, has begun a request. It is a draft until `request.submitted`.',
  ['erp', 'mail'],
  { ...ofOrder, customerId: HostId, remedy: Code, lines: WishedUnits },
)
const submitted = fact(
  'request.submitted.v1',
  'The units are claimed, and the shop has to decide. `value`: what they would be refunded today.',
  ['erp', 'mail'],
  { ...ofRequest, submission: whole('Submission', 1, 1_000), lines: ValuedUnits, currency: Currency },
)
const evidenceRequested = fact(
  'request.evidence_requested.v1',
  'The customer is asked for photos or the like, until the due instant.',
  ['mail'],
  { ...ofRequest, asked: listOf(Code, 0, 50), dueAt: Instant },
)
const approved = fact(
  'request.approved.v1',
  'It is granted, all or some of it. What is `declined` went back to the order.',
  ['erp', 'warehouse', 'mail'],
  { ...ofOrder, lines: Units, declined: Units, value: Minor },
)
const rejected = fact(
  'request.rejected.v1',
  'It is not granted; `code` says why.',
  ['erp', 'mail'],
  { ...ofOrder, code: ReasonCode },
  { appealableUntil: Instant },
)
const appealed = fact('request.appealed.v1', 'The customer wants another pair of eyes on these units.', ['mail'], {
  ...ofRequest,
  lines: Units,
})
const reopened = fact(
  'request.reopened.v1',
  'An ended case is looked at again, or a merged one goes on by itself; more may follow, also money.',
  ['erp', 'mail'],
  { ...ofRequest, reason: Code, lines: Units },
)
const ruled = fact(
  'request.ruled.v1',
  'A platform has ruled; `lines` and `remedy`: what the customer gets.',
  ['erp', 'accounting', 'mail'],
  { ...ofRequest, caseId: HostId, authority: Code, inFavorOf: oneOf('Party', ['shop', 'customer']), lines: Units },
  { remedy: Code },
)
const remedySwitched = fact(
  'request.remedy_switched.v1',
  'It is done another way than was approved; the customer agreed.',
  ['erp', 'warehouse', 'mail'],
  { ...ofOrder, before: Code, remedy: Code, lines: Units },
)
const merged = fact('request.merged.v1', 'It was the same wish as another case, which goes on.', ['erp', 'mail'], {
  ...ofOrder,
  into: StreamId,
})
const canceled = fact('request.canceled.v1', 'It was taken back.', ['erp', 'warehouse', 'mail'], {
  ...ofOrder,
  reason: Code,
})
const expired = fact('request.expired.v1', 'What was asked for did not come in time.', ['erp', 'mail'], ofOrder)
const resolved = fact(
  'request.resolved.v1',
  'Everything that was owed for it is done. `refunded`: what its refunds paid, all in all.',
  ['erp', 'mail'],
  { ...ofOrder, refunded: Minor, currency: Currency },
  { reason: Code },
)
const closed = fact('request.closed.v1', 'It is filed; only a reopening follows.', ['erp'], ofRequest)

export const caseFacts = [
  ...([opened, submitted, evidenceRequested, approved, rejected, appealed, reopened, ruled] as const),
  ...([remedySwitched, merged, canceled, expired, resolved, closed] as const),
] as const

export const caseSayings = {
  RequestOpened: ({ event: { data } }) => {
    const { requestId, orderId, customerId, remedy, lines } = data
    return opened.of({ requestId, orderId, customerId, remedy, lines: wished(lines) })
  },
  RequestSubmitted: ({ event: { data } }) => {
    const { requestId, submission, lines, currency } = data
    const valued = lines.map(({ lineId, quantity, value }) => ({ lineId, quantity, value }))
    return submitted.of({ requestId, submission, lines: valued, currency })
  },
  EvidenceRequested: ({ event: { data } }) => {
    const { requestId, asked, dueAt } = data
    return evidenceRequested.of({ requestId, asked, dueAt })
  },
  RequestApproved: ({ event: { data } }) => {
    const { requestId, orderId, lines, declined, value } = data
    return approved.of({ requestId, orderId, lines: units(lines), declined: units(declined), value })
  },
  RequestRejected: ({ event: { data } }) => {
    const { requestId, orderId, code, appealableUntil } = data
    return rejected.of({ requestId, orderId, code, ...present({ appealableUntil }) })
  },
  AppealFiled: ({ event: { data } }) => appealed.of({ requestId: data.requestId, lines: units(data.lines) }),
  RequestReopened: ({ event: { data } }) => {
    const { requestId, reason, lines } = data
    return reopened.of({ requestId, reason, lines: units(lines) })
  },
  CaseDecided: ({ event: { data } }) => {
    const { requestId, caseId, authority, inFavorOf, lines, remedy } = data
    return ruled.of({ requestId, caseId, authority, inFavorOf, lines: units(lines), ...present({ remedy }) })
  },
  RemedySwitched: ({ event: { data } }) => {
    const { requestId, orderId, from, to, lines } = data
    return remedySwitched.of({ requestId, orderId, before: from, remedy: to, lines: units(lines) })
  },
  RequestMerged: ({ event: { data } }) => {
    const { requestId, orderId, into } = data
    return merged.of({ requestId, orderId, into })
  },
  RequestCanceled: ({ event: { data } }) => {
    const { requestId, orderId, reason } = data
    return canceled.of({ requestId, orderId, reason })
  },
  RequestExpired: ({ event: { data } }) => expired.of({ requestId: data.requestId, orderId: data.orderId }),
  RequestResolved: ({ event: { data } }) => {
    const { requestId, orderId, refunded, currency, reason } = data
    return resolved.of({ requestId, orderId, refunded, currency, ...present({ reason }) })
  },
  RequestClosed: ({ event: { data } }) => closed.of({ requestId: data.requestId }),
} satisfies Sayings
