/** In the workshop: what is wrong, what it costs and whether the customer agrees, what became of it, and back again. */
import type { Instant } from '../values/instant.js'
import { isStaff } from '../values/actor.js'
import { accept, daysSince, idsOf, nothing, notNow, reject, type CommandNamed, type Decision } from './decision.js'
import type { RepairError } from './errors.js'
import type { PlannedRepair, RepairStatus } from './state.js'

const wrongQuote = ({ at, data, facts }: CommandNamed<'DiagnoseRepair'>): RepairError | undefined => {
  const { warranty, quote } = data
  if (warranty === 'covered') return quote === undefined ? undefined : { _tag: 'CoveredCostsNothing' }
  if (quote === undefined) return { _tag: 'QuoteMissing' }
  if (quote.currency !== facts.currency) return { _tag: 'QuoteCurrency', currency: facts.currency }
  return quote.validUntil > at ? undefined : { _tag: 'QuoteOver', validUntil: quote.validUntil }
}

export const diagnose = (c: CommandNamed<'DiagnoseRepair'>, s: PlannedRepair): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'RepairForStaffOnly' })
  if (s.status !== 'diagnosing') return notNow(s)
  const { fault, serials = [], warranty, quote } = c.data
  const unknown = serials.find(({ lineId }) => !s.lines.some((line) => line.lineId === lineId))
  if (unknown !== undefined) return reject({ _tag: 'RepairLineUnknown', lineId: unknown.lineId })
  const wrong = wrongQuote(c)
  if (wrong !== undefined) return reject(wrong)
  return accept({
    type: 'RepairDiagnosed',
    data: { ...idsOf(s), fault, serials, warranty, ...(quote === undefined ? {} : { quote }) },
  })
}

type Answer = CommandNamed<'AcceptRepairQuote' | 'DeclineRepairQuote'>

const notTheirs = (c: Answer, s: PlannedRepair): RepairError | undefined => {
  if (c.actor.id === s.customerId) return undefined
  if (!isStaff(c.actor)) return { _tag: 'NotYourRepair' }
  return c.data.proof === undefined ? { _tag: 'ConsentMissing' } : undefined
}

const isQuoteOver = (at: Instant, s: PlannedRepair): boolean => at >= s.quote!.validUntil

export const acceptQuote = (c: CommandNamed<'AcceptRepairQuote'>, s: PlannedRepair): Decision => {
  const wrong = notTheirs(c, s)
  if (wrong !== undefined) return reject(wrong)
  if (s.status !== 'quoted') return notNow(s)
  if (isQuoteOver(c.at, s)) return reject({ _tag: 'QuoteOver', validUntil: s.quote!.validUntil })
  const { repairId: _id, ...how } = c.data
  return accept({ type: 'RepairQuoteAccepted', data: { ...idsOf(s), ...how } })
}

export const declineQuote = (c: CommandNamed<'DeclineRepairQuote'>, s: PlannedRepair): Decision => {
  const wrong = notTheirs(c, s)
  if (wrong !== undefined) return reject(wrong)
  if (s.status !== 'quoted') return notNow(s)
  const { repairId: _id, ...how } = c.data
  return accept({ type: 'RepairQuoteDeclined', data: { ...idsOf(s), ...how, days: daysSince(s, c.at) } })
}

/** A timer says that the quote has ended; early, late and repeated ones do no harm. */
export const lapseQuote = (c: CommandNamed<'LapseRepairQuote'>, s: PlannedRepair): Decision =>
  s.status === 'quoted' && isQuoteOver(c.at, s)
    ? accept({ type: 'RepairQuoteLapsed', data: { ...idsOf(s), days: daysSince(s, c.at) } })
    : nothing

export const finish = (c: CommandNamed<'FinishRepair'>, s: PlannedRepair): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'RepairForStaffOnly' })
  if (s.status !== 'repairing') return notNow(s)
  const { parts = [] } = c.data
  return accept({ type: 'RepairFinished', data: { ...idsOf(s), parts, days: daysSince(s, c.at) } })
}

const IN_WORK = new Set<RepairStatus>(['diagnosing', 'quoted', 'repairing'])

export const reportUnrepairable = (c: CommandNamed<'ReportUnrepairable'>, s: PlannedRepair): Decision => {
  if (!isStaff(c.actor)) return reject({ _tag: 'RepairForStaffOnly' })
  if (!IN_WORK.has(s.status)) return notNow(s)
  return accept({
    type: 'RepairFailed',
    data: { ...idsOf(s), reason: c.data.reason, days: daysSince(s, c.at) },
  })
}

/** A timer says that it took too long; early, late and repeated ones do no harm. */
export const reportOverdue = (c: CommandNamed<'ReportRepairOverdue'>, s: PlannedRepair): Decision => {
  const { finishBy } = s
  const isLate = finishBy !== undefined && c.at >= finishBy && IN_WORK.has(s.status) && !s.isOverdue
  return isLate ? accept({ type: 'RepairOverdue', data: { ...idsOf(s), finishBy } }) : nothing
}

export const shipBack = (c: CommandNamed<'ShipRepaired'>, s: PlannedRepair): Decision => {
  if (c.actor.kind === 'customer') return reject({ _tag: 'RepairForStaffOnly' })
  const { repairId: _id, ...parcel } = c.data
  if (s.parcelId === parcel.parcelId) return nothing
  if (s.status !== 'repaired' && s.status !== 'unrepaired') return notNow(s)
  return accept({ type: 'RepairShippedBack', data: { ...idsOf(s), ...parcel } })
}

export const recordDelivered = (c: CommandNamed<'RecordRepairDelivered'>, s: PlannedRepair): Decision => {
  if (c.actor.kind === 'customer') return reject({ _tag: 'RepairForStaffOnly' })
  if (s.status === 'completed') return nothing
  if (s.status !== 'shipped_back') return notNow(s)
  const { lines, serials, days, fault, isRepaired } = s
  return accept({
    type: 'RepairCompleted',
    data: {
      ...{ ...idsOf(s), lines, serials, days, deliveredAt: c.data.deliveredAt },
      outcome: isRepaired ? 'repaired' : 'unrepaired',
      ...(fault === undefined ? {} : { fault }),
    },
  })
}
