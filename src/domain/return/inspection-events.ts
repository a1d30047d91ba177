/** Stored format. Add versions, never edit one. What inspections accepted and rejected, and where the goods went. */
import type * as t from 'io-ts'
import { listOf, record } from '../kernel/codec.js'
import { family } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { FoundDeduction } from '../values/breakdown.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Quantity } from '../values/quantity.js'
import { MAX_REQUEST_LINES } from '../values/units.js'
import { DispositionCode, InspectedLine, UnitsOrNone, Verdict } from './goods.js'

/** Far more than a return of a wholesaler needs; its last event names them all. */
export const MAX_INSPECTIONS = 1_000

export const ItemsInspected = family(
  'ItemsInspected',
  record('ItemsInspected', {
    returnId: Uuid,
    requestId: StreamId,
    inspectionId: HostId,
    inspector: ActorId,
    lines: listOf(InspectedLine, 1, MAX_REQUEST_LINES),
    deductions: listOf(FoundDeduction, 0, 50),
  }),
)
/** The same pieces, judged anew. `added` are accepted now and were not before; `withdrawn` were, and are not any more. */
export const InspectionRevised = family(
  'InspectionRevised',
  record('InspectionRevised', {
    returnId: Uuid,
    requestId: StreamId,
    inspectionId: HostId,
    revisionId: HostId,
    inspector: ActorId,
    lines: listOf(InspectedLine, 1, MAX_REQUEST_LINES),
    added: UnitsOrNone,
    withdrawn: UnitsOrNone,
    reason: Code,
  }),
)

/** A wish may fall apart into accepted and rejected units. */
const MAX_MOVES = 2 * MAX_REQUEST_LINES
const disposed = { lineId: HostId, quantity: Quantity, code: DispositionCode }
export const DisposedLine = record('DisposedLine', { ...disposed, of: Verdict }, { location: Code })
export type DisposedLine = t.TypeOf<typeof DisposedLine>

/**
 * Version 2 tells accepted from rejected goods, and what the customer agreed to. In version 1 nobody said, so that what
 * went back to the customer counts as rejected and everything else as accepted, as far as there was so much.
 */
export const ItemsDisposed = family(
  'ItemsDisposed',
  record('ItemsDisposed', {
    dispositionId: HostId,
    lines: listOf(record('DisposedLine', disposed, { location: Code }), 1, MAX_REQUEST_LINES),
  }),
).next(
  record('ItemsDisposed', { dispositionId: HostId, lines: listOf(DisposedLine, 1, MAX_MOVES) }, { consent: Code }),
  ({ dispositionId, lines }) => ({
    dispositionId,
    lines: lines.map((line) => ({
      ...line,
      of: line.code === 'RETURN_TO_CUSTOMER' ? ('rejected' as const) : ('accepted' as const),
    })),
  }),
)

export const MovedLine = record(
  'MovedLine',
  { lineId: HostId, quantity: Quantity, from: DispositionCode, to: DispositionCode, of: Verdict },
  { location: Code },
)
export type MovedLine = t.TypeOf<typeof MovedLine>
/** What was put aside goes on. */
export const ItemsRedisposed = family(
  'ItemsRedisposed',
  record(
    'ItemsRedisposed',
    { returnId: Uuid, redispositionId: HostId, lines: listOf(MovedLine, 1, MAX_MOVES), reason: Code },
    { consent: Code },
  ),
)
