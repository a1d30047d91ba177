/** Words in which the events and commands of a return speak of goods. Stored with events: words are added, never changed. */
import type * as t from 'io-ts'
import { listOf, oneOf, record } from '../kernel/codec.js'
import { Code } from '../values/codes.js'
import { HostId } from '../values/ids.js'
import { QuantityOrNone } from '../values/quantity.js'
import { LineUnits, MAX_REQUEST_LINES } from '../values/units.js'

export const Units = listOf(LineUnits, 1, MAX_REQUEST_LINES)
export const UnitsOrNone = listOf(LineUnits, 0, MAX_REQUEST_LINES)
/** Photos and files lie with the host. */
export const EvidenceIds = listOf(HostId, 0, 50)

/** What the goods are like, from sealed and new to an empty box. */
export const Grade = oneOf('Grade', [
  'A_NEW_SEALED',
  'B_NEW_OPENED',
  'C_USED_GOOD',
  'D_USED_WORN',
  'E_DAMAGED',
  'F_DEFECTIVE',
  'X_WRONG_ITEM',
  'M_MISSING_PARTS',
  'Z_EMPTY',
])
export const FoundFault = oneOf('FoundFault', ['customer', 'carrier', 'merchant', 'pre_existing', 'undetermined'])

/** Where inspected goods go. */
export const DispositionCode = oneOf('DispositionCode', [
  'RESTOCK',
  'RESTOCK_DISCOUNTED',
  'REFURBISH',
  'REPAIR',
  'RETURN_TO_VENDOR',
  'RETURN_TO_CUSTOMER',
  'QUARANTINE',
  'DONATE',
  'RECYCLE',
  'SCRAP',
  'EVIDENCE_HOLD',
])
export type DispositionCode = t.TypeOf<typeof DispositionCode>

/** What was accepted belongs to the shop, what was rejected to the customer. */
export const Verdict = oneOf('Verdict', ['accepted', 'rejected'])
export type Verdict = t.TypeOf<typeof Verdict>

export const InspectedLine = record(
  'InspectedLine',
  { lineId: HostId, accepted: QuantityOrNone, rejected: QuantityOrNone, grade: Grade },
  { fault: FoundFault, code: Code },
)
export type InspectedLine = t.TypeOf<typeof InspectedLine>

/** Who pays for a label, a consignment or a loss: the parties that share the cost of a compensation, and the customer. */
export const Bearer = oneOf('Bearer', ['customer', 'merchant', 'platform', 'carrier', 'supplier', 'insurer'])
export type Bearer = t.TypeOf<typeof Bearer>
