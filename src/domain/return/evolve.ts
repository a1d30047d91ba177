/** What each event of a return changes. Facts may still come after the end; they do not change the status any more. */
import { NO_ENTRIES, NO_ITEMS } from '../kernel/empty.js'
import type { LineUnits } from '../values/units.js'
import { abandon, dispose, move, newLine, rejudge, sendBack, type ReturnLine } from './line.js'
import type { ReturnEvent } from './events.js'
import { isDue, statusOf, type AuthorizedReturn, type Parcel, type Receipt, type ReturnState } from './state.js'

type DataOf<Type extends ReturnEvent['type']> = Extract<ReturnEvent, { readonly type: Type }>['data']

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
const withMap = <A>(map: ReadonlyMap<string, A>, key: string, value: A): ReadonlyMap<string, A> =>
  new Map(map).set(key, value)
const withSet = (set: ReadonlySet<string>, key: string): ReadonlySet<string> => new Set(set).add(key)

const NEW_PARCEL: Parcel = {
  tracking: undefined,
  isRegistered: false,
  isReceived: false,
  refused: undefined,
  lastScan: undefined,
}
const withParcel = (s: AuthorizedReturn, parcelId: string, change: Partial<Parcel>): AuthorizedReturn => ({
  ...s,
  parcels: withMap(s.parcels, parcelId, { ...(s.parcels.get(parcelId) ?? NEW_PARCEL), ...change }),
})

const NEW_RECEIPT: Receipt = { countedBy: undefined, lines: [], disputes: [], settled: NO_ENTRIES }
const withReceipt = (s: AuthorizedReturn, receiptId: string, change: (receipt: Receipt) => Partial<Receipt>) => {
  const receipt = s.receipts.get(receiptId) ?? NEW_RECEIPT
  return { ...s, receipts: withMap(s.receipts, receiptId, { ...receipt, ...change(receipt) }) }
}

type Authorization = Pick<AuthorizedReturn, 'returnId' | 'requestId' | 'orderId' | 'shipBy'> & {
  readonly lines: ReadonlyArray<LineUnits>
}
const authorized = ({ returnId, requestId, orderId, shipBy, lines }: Authorization): AuthorizedReturn => ({
  status: 'authorized',
  ...{ returnId, requestId, orderId, shipBy },
  lines: lines.map(({ lineId, quantity }) => newLine(lineId, quantity)),
  arranged: undefined,
  calledBack: undefined,
  labels: NO_ENTRIES,
  parcels: NO_ENTRIES,
  scans: NO_ITEMS,
  receipts: NO_ENTRIES,
  inspections: NO_ENTRIES,
  revisions: NO_ITEMS,
  dispositions: NO_ITEMS,
  redispositions: NO_ITEMS,
  consignments: NO_ENTRIES,
  losses: NO_ITEMS,
  waivers: NO_ITEMS,
  sendBackBy: undefined,
  closedShort: false,
})

const scanned = (s: AuthorizedReturn, data: DataOf<'ParcelScanned'>): AuthorizedReturn => {
  const { scanId, parcelId, kind, at, outOfOrder } = data
  const known = withParcel(s, parcelId, outOfOrder ? {} : { lastScan: { kind, at } })
  return moved({ ...known, scans: withSet(s.scans, scanId) })
}

const received = (s: AuthorizedReturn, data: DataOf<'ParcelReceived'>): AuthorizedReturn => {
  const { receiptId, parcelId, lines, countedBy } = data
  const known = parcelId === undefined ? s : withParcel(s, parcelId, { isReceived: true, refused: undefined })
  return moved({
    ...withReceipt(known, receiptId, () => ({ lines, countedBy })),
    lines: withLines(s, lines, (line, by) => ({ ...line, received: line.received + by.quantity })),
  })
}

const settled = (s: AuthorizedReturn, data: DataOf<'CountSettled'>): AuthorizedReturn => {
  const { corrects, quantity } = data
  const { receiptId, lineId } = corrects
  const change = (line: ReturnLine) => ({ ...line, received: line.received + quantity - corrects.received })
  return moved({
    ...withReceipt(s, receiptId, (receipt) => ({ settled: withMap(receipt.settled, lineId, quantity) })),
    lines: withLines(s, [corrects], change),
  })
}

const charged = (s: AuthorizedReturn): AuthorizedReturn['labels'] =>
  new Map([...s.labels].map(([id, label]) => [id, isDue(s, label) ? { ...label, isCharged: true } : label]))

const revised = (s: AuthorizedReturn, data: DataOf<'InspectionRevised'>): AuthorizedReturn => {
  const { inspectionId, revisionId, lines, added, withdrawn } = data
  const before = s.inspections.get(inspectionId) ?? []
  const today = before.map((was) => lines.find(({ lineId }) => lineId === was.lineId) ?? was)
  const more = withLines(s, added, (line, { quantity }) => rejudge(line, quantity))
  return moved({
    ...s,
    lines: withLines({ ...s, lines: more }, withdrawn, (line, { quantity }) => rejudge(line, -quantity)),
    inspections: withMap(s.inspections, inspectionId, today),
    revisions: withSet(s.revisions, revisionId),
  })
}

const sentBack = (s: AuthorizedReturn, data: DataOf<'RejectedGoodsSentBack'>): AuthorizedReturn => {
  const { consignmentId, parcelId, lines } = data
  const known = parcelId === undefined ? s : withParcel(s, parcelId, { refused: 'gone' })
  return {
    ...known,
    lines: withLines(s, lines, (line, { quantity }) => sendBack(line, quantity)),
    consignments: withMap(s.consignments, consignmentId, { status: 'on_its_way', lines }),
  }
}

const consignmentEnded = (
  s: AuthorizedReturn,
  consignmentId: string,
  status: 'delivered' | 'abandoned',
): AuthorizedReturn => {
  const consignment = s.consignments.get(consignmentId)
  return consignment === undefined
    ? s
    : { ...s, consignments: withMap(s.consignments, consignmentId, { ...consignment, status }) }
}

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
    case 'ReturnArranged': {
      const { method, place } = event.data
      return { ...s, arranged: { method, ...(place === undefined ? {} : { place }) } }
    }
    case 'GoodsCalledBack':
      return { ...s, calledBack: event.data.as }
    case 'LabelIssued': {
      const { labelId, parcelId, cost, bearer } = event.data
      const atCustomersCost = bearer === 'customer' ? cost.minor : 0
      return {
        ...s,
        labels: withMap(s.labels, labelId, { parcelId, isVoid: false, atCustomersCost, isCharged: false }),
      }
    }
    case 'LabelVoided': {
      const { labelId } = event.data
      const label = s.labels.get(labelId)
      return label === undefined ? s : { ...s, labels: withMap(s.labels, labelId, { ...label, isVoid: true }) }
    }
    case 'ParcelShipped':
      return moved(withParcel(s, event.data.parcelId, { isRegistered: true, tracking: event.data.tracking }))
    case 'FirstScanRecorded':
    case 'ParcelScanned':
      return scanned(s, event.data)
    case 'ParcelReceived':
      return received(s, event.data)
    case 'ReceiptExceptionRecorded': {
      const { receiptId, kind, lineId, quantity } = event.data
      const known = withReceipt(s, receiptId, () => ({}))
      if (kind !== 'late' || lineId === undefined) return known
      return { ...known, lines: withLines(s, [{ lineId }], (line) => ({ ...line, late: line.late + quantity })) }
    }
    case 'ParcelRefused':
      return moved(withParcel(s, event.data.parcelId, { refused: event.data.takenBack ? 'gone' : 'held' }))
    case 'CountDisputed': {
      const { receiptId, lineId, counted, disputedBy } = event.data
      const dispute = { lineId, counted, by: disputedBy.id }
      return withReceipt(s, receiptId, ({ disputes }) => ({ disputes: [...disputes, dispute] }))
    }
    case 'CountSettled':
      return settled(s, event.data)
    case 'ItemsInspected': {
      const { inspectionId, lines, deductions } = event.data
      return moved({
        ...s,
        labels: deductions.some(({ kind }) => kind === 'return_label') ? charged(s) : s.labels,
        lines: withLines(s, lines, (line, by) => ({
          ...line,
          accepted: line.accepted + by.accepted,
          rejected: line.rejected + by.rejected,
        })),
        inspections: withMap(s.inspections, inspectionId, lines),
      })
    }
    case 'InspectionRevised':
      return revised(s, event.data)
    case 'ItemsDisposed': {
      const { dispositionId, lines } = event.data
      return {
        ...s,
        lines: withLines(s, lines, (line, by) => dispose(line, by.of, by.code, by.quantity)),
        dispositions: withSet(s.dispositions, dispositionId),
      }
    }
    case 'ItemsRedisposed': {
      const { redispositionId, lines } = event.data
      return {
        ...s,
        lines: withLines(s, lines, (line, by) => move(line, by.of, by.from, by.to, by.quantity)),
        redispositions: withSet(s.redispositions, redispositionId),
      }
    }
    case 'RejectedGoodsSentBack':
      return sentBack(s, event.data)
    case 'RejectedGoodsDelivered':
      return consignmentEnded(s, event.data.consignmentId, 'delivered')
    case 'GoodsAbandoned': {
      const { consignmentId, lines } = event.data
      const abandoned = withLines(s, lines, (line, { quantity }) => abandon(line, quantity))
      return { ...consignmentEnded(s, consignmentId, 'abandoned'), lines: abandoned }
    }
    case 'SendBackDeadlineSet':
      return { ...s, sendBackBy: event.data.sendBackBy }
    case 'SendBackDeadlineMet':
    case 'HeldGoodsOverdue':
      return { ...s, sendBackBy: undefined }
    case 'GoodsLost': {
      const { lossId, lines } = event.data
      const lost = withLines(s, lines, (line, { quantity }) => ({ ...line, lost: line.lost + quantity }))
      return moved({ ...s, lines: lost, losses: withSet(s.losses, lossId) })
    }
    case 'GoodsWaived': {
      const { waiverId, lines } = event.data
      const waived = withLines(s, lines, (line, { quantity }) => ({ ...line, waived: line.waived + quantity }))
      return moved({ ...s, lines: waived, waivers: withSet(s.waivers, waiverId) })
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
