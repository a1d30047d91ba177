/**
 * What each event changes in the balances of an order. Never checks, never fails: what came from outside was recorded
 * although it may contradict, so a balance may show more paid than there was.
 */
import { NO_ENTRIES, NO_ITEMS } from '../kernel/empty.js'
import { appended, paidWith, settle, withClaim, withLines, withTender } from './balances.js'
import type { EntitlementEvent } from './events.js'
import { repairRecorded } from './repairs.js'
import { linesDelivered, recoveryRecorded, replacementNotRecorded, replacementRecorded } from './replacements.js'
import { moneyReleased, moneyReserved, moneyReversed, moneySettled, withheldReserved } from './holds.js'
import { moneyReceivedBack } from './received.js'
import { dutyRecovered } from './reclaims.js'
import type { LineUnits } from '../values/units.js'
import {
  factKey,
  overpaymentKey,
  type Claim,
  type ClaimLine,
  type EntitlementState,
  type RegisteredEntitlement,
} from './state.js'

const noted = (s: RegisteredEntitlement, type: EntitlementEvent['type'], id: string): ReadonlySet<string> =>
  new Set(s.recorded).add(factKey(type, id))

type Registration = Extract<EntitlementEvent, { type: 'OrderRegistered' }>['data']

const registered = (d: Registration): EntitlementState =>
  appended(
    {
      status: 'registered',
      orderId: d.orderId,
      customerId: d.customerId,
      currency: d.currency,
      orderedAt: d.orderedAt,
      deliveredAt: d.deliveredAt,
      policy: d.policy,
      shipping: d.shipping,
      shippingTax: d.shippingTax,
      shippingTaken: 0,
      shippingTaxTaken: 0,
      lines: [],
      indexOf: new Map(),
      tenders: d.tenders.map(paidWith),
      claims: NO_ENTRIES,
      holds: NO_ENTRIES,
      chargebacks: NO_ENTRIES,
      replacements: NO_ENTRIES,
      repairs: NO_ENTRIES,
      overpayments: NO_ENTRIES,
      reclaims: NO_ENTRIES,
      recorded: NO_ITEMS,
    },
    d.lines,
  )

const NONE = { confirmed: 0, paid: 0 }

/** What is claimed now, beside what came of an earlier look at the same case. */
const claimed = (before: Claim | undefined, lines: ReadonlyArray<LineUnits>): ReadonlyArray<ClaimLine> => {
  const now = lines.map(({ lineId, quantity }): ClaimLine => {
    const { confirmed, paid } = before?.lines.find((l) => l.lineId === lineId) ?? NONE
    return { lineId, asked: confirmed + quantity, held: quantity, confirmed, paid }
  })
  return [...now, ...(before?.lines ?? []).filter((old) => !lines.some(({ lineId }) => lineId === old.lineId))]
}

export const evolve = (state: EntitlementState, event: EntitlementEvent): EntitlementState => {
  if (state.status === 'unknown') return event.type === 'OrderRegistered' ? registered(event.data) : state
  const s = state
  switch (event.type) {
    case 'OrderRegistered':
    case 'ReservationRefused':
      return s
    case 'OrderLinesRegistered':
      return appended(s, event.data.lines)
    case 'DeliveryRecorded':
      return { ...s, deliveredAt: event.data.deliveredAt }
    case 'UnitsReserved': {
      const { claimId, submission, remedy, lines } = event.data
      const claim: Claim = { claimId, submission, remedy, lines: claimed(s.claims.get(claimId), lines) }
      return {
        ...s,
        lines: withLines(s, lines, (b, i) => ({ ...b, held: b.held + lines[i]!.quantity })),
        claims: new Map(s.claims).set(claimId, claim),
      }
    }
    case 'UnitsReleased': {
      const { claimId, lines } = event.data
      return {
        ...s,
        lines: withLines(s, lines, (b, i) => ({ ...b, held: b.held - lines[i]!.quantity })),
        claims: withClaim(s, claimId, lines, (l, quantity) => ({ ...l, held: l.held - quantity })),
      }
    }
    case 'UnitsConfirmed': {
      const { claimId, outcome, lines } = event.data
      return {
        ...s,
        lines: withLines(s, lines, (b, i) => {
          const { quantity } = lines[i]!
          return { ...b, held: b.held - quantity, [outcome]: b[outcome] + quantity }
        }),
        claims: withClaim(s, claimId, lines, (l, quantity) => ({
          ...l,
          held: l.held - quantity,
          confirmed: l.confirmed + quantity,
        })),
      }
    }
    case 'MoneyReservationRefused': {
      const { refundId, refusal } = event.data
      // With this refusal the goods were confirmed; asked again, they are not confirmed again.
      return refusal._tag === 'ChargebackOpen' ? { ...s, recorded: noted(s, event.type, refundId) } : s
    }
    case 'MoneyReserved':
      return moneyReserved(s, event.data)
    case 'MoneySettled':
      return moneySettled(s, event.data)
    case 'MoneyReversed':
      return moneyReversed(s, event.data)
    case 'MoneyReleased':
      return moneyReleased(s, event.data)
    case 'WithheldMoneyReserved':
      return withheldReserved(s, event.data)
    case 'DutyRecovered':
      return dutyRecovered(s, event.data)
    case 'MoneyReceivedBack':
      return moneyReceivedBack(s, event.data)
    case 'OverpaymentFound':
      return { ...s, overpayments: new Map(s.overpayments).set(overpaymentKey(event.data), event.data) }
    case 'OverpaymentCleared': {
      const overpayments = new Map(s.overpayments)
      overpayments.delete(overpaymentKey(event.data))
      return { ...s, overpayments }
    }
    case 'PaymentCaptured': {
      const { captureId, tenderId, minor } = event.data
      return {
        ...s,
        tenders: withTender(s, tenderId, (t) => ({ ...t, captured: t.captured + minor })),
        recorded: noted(s, event.type, captureId),
      }
    }
    case 'ExternalRefundRecorded': {
      const { externalId, tenderId, minor, lines } = event.data
      return {
        ...s,
        lines: withLines(s, lines, (b, i) => {
          const units = lines[i]!
          return settle({ ...b, external: b.external + units.quantity }, units, 1)
        }),
        tenders: withTender(s, tenderId, (t) => ({ ...t, external: t.external + minor })),
        recorded: noted(s, event.type, externalId),
      }
    }
    case 'ChargebackOpened': {
      const { chargebackId, tenderId, minor } = event.data
      return {
        ...s,
        tenders: withTender(s, tenderId, (t) => ({ ...t, disputed: t.disputed + minor })),
        chargebacks: new Map(s.chargebacks).set(chargebackId, { tenderId, minor, status: 'open' }),
      }
    }
    case 'ChargebackWon':
    case 'ChargebackLost': {
      const { chargebackId } = event.data
      const chargeback = s.chargebacks.get(chargebackId)
      if (chargeback === undefined) return s
      const won = event.type === 'ChargebackWon'
      return {
        ...s,
        tenders: won
          ? withTender(s, chargeback.tenderId, (t) => ({ ...t, disputed: t.disputed - chargeback.minor }))
          : s.tenders,
        chargebacks: new Map(s.chargebacks).set(chargebackId, { ...chargeback, status: won ? 'won' : 'lost' }),
      }
    }
    case 'OrderEdited': {
      const { editId, canceled, added } = event.data
      const edited = withLines(s, canceled, (b, i) => {
        const units = canceled[i]!
        return settle({ ...b, canceled: b.canceled + units.quantity }, units, 1)
      })
      return appended({ ...s, lines: edited, recorded: noted(s, event.type, editId) }, added)
    }
    case 'ReplacementRecorded':
      return replacementRecorded(s, event.data)
    case 'ReplacementNotRecorded':
      return replacementNotRecorded(s, event.data)
    case 'RecoveryRecorded':
      return recoveryRecorded(s, event.data)
    case 'LinesDelivered':
      return linesDelivered(s, event.data)
    case 'RepairRecorded':
      return repairRecorded(s, event.data)
  }
}
