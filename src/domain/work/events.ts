/** Stored format. Add versions, never edit one. What each event means is told in README.md. */
import type * as t from 'io-ts'
import { oneOf, record } from '../kernel/codec.js'
import { catalogOf, family, type EventIn } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { Department } from '../values/department.js'
import { StreamId } from '../values/ids.js'

/** What a case is made of, and people work on. */
export const PieceKind = oneOf('PieceKind', ['request', 'return', 'refund', 'replacement', 'repair', 'compensation'])
export type PieceKind = t.TypeOf<typeof PieceKind>

const OfPiece = { kind: PieceKind, id: StreamId, caseId: StreamId, department: Department }

/** `by`: who works on it now. */
export const WorkTaken = family('WorkTaken', record('WorkTaken', { ...OfPiece, by: ActorId }))
/** `from`: who worked on it; `by`: who says so, they or a lead. */
export const WorkReleased = family(
  'WorkReleased',
  record('WorkReleased', { ...OfPiece, by: ActorId, from: ActorId }, { reason: Code }),
)
export const WorkTransferred = family(
  'WorkTransferred',
  record('WorkTransferred', { ...OfPiece, by: ActorId, from: ActorId, to: ActorId }, { reason: Code }),
)

export const workEvents = catalogOf([WorkTaken, WorkReleased, WorkTransferred])
export type WorkEvent = EventIn<typeof workEvents>
