/**
 * Goods coming back. Receipts add up and are never refused: what nobody expected is an exception, not an error. Money
 * follows only from what an inspection accepted, and no more is accepted than was authorized.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Decider } from '../kernel/decider.js'
import { MAX_QUANTITY } from '../values/quantity.js'
import type { LineUnits } from '../values/units.js'
import type { ReturnCommand } from './commands.js'
import type { ReturnError } from './errors.js'
import { MAX_INSPECTIONS, type ReturnEvent } from './events.js'
import {
  allArrived,
  evolve,
  initialReturn,
  inspectedUnits,
  nothingPending,
  type AuthorizedReturn,
  type ReturnLine,
  type ReturnState,
} from './state.js'

type Decision = E.Either<ReturnError, ReadonlyArray<ReturnEvent>>
type CommandNamed<Type extends ReturnCommand['type']> = Extract<ReturnCommand, { readonly type: Type }>

const nothing: Decision = E.right([])
const accept = (...events: ReadonlyArray<ReturnEvent>): Decision => E.right(events)
const reject = (error: ReturnError): Decision => E.left(error)

const hasEnded = (s: ReturnState): boolean =>
  s.status === 'completed' || s.status === 'expired' || s.status === 'canceled'
const isOpen = (s: AuthorizedReturn): boolean => !hasEnded(s)

const unitsBy = (s: AuthorizedReturn, count: (line: ReturnLine) => number): ReadonlyArray<LineUnits> =>
  s.lines.flatMap((line) => {
    const quantity = count(line)
    return quantity > 0 ? [{ lineId: line.lineId, quantity }] : []
  })

/** The events, and the completion where nothing is left to wait for or to do. */
const thenCompleted = (s: AuthorizedReturn, ...events: ReadonlyArray<ReturnEvent>): Decision => {
  const after = events.reduce<AuthorizedReturn>((state, event) => evolve(state, event) as AuthorizedReturn, s)
  if (!nothingPending(after)) return accept(...events)
  return accept(...events, {
    type: 'ReturnCompleted',
    data: {
      returnId: s.returnId,
      requestId: s.requestId,
      inspections: after.inspections,
      accepted: unitsBy(after, (l) => l.accepted),
      rejected: unitsBy(after, (l) => l.rejected),
    },
  })
}

const register = (c: CommandNamed<'RegisterParcel'>, s: AuthorizedReturn): Decision => {
  const { parcelId, carrier, tracking } = c.data
  if (s.parcels.has(parcelId)) return nothing
  if (!isOpen(s)) return reject({ _tag: 'ReturnNotOpen', status: s.status })
  if (tracking !== undefined)
    for (const [other, used] of s.parcels)
      if (used === tracking) return reject({ _tag: 'TrackingReused', parcelId: other })
  return accept({
    type: 'ParcelShipped',
    data: {
      parcelId,
      ...(carrier === undefined ? {} : { carrier }),
      ...(tracking === undefined ? {} : { tracking }),
    },
  })
}

/** The same line twice in a count is one line with both. */
const merged = (lines: ReadonlyArray<LineUnits>): ReadonlyArray<LineUnits> => {
  const by = new Map<string, number>()
  for (const { lineId, quantity } of lines) by.set(lineId, (by.get(lineId) ?? 0) + quantity)
  return [...by].map(([lineId, quantity]) => ({ lineId, quantity }))
}

type ExceptionKind = 'surplus' | 'not_authorized' | 'wrong_item' | 'empty_parcel' | 'late'

const exceptionOf =
  (receiptId: string) =>
  (kind: ExceptionKind, quantity: number, lineId?: string): ReturnEvent => ({
    type: 'ReceiptExceptionRecorded',
    data: { receiptId, kind, quantity, ...(lineId === undefined ? {} : { lineId }) },
  })

const found = (c: CommandNamed<'ReceiveParcel'>): ReadonlyArray<ReturnEvent> =>
  (c.data.exceptions ?? []).map((e) => exceptionOf(c.data.receiptId)(e.kind, e.quantity))

const receive = (c: CommandNamed<'ReceiveParcel'>, s: AuthorizedReturn): Decision => {
  const { receiptId, parcelId, exceptions = [] } = c.data
  if (s.receipts.has(receiptId)) return nothing
  const counted = merged(c.data.lines)
  if (counted.length === 0 && exceptions.length === 0) return reject({ _tag: 'ParcelWithoutContent' })
  for (const { lineId, quantity } of counted) {
    const count = quantity + (s.lines.find((l) => l.lineId === lineId)?.received ?? 0)
    if (count > MAX_QUANTITY) return reject({ _tag: 'CountImplausible', lineId, count, limit: MAX_QUANTITY })
  }
  const exception = exceptionOf(receiptId)
  // A parcel that comes after the end is real, too, and a person decides about it; the finished count stays.
  if (!isOpen(s)) return accept(...counted.map((l) => exception('late', l.quantity, l.lineId)), ...found(c))
  const known = counted.filter((l) => s.lines.some((line) => line.lineId === l.lineId))
  const unknown = counted.filter((l) => !known.includes(l))
  const surplus = known.flatMap(({ lineId, quantity }) => {
    const line = s.lines.find((l) => l.lineId === lineId)!
    const over = Math.min(quantity, line.received + quantity - line.authorized)
    return over > 0 ? [{ lineId, quantity: over }] : []
  })
  return accept(
    {
      type: 'ParcelReceived',
      data: { receiptId, lines: known, ...(parcelId === undefined ? {} : { parcelId }) },
    },
    ...surplus.map((l) => exception('surplus', l.quantity, l.lineId)),
    ...unknown.map((l) => exception('not_authorized', l.quantity, l.lineId)),
    ...found(c),
  )
}

const inspect = (c: CommandNamed<'InspectItems'>, s: AuthorizedReturn): Decision => {
  const { inspectionId, lines, deductions = [] } = c.data
  if (s.inspections.includes(inspectionId)) return nothing
  if (!isOpen(s)) return reject({ _tag: 'ReturnNotOpen', status: s.status })
  if (s.inspections.length >= MAX_INSPECTIONS) return reject({ _tag: 'TooManyInspections', limit: MAX_INSPECTIONS })
  const seen = new Set<string>()
  for (const { lineId, accepted, rejected } of lines) {
    if (seen.has(lineId)) return reject({ _tag: 'InspectedLineRepeated', lineId })
    seen.add(lineId)
    const line = s.lines.find((l) => l.lineId === lineId)
    if (line === undefined) return reject({ _tag: 'LineNotInReturn', lineId })
    if (accepted + rejected === 0) return reject({ _tag: 'NothingInspected', lineId })
    const inspected = inspectedUnits(line) + accepted + rejected
    if (inspected > line.received) return reject({ _tag: 'OverInspected', lineId, received: line.received, inspected })
    if (line.accepted + accepted > line.authorized)
      return reject({
        _tag: 'MoreAcceptedThanAuthorized',
        lineId,
        authorized: line.authorized,
        accepted: line.accepted + accepted,
      })
  }
  const { returnId, requestId } = s
  return accept({
    type: 'ItemsInspected',
    data: { returnId, requestId, inspectionId, inspector: c.actor.id, lines, deductions },
  })
}

const dispose = (c: CommandNamed<'DisposeItems'>, s: AuthorizedReturn): Decision => {
  const { dispositionId, lines } = c.data
  if (s.dispositions.has(dispositionId)) return nothing
  if (!isOpen(s)) return reject({ _tag: 'ReturnNotOpen', status: s.status })
  for (const { lineId, quantity } of merged(lines)) {
    const line = s.lines.find((l) => l.lineId === lineId)
    if (line === undefined) return reject({ _tag: 'LineNotInReturn', lineId })
    const disposed = line.disposed + quantity
    if (disposed > inspectedUnits(line))
      return reject({ _tag: 'NotInspected', lineId, inspected: inspectedUnits(line), disposed })
  }
  return thenCompleted(s, { type: 'ItemsDisposed', data: { dispositionId, lines } })
}

const closeShort = (c: CommandNamed<'CloseReturnShort'>, s: AuthorizedReturn): Decision => {
  if (s.closedShort) return nothing
  if (!isOpen(s)) return reject({ _tag: 'ReturnNotOpen', status: s.status })
  if (allArrived(s)) return reject({ _tag: 'NothingMissing' })
  const missing = unitsBy(s, (l) => l.authorized - l.received)
  return thenCompleted(s, { type: 'ReturnClosedShort', data: { missing, reason: c.data.reason } })
}

/** A timer says that the ship-by instant has passed; late and repeated ones do no harm. */
const expire = (c: CommandNamed<'ExpireReturn'>, s: AuthorizedReturn): Decision => {
  if (s.status !== 'authorized' || c.at < s.shipBy) return nothing
  const { returnId, requestId } = s
  return accept({
    type: 'ReturnExpired',
    data: { returnId, requestId, missing: unitsBy(s, (line) => line.authorized) },
  })
}

/** Possible until the first parcel is handed over. Asked by the request, so the answer is always an event. */
const cancel = (reason: string, s: AuthorizedReturn): Decision => {
  const { returnId, requestId } = s
  if (s.status === 'canceled') return nothing
  return s.status === 'authorized'
    ? accept({ type: 'ReturnCanceled', data: { returnId, requestId, reason } })
    : accept({ type: 'ReturnCancellationRefused', data: { returnId, requestId } })
}

const first = (c: ReturnCommand): Decision => {
  switch (c.type) {
    case 'AuthorizeReturn':
      return accept({ type: 'ReturnAuthorized', data: c.data })
    // The cancellation overtook the authorization, which then finds nothing to do.
    case 'CancelReturn':
      return accept({ type: 'ReturnCanceled', data: c.data })
    default:
      return reject({ _tag: 'ReturnUnknown' })
  }
}

const decide =
  (c: ReturnCommand) =>
  (s: ReturnState): Decision => {
    if (s.status === 'none') return first(c)
    if (c.actor.kind === 'customer' && c.type !== 'RegisterParcel') return reject({ _tag: 'NotForCustomers' })
    switch (c.type) {
      case 'AuthorizeReturn':
        return nothing
      case 'RegisterParcel':
        return register(c, s)
      case 'ReceiveParcel':
        return receive(c, s)
      case 'InspectItems':
        return inspect(c, s)
      case 'DisposeItems':
        return dispose(c, s)
      case 'CloseReturnShort':
        return closeShort(c, s)
      case 'ExpireReturn':
        return expire(c, s)
      case 'CancelReturn':
        return cancel(c.data.reason, s)
    }
  }

export const Return: Decider<ReturnCommand, ReturnState, ReturnEvent, ReturnError> = {
  name: 'return',
  initial: initialReturn,
  decide,
  evolve,
  isTerminal: hasEnded,
}
