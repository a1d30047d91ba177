/** What a move of chance means to an order at this moment. */
import type { EntitlementCommand, RegisteredEntitlement } from '../../../src/domain/entitlement/index.js'
import { payableUnits } from '../../../src/domain/entitlement/state.js'
import { isGivenUp, waitingIn } from '../../../src/domain/entitlement/tries.js'
import {
  chargebackLost,
  chargebackOpened,
  chargebackWon,
  editOrder,
  orderLine,
  recordCapture,
  recordDelivery,
  recordExternalRefund,
  recordRecoveryPayment,
  recordRepair,
  recordReplacement,
  recordReplacementDelivery,
  releaseMoney,
  releaseUnits,
  reserveMoney,
  reserveUnits,
  reverseMoney,
  settleMoney,
  tender,
  unitsOf,
} from '../../../src/testing/builders/entitlement.js'
import { at } from '../../../src/testing/builders/build.js'
import { recordDutyRecovered, recordReceivedBack } from '../../../src/testing/builders/owed.js'
import type { Move } from './arbitrary.js'

const pick = <A>(from: Iterable<A>, n: number): A | undefined => {
  const all = [...from]
  return all[n % Math.max(1, all.length)]
}

const knownUnits = (s: RegisteredEntitlement, wanted: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(wanted).filter(([lineId]) => s.indexOf.has(lineId)))

const unitsByLine = (lines: ReadonlyArray<{ readonly lineId: string; readonly quantity: number }>) =>
  Object.fromEntries(lines.map(({ lineId, quantity }) => [lineId, quantity]))

/** The command that a move means now; undefined where it means nothing. `n` makes ids that are new. */
export const commandFor = (m: Move, s: RegisteredEntitlement, n: number): EntitlementCommand | undefined => {
  const tenderAt = (i: number) => pick(s.tenders, i)!.tenderId
  switch (m.do) {
    case 'claim':
      return reserveUnits(m.units, {
        claimId: `claim-${n}`,
        remedy: m.kept ? 'refund_only' : 'return_refund',
        evenIfAlike: m.twin,
      })
    case 'unclaim': {
      const claim = pick(s.claims.values(), m.which)
      return claim && releaseUnits({ claimId: claim.claimId, ...(m.units === null ? {} : { units: m.units }) })
    }
    case 'refund': {
      const claim = pick(s.claims.values(), m.which)
      if (claim === undefined) return undefined
      const asked = claim.lines.flatMap((l): ReadonlyArray<readonly [string, number]> => {
        const quantity = Math.ceil((payableUnits(l) * m.share) / 100)
        return quantity > 0 ? [[l.lineId, quantity]] : []
      })
      if (asked.length === 0) return undefined
      return reserveMoney(Object.fromEntries(asked), {
        ...m.terms,
        // Finance tries again what is left of a refund; anything else is asked for the first time.
        attempt: asked.every(([lineId, q]) => waitingIn(s, claim.claimId, lineId) >= q) ? 2 : 1,
        refundId: `refund-${n}`,
        claimId: claim.claimId,
        outcome: claim.remedy === 'refund_only' ? 'kept' : 'returned',
      })
    }
    case 'waive': {
      const [source, hold] =
        pick(
          [...s.holds].filter(([, h]) => h.from === undefined),
          m.which,
        ) ?? []
      if (source === undefined || hold === undefined) return undefined
      return reserveMoney(unitsByLine(hold.breakdown.lines), {
        refundId: `refund-${n}`,
        claimId: hold.claimId,
        tenders: m.tenders,
        from: { _tag: 'KeptBack', refundId: source, contestId: `contest-${m.contest}`, minor: m.minor },
      })
    }
    case 'payBack': {
      const [refundId, hold] = pick(s.holds, m.which) ?? []
      if (refundId === undefined || hold === undefined) return undefined
      const lines = hold.breakdown.lines.flatMap(({ lineId, quantity }) => {
        const units = Math.ceil((quantity * m.share) / 100)
        return units > 0 && !m.twice ? [{ lineId, quantity: units }] : []
      })
      const chargebackId = m.twice ? pick(s.overpayments.values(), m.which)?.chargebackId : undefined
      return recordReceivedBack({
        refundId,
        receivableId: `receivable-${n}`,
        paymentId: 'in',
        // What is paid back is paid back of what went out; of one given up in part, of the rest.
        tenders: hold.breakdown.tenders.flatMap(({ tenderId, minor }) => {
          const part = Math.ceil((minor * m.share) / 100)
          return part > 0 ? [{ tenderId, minor: part }] : []
        }),
        lines,
        ...(chargebackId === undefined ? {} : { chargebackId }),
      })
    }
    case 'reclaim': {
      const b = pick(s.lines, m.which)!
      return recordDutyRecovered({ reclaimId: `reclaim-${n}`, lines: [{ lineId: b.line.lineId, minor: m.minor }] })
    }
    case 'payDuty': {
      const [reclaimId, due] =
        pick(
          [...s.reclaims].filter(([, shares]) => shares.length > 0),
          m.which,
        ) ?? []
      const share = pick(due ?? [], m.which)
      if (reclaimId === undefined || share === undefined) return undefined
      return reserveMoney(unitsByLine(share.lines), {
        refundId: `refund-${n}`,
        claimId: share.claimId,
        tenders: m.tenders,
        from: { _tag: 'Duty', reclaimId },
      })
    }
    case 'settle': {
      const hold = pick(
        [...s.holds].filter(([, h]) => [...h.open.values()].some((minor) => minor > 0)),
        m.which,
      )
      if (hold === undefined) return undefined
      const [tenderId, minor] = pick(
        [...hold[1].open].filter(([, open]) => open > 0),
        m.tender,
      )!
      const before = [...hold[1].payments.values()].filter((p) => p.tenderId === tenderId)
      return settleMoney({ refundId: hold[0], legId: tenderId, epoch: 1 + before.length, tenderId, minor })
    }
    case 'late': {
      const [refundId, hold] =
        pick(
          [...s.holds].filter(([, h]) => isGivenUp(h)),
          m.which,
        ) ?? []
      const given = pick(hold?.breakdown.tenders.filter((t) => !hold.open.has(t.tenderId)) ?? [], m.tender)
      if (refundId === undefined || hold === undefined || given === undefined) return undefined
      const before = [...hold.payments.values()].filter((p) => p.tenderId === given.tenderId)
      return settleMoney({ refundId, legId: given.tenderId, epoch: 1 + before.length, ...given })
    }
    case 'reverse': {
      const [refundId, hold] = pick(s.holds, m.which) ?? []
      const payment = pick(hold?.payments.values() ?? [], m.payment)
      if (refundId === undefined || payment === undefined) return undefined
      const { legId, epoch, tenderId, minor } = payment
      return reverseMoney({ refundId, legId, epoch, tenderId, minor })
    }
    case 'release': {
      const [refundId, hold] = pick(s.holds, m.which) ?? []
      if (refundId === undefined || hold === undefined) return undefined
      const paid = [...hold.payments.values()].flatMap((p) => (p.end === 'settled' ? [p.tenderId] : []))
      return releaseMoney(m.gaveUp ? { refundId, paid } : { refundId })
    }
    case 'capture':
      return recordCapture({ captureId: `capture-${n}`, tenderId: tenderAt(m.tender), minor: m.minor })
    case 'dashboard':
      return recordExternalRefund({
        externalId: `external-${n}`,
        tenderId: tenderAt(m.tender),
        minor: m.minor,
        ...(m.units === null ? {} : { units: knownUnits(s, m.units) }),
      })
    case 'dispute':
      return chargebackOpened({ chargebackId: `dispute-${n}`, tenderId: tenderAt(m.tender), minor: m.minor })
    case 'ruling': {
      const id = pick(s.chargebacks.keys(), m.which)
      return id === undefined ? undefined : m.won ? chargebackWon(id) : chargebackLost(id)
    }
    case 'edit':
      return editOrder({
        editId: `edit-${n}`,
        cancel: knownUnits(s, m.units),
        add: m.add ? [orderLine(`added-${n}`, { goods: 1_234 })] : [],
      })
    case 'replace': {
      const lineId = m.clash ? 'A' : `new-${n}`
      const captured = Math.floor((m.goods * m.paid) / 100)
      return recordReplacement({
        replacementId: `replacement-${n}`,
        added: [orderLine(lineId, { goods: m.goods })],
        shipping: m.shipping,
        payments: captured === 0 ? [] : [tender(`paid-${n}`, captured + m.shipping)],
      })
    }
    case 'arrive': {
      const [replacementId = `replacement-${n}`, known] = pick(s.replacements, m.which) ?? []
      // What was recovered for it, or that it arrived, may be heard before its lines are.
      const lineIds = known === undefined || known.lineIds.length === 0 ? [`new-${n}`] : [...known.lineIds]
      return recordReplacementDelivery({ replacementId, lineIds })
    }
    case 'recover': {
      const [replacementId = `replacement-${n}`] = pick(s.replacements, m.which) ?? []
      return recordRecoveryPayment({ replacementId, recoveryId: `rec-${n}`, payment: tender(`rec-${n}`, m.minor) })
    }
    case 'repair':
      return recordRepair({ repairId: `repair-${n}`, lines: unitsOf(m.units), days: m.days })
    case 'deliver':
      return recordDelivery({ deliveredAt: at(`2026-02-${m.day}T12:00:00.000Z`) })
  }
}
