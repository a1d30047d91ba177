/** What reactions tell a request: what became of its goods and its money, of its units, and of those merged into it. */
import type { FoundDeduction } from '../values/breakdown.js'
import type { RefundEnd } from '../values/refund-basis.js'
import type { Refusal } from '../values/refusal.js'
import type { LineUnits, ValuedUnits } from '../values/units.js'

export interface InspectedForRefund {
  readonly returnId: string
  readonly inspectionId: string
  readonly inspector: string
  readonly lines: ReadonlyArray<LineUnits>
  readonly deductions: ReadonlyArray<FoundDeduction>
}

export interface MergedRequest {
  readonly from: string
  readonly evidence: ReadonlyArray<string>
  /** Of `from`, when it was merged: each time that it was is a word of its own. */
  readonly submission?: number
}

export interface LostGoods {
  readonly returnId: string
  readonly lossId: string
  readonly lines: ReadonlyArray<LineUnits>
  /** The customer bears the loss of a parcel that was theirs to send. */
  readonly atCustomersRisk: boolean
  readonly declaredBy: string
}

export interface WaivedGoods {
  readonly returnId: string
  readonly waiverId: string
  readonly lines: ReadonlyArray<LineUnits>
  readonly waivedBy: string
}

export interface RevisedInspection {
  readonly returnId: string
  readonly inspectionId: string
  readonly revisionId: string
  readonly inspector: string
  readonly added: ReadonlyArray<LineUnits>
  readonly withdrawn: ReadonlyArray<LineUnits>
  readonly reason: string
}

export interface ReinstatedRefund {
  readonly refundId: string
  readonly revisionId: string
  readonly lines: ReadonlyArray<LineUnits>
}

export interface RefundEnded {
  readonly refundId: string
  readonly end: RefundEnd
  readonly paid: number
  /** How often the refund had to be paid anew by then, and once. */
  readonly round: number
  readonly refusal?: Refusal
}

export type ReservationAnswer =
  | {
      readonly _tag: 'Reserved'
      readonly submission: number
      readonly lines: ReadonlyArray<ValuedUnits>
      readonly currency: string
    }
  | { readonly _tag: 'Refused'; readonly submission: number; readonly refusal: Refusal }
