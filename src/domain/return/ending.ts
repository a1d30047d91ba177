/** What does not come back: goods that need not, goods that never will, and returns that are taken back or run out. */
import {
  accept,
  idsOf,
  merged,
  nothing,
  notMissing,
  notNow,
  reject,
  thenCompleted,
  unitsBy,
  type CommandNamed,
  type Decision,
} from './decision.js'
import { MAX_DECLARATIONS } from './events.js'
import { missingUnits } from './line.js'
import { allArrived, hasEnded, type AuthorizedReturn, type Parcel } from './state.js'

/** Before they have arrived. */
export const waive = (c: CommandNamed<'WaiveReturn'>, s: AuthorizedReturn): Decision => {
  const { waiverId, as, reason } = c.data
  if (s.waivers.has(waiverId)) return nothing
  if (hasEnded(s)) return notNow(s)
  if (s.waivers.size >= MAX_DECLARATIONS) return reject({ _tag: 'TooManyDeclarations', limit: MAX_DECLARATIONS })
  const lines = merged(c.data.lines)
  const wrong = notMissing(s, lines)
  if (wrong !== undefined) return reject(wrong)
  return thenCompleted(s, {
    type: 'GoodsWaived',
    data: { ...idsOf(s), waiverId, lines, as, reason, waivedBy: c.actor.id },
  })
}

export const closeShort = (c: CommandNamed<'CloseReturnShort'>, s: AuthorizedReturn): Decision => {
  if (s.closedShort) return nothing
  if (hasEnded(s)) return notNow(s)
  if (allArrived(s)) return reject({ _tag: 'NothingMissing' })
  const missing = unitsBy(s, missingUnits)
  return thenCompleted(s, { type: 'ReturnClosedShort', data: { missing, reason: c.data.reason } })
}

/** A carrier has it, and has not lost it: whoever sent it has done their part. */
const isOnItsWay = ({ lastScan, isReceived, refused }: Parcel): boolean =>
  lastScan !== undefined && lastScan.kind !== 'lost' && !isReceived && refused === undefined

/** Others went out for them in advance, and the date that was agreed has passed. What was only announced is not on its way. */
export const closeOverdue = (c: CommandNamed<'CloseOverdueReturn'>, s: AuthorizedReturn): Decision => {
  if (hasEnded(s) || allArrived(s) || s.calledBack !== undefined) return nothing
  if (!c.data.isLast && [...s.parcels.values()].some(isOnItsWay)) return nothing
  return thenCompleted(s, {
    type: 'ReturnClosedShort',
    data: { missing: unitsBy(s, missingUnits), reason: 'not_back_in_time' },
  })
}

/** A timer says that the ship-by instant has passed; late and repeated ones do no harm. Goods that the shop calls back have none. */
export const expire = (c: CommandNamed<'ExpireReturn'>, s: AuthorizedReturn): Decision => {
  if (s.status !== 'authorized' || s.calledBack !== undefined || c.at < s.shipBy) return nothing
  return accept({
    type: 'ReturnExpired',
    data: { ...idsOf(s), missing: unitsBy(s, missingUnits), waivers: [...s.waivers] },
  })
}

/**
 * Possible until the first parcel is handed over, or something was let go: money follows from that. Asked by the request,
 * so the answer is always an event.
 */
export const cancel = (reason: string, s: AuthorizedReturn): Decision => {
  if (s.status === 'canceled') return nothing
  return s.status === 'authorized' && s.waivers.size === 0
    ? accept({ type: 'ReturnCanceled', data: { ...idsOf(s), reason } })
    : accept({ type: 'ReturnCancellationRefused', data: idsOf(s) })
}
