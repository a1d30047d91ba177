/** Goods on their way back, counted per line. The status follows from the counts; `lifecycle.ts` lists the steps. */
import type { LineUnits } from '../values/units.js'
import type { ReturnEvent } from './events.js'

export type ReturnStatus =
  'authorized' | 'in_transit' | 'partially_received' | 'received' | 'inspected' | 'completed' | 'expired' | 'canceled'

export interface ReturnLine {
  readonly lineId: string
  readonly authorized: number
  readonly received: number
  readonly accepted: number
  readonly rejected: number
  readonly disposed: number
}

export interface AuthorizedReturn {
  readonly status: ReturnStatus
  readonly returnId: string
  readonly requestId: string
  readonly orderId: string
  readonly shipBy: string
  readonly lines: ReadonlyArray<ReturnLine>
  readonly parcels: ReadonlyMap<string, string | undefined>
  readonly receipts: ReadonlySet<string>
  readonly inspections: ReadonlyArray<string>
  readonly dispositions: ReadonlySet<string>
  /** No more parcels are expected. */
  readonly closedShort: boolean
}

export type ReturnState = { readonly status: 'none' } | AuthorizedReturn

export const initialReturn: ReturnState = { status: 'none' }

export const inspectedUnits = (l: ReturnLine): number => l.accepted + l.rejected

/** Everything that is expected has arrived. */
export const allArrived = (s: AuthorizedReturn): boolean =>
  s.closedShort || s.lines.every((l) => l.received >= l.authorized)
const allInspected = (s: AuthorizedReturn): boolean => s.lines.every((l) => inspectedUnits(l) >= l.received)
/** Nothing is left to wait for or to do. */
export const nothingPending = (s: AuthorizedReturn): boolean =>
  allArrived(s) && allInspected(s) && s.lines.every((l) => l.disposed >= inspectedUnits(l))

const statusOf = (s: AuthorizedReturn): ReturnStatus => {
  if (s.closedShort || s.receipts.size > 0) {
    if (!allArrived(s)) return 'partially_received'
    return allInspected(s) ? 'inspected' : 'received'
  }
  return s.parcels.size > 0 ? 'in_transit' : 'authorized'
}

const moved = (s: AuthorizedReturn): AuthorizedReturn => ({ ...s, status: statusOf(s) })

const withLines = <L extends { readonly lineId: string }>(
  s: AuthorizedReturn,
  changes: ReadonlyArray<L>,
  change: (line: ReturnLine, by: L) => ReturnLine,
): ReadonlyArray<ReturnLine> => {
  const lines = s.lines.slice()
  for (const by of changes) {
    const index = lines.findIndex((line) => line.lineId === by.lineId)
    if (index >= 0) lines[index] = change(lines[index]!, by)
  }
  return lines
}

type Authorization = Pick<AuthorizedReturn, 'returnId' | 'requestId' | 'orderId' | 'shipBy'> & {
  readonly lines: ReadonlyArray<LineUnits>
}

const authorized = ({ returnId, requestId, orderId, shipBy, lines }: Authorization): AuthorizedReturn => ({
  status: 'authorized',
  returnId,
  requestId,
  orderId,
  shipBy,
  lines: lines.map(({ lineId, quantity }) => ({
    lineId,
    authorized: quantity,
    received: 0,
    accepted: 0,
    rejected: 0,
    disposed: 0,
  })),
  parcels: new Map(),
  receipts: new Set(),
  inspections: [],
  dispositions: new Set(),
  closedShort: false,
})

export const evolve = (state: ReturnState, event: ReturnEvent): ReturnState => {
  if (state.status === 'none') {
    if (event.type === 'ReturnAuthorized') return authorized(event.data)
    // Canceled before it was authorized: nothing is expected back.
    if (event.type === 'ReturnCanceled')
      return { ...authorized({ ...event.data, orderId: '', shipBy: '', lines: [] }), status: 'canceled' }
    return state
  }
  const s = state
  switch (event.type) {
    case 'ReturnAuthorized':
    case 'ReturnCancellationRefused':
      return s
    case 'ReceiptExceptionRecorded':
      return { ...s, receipts: new Set(s.receipts).add(event.data.receiptId) }
    case 'ParcelShipped':
      return moved({ ...s, parcels: new Map(s.parcels).set(event.data.parcelId, event.data.tracking) })
    case 'ParcelReceived': {
      const { receiptId, lines } = event.data
      return moved({
        ...s,
        lines: withLines(s, lines, (line, by) => ({ ...line, received: line.received + by.quantity })),
        receipts: new Set(s.receipts).add(receiptId),
      })
    }
    case 'ItemsInspected': {
      const { inspectionId, lines } = event.data
      return moved({
        ...s,
        lines: withLines(s, lines, (line, by) => ({
          ...line,
          accepted: line.accepted + by.accepted,
          rejected: line.rejected + by.rejected,
        })),
        inspections: [...s.inspections, inspectionId],
      })
    }
    case 'ItemsDisposed': {
      const { dispositionId, lines } = event.data
      return moved({
        ...s,
        lines: withLines(s, lines, (line, by) => ({ ...line, disposed: line.disposed + by.quantity })),
        dispositions: new Set(s.dispositions).add(dispositionId),
      })
    }
    case 'ReturnClosedShort':
      return moved({ ...s, closedShort: true })
    case 'ReturnCompleted':
      return { ...s, status: 'completed' }
    case 'ReturnExpired':
      return { ...s, status: 'expired' }
    case 'ReturnCanceled':
      return { ...s, status: 'canceled' }
  }
}
