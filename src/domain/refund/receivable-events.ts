/** Stored format. Add versions, never edit one. When a refund loses its basis, and what the customer owes of it then. */
import type * as t from 'io-ts'
import { choice, listOf, oneOf, record, tag } from '../kernel/codec.js'
import { family, unchanged } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { Code, ReasonCode } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Currency, Minor, PositiveMinor } from '../values/money.js'
import { Quantity } from '../values/quantity.js'
import { LineUnits, MAX_REQUEST_LINES } from '../values/units.js'
import { TwoPersons } from './leg-events.js'

const Units = listOf(LineUnits, 0, MAX_REQUEST_LINES)

/**
 * The reason for the money is gone, for these units. `then`: the refund is canceled, or given up where every leg had
 * failed, with nothing paid; or what it paid for them is owed; or nothing, because no money was due.
 */
export const RefundBasisWithdrawn = family(
  'RefundBasisWithdrawn',
  record(
    'RefundBasisWithdrawn',
    {
      refundId: Uuid,
      requestId: StreamId,
      orderId: StreamId,
      withdrawalId: HostId,
      lines: Units,
      reason: Code,
      then: oneOf('WithdrawnThen', ['canceled', 'owed', 'nothing']),
    },
    /** Units that still have their reason: a canceled refund pays them no more, so they fall due anew. */
    { remaining: Units },
  ),
)

/**
 * The reason for the money is there again, for these units: of what was owed for them, what is open ends. None, where it was
 * never paid, or is paid back: then they are refunded anew.
 */
export const RefundBasisReinstated = family(
  'RefundBasisReinstated',
  record('RefundBasisReinstated', {
    refundId: Uuid,
    requestId: StreamId,
    revisionId: HostId,
    lines: Units,
    receivables: listOf(record('OwedNoMore', { receivableId: Uuid, lines: Units }), 0, 1_000),
  }),
)

/** Why the customer owes it. */
export const ReceivableReason = choice('ReceivableReason', {
  BasisWithdrawn: record('BecauseWithdrawn', {
    _tag: tag('BasisWithdrawn'),
    withdrawalId: HostId,
    code: Code,
  }),
  /** The bank gave them what the refund paid, too. */
  Chargeback: record('BecauseChargeback', { _tag: tag('Chargeback'), chargebackId: HostId }),
})
export type ReceivableReason = t.TypeOf<typeof ReceivableReason>

export const TenderPart = record('TenderPart', { tenderId: HostId, minor: PositiveMinor })
export type TenderPart = t.TypeOf<typeof TenderPart>
const TenderParts = listOf(TenderPart, 0, 20)

const receivable = { refundId: Uuid, receivableId: Uuid }
export const ReceivableDue = family(
  'ReceivableDue',
  record('ReceivableDue', {
    ...receivable,
    requestId: StreamId,
    orderId: StreamId,
    minor: PositiveMinor,
    currency: Currency,
    reason: ReceivableReason,
    /** What the refund paid for these units, and on which tenders. */
    lines: listOf(record('OwedForLine', { lineId: HostId, quantity: Quantity, minor: Minor }), 0, MAX_REQUEST_LINES),
    tenders: TenderParts,
  }),
)
export const ReceivablePaid = family(
  'ReceivablePaid',
  record(
    'ReceivablePaid',
    {
      ...receivable,
      orderId: StreamId,
      paymentId: HostId,
      minor: PositiveMinor,
      tenders: TenderParts,
      /** Units of which everything has come back with this payment. */
      lines: Units,
    },
    { chargebackId: HostId },
  ),
)
export const ReceivableSettled = family(
  'ReceivableSettled',
  record('ReceivableSettled', { ...receivable, requestId: StreamId, paid: PositiveMinor, currency: Currency }),
)
/** So much of what is open is not owed after all: the chargeback was won, the refund never paid it, or its reason is there again. */
const notOwed = { ...receivable, minor: Minor, tenders: TenderParts }
export const ReceivableCanceled = family('ReceivableCanceled', record('ReceivableCanceled', notOwed)).next(
  /** `lines`: units of which everything has come back, because the rest of what is owed for them was paid before. */
  record('ReceivableCanceled', notOwed, { orderId: StreamId, lines: Units }),
  unchanged,
)
export const ReceivableWriteOffProposed = family(
  'ReceivableWriteOffProposed',
  record('ReceivableWriteOffProposed', { ...receivable, reason: ReasonCode, by: ActorId }),
)
/** What was open will not come; two persons said so. */
export const ReceivableWrittenOff = family(
  'ReceivableWrittenOff',
  record('ReceivableWrittenOff', { ...receivable, minor: PositiveMinor, reason: ReasonCode, persons: TwoPersons }),
)
