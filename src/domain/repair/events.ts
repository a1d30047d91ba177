/** Stored format. Add versions, never edit one. What each event means is told in README.md. */
import type * as t from 'io-ts'
import { listOf, oneOf, record, whole, yesOrNo } from '../kernel/codec.js'
import { catalogOf, family, type EventIn } from '../kernel/event-family.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Currency, PositiveMinor } from '../values/money.js'
import { LineUnits, MAX_REQUEST_LINES } from '../values/units.js'

const RepairIds = { repairId: Uuid, requestId: StreamId, orderId: StreamId }
const Units = listOf(LineUnits, 1, MAX_REQUEST_LINES)
/** From the first goods in the workshop until they were done with: the customer was without them. */
const Days = whole('RepairDays', 0, 10_000)

/** Which unit it was, where units have numbers. */
export const RepairSerial = record('RepairSerial', { lineId: HostId, serial: HostId })
export type RepairSerial = t.TypeOf<typeof RepairSerial>
export const RepairSerials = listOf(RepairSerial, 0, MAX_REQUEST_LINES)
export const WarrantyCover = oneOf('WarrantyCover', ['covered', 'not_covered'])
export const RepairQuote = record('RepairQuote', { minor: PositiveMinor, currency: Currency, validUntil: Instant })
export type RepairQuote = t.TypeOf<typeof RepairQuote>
export const RepairParts = listOf(Code, 0, 50)

export const RepairPlanned = family(
  'RepairPlanned',
  record(
    'RepairPlanned',
    { ...RepairIds, customerId: HostId, lines: Units },
    {
      /** After this it took too long. */
      finishBy: Instant,
    },
  ),
)
export const RepairGoodsReceived = family(
  'RepairGoodsReceived',
  record(
    'RepairGoodsReceived',
    { repairId: Uuid, acceptanceId: HostId, lines: Units, receivedAt: Instant },
    { finishBy: Instant },
  ),
)
export const RepairDiagnosed = family(
  'RepairDiagnosed',
  record(
    'RepairDiagnosed',
    { ...RepairIds, fault: Code, serials: RepairSerials, warranty: WarrantyCover },
    { quote: RepairQuote },
  ),
)
/** `proof`: where staff says so for the customer, what proves it. */
export const RepairQuoteAccepted = family(
  'RepairQuoteAccepted',
  record('RepairQuoteAccepted', RepairIds, { paymentRef: Code, proof: Code }),
)
export const RepairQuoteDeclined = family(
  'RepairQuoteDeclined',
  record('RepairQuoteDeclined', { ...RepairIds, days: Days }, { proof: Code }),
)
export const RepairQuoteLapsed = family('RepairQuoteLapsed', record('RepairQuoteLapsed', { ...RepairIds, days: Days }))
export const RepairFinished = family(
  'RepairFinished',
  record('RepairFinished', { ...RepairIds, parts: RepairParts, days: Days }),
)
/** It cannot be repaired: the goods go back as they are, or the request takes another remedy. */
export const RepairFailed = family('RepairFailed', record('RepairFailed', { ...RepairIds, reason: Code, days: Days }))
/** It took longer than it may; said once. */
export const RepairOverdue = family('RepairOverdue', record('RepairOverdue', { ...RepairIds, finishBy: Instant }))
export const RepairShippedBack = family(
  'RepairShippedBack',
  record('RepairShippedBack', { ...RepairIds, parcelId: HostId }, { carrier: Code, tracking: Code }),
)
export const RepairCompleted = family(
  'RepairCompleted',
  record(
    'RepairCompleted',
    {
      ...{ ...RepairIds, lines: Units, serials: RepairSerials, days: Days, deliveredAt: Instant },
      outcome: oneOf('RepairResult', ['repaired', 'unrepaired']),
    },
    { fault: Code },
  ),
)
/** `keepsGoods`: they stay in the house, because another remedy takes over. */
export const RepairCanceled = family(
  'RepairCanceled',
  record('RepairCanceled', { ...RepairIds, reason: Code, keepsGoods: yesOrNo }),
)
/** The goods are in the workshop, or on their way back. */
export const RepairCancellationRefused = family(
  'RepairCancellationRefused',
  record('RepairCancellationRefused', RepairIds),
)

export const repairEvents = catalogOf([
  RepairPlanned,
  RepairGoodsReceived,
  RepairDiagnosed,
  RepairQuoteAccepted,
  RepairQuoteDeclined,
  RepairQuoteLapsed,
  RepairFinished,
  RepairFailed,
  RepairOverdue,
  RepairShippedBack,
  RepairCompleted,
  RepairCanceled,
  RepairCancellationRefused,
])
export type RepairEvent = EventIn<typeof repairEvents>
