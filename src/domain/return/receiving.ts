/**
 * What arrives. Receipts add up and are never refused: what nobody expected is an exception, not an error. Counts that
 * two people dispute: `counting.ts`.
 */
import { MAX_QUANTITY } from '../values/quantity.js'
import type { LineUnits } from '../values/units.js'
import { accept, idsOf, merged, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import type { ReturnEvent } from './events.js'
import { expectedUnits, type ReturnLine } from './line.js'
import { hasEnded, lineOf, type AuthorizedReturn } from './state.js'

type ExceptionKind = 'surplus' | 'not_authorized' | 'wrong_item' | 'empty_parcel' | 'late'

/** Pieces of one line, by what they are. */
interface Sorted {
  readonly lineId: string
  /** Counted as received, with the surplus among them. */
  readonly counted: number
  readonly surplus: number
  /** Lost or waived before, and accounted for then. */
  readonly late: number
}

const sorted = (line: ReturnLine, { lineId, quantity }: LineUnits): Sorted => {
  const room = Math.max(0, expectedUnits(line) - line.received)
  const late = Math.min(Math.max(0, quantity - room), Math.max(0, line.lost + line.waived - line.late))
  const counted = quantity - late
  return { lineId, counted, surplus: Math.max(0, counted - room), late }
}

export const receive = (c: CommandNamed<'ReceiveParcel'>, s: AuthorizedReturn): Decision => {
  const { receiptId, parcelId, exceptions = [] } = c.data
  if (s.receipts.has(receiptId)) return nothing
  const found = merged(c.data.lines)
  if (found.length === 0 && exceptions.length === 0) return reject({ _tag: 'ParcelWithoutContent' })
  for (const { lineId, quantity } of found) {
    const count = quantity + (lineOf(s, lineId)?.received ?? 0)
    if (count > MAX_QUANTITY) return reject({ _tag: 'CountImplausible', lineId, count, limit: MAX_QUANTITY })
  }
  const exception = (kind: ExceptionKind, quantity: number, lineId: string): ReadonlyArray<ReturnEvent> =>
    quantity === 0 ? [] : [{ type: 'ReceiptExceptionRecorded', data: { receiptId, kind, quantity, lineId } }]
  const told = exceptions.map((found): ReturnEvent => ({
    type: 'ReceiptExceptionRecorded',
    data: { receiptId, ...found },
  }))
  // A parcel that comes after the end is real, too, and a person decides about it; the finished count stays.
  if (hasEnded(s)) return accept(...found.flatMap((l) => exception('late', l.quantity, l.lineId)), ...told)
  const known = found.flatMap((units) => {
    const line = lineOf(s, units.lineId)
    return line === undefined ? [] : [sorted(line, units)]
  })
  const unknown = found.filter(({ lineId }) => lineOf(s, lineId) === undefined)
  return accept(
    {
      type: 'ParcelReceived',
      data: {
        receiptId,
        lines: known.flatMap(({ lineId, counted }) => (counted === 0 ? [] : [{ lineId, quantity: counted }])),
        ...(parcelId === undefined ? {} : { parcelId }),
        countedBy: c.actor.id,
      },
    },
    ...known.flatMap((l) => exception('surplus', l.surplus, l.lineId)),
    ...known.flatMap((l) => exception('late', l.late, l.lineId)),
    ...unknown.flatMap((l) => exception('not_authorized', l.quantity, l.lineId)),
    ...told,
  )
}

/** At the dock, unopened. Nothing of it is received, so the shop owes nothing for it, and owes it to the customer. */
export const refuseParcel = (c: CommandNamed<'RefuseParcel'>, s: AuthorizedReturn): Decision => {
  const { parcelId, reason, evidenceIds, takenBack = false } = c.data
  const parcel = s.parcels.get(parcelId)
  if (parcel?.refused !== undefined) return nothing
  if (parcel?.isReceived === true) return reject({ _tag: 'ParcelAlreadyReceived', parcelId })
  return accept({ type: 'ParcelRefused', data: { ...idsOf(s), parcelId, reason, evidenceIds, takenBack } })
}
