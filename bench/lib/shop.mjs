/**
 * The shop in which all subjects work: one order per case, small enough that the policy decides by itself. `hostSteps`
 * and `parcelSteps` are the two workloads: what a host asks for, as data, whoever then does it.
 */
import { instantOf, simplePolicy } from './library.mjs'

const DAY_MS = 86_400_000

export const policy = simplePolicy('EUR')

/** `units` pieces on one line for 29.75 altogether, so that any number of them is approved automatically. */
export const orderOf = (orderId, units) => ({
  orderId,
  customerId: customerOf(orderId).id,
  currency: 'EUR',
  orderedAt: instantOf(Date.now() - DAY_MS),
  lines: [{ lineId: 'mug', sku: 'MUG-BLUE', quantity: units, goods: 2_500, tax: 475 }],
  tenders: [{ tenderId: 'card', kind: 'card', captured: 2_975 }],
})

export const REASON = 'CM_CHANGED_MIND'
export const NOTE = 'The handle is too small for my hand, and the blue is not the blue of the picture.'

export const customerOf = (orderId) => ({ kind: 'customer', id: `customer-${orderId}` })
/** What the customer of every case asks for. */
export const wish = { remedy: 'return_refund', lines: [{ lineId: 'mug', quantity: 2, reason: REASON }] }

const warehouse = { kind: 'warehouse', id: 'dock-2' }
const carrier = { kind: 'carrier', id: 'post' }

/** The commands of a host in one case, as data: what is called, with what, by whom. The rest are reactions. */
export const hostSteps = (requestId, orderId, returnId, note) => [
  [
    'request',
    requestId,
    'OpenRequest',
    {
      requestId,
      orderId,
      ...wish,
      ...(note ? { note: NOTE } : {}),
    },
    customerOf(orderId),
  ],
  ['request', requestId, 'SubmitRequest', { requestId }, customerOf(orderId)],
  ['return', returnId, 'RegisterParcel', { returnId, parcelId: 'P-1', carrier: 'post' }, carrier],
  [
    'return',
    returnId,
    'ReceiveParcel',
    { returnId, receiptId: 'R-1', lines: [{ lineId: 'mug', quantity: 2 }], parcelId: 'P-1' },
    warehouse,
  ],
  [
    'return',
    returnId,
    'InspectItems',
    { returnId, inspectionId: 'I-1', lines: [{ lineId: 'mug', accepted: 2, rejected: 0, grade: 'A_NEW_SEALED' }] },
    warehouse,
  ],
  [
    'return',
    returnId,
    'DisposeItems',
    { returnId, dispositionId: 'D-1', lines: [{ lineId: 'mug', quantity: 2, code: 'RESTOCK' }] },
    warehouse,
  ],
]

/** Parcels in turn announced and received, until a return's stream has `length` events; the first authorized it. */
export const parcelSteps = (returnId, length) =>
  Array.from({ length: length - 1 }, (_, i) =>
    i % 2 === 0
      ? ['return', returnId, 'RegisterParcel', { returnId, parcelId: `P-${i}`, carrier: 'post' }, carrier]
      : [
          'return',
          returnId,
          'ReceiveParcel',
          { returnId, receiptId: `R-${i}`, lines: [{ lineId: 'mug', quantity: 1 }] },
          warehouse,
        ],
  )
