/** Entries of a trail for tests: a test names what it is about. */
import { trailEntry, type TrailEntry } from '../../../src/projections/trail/entry.js'
import { seen } from '../every-event.js'

const CLOSED = trailEntry(seen('RequestClosed'), { status: 'resolved' }, { status: 'closed' })

/** Number `n` of the log. Caused by its own command, or by an event before it. */
export const entryNo = (n: number, more: Partial<TrailEntry> = {}): TrailEntry => ({
  ...CLOSED,
  revision: n,
  ...{ eventId: `e-${n}`, commandId: `c-${n}`, cause: `c-${n}`, place: String(n).padStart(4, '0') },
  ...more,
})

/** A customer submits; the order reserves and the request hears of it; staff approves. */
export const shortStory: ReadonlyArray<TrailEntry> = [
  entryNo(1, { type: 'RequestSubmitted' }),
  entryNo(2, { type: 'RequestAssessed', commandId: 'c-1', cause: 'c-1' }),
  entryNo(3, { type: 'UnitsReserved', cause: 'e-1', authority: 'reaction', stream: 'order' }),
  entryNo(4, { type: 'ReservationHeard', cause: 'e-3', authority: 'reaction' }),
  entryNo(5, { type: 'RequestApproved' }),
  entryNo(6, { type: 'OtherHeard', cause: 'e-1', authority: 'reaction', stream: 'return' }),
]
