/** Goods on their way back. The status follows from the counts per line (`line.ts`); `lifecycle.ts` lists the steps. */
import type { Instant } from '../values/instant.js'
import type { LineUnits } from '../values/units.js'
import type { InspectedLine } from './goods.js'
import { expectedUnits, heldUnits, inspectedUnits, type ReturnLine } from './line.js'
import type { CalledBackAs, ScanKind } from './shipping-events.js'

export type { Places, ReturnLine } from './line.js'

export type ReturnStatus =
  'authorized' | 'in_transit' | 'partially_received' | 'received' | 'inspected' | 'completed' | 'expired' | 'canceled'

export interface Parcel {
  readonly tracking: string | undefined
  /** Somebody said that it was handed over. */
  readonly isRegistered: boolean
  readonly isReceived: boolean
  /** Its goods are the customer's; `held` as long as nobody has sent them back. */
  readonly refused: 'held' | 'gone' | undefined
  /** The last scan that was in order. */
  readonly lastScan: { readonly kind: ScanKind; readonly at: string } | undefined
}

export interface Label {
  readonly parcelId: string
  readonly isVoid: boolean
  /** Of its cost, what the customer bears. */
  readonly atCustomersCost: number
  /** It was kept back of a refund. */
  readonly isCharged: boolean
}

export interface Receipt {
  readonly countedBy: string | undefined
  readonly lines: ReadonlyArray<LineUnits>
  readonly disputes: ReadonlyArray<{ readonly lineId: string; readonly counted: number; readonly by: string }>
  /** Corrected counts, by line. */
  readonly settled: ReadonlyMap<string, number>
}

export interface Consignment {
  readonly status: 'on_its_way' | 'delivered' | 'abandoned'
  readonly lines: ReadonlyArray<LineUnits>
}

export interface AuthorizedReturn {
  readonly status: ReturnStatus
  readonly returnId: string
  readonly requestId: string
  readonly orderId: string
  readonly shipBy: string
  readonly lines: ReadonlyArray<ReturnLine>
  readonly arranged: { readonly method: 'drop_off' | 'pickup' | 'in_store'; readonly place?: string } | undefined
  /** The shop wants them back itself. */
  readonly calledBack: CalledBackAs | undefined
  readonly labels: ReadonlyMap<string, Label>
  readonly parcels: ReadonlyMap<string, Parcel>
  readonly scans: ReadonlySet<string>
  readonly receipts: ReadonlyMap<string, Receipt>
  /** What each inspection says today, after its revisions. */
  readonly inspections: ReadonlyMap<string, ReadonlyArray<InspectedLine>>
  readonly revisions: ReadonlySet<string>
  readonly dispositions: ReadonlySet<string>
  readonly redispositions: ReadonlySet<string>
  readonly consignments: ReadonlyMap<string, Consignment>
  readonly losses: ReadonlySet<string>
  readonly waivers: ReadonlySet<string>
  /** By when goods of the customer go back, as long as nobody has looked whether they did. */
  readonly sendBackBy: Instant | undefined
  /** No more parcels are expected. */
  readonly closedShort: boolean
}

export type ReturnState = { readonly status: 'none' } | AuthorizedReturn

export const initialReturn: ReturnState = { status: 'none' }

export const hasEnded = ({ status }: ReturnState): boolean =>
  status === 'completed' || status === 'expired' || status === 'canceled'

export const lineOf = (s: AuthorizedReturn, lineId: string): ReturnLine | undefined =>
  s.lines.find((line) => line.lineId === lineId)

/** Everything that is expected has arrived. */
export const allArrived = (s: AuthorizedReturn): boolean =>
  s.closedShort || s.lines.every((l) => l.received >= expectedUnits(l))
const allInspected = (s: AuthorizedReturn): boolean => s.lines.every((l) => inspectedUnits(l) >= l.received)
/** The parcel of the label was seen by a carrier or by the shop. */
export const wasUsed = (s: AuthorizedReturn, { parcelId }: Label): boolean => {
  const parcel = s.parcels.get(parcelId)
  return parcel?.lastScan !== undefined || parcel?.isReceived === true || parcel?.refused !== undefined
}
/** What is due for the way back: at the customer's cost, used, and not kept back yet. */
export const isDue = (s: AuthorizedReturn, label: Label): boolean =>
  label.atCustomersCost > 0 && !label.isCharged && wasUsed(s, label)

/** Something of the customer's is with the shop. */
export const holdsGoods = (s: AuthorizedReturn): boolean =>
  s.lines.some((l) => heldUnits(l) > 0) || [...s.parcels.values()].some(({ refused }) => refused === 'held')
/** Nothing is left to wait for or to do. */
export const nothingPending = (s: AuthorizedReturn): boolean =>
  allArrived(s) && allInspected(s) && s.lines.every((l) => l.disposed >= inspectedUnits(l)) && !holdsGoods(s)

export const statusOf = (s: AuthorizedReturn): ReturnStatus => {
  if (hasEnded(s)) return s.status
  if (allArrived(s)) return allInspected(s) ? 'inspected' : 'received'
  if (s.receipts.size > 0) return 'partially_received'
  return s.parcels.size > 0 ? 'in_transit' : 'authorized'
}
