/**
 * The only authority on what may still be claimed or refunded of an order. Units and money are reserved first and
 * confirmed or released later; a reservation of money never expires by itself. Facts from outside are recorded as they
 * come. Next: `units.ts`, `money.ts` (then `withheld.ts`, `received.ts`, `overpaid.ts`), `outside.ts`, `replacements.ts`,
 * `quote.ts`.
 */
import type { Decider } from '../kernel/decider.js'
import { hasAnyRole, maySay, type FromOthers } from '../values/actor.js'
import type { EntitlementCommand } from './commands.js'
import { nothing, reject, type Decision } from './decision.js'
import type { EntitlementError } from './errors.js'
import type { EntitlementEvent } from './events.js'
import { evolve } from './evolve.js'
import { releaseMoney, reserveMoney, reverseMoney, settleMoney } from './money.js'
import { recordCapture, recordChargeback, recordDelivery, recordExternalRefund, recordOrderEdit } from './outside.js'
import { thenOverpayments } from './overpaid.js'
import { recordReceivedBack } from './received.js'
import { recordDutyRecovered } from './reclaims.js'
import { registerOrder } from './register.js'
import { recordRepair } from './repairs.js'
import { recordRecoveryPayment, recordReplacement, recordReplacementDelivery } from './replacements.js'
import { initialEntitlement, type EntitlementState } from './state.js'
import { releaseUnits, reserveUnits } from './units.js'

/** What others than the shop may report of an order. */
const FROM_OTHERS: FromOthers<EntitlementCommand['type']> = {
  RecordDelivery: ['carrier', 'provider'],
  RecordCapture: ['provider'],
  RecordExternalRefund: ['provider'],
  RecordChargeback: ['provider'],
}

/** What is said of money is believed: of the shop's own people, those who keep its books may say it. */
const OF_MONEY: ReadonlySet<EntitlementCommand['type']> = new Set<EntitlementCommand['type']>([
  'RecordCapture',
  'RecordExternalRefund',
  'RecordChargeback',
  'RecordDutyRecovered',
])
const BOOK_KEEPERS = ['finance', 'merchant', 'platform', 'system']

const notTheirs = (c: EntitlementCommand): EntitlementError | undefined => {
  if (!maySay(c, FROM_OTHERS)) return { _tag: 'EntitlementForStaffOnly' }
  const mayTell = c.actor.kind === 'provider' || !OF_MONEY.has(c.type) || hasAnyRole(c.actor, BOOK_KEEPERS)
  return mayTell ? undefined : { _tag: 'EntitlementForFinanceOnly' }
}

const decide =
  (c: EntitlementCommand) =>
  (s: EntitlementState): Decision => {
    const wrong = notTheirs(c)
    if (wrong !== undefined) return reject(wrong)
    if (s.status === 'unknown')
      return c.type === 'RegisterOrder'
        ? registerOrder(c.data.orderId, c.facts.order, c.facts.policy)
        : reject({ _tag: 'OrderNotRegistered' })
    switch (c.type) {
      case 'RegisterOrder':
        return nothing
      case 'ReserveUnits':
        return reserveUnits(s, c.data)
      case 'ReleaseUnits':
        return releaseUnits(s, c.data)
      case 'ReserveMoney':
        return reserveMoney(s, c.data)
      case 'SettleMoney':
        return thenOverpayments(s, settleMoney(s, c.data))
      case 'ReverseMoney':
        return thenOverpayments(s, reverseMoney(s, c.data))
      case 'ReleaseMoney':
        return thenOverpayments(s, releaseMoney(s, c.data))
      case 'RecordReceivedBack':
        return recordReceivedBack(s, c.data)
      case 'RecordDutyRecovered':
        return recordDutyRecovered(s, c.data)
      case 'RecordDelivery':
        return recordDelivery(s, c.data)
      case 'RecordCapture':
        return recordCapture(s, c.data)
      case 'RecordExternalRefund':
        return recordExternalRefund(s, c.data)
      case 'RecordChargeback':
        return thenOverpayments(s, recordChargeback(s, c.data))
      case 'RecordOrderEdit':
        return recordOrderEdit(s, c.data)
      case 'RecordReplacement':
        return recordReplacement(s, c.data)
      case 'RecordRecoveryPayment':
        return recordRecoveryPayment(s, c.data)
      case 'RecordReplacementDelivery':
        return recordReplacementDelivery(s, c.data)
      case 'RecordRepair':
        return recordRepair(s, c.data)
    }
  }

/** @example decide(reserveUnits)(state) // right([{ type: 'UnitsReserved', … }]) or right([{ type: 'ReservationRefused', … }]) */
export const Entitlement: Decider<EntitlementCommand, EntitlementState, EntitlementEvent, EntitlementError> = {
  name: 'entitlement',
  initial: initialEntitlement,
  decide,
  evolve,
  // An order never ends for its entitlement: a chargeback may come after years.
  isTerminal: () => false,
}
