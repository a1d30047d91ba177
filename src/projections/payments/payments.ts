/**
 * Money on its way back: one row for each leg of a refund from the moment it is first sent. Its present state says what is
 * not settled, and since when; its entries say what was paid and what came back. Legs that were never sent are no
 * payments. What all of it adds up to: `ledger/`.
 */
import type { Instant } from '../../domain/values/instant.js'
import { typesOf } from '../event-types.js'
import { inOrder } from '../in-order.js'
import { readModel, touch, update, type ReadModel, type Touch } from '../read-model.js'

/** `unknown`: nobody knows whether it was paid. `failed`: it was not. `reversed`: it was paid and came back. */
export type PaymentState =
  'sent' | 'processing' | 'unknown' | 'needs_attention' | 'paid' | 'paid_by_hand' | 'failed' | 'reversed' | 'rerouted'

/** Money that left the shop, or came back to it. Never changed, only followed by another. */
export interface PaymentEntry {
  readonly kind: 'paid' | 'paid_by_hand' | 'reversed'
  readonly at: Instant
  readonly minor: number
  /** The provider's own name for it; by hand, the proof. */
  readonly reference: string
}

export interface Payment {
  readonly refundId: string
  readonly legId: string
  readonly orderId: string
  /** The case. */
  readonly requestId: string
  readonly tenderId: string
  readonly minor: number
  readonly currency: string
  readonly state: PaymentState
  /** When it came into this state. */
  readonly since: Instant
  /** The idempotency key under which it was sent last. */
  readonly key: string
  /** Why it failed, came back or waits for a person. */
  readonly code?: string
  readonly entries: ReadonlyArray<PaymentEntry>
}

const UNSETTLED: ReadonlySet<PaymentState> = new Set(['sent', 'processing', 'unknown', 'needs_attention'])

interface OfLeg {
  readonly refundId: string
  readonly legId: string
}
const keyOf = ({ refundId, legId }: OfLeg): string => inOrder(refundId, legId)

interface SeenLeg {
  readonly event: { readonly data: OfLeg }
  readonly occurredAt: Instant
}

const into = (
  { event: { data }, occurredAt }: SeenLeg,
  state: PaymentState,
  { code, entry }: { readonly code?: string; readonly entry?: Omit<PaymentEntry, 'at'> } = {},
): Touch<Payment> =>
  update(keyOf(data), ({ code: _, entries, ...payment }) => ({
    ...payment,
    ...(code === undefined ? {} : { code }),
    state,
    since: occurredAt,
    entries: entry === undefined ? entries : [...entries, { ...entry, at: occurredAt }],
  }))

type LegEvent =
  | 'RefundLegSubmitted'
  | 'RefundLegProcessing'
  | 'RefundLegUnknown'
  | 'RefundLegNeedsAttention'
  | 'RefundLegSucceeded'
  | 'RefundLegPaidManually'
  | 'RefundLegFailed'
  | 'RefundLegReleased'
  | 'RefundLegReversed'
  | 'RefundLegRerouted'

export const payments: ReadModel<Payment> = readModel<Payment, LegEvent>({
  name: 'payments',
  version: 1,
  on: {
    RefundLegSubmitted: ({ event: { data }, metadata, occurredAt }) => {
      const { refundId, orderId, legId, tenderId, minor, currency, key } = data
      return touch<Payment>(keyOf(data), (before) => ({
        ...{ refundId, legId, orderId, requestId: metadata.$correlationId, tenderId, minor, currency, key },
        state: 'sent',
        since: occurredAt,
        entries: before?.entries ?? [],
      }))
    },
    RefundLegProcessing: (seen) => into(seen, 'processing'),
    RefundLegUnknown: (seen) => into(seen, 'unknown'),
    RefundLegNeedsAttention: (seen) => into(seen, 'needs_attention', { code: seen.event.data.why }),
    RefundLegSucceeded: (seen) => {
      const { minor, providerRef: reference } = seen.event.data
      return into(seen, 'paid', { entry: { kind: 'paid', minor, reference } })
    },
    RefundLegPaidManually: (seen) => {
      const { minor, proof: reference } = seen.event.data
      return into(seen, 'paid_by_hand', { entry: { kind: 'paid_by_hand', minor, reference } })
    },
    RefundLegFailed: (seen) => into(seen, 'failed', { code: seen.event.data.code }),
    // Two persons have proof that it was not paid: it may go out under a new key.
    RefundLegReleased: (seen) => into(seen, 'failed', { code: seen.event.data.proof }),
    RefundLegReversed: (seen) => {
      const { minor, providerRef: reference, code } = seen.event.data
      return into(seen, 'reversed', { code, entry: { kind: 'reversed', minor, reference } })
    },
    RefundLegRerouted: (seen) => into(seen, 'rerouted'),
  },
  ignores: [
    ...typesOf('entitlement', 'request', 'return', 'replacement', 'repair', 'compensation', 'allowance'),
    ...typesOf('notice', 'worker', 'workitem'),
    // Of a refund before its money goes out, and what says nothing new of the money.
    ...(['RefundProposed', 'RefundReserved', 'RefundRefused', 'RefundNotDue', 'RefundApprovalRequested'] as const),
    ...(['RefundApprovalGiven', 'RefundApproved', 'RefundDeclined', 'RefundCanceled'] as const),
    ...(['RefundCancellationRefused', 'RefundSucceeded', 'RefundAbandoned', 'RefundBasisWithdrawn'] as const),
    ...(['RefundBasisReinstated'] as const),
    ...(['RefundLegCheckScheduled', 'RefundLegContradicted', 'RefundLegStepProposed'] as const),
    // What customers owe, and what they contest.
    ...(['ReceivableDue', 'ReceivablePaid', 'ReceivableSettled', 'ReceivableCanceled'] as const),
    ...(['ReceivableWriteOffProposed', 'ReceivableWrittenOff'] as const),
    ...(['DeductionContested', 'DeductionUpheld', 'DeductionWaived'] as const),
  ],
  partOf: ({ stream }) => stream,
  order: {
    name: 'orders',
    place: ({ orderId, refundId, legId }) => inOrder(orderId, refundId, legId),
  },
  lists: {
    /** The oldest first. */
    unsettled: (payment) => (UNSETTLED.has(payment.state) ? [inOrder(payment.since)] : []),
    references: ({ entries }) => [...new Set(entries.map(({ reference }) => inOrder(reference)))],
  },
})
