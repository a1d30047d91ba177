/** Goods that go out instead, and goods in the workshop: agents, warehouse, workshop and carrier, and who wants money after all. */
import type { Remedy } from '../../../src/domain/policy/policy-set.js'
import { agent, at, customer, finance, warehouse } from '../../../src/testing/builders/build.js'
import { orderLine } from '../../../src/testing/builders/entitlement.js'
import * as elsewhere from '../../../src/testing/builders/elsewhere.js'
import * as repairing from '../../../src/testing/builders/repair.js'
import * as replacing from '../../../src/testing/builders/replacement.js'
import type { CaseCommands } from '../../../src/testing/case-harness.js'
import type { By, Counter } from './counter.js'
import { approvers, pick, REQUESTS } from './setting.js'

const tooLate = at('2026-04-20T12:00:00.000Z')

export const outboundAt = ({ harness, tell, newId, deliverAll }: Counter) => {
  /** Names that the order has given already, as the host looks them up. */
  const names = () => {
    const s = harness.state('entitlement', 'o-1')
    const [lines, tenders] = s.status === 'unknown' ? [[], []] : [s.lines, s.tenders]
    return { lineIds: lines.map(({ line }) => line.lineId), tenderIds: tenders.map(({ tenderId }) => tenderId) }
  }

  const replacement = (n: number, m: number): void => {
    const replacementId = pick(harness.idsOf('replacement'), n)
    if (replacementId === undefined) return
    const s = harness.state('replacement', replacementId)
    if (s.status === 'none') return
    const id = { replacementId }
    const say = (commandOf: (by: By) => CaseCommands['replacement'], actor = agent) =>
      tell('replacement', replacementId, commandOf, actor)
    const deliver = (by: By) => ({ ...replacing.recordReplacementDelivered(id), ...by })
    const reserve = (by: By) => {
      // Cheaper, dearer, or the same again; what goes out once more is what went out.
      const worth = Math.max(1, s.kind === 'reship' ? s.credit : s.credit + pick([0, -900, 2_500, -s.credit], m))
      const items = s.offer?.items ?? [orderLine(newId(), { quantity: 1 + (m % 2), goods: worth })]
      return replacing.reserveReplacement({ ...id, items, payBy: replacing.payBy }, { ...by, ...names() })
    }
    if (n % 11 === 0) return say((by) => ({ ...replacing.expireReplacement(id), ...by, at: tooLate }))
    if (n % 13 === 0) return say((by) => replacing.reportOutOfStock(id, by))
    if (s.advance?.phase === 'due' && m % 2 === 0) {
      if (m % 4 === 0) return say((by) => replacing.waiveRecovery(id, by), pick(approvers, n))
      const minor = Math.max(1, m % 3 === 0 ? s.advance.due : s.advance.due - 1)
      return say((by) => replacing.recordRecovery({ ...id, recoveryId: newId(), minor }, by))
    }
    switch (
      n % 9 === 0 ? pick(['planned', 'awaiting_payment', 'reserved', 'released', 'shipped'] as const, m) : s.status
    ) {
      case 'awaiting_payment': {
        const minor = m % 3 === 0 ? 1 : Math.max(1, (s.offer?.price ?? 0) - s.credit)
        const paid = { ...replacing.hold, paymentId: newId(), tenderId: newId(), minor }
        return say((by) => replacing.secureDifference({ ...id, ...paid }, { ...by, ...names() }))
      }
      case 'reserved': {
        if (m % 2 === 0) return
        const security = { ...replacing.security, tenderId: newId(), minor: Math.max(1, s.planned - (m % 3) * 500) }
        return say((by) => replacing.releaseInAdvance({ ...id, security }, { ...by, ...names() }))
      }
      case 'released':
        return say((by) => replacing.shipReplacement({ ...id, parcelId: newId() }, by), warehouse)
      case 'shipped':
        return m % 4 === 0 ? say((by) => replacing.recordReplacementUndelivered(id, by)) : say(deliver)
      case 'undelivered':
        return m % 2 === 0 ? say(deliver) : say(reserve)
      default:
        return say(reserve)
    }
  }

  const repair = (n: number, m: number): void => {
    const repairId = pick(harness.idsOf('repair'), n)
    if (repairId === undefined) return
    const s = harness.state('repair', repairId)
    const id = { repairId }
    const say = (commandOf: (by: By) => CaseCommands['repair'], actor = warehouse) =>
      tell('repair', repairId, commandOf, actor)
    if (n % 7 === 0) return say((by) => ({ ...repairing.reportRepairOverdue(id), ...by, at: tooLate }))
    switch (s.status) {
      case 'diagnosing':
        return say((by) => (m % 2 === 0 ? repairing.diagnoseRepair : repairing.quoteRepair)({ ...id, serials: [] }, by))
      case 'quoted':
        if (n % 4 === 0) return say((by) => ({ ...repairing.lapseRepairQuote(id), ...by, at: tooLate }))
        return say((by) => (n % 2 === 0 ? repairing.declineRepairQuote : repairing.acceptRepairQuote)(id, by), customer)
      case 'repairing':
        return say((by) => (m % 3 === 0 ? repairing.reportUnrepairable : repairing.finishRepair)(id, by))
      case 'shipped_back':
        return say((by) => repairing.recordRepairDelivered(id, by))
      default:
        return say((by) => repairing.shipRepaired({ ...id, parcelId: newId() }, by))
    }
  }

  /** Another remedy after all; sometimes one that is not possible. */
  const switchRemedy = (n: number, m: number): void => {
    const isOut = (id: string): boolean => {
      const s = harness.state('request', id)
      return s.status === 'in_progress' && (s.replacement !== undefined || s.repair !== undefined)
    }
    const requestId = REQUESTS.find((id, i) => (n >> i) % 2 === 0 && isOut(id)) ?? pick(REQUESTS, n)
    const s = harness.state('request', requestId)
    const usual = s.status !== 'none' && s.remedy === 'reship' ? 'refund_only' : 'return_refund'
    const to = m % 3 === 0 ? pick<Remedy>(['exchange', 'return_refund', 'refund_only', 'reship'], n) : usual
    const proof = m % 5 === 0 ? {} : { proof: 'CALL' }
    tell(
      'request',
      requestId,
      (by) => elsewhere.switchRemedy({ requestId, to, ...proof }, by),
      pick([customer, agent, finance], m),
    )
  }

  /** Goods go all the way out undisturbed, so that chance meets what comes after that. */
  const sendOut = (n: number, m: number): void => {
    for (let i = 0; i < 4; i++) {
      replacement(n - (n % 9) + 1, 6 * m + 1)
      repair(n - (n % 7) + 1, m)
      deliverAll(n)
    }
  }

  return { replacement, repair, switchRemedy, sendOut }
}
