/**
 * Goods going out for goods of the same order. Nothing ships before its price is secured and the old goods are in, or
 * stand secured themselves. Next: `planning.ts`, `reserving.ts`, `shipping.ts`, `recovering.ts`.
 */
import type { Decider } from '../kernel/decider.js'
import type { ReplacementCommand } from './commands.js'
import { nothing, reject, type Decision } from './decision.js'
import type { ReplacementError } from './errors.js'
import type { ReplacementEvent } from './events.js'
import { evolve } from './evolve.js'
import { cancel, cancelUnplanned, plan, recordAccepted, recordGoodsBack } from './planning.js'
import { recordRecovery, recordRuled, waive } from './recovering.js'
import { expire, reportOutOfStock, reserve, secure } from './reserving.js'
import { recordDelivered, recordUndelivered, releaseInAdvance, ship } from './shipping.js'
import { initialReplacement, isSettled, type ReplacementState } from './state.js'

const decide =
  (c: ReplacementCommand) =>
  (s: ReplacementState): Decision => {
    if (s.status === 'none') {
      if (c.type === 'PlanReplacement') return plan(c)
      return c.type === 'CancelReplacement' ? cancelUnplanned(c) : reject({ _tag: 'ReplacementNotFound' })
    }
    switch (c.type) {
      case 'PlanReplacement':
        return nothing
      case 'RecordGoodsAccepted':
        return recordAccepted(c, s)
      case 'RecordGoodsBack':
        return recordGoodsBack(c, s)
      case 'RecordGoodsRuled':
        return recordRuled(c, s)
      case 'CancelReplacement':
        return cancel(c, s)
      case 'ReserveReplacement':
        return reserve(c, s)
      case 'SecureDifference':
        return secure(c, s)
      case 'ReportOutOfStock':
        return reportOutOfStock(c, s)
      case 'ExpireReplacement':
        return expire(c, s)
      case 'ReleaseInAdvance':
        return releaseInAdvance(c, s)
      case 'ShipReplacement':
        return ship(c, s)
      case 'RecordReplacementDelivered':
        return recordDelivered(c, s)
      case 'RecordReplacementUndelivered':
        return recordUndelivered(c, s)
      case 'RecordRecovery':
        return recordRecovery(c, s)
      case 'WaiveRecovery':
        return waive(c, s)
    }
  }

export const Replacement: Decider<ReplacementCommand, ReplacementState, ReplacementEvent, ReplacementError> = {
  name: 'replacement',
  initial: initialReplacement,
  decide,
  evolve,
  // What is out of stock, expired or undelivered waits for a person: to reserve again, or to cancel.
  isTerminal: (s) => s.status === 'canceled' || (s.status === 'delivered' && isSettled(s)),
}
