/** Goods on their way: parcels that are handed over, what carriers say of them, and what they lost. */
import {
  accept,
  idsOf,
  merged,
  nothing,
  notMissing,
  notNow,
  reject,
  thenCompleted,
  type CommandNamed,
  type Decision,
} from './decision.js'
import { MAX_DECLARATIONS } from './events.js'
import type { ScanKind } from './shipping-events.js'
import { hasEnded, type AuthorizedReturn, type Parcel } from './state.js'

export const register = (c: CommandNamed<'RegisterParcel'>, s: AuthorizedReturn): Decision => {
  const { parcelId, carrier, tracking } = c.data
  if (s.parcels.get(parcelId)?.isRegistered === true) return nothing
  if (hasEnded(s)) return notNow(s)
  if (tracking !== undefined)
    for (const [other, parcel] of s.parcels)
      if (parcel.tracking === tracking) return reject({ _tag: 'TrackingReused', parcelId: other })
  return accept({
    type: 'ParcelShipped',
    data: {
      parcelId,
      ...(carrier === undefined ? {} : { carrier }),
      ...(tracking === undefined ? {} : { tracking }),
    },
  })
}

/** What a carrier may say next of a parcel. Scans may be left out, but none undoes an earlier one. */
const FOLLOWS: Readonly<Record<ScanKind, ReadonlySet<ScanKind>>> = {
  first_scan: new Set(['in_transit', 'delivered', 'lost']),
  in_transit: new Set(['in_transit', 'delivered', 'lost']),
  delivered: new Set(),
  lost: new Set(['found']),
  found: new Set(['in_transit', 'delivered', 'lost']),
}

const isInOrder = (last: Parcel['lastScan'], kind: ScanKind, at: string): boolean =>
  last === undefined ? kind !== 'found' : at >= last.at && FOLLOWS[last.kind].has(kind)

/** Never refused, also after the end: what a carrier saw is a fact. A parcel that nobody announced is known from now on. */
export const recordScan = (c: CommandNamed<'RecordScan'>, s: AuthorizedReturn): Decision => {
  const { scanId, parcelId, kind, at } = c.data
  if (s.scans.has(scanId)) return nothing
  const parcel = s.parcels.get(parcelId)
  const outOfOrder = !isInOrder(parcel?.lastScan, kind, at)
  const isFirst = parcel?.lastScan === undefined && !outOfOrder && kind !== 'lost'
  return accept({
    type: isFirst ? 'FirstScanRecorded' : 'ParcelScanned',
    data: { ...idsOf(s), scanId, parcelId, kind, at, outOfOrder },
  })
}

/** Shipped and not received. What is lost is accounted for: should it turn up, it is late, and never paid again. */
export const declareLost = (c: CommandNamed<'DeclareLost'>, s: AuthorizedReturn): Decision => {
  const { lossId, bearer, reason, evidenceIds = [] } = c.data
  if (s.losses.has(lossId)) return nothing
  if (hasEnded(s)) return notNow(s)
  if (s.parcels.size === 0) return reject({ _tag: 'NothingShipped' })
  if (s.losses.size >= MAX_DECLARATIONS) return reject({ _tag: 'TooManyDeclarations', limit: MAX_DECLARATIONS })
  const lines = merged(c.data.lines)
  const wrong = notMissing(s, lines)
  if (wrong !== undefined) return reject(wrong)
  return thenCompleted(s, {
    type: 'GoodsLost',
    data: { ...idsOf(s), lossId, lines, liable: bearer, reason, evidenceIds, declaredBy: c.actor.id },
  })
}
