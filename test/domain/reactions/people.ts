/**
 * Customers, agents, warehouse, finance and the world outside. What somebody does is two numbers, read against the state
 * of the moment: mostly what is next, sometimes what must be refused. So chance finds its way deep into a case, and a
 * failure shrinks to a short list.
 */
import { refundable } from '../../../src/domain/entitlement/state.js'
import type { RequestState } from '../../../src/domain/request/index.js'
import type { Remedy } from '../../../src/domain/policy/policy-set.js'
import * as cases from '../../../src/testing/builders/arbitration.js'
import { agent, at, customer, envelope, system } from '../../../src/testing/builders/build.js'
import * as evidence from '../../../src/testing/builders/evidence.js'
import * as money from '../../../src/testing/builders/refund.js'
import * as request from '../../../src/testing/builders/request.js'
import * as looks from '../../../src/testing/builders/second-look.js'
import type { CaseCommands } from '../../../src/testing/case-harness.js'
import type { By, Counter } from './counter.js'
import type { Books } from './provider.js'
import { approvers, order, pick, policies, REQUESTS, staff } from './setting.js'

const afterShipBy = at('2026-03-20T12:00:00.000Z')

/** Some lines of the order, mostly within what was ordered. */
export const unitsOf = (n: number) =>
  order.lines.flatMap(({ lineId, quantity }, i) =>
    (n >> i) & 1 ? [{ lineId, quantity: n % 19 === 0 ? 4 : 1 + ((n >> (3 + i)) % quantity) }] : [],
  )
const linesOf = (n: number) => {
  const units = unitsOf(n)
  const some = units.length > 0 ? units : [{ lineId: 'shirt', quantity: 3 }]
  return some.map((line) => ({ ...line, reason: n % 2 ? 'QL_DEFECTIVE' : 'CM_CHANGED_MIND' }))
}

/** What customers wish, the usual more often. */
const WISHES: ReadonlyArray<Remedy> = [
  ...(['return_refund', 'refund_only', 'exchange', 'return_refund', 'repair'] as const),
  ...(['refund_only', 'exchange', 'reship'] as const),
]

const draftOf = (s: RequestState) => (s.status === 'none' ? {} : { remedy: s.remedy, lines: s.lines })

export const peopleAt = ({ harness, contradicted, tell, newId, deliverAll }: Counter, books: Books) => {
  const ask = (n: number, m: number): void => {
    const requestId = pick(REQUESTS, n)
    const s = harness.state('request', requestId)
    const member = pick(staff, m)
    const from = m % 3 === 0 ? agent : customer
    const wish = { requestId, remedy: pick(WISHES, m), lines: linesOf(m) }
    const part = m % 4 === 0 && unitsOf(m).length > 0 ? { lines: unitsOf(m) } : {}
    const say = (commandOf: (by: By) => CaseCommands['request'], actor = member) =>
      tell('request', requestId, commandOf, actor)
    switch (n % 7 === 0 ? pick(['draft', 'under_review', 'in_progress', 'resolved'] as const, m) : s.status) {
      case 'none':
        return say((by) => request.openRequest(wish, by), from)
      case 'draft':
        if (m % 5 === 0) return say((by) => request.editRequest(wish, by), from)
        if (m % 7 === 0) return say((by) => looks.quoteRequest({ requestId }, { ...by, for: draftOf(s) }), from)
        return say(
          (by) =>
            request.submitRequest(
              { requestId, evenIfAlike: from === agent },
              { ...by, terms: pick(policies, m), for: draftOf(s) },
            ),
          from,
        )
      case 'under_review':
        if (m % 6 === 0) return say((by) => request.rejectRequest({ requestId }, by))
        return say((by) => request.approveRequest({ requestId, ...part }, by))
      case 'in_progress': {
        if (m % 3 === 0) return say((by) => request.resolveRequest({ requestId }, by))
        const refunds = s.status === 'none' ? [] : [...s.refunds.keys()]
        if (refunds.length === 0) return
        return say((by) => request.retryRefund({ requestId, refundId: pick(refunds, m) }, by))
      }
      case 'arbitrated':
        if (m % 3 === 0) return say((by) => request.resolveRequest({ requestId }, by))
        return say((by) => cases.applyRuling({ requestId }, by), cases.platform)
      case 'rejected':
      case 'resolved':
      case 'closed':
        if (m % 4 === 0) return say((by) => looks.appealRequest({ requestId, ...part }, by), from)
        if (m % 4 === 1) return say((by) => looks.reopenRequest({ requestId, ...part }, by))
        return say((by) => request.closeRequest({ requestId }, by))
      default:
        return say((by) => request.closeRequest({ requestId }, by))
    }
  }

  const cancel = (n: number, m: number): void => {
    const requestId = pick(REQUESTS, n)
    // Mostly where it is a question: before that a request is simply gone.
    const s = harness.state('request', requestId)
    const isQuestion = s.status === 'in_progress' || (s.status !== 'none' && s.secondLook !== undefined)
    if (m % 4 !== 0 && !isQuestion) return
    tell('request', requestId, (by) => request.cancelRequest({ requestId }, by))
  }

  /** Something is missing, comes, or does not come; and afterwards the customer says how it was. */
  const evidenceAndSurvey = (n: number, m: number): void => {
    const requestId = pick(REQUESTS, n)
    const s = harness.state('request', requestId)
    const isOver = s.status === 'resolved' || s.status === 'rejected' || s.status === 'closed'
    const tells = (commandOf: (by: By) => CaseCommands['request'], actor = customer) =>
      tell('request', requestId, commandOf, actor)
    if (isOver || m % 9 === 0) return tells((by) => evidence.answerSurvey({ requestId }, by))
    if (s.status === 'awaiting_evidence' && m % 3 === 0)
      return tells((by) => ({ ...evidence.expireEvidence({ requestId }, { at: afterShipBy }), ...by }), system)
    if (s.status === 'awaiting_evidence' || m % 5 === 0) {
      const items = [{ ...evidence.photo, evidenceId: `photo-${m % 3}` }]
      return tells((by) => evidence.supplyEvidence({ requestId, items }, by))
    }
    return tells((by) => evidence.askForEvidence({ requestId }, by), pick(staff, m))
  }

  const decideMoney = (n: number, m: number): void => {
    const refundId = pick(harness.idsOf('refund'), n)
    if (refundId === undefined) return
    const s = harness.state('refund', refundId)
    const legId = s.status === 'none' || s.legs.length === 0 ? 'card' : pick(s.legs, m).legId
    const isDown = s.status === 'failed' || s.status === 'partially_succeeded'
    const say = (commandOf: (by: By) => CaseCommands['refund']) =>
      tell('refund', refundId, commandOf, pick(approvers, m))
    if (isDown ? m % 2 === 0 : n % 6 === 0) return say((by) => money.retryLeg({ refundId, legId }, by))
    if (isDown) return say((by) => money.abandonRefund({ refundId }, by))
    if (m % 8 === 7) return say((by) => money.declineRefund({ refundId }, by))
    return say((by) => money.approveRefund({ refundId }, by))
  }

  /** What finance does with a leg that the provider does not settle: one proposes, another confirms. */
  const steerLeg = (n: number, m: number): void => {
    const refundId = pick(harness.idsOf('refund'), n)
    if (refundId === undefined) return
    const s = harness.state('refund', refundId)
    const leg = s.status === 'none' || s.legs.length === 0 ? undefined : pick(s.legs, m)
    if (leg === undefined) return
    const { legId, key, proposedStep } = leg
    const say = (commandOf: (by: By) => CaseCommands['refund']) =>
      tell('refund', refundId, commandOf, pick(approvers, m))
    if (n % 5 === 0) return say((by) => money.checkLeg({ refundId, legId }, by))
    if (proposedStep === undefined) {
      const [settled, other] =
        leg.status === 'failed' ? [money.payManually, money.reroute] : [money.confirmPaid, money.release]
      const step = pick([settled, other], m)
      return say((by) => money.proposeLegStep({ refundId, legId, step }, by))
    }
    // A person who looks at the provider's statement releases nothing that was paid, and the other way round.
    const { _tag } = proposedStep.step
    if (_tag === 'Release' && !books.isProvenUnpaid(key!)) return
    if (_tag === 'ConfirmPaid' && !books.isProvenPaid(key!)) return
    say((by) => money.confirmLegStep({ refundId, legId }, by))
    const { event } = harness.log.at(-1)!
    if (event.type === 'RefundLegReleased') books.close(key!)
  }

  /** A refund in the provider's dashboard, or the customer's bank: now and then. */
  const outside = (n: number, m: number): void => {
    if (n % 3 !== 0) return
    // A bank takes back a little, or all that it had given.
    const tender = { tenderId: pick(['card', 'gift'], n), minor: m % 6 === 1 ? 7_000 : m % 6 === 3 ? 28_297 : 1 + m }
    const [orderId, id, status] = ['o-1', `x-${n % 2}`, pick(['opened', 'won', 'lost'] as const, m)]
    const command =
      m % 2 === 0
        ? ({ type: 'RecordExternalRefund', data: { orderId, externalId: id, ...tender } } as const)
        : ({
            type: 'RecordChargeback',
            data: { orderId, chargebackId: id, status, ...(status === 'opened' ? tender : {}) },
          } as const)
    const by = envelope({ commandId: newId() })
    const s = harness.state('entitlement', orderId)
    const balance = s.status === 'unknown' ? undefined : s.tenders.find((t) => t.tenderId === tender.tenderId)
    if (balance !== undefined && tender.minor > refundable(balance)) contradicted.add(tender.tenderId)
    harness.handle('entitlement', orderId, { ...command, facts: undefined, ...by })
  }

  /** A quiet morning: a request goes its way undisturbed. */
  const rush = (n: number, m: number): void => {
    for (let i = 0; i < 3; i++) {
      ask(n, m + i)
      deliverAll(n)
    }
  }

  return { ask, cancel, evidence: evidenceAndSurvey, decideMoney, steerLeg, outside, rush }
}
