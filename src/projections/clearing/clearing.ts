/**
 * An account for each refund that was approved, which must return to zero: what became due is paid, given up or still
 * open, and what the customer owes of it is paid back, canceled, written off or still open. Of a refund that has ended
 * nothing is open. What goes wrong on the way (a leg that failed, came back or was rerouted) leaves it open.
 */
import type { Instant } from '../../domain/values/instant.js'
import { idOfStream } from '../../domain/values/ids.js'
import { typesOf } from '../event-types.js'
import { inOrder } from '../in-order.js'
import { readModel, touch, update, type ReadModel, type Touch } from '../read-model.js'

/** On one means of payment, in minor units: `due` = paid + given up + open. */
export interface TenderClearing {
  readonly tenderId: string
  /** As it was approved. */
  readonly due: number
  /** By the provider or by hand, less what came back. */
  readonly paid: number
  /** Canceled before it went out, or abandoned. */
  readonly givenUp: number
}

/** What the customer owes of the refund: `due` = paid + canceled + written off + open. */
export interface OwedClearing {
  readonly due: number
  readonly paid: number
  readonly canceled: number
  readonly writtenOff: number
}

export interface Clearing {
  readonly refundId: string
  readonly orderId: string
  readonly requestId: string
  readonly currency: string
  readonly tenders: ReadonlyArray<TenderClearing>
  readonly owed: OwedClearing
  /** Since when something is open; absent where nothing is. */
  readonly since?: Instant
}

/** What the customer still gets. */
export const toPay = ({ tenders }: Clearing): number =>
  tenders.reduce((sum, { due, paid, givenUp }) => sum + due - paid - givenUp, 0)

/** What the customer still owes. */
export const toCollect = ({ owed: { due, paid, canceled, writtenOff } }: Clearing): number =>
  due - paid - canceled - writtenOff

const isOpen = (account: Clearing): boolean =>
  account.tenders.some(({ due, paid, givenUp }) => due !== paid + givenUp) || toCollect(account) !== 0

interface Told {
  readonly stream: string
  readonly occurredAt: Instant
}

const keyOf = ({ stream }: Told): string => inOrder(idOfStream(stream))

const changed = (seen: Told, change: (account: Clearing) => Clearing): Touch<Clearing> =>
  update(keyOf(seen), (before) => {
    const { since = seen.occurredAt, ...after } = change(before)
    return isOpen(after) ? { ...after, since } : after
  })

const paid = (seen: Told, leg: { readonly tenderId: string; readonly minor: number }, sign: 1 | -1): Touch<Clearing> =>
  changed(seen, (account) => ({
    ...account,
    tenders: account.tenders.map((t) => (t.tenderId === leg.tenderId ? { ...t, paid: t.paid + sign * leg.minor } : t)),
  }))

const owed = (seen: Told, what: keyof OwedClearing, minor: number): Touch<Clearing> =>
  changed(seen, (account) => ({ ...account, owed: { ...account.owed, [what]: account.owed[what] + minor } }))

/** Nothing more is paid of it. */
const ended = (seen: Told): Touch<Clearing> =>
  changed(seen, (account) => ({ ...account, tenders: account.tenders.map((t) => ({ ...t, givenUp: t.due - t.paid })) }))

/** Of what was never approved nothing became due. */
const neverDue = (seen: Told): Touch<Clearing> => update<Clearing>(keyOf(seen), () => undefined)

const NOTHING_OWED: OwedClearing = { due: 0, paid: 0, canceled: 0, writtenOff: 0 }

type ClearingEvent =
  | ('RefundProposed' | 'RefundReserved' | 'RefundApproved')
  | ('RefundRefused' | 'RefundNotDue' | 'RefundDeclined' | 'RefundCanceled' | 'RefundAbandoned')
  | ('RefundLegSucceeded' | 'RefundLegPaidManually' | 'RefundLegReversed')
  | ('ReceivableDue' | 'ReceivablePaid' | 'ReceivableCanceled' | 'ReceivableWrittenOff')

export const clearing: ReadModel<Clearing> = readModel<Clearing, ClearingEvent>({
  name: 'clearing',
  version: 1,
  on: {
    RefundProposed: (seen) => {
      const { refundId, orderId, requestId } = seen.event.data
      return touch(
        keyOf(seen),
        (before) => before ?? { ...{ refundId, orderId, requestId }, currency: '', tenders: [], owed: NOTHING_OWED },
      )
    },
    RefundReserved: (seen) =>
      changed(seen, (account) => ({ ...account, currency: seen.event.data.breakdown.currency })),
    // One leg for each means of payment.
    RefundApproved: (seen) =>
      changed(seen, (account) => ({
        ...account,
        tenders: seen.event.data.legs.map(({ tenderId, minor: due }) => ({ tenderId, due, paid: 0, givenUp: 0 })),
      })),
    RefundRefused: neverDue,
    RefundNotDue: neverDue,
    RefundDeclined: neverDue,
    RefundCanceled: (seen) =>
      update(keyOf(seen), (account) => (account.tenders.length === 0 ? undefined : ended(seen).change(account))),
    RefundAbandoned: ended,
    RefundLegSucceeded: (seen) => paid(seen, seen.event.data, 1),
    RefundLegPaidManually: (seen) => paid(seen, seen.event.data, 1),
    RefundLegReversed: (seen) => paid(seen, seen.event.data, -1),
    ReceivableDue: (seen) => owed(seen, 'due', seen.event.data.minor),
    ReceivablePaid: (seen) => owed(seen, 'paid', seen.event.data.minor),
    ReceivableCanceled: (seen) => owed(seen, 'canceled', seen.event.data.minor),
    ReceivableWrittenOff: (seen) => owed(seen, 'writtenOff', seen.event.data.minor),
  },
  ignores: [
    ...typesOf('entitlement', 'request', 'return', 'replacement', 'repair', 'compensation', 'allowance'),
    ...typesOf('notice', 'worker', 'workitem'),
    ...(['RefundApprovalRequested', 'RefundApprovalGiven', 'RefundCancellationRefused'] as const),
    ...(['RefundSucceeded', 'RefundBasisWithdrawn', 'RefundBasisReinstated'] as const),
    // As long as a leg is not paid it is open, wherever it is.
    ...(['RefundLegSubmitted', 'RefundLegProcessing', 'RefundLegUnknown', 'RefundLegCheckScheduled'] as const),
    ...(['RefundLegNeedsAttention', 'RefundLegFailed', 'RefundLegReleased', 'RefundLegRerouted'] as const),
    ...(['RefundLegContradicted', 'RefundLegStepProposed'] as const),
    ...(['ReceivableSettled', 'ReceivableWriteOffProposed'] as const),
    ...(['DeductionContested', 'DeductionUpheld', 'DeductionWaived'] as const),
  ],
  partOf: ({ stream }) => stream,
  order: { name: 'refunds', place: ({ refundId }) => inOrder(refundId) },
  lists: {
    /** What has been open longest, first. */
    open: ({ since }) => (since === undefined ? [] : [inOrder(since)]),
    currencies: ({ since, currency }) => (since === undefined ? [] : [inOrder(currency, since)]),
  },
})
