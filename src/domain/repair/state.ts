/** A repair as its events tell it. `lifecycle.ts` lists which status follows which. */
import { NO_ITEMS } from '../kernel/empty.js'
import type { Instant } from '../values/instant.js'
import type { LineUnits } from '../values/units.js'
import type { RepairEvent, RepairQuote, RepairSerial } from './events.js'

export type RepairStatus =
  | 'planned'
  | 'diagnosing'
  | 'quoted'
  | 'repairing'
  | 'repaired'
  | 'unrepaired'
  | 'shipped_back'
  | 'completed'
  | 'canceled'

export interface PlannedRepair {
  readonly status: RepairStatus
  readonly repairId: string
  readonly requestId: string
  readonly orderId: string
  readonly customerId: string
  readonly planned: ReadonlyArray<LineUnits>
  readonly finishBy: Instant | undefined
  /** What is here, parcel by parcel added up. */
  readonly lines: ReadonlyArray<LineUnits>
  readonly acceptances: ReadonlySet<string>
  readonly receivedAt: Instant | undefined
  readonly fault: string | undefined
  readonly serials: ReadonlyArray<RepairSerial>
  readonly quote: RepairQuote | undefined
  readonly isRepaired: boolean
  readonly days: number
  readonly isOverdue: boolean
  readonly parcelId: string | undefined
}

export type RepairState = { readonly status: 'none' } | PlannedRepair

export const initialRepair: RepairState = { status: 'none' }

type Told<Type extends RepairEvent['type']> = Extract<RepairEvent, { readonly type: Type }>['data']

const planned = ({ lines, finishBy, ...ids }: Told<'RepairPlanned'>): PlannedRepair => ({
  ...ids,
  status: 'planned',
  planned: lines,
  finishBy,
  lines: [],
  acceptances: NO_ITEMS,
  receivedAt: undefined,
  fault: undefined,
  serials: [],
  quote: undefined,
  isRepaired: false,
  days: 0,
  isOverdue: false,
  parcelId: undefined,
})

/** The same line in two parcels is one line with both. */
const added = (lines: ReadonlyArray<LineUnits>, more: ReadonlyArray<LineUnits>): ReadonlyArray<LineUnits> => {
  const by = new Map<string, number>()
  for (const { lineId, quantity } of [...lines, ...more]) by.set(lineId, (by.get(lineId) ?? 0) + quantity)
  return [...by].map(([lineId, quantity]) => ({ lineId, quantity }))
}

const received = (s: PlannedRepair, data: Told<'RepairGoodsReceived'>): PlannedRepair => ({
  ...s,
  status: s.status === 'planned' ? 'diagnosing' : s.status,
  lines: added(s.lines, data.lines),
  acceptances: new Set(s.acceptances).add(data.acceptanceId),
  receivedAt: s.receivedAt ?? data.receivedAt,
})

export const evolve = (state: RepairState, event: RepairEvent): RepairState => {
  if (state.status === 'none') {
    if (event.type === 'RepairPlanned') return planned(event.data)
    if (event.type !== 'RepairCanceled') return state
    // Canceled before it was planned: nothing is expected.
    const { repairId, requestId, orderId } = event.data
    return { ...planned({ repairId, requestId, orderId, customerId: '', lines: [] }), status: 'canceled' }
  }
  const s = state
  switch (event.type) {
    case 'RepairPlanned':
    case 'RepairCancellationRefused':
      return s
    case 'RepairGoodsReceived':
      return received(s, event.data)
    case 'RepairDiagnosed': {
      const { fault, serials, quote } = event.data
      return { ...s, status: quote === undefined ? 'repairing' : 'quoted', fault, serials, quote }
    }
    case 'RepairQuoteAccepted':
      return { ...s, status: 'repairing' }
    case 'RepairFinished':
      return { ...s, status: 'repaired', isRepaired: true, days: event.data.days }
    case 'RepairQuoteDeclined':
    case 'RepairQuoteLapsed':
    case 'RepairFailed':
      return { ...s, status: 'unrepaired', days: event.data.days }
    case 'RepairOverdue':
      return { ...s, isOverdue: true }
    case 'RepairShippedBack':
      return { ...s, status: 'shipped_back', parcelId: event.data.parcelId }
    case 'RepairCompleted':
      return { ...s, status: 'completed' }
    case 'RepairCanceled':
      return { ...s, status: 'canceled' }
  }
}
