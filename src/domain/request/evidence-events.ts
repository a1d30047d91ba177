/** Stored format. Add versions, never edit one. What is asked of the customer while a request is looked at, and after. */
import type * as t from 'io-ts'
import { listOf, record, shaped, whole } from '../kernel/codec.js'
import { family, unchanged } from '../kernel/event-family.js'
import { personal } from '../kernel/personal.js'
import { ActorId, ActorKind } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Note } from '../values/note.js'
import { Submission } from './intake-events.js'

/** More than anybody looks at. */
export const MAX_EVIDENCE = 200
const MAX_AT_ONCE = 50

/** A photo or a file lies with the host; its hash here proves later that it was not exchanged. */
export const EvidenceItem = record('EvidenceItem', {
  evidenceId: HostId,
  kind: Code,
  sha256: shaped('Sha256', 64, /^[0-9a-f]{64}$/, '64 lower-case hexadecimal digits'),
})
export type EvidenceItem = t.TypeOf<typeof EvidenceItem>
export const EvidenceItems = listOf(EvidenceItem, 1, MAX_AT_ONCE)
/** What is asked for, in the shop's own words, such as `photo_of_damage`. */
export const AskedEvidence = listOf(Code, 1, 20)
/** From 1, very dissatisfied, to 5, very satisfied. */
export const Score = whole('Score', 1, 5)

export const PersonalNote = record('PersonalNote', { note: Note })

export const EvidenceRequested = family(
  'EvidenceRequested',
  record(
    'EvidenceRequested',
    { requestId: StreamId, asked: AskedEvidence, dueAt: Instant, askedBy: ActorId },
    { note: personal(PersonalNote) },
  ),
)
export const EvidenceSupplied = family(
  'EvidenceSupplied',
  record('EvidenceSupplied', {
    requestId: StreamId,
    items: EvidenceItems,
    suppliedBy: record('SuppliedBy', { kind: ActorKind, id: ActorId }),
  }),
)
/** Nothing came in time. The units go back to the order. */
const expiredFields = { requestId: StreamId, orderId: StreamId, dueAt: Instant }
export const RequestExpired = family('RequestExpired', record('RequestExpired', expiredFields)).next(
  record('RequestExpired', expiredFields, { submission: Submission }),
  unchanged,
)
export const SurveyAnswered = family(
  'SurveyAnswered',
  record('SurveyAnswered', { requestId: StreamId, score: Score }, { note: personal(PersonalNote) }),
)
