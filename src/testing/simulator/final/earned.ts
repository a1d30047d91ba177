/** 4 and 5: each unit earns one thing, and money that lost its reason is canceled or owed. */
import type { RegisteredLine } from '../../../domain/entitlement/registered-line.js'
import { paidFor, paidForLine } from '../../../domain/entitlement/state.js'
import { share } from '../../../domain/values/money.js'
import type { LineUnits } from '../../../domain/values/units.js'
import { encodedId } from '../stream-parts.js'
import { COMPONENTS, withinGoods } from '../../../domain/values/breakdown.js'
import { sum } from '../../../domain/values/sum.js'
import { all, type FinalCheck } from './log.js'

const LATER: ReadonlySet<string> = new Set(['DeductionWaived', 'DutyRecovered'])

/** Over all cases of an order, money falls due for a unit once, unless it lost its reason or was paid back. */
export const unitsEarnOnce: FinalCheck = ({ watch }) => {
  for (const order of watch.of('entitlement')) {
    if (order.status === 'unknown') continue
    for (const { line, canceled } of order.lines) {
      const { lineId, quantity } = line
      const earned = sum(watch.of('request'), (request) => {
        if (request.status === 'none' || request.orderId !== order.orderId) return 0
        // Attempts at the same money are for the same units, and count where one of them paid or found nothing to pay.
        const last = [...request.refunds.values()].filter(
          ({ due, end, retried }) =>
            !retried && !LATER.has(due.basis._tag) && (end === 'succeeded' || end === 'not_due'),
        )
        return sum(last, ({ due, withdrawn }) => Math.max(0, unitsOf(due.lines, lineId) - unitsOf(withdrawn, lineId)))
      })
      if (earned > quantity)
        watch.broken('I4 a unit earns one thing', `${order.orderId} ${lineId}: ${earned} of ${quantity - canceled}`)
    }
  }
}

const unitsOf = (
  lines: ReadonlyArray<{ readonly lineId: string; readonly quantity: number }>,
  lineId: string,
): number => sum(lines, (l) => (l.lineId === lineId ? l.quantity : 0))

/**
 * Who exchanges gets no more than their goods are worth: the new goods, less what they paid for them, and the refunds of
 * the case. Goods that went out in advance count for the old ones, as far as the security reaches.
 */
export const goodsOrMoney: FinalCheck = ({ watch, entries }) => {
  for (const s of watch.of('replacement')) {
    if (s.status === 'none' || s.attempt === 0 || s.offer === undefined) continue
    const { requestId, replacementId, offer, advance } = s
    const request = watch.state('request', requestId)
    if (request === undefined || request.status === 'none' || request.run > 1 || request.switches > 0) continue
    const shipped = all(entries, 'ReplacementShipped').find(({ id }) => id === replacementId)!.data
    const paid = sum(shipped.payments, ({ minor }) => minor)
    const recovered = sum(all(entries, 'RecoveryCollected'), ({ id, data }) => (id === replacementId ? data.minor : 0))
    const refunded = sum(watch.of('refund'), (r) =>
      r.status === 'none' || r.requestId !== requestId
        ? 0
        : sum(
            r.legs.filter((leg) => leg.status === 'succeeded'),
            ({ minor }) => minor,
          ),
    )
    const order = watch.state('entitlement', encodedId(s.orderId))
    const partOf = ({ lineId, quantity }: LineUnits, paid: (line: RegisteredLine) => number): number => {
      const line = order?.status === 'registered' ? order.lines.find((l) => l.line.lineId === lineId)?.line : undefined
      return line === undefined ? 0 : share(paid(line), quantity, line.quantity)
    }
    const paidForUnits = (units: LineUnits): number => partOf(units, paidForLine)
    // Whatever is deducted, tax and duty stay the customer's.
    const goodsOf = (units: LineUnits): number => partOf(units, (line) => paidFor(line, 'goods'))
    const acceptances = all(entries, 'GoodsAccepted').filter(
      // What a ruling counts is counted with its refund.
      ({ data }) => data.replacementId === replacementId && data.basis._tag !== 'Ruling',
    )
    const accepted = sum(acceptances, ({ data }) => {
      const goods = new Map(data.lines.map((l) => [l.lineId, goodsOf(l)]))
      return sum(data.lines, paidForUnits) - sum(withinGoods(data.deductions, goods), ({ minor }) => minor)
    })
    const waived = sum(all(entries, 'DeductionWaived'), ({ data }) => (data.requestId === requestId ? data.minor : 0))
    const ofCase = ({ data: { refundId } }: { readonly data: { readonly refundId: string } }): boolean => {
      const refund = watch.state('refund', refundId)
      return refund !== undefined && refund.status !== 'none' && refund.requestId === requestId
    }
    const written = sum(all(entries, 'ReceivableWrittenOff').filter(ofCase), ({ data }) => data.minor)
    const rulings = all(entries, 'RefundDue').filter(
      ({ data }) => data.requestId === requestId && data.basis._tag === 'Ruling' && data.attempt === 1,
    )
    const ruled = sum(rulings, ({ data }) => sum(data.lines, paidForUnits))
    const credited = sum(rulings, ({ data }) =>
      sum(data.deductions, ({ kind, minor }) => (kind === 'replacement' ? minor : 0)),
    )
    const missing = s.planned - sum(acceptances, ({ data }) => data.credit) - credited
    // Who sends in advance bears what neither came back nor was recovered; a debt that is written off was given, too.
    const letBe = written + (advance === undefined ? 0 : Math.max(0, missing - recovered))
    const paidBack = sum(all(entries, 'ReceivablePaid').filter(ofCase), ({ data }) => data.minor)
    const given = s.kind === 'reship' ? sum(request.approved, paidForUnits) : accepted + ruled + waived + letBe
    const got = offer.price - paid - recovered + refunded - paidBack
    // Each acceptance is worth what its components are, each rounded for itself; and what an earlier refund of the line
    // could not pay in the smallest step of a tender is still there.
    const steps = order?.status === 'registered' ? sum(order.tenders, ({ granularity = 0 }) => granularity) : 0
    const rounding = COMPONENTS.length * Math.max(1, s.acceptances.size) + steps * request.approved.length
    if (got > given + rounding)
      watch.broken('I4 goods or money, not both', `${replacementId}: ${got} for goods worth ${given}`)
  }
}

/** A withdrawn basis leaves nothing paid that is neither owed nor was owed. */
export const withdrawnIsOwed: FinalCheck = ({ watch, entries }) => {
  for (const { data } of all(entries, 'BasisWithdrawn')) {
    const { refundId, revisionId, lines } = data
    if (refundId === undefined) continue
    const heard = all(entries, 'RefundBasisWithdrawn').find(
      (one) => one.data.refundId === refundId && one.data.withdrawalId === revisionId,
    )
    const refund = watch.state('refund', refundId)
    if (heard === undefined || refund === undefined || refund.status === 'none') {
      watch.broken('I5 a refund hears that its basis is gone', `${refundId} ${revisionId}`)
      continue
    }
    const isPaid = refund.legs.some((leg) => leg.status === 'succeeded')
    const isOwed = all(entries, 'ReceivableDue').some(
      (one) =>
        one.data.refundId === refundId &&
        one.data.reason._tag === 'BasisWithdrawn' &&
        one.data.reason.withdrawalId === revisionId,
    )
    const paysFor = (refund.breakdown?.lines ?? []).some(
      (l) => lines.some(({ lineId }) => lineId === l.lineId) && l.paidBy.some(({ amounts }) => amounts.goods > 1),
    )
    const units = sum(heard.data.lines, ({ quantity }) => quantity)
    if (isPaid && paysFor && units > 0 && !isOwed)
      watch.broken('I5 what lost its basis is owed', `${refundId} ${revisionId}`)
  }
}

/**
 * What is judged down is called back, whatever became of the case meanwhile; an earlier run may have paid nothing for it,
 * and what a platform ruled is paid whatever an inspection says of it.
 */
export const judgedDownIsCalledBack: FinalCheck = ({ watch, entries }) => {
  const called = new Set(all(entries, 'BasisWithdrawn').map(({ data }) => `${data.returnId} ${data.revisionId}`))
  const due = new Map<string, ReadonlyArray<string>>()
  for (const { data } of all(entries, 'RefundDue'))
    if (data.basis._tag === 'Inspection')
      due.set(
        `${data.basis.returnId} ${data.basis.inspectionId}`,
        data.lines.map(({ lineId }) => lineId),
      )
  const heard = new Set<string>()
  for (const { data } of all(entries, 'GoodsWithoutRefund'))
    if (data.basis._tag === 'Revised') heard.add(`${data.basis.returnId} ${data.basis.revisionId}`)
  for (const { data } of all(entries, 'InspectionRevised')) {
    if (data.withdrawn.length === 0 || called.has(`${data.returnId} ${data.revisionId}`)) continue
    const paid = due.get(`${data.returnId} ${data.inspectionId}`)
    const isPaid = data.withdrawn.some(({ lineId }) => paid?.includes(lineId))
    const isHeard = heard.has(`${data.returnId} ${data.revisionId}`)
    // An inspection that paid for other lines: a case that has ended has nothing to call back of these, and need not say so.
    if (isPaid || (paid === undefined && !isHeard))
      watch.broken('I5 what is judged down is called back', `${data.returnId} ${data.revisionId}`)
  }
}
