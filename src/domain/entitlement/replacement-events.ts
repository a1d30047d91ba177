/** Stored format. Add versions, never edit one. Goods that went out again; `events.ts` has the others and the list. */
import type * as t from 'io-ts'
import { listOf, oneOf, record, whole } from '../kernel/codec.js'
import { family } from '../kernel/event-family.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Minor } from '../values/money.js'
import { Tender } from '../values/order-facts.js'
import { LineUnits, MAX_REQUEST_LINES } from '../values/units.js'
import { OwnLine } from './registered-line.js'

const MAX_ADDED = 100

/** Of one unit that was repaired. */
export const LineSerial = record('LineSerial', { lineId: HostId, serial: HostId })
export const RepairOutcome = oneOf('RepairOutcome', ['repaired', 'unrepaired'])
export type RepairOutcome = t.TypeOf<typeof RepairOutcome>
export const RepairDays = whole('RepairDays', 0, 10_000)

/** The new goods are lines of the order from now on, and what was captured for them is money of the order. */
export const ReplacementRecorded = family(
  'ReplacementRecorded',
  record('ReplacementRecorded', {
    replacementId: StreamId,
    claimId: StreamId,
    added: listOf(OwnLine, 1, MAX_ADDED),
    shipping: Minor,
    shippingTax: Minor,
    payments: listOf(Tender, 0, 20),
  }),
)
/** What was captured or recovered outside has no place in the order: somebody has to look. */
export const ReplacementNotRecorded = family(
  'ReplacementNotRecorded',
  record('ReplacementNotRecorded', {
    replacementId: StreamId,
    claimId: StreamId,
    what: oneOf('NotRecordedWhat', ['replacement', 'recovery']),
    why: oneOf('NotRecordedWhy', ['line_taken', 'tender_taken', 'too_many_tenders', 'order_total_too_high']),
  }),
)
export const RecoveryRecorded = family(
  'RecoveryRecorded',
  record('RecoveryRecorded', { replacementId: StreamId, claimId: StreamId, recoveryId: HostId, payment: Tender }),
)
/** From here their own window counts. */
export const LinesDelivered = family(
  'LinesDelivered',
  record('LinesDelivered', {
    replacementId: StreamId,
    lineIds: listOf(HostId, 1, MAX_ADDED),
    deliveredAt: Instant,
  }),
)
export const RepairRecorded = family(
  'RepairRecorded',
  record(
    'RepairRecorded',
    {
      repairId: StreamId,
      claimId: StreamId,
      lines: listOf(LineUnits, 1, MAX_REQUEST_LINES),
      serials: listOf(LineSerial, 0, MAX_REQUEST_LINES),
      outcome: RepairOutcome,
      /** How long the customer was without the goods. */
      days: RepairDays,
    },
    { fault: Code },
  ),
)
