/** What a refund remembers of its receivables and of the contests of its deductions. */
import { sum } from '../values/sum.js'
import type { ReceivableReason, TenderPart } from './receivable-events.js'

/** What the customer owes of the refund. */
export interface Receivable {
  readonly receivableId: string
  readonly status: 'open' | 'settled' | 'canceled' | 'written_off'
  readonly reason: ReceivableReason | undefined
  readonly lines: ReadonlyArray<{ readonly lineId: string; readonly quantity: number }>
  /** Still owed, by the tender that had paid it. */
  readonly tenders: ReadonlyArray<TenderPart>
  readonly paid: number
  /** What of it was paid, by the tender that had paid it. */
  readonly paidBack: ReadonlyArray<TenderPart>
  readonly payments: ReadonlySet<string>
  readonly proposed: { readonly reason: string; readonly by: string } | undefined
}

export const partsTotal = (parts: ReadonlyArray<TenderPart>): number => sum(parts, ({ minor }) => minor)
export const openOf = ({ tenders }: Receivable): number => partsTotal(tenders)

export interface Contest {
  readonly contestId: string
  readonly index: number
  readonly minor: number
  readonly by: string
  readonly end: 'upheld' | 'waived' | undefined
}
