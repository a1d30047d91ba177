/** Stored format. Add versions, never edit one. A deduction that the customer does not accept, and what became of it. */
import type * as t from 'io-ts'
import { listOf, oneOf, record, whole } from '../kernel/codec.js'
import { family } from '../kernel/event-family.js'
import { personal } from '../kernel/personal.js'
import { ActorId } from '../values/actor.js'
import { FoundDeduction } from '../values/breakdown.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { PositiveMinor } from '../values/money.js'
import { Note } from '../values/note.js'
import { LineUnits, MAX_REQUEST_LINES } from '../values/units.js'

/** Which one, counted from 0 as they stand in the refund. */
export const DeductionIndex = whole('DeductionIndex', 0, 99)
/** `reduced`: a part of it is given back. */
export const ContestVerdict = oneOf('Verdict', ['upheld', 'waived', 'reduced'])
export type ContestVerdict = t.TypeOf<typeof ContestVerdict>

export const ContestNote = record('ContestNote', { note: Note })

const contest = { refundId: Uuid, requestId: StreamId, orderId: StreamId, contestId: HostId }
export const DeductionContested = family(
  'DeductionContested',
  record(
    'DeductionContested',
    { ...contest, index: DeductionIndex, deduction: FoundDeduction, by: ActorId },
    { note: personal(ContestNote) },
  ),
)
export const DeductionUpheld = family('DeductionUpheld', record('DeductionUpheld', { ...contest, decidedBy: ActorId }))
/** `minor` of it is given back: a refund of its own, on the basis of this. */
export const DeductionWaived = family(
  'DeductionWaived',
  record('DeductionWaived', {
    ...contest,
    minor: PositiveMinor,
    decidedBy: ActorId,
    lines: listOf(LineUnits, 1, MAX_REQUEST_LINES),
  }),
)
