/** Stored format. Add versions, never edit one. What was decided about a request, by whom, and how it may be contested. */
import type * as t from 'io-ts'
import { choice, listOf, oneOf, record, tag, whole } from '../kernel/codec.js'
import { family, unchanged } from '../kernel/event-family.js'
import { personal } from '../kernel/personal.js'
import { PolicyRef } from '../policy/policy-set.js'
import { ActorId, ActorKind, Role } from '../values/actor.js'
import { Code, ReasonCode, RuleId } from '../values/codes.js'
import { HostId, StreamId } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Currency, Minor } from '../values/money.js'
import { CustomerNote, Submission, Units, UnitsOrNone } from './intake-events.js'

const byOurselves = {
  Rule: record('DecidedByRule', { _tag: tag('Rule'), ruleId: RuleId }, { atMost: Minor }),
  Person: record('DecidedByPerson', { _tag: tag('Person'), actorId: ActorId, role: Role, atMost: Minor }),
}
const DecidedByV1 = choice('DecidedBy', byOurselves)
/** Who or which rule decided, and up to what value they may; a ruling from outside has no limit of ours. */
export const DecidedBy = choice('DecidedBy', {
  ...byOurselves,
  Ruling: record('DecidedByRuling', { _tag: tag('Ruling'), rulingId: HostId, authority: Code }),
})
export type DecidedBy = t.TypeOf<typeof DecidedBy>

export const RequestAssessed = family(
  'RequestAssessed',
  record('RequestAssessed', {
    /** What the goods claimed are worth: automatic rules and limits compare with it. */
    value: Minor,
    currency: Currency,
    route: oneOf('Route', ['automatic', 'review']),
    policy: PolicyRef,
  }),
)

const approvedFields = { requestId: StreamId, orderId: StreamId, lines: Units, value: Minor, policy: PolicyRef }
/** `declined`: asked for and not approved, so given back to the order. */
export const RequestApproved = family(
  'RequestApproved',
  record('RequestApproved', { ...approvedFields, declined: UnitsOrNone, by: DecidedByV1 }),
).next(
  record('RequestApproved', { ...approvedFields, declined: UnitsOrNone, by: DecidedBy }, { submission: Submission }),
  unchanged,
)

const rejectedFields = { requestId: StreamId, orderId: StreamId, code: ReasonCode, policy: PolicyRef }
/** `appealableUntil`: until then the customer may ask for another pair of eyes. */
export const RequestRejected = family(
  'RequestRejected',
  record('RequestRejected', { ...rejectedFields, by: DecidedByV1 }, { note: personal(CustomerNote) }),
).next(
  record(
    'RequestRejected',
    { ...rejectedFields, by: DecidedBy },
    { note: personal(CustomerNote), submission: Submission, appealableUntil: Instant, reopenableUntil: Instant },
  ),
  unchanged,
)

/** The customer wants another pair of eyes on these units; `appeal` counts them. */
export const AppealFiled = family(
  'AppealFiled',
  record(
    'AppealFiled',
    {
      requestId: StreamId,
      appeal: whole('Appeal', 1, 20),
      filedBy: record('FiledBy', { kind: ActorKind, id: ActorId }),
      lines: Units,
    },
    { note: personal(CustomerNote) },
  ),
)
/** The customer took it back, or did not answer what was asked: what was decided before stands. */
export const AppealWithdrawn = family(
  'AppealWithdrawn',
  record('AppealWithdrawn', { requestId: StreamId, orderId: StreamId, submission: Submission, reason: Code }),
)
/** Staff looks at an ended case again: a new fault, a late word of the carrier. Earlier decisions stay readable. */
export const RequestReopened = family(
  'RequestReopened',
  record('RequestReopened', { requestId: StreamId, reason: Code, reopenedBy: ActorId, lines: Units }),
)
/** What was supplied to a request and to all that were merged into it. */
export const MAX_MERGED_EVIDENCE = 1_000

const mergedFields = {
  requestId: StreamId,
  orderId: StreamId,
  into: StreamId,
  mergedBy: ActorId,
  evidence: listOf(HostId, 0, MAX_MERGED_EVIDENCE),
}
/** Counts the merges of a request too, because each time that it lives again is a submission of its own. */
const MergedSubmission = whole('MergedSubmission', 0, 1_000_000)
/**
 * The same wish was asked for twice: this one ends, and its history belongs to the other. `submission`: whose units go
 * back, 0 where none was submitted; a later one, should it live again, keeps its own.
 */
export const RequestMerged = family('RequestMerged', record('RequestMerged', mergedFields)).next(
  record('RequestMerged', mergedFields, { submission: MergedSubmission }),
  unchanged,
)
const duplicateFields = {
  requestId: StreamId,
  from: StreamId,
  evidence: listOf(HostId, 0, MAX_MERGED_EVIDENCE),
}
/**
 * `submission`: of `from`, when it was merged. `into`: this one does not go on with the case. It was merged there itself,
 * or is over and sends it back.
 */
export const DuplicateMerged = family('DuplicateMerged', record('DuplicateMerged', duplicateFields)).next(
  record('DuplicateMerged', duplicateFields, { submission: MergedSubmission, into: StreamId }),
  unchanged,
)
