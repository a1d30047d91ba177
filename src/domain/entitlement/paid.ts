/** What was paid on an order, as whoever makes good a loss of it must know: line by line, whatever was refunded since. */
import type { PaidLine } from '../values/loss.js'
import { sum } from '../values/sum.js'
import { paidForLine, type RegisteredEntitlement } from './state.js'

export interface PaidOnOrder {
  readonly orderId: string
  readonly customerId: string
  readonly currency: string
  readonly lines: ReadonlyArray<PaidLine>
  /**
   * All of it together. Goods that went out instead were paid for by those that they replaced, so they add what the
   * customer paid for them on top.
   */
  readonly paid: number
}

export const paidOnOrder = (s: RegisteredEntitlement): PaidOnOrder => {
  const { orderId, customerId, currency } = s
  const lines = s.lines.map(({ line }) => ({ lineId: line.lineId, paid: paidForLine(line) }))
  const worth = (lineIds: ReadonlyArray<string>): number =>
    sum(lineIds, (lineId) => lines[s.indexOf.get(lineId)!]!.paid)
  const byOldGoods = sum(s.replacements.values(), ({ lineIds, paid }) => Math.max(0, worth(lineIds) - paid))
  return { orderId, customerId, currency, lines, paid: sum(lines, ({ paid }) => paid) - byOldGoods }
}
