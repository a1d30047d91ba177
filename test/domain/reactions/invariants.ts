/**
 * What no case may ever break, read from the whole log and all states (domain.md 6.5; the numbers are its). People are
 * taken from who sent the commands, not from what the aggregates noted about them.
 */
import assert from 'node:assert/strict'
import type { Shop } from './shop.js'
import { moneyWaits } from '../../../src/domain/request/owed.js'
import { hasEnded } from '../../../src/domain/request/state.js'
import { isSameBasis } from '../../../src/domain/values/refund-basis.js'
import { sum } from '../../../src/domain/values/sum.js'
import { all, statesOf } from './reading.js'

/** 1 and 3: no more units than were ordered, no more of a component than was paid for it. */
export const goodsAreCountedOnce = (shop: Shop): void => {
  for (const { line, held, returned, kept, taken } of statesOf(shop).order.lines) {
    assert.ok(Math.min(held, returned, kept, ...Object.values(taken)) >= 0)
    assert.ok(held + returned + kept <= line.quantity)
    assert.ok(taken.goods <= line.goods)
    assert.ok(taken.tax <= (line.tax ?? 0))
  }
}

const ENDED = ['rejected', 'canceled', 'expired', 'merged', 'resolved', 'closed']

/** 6: nothing ends while it holds units or open money; what is held is held for an open request. */
export const theEndedHoldNothing = (shop: Shop): void => {
  const { order, requests } = statesOf(shop)
  const ended = requests.filter(({ status }) => ENDED.includes(status))
  for (const { requestId } of ended) {
    const held = sum(order.claims.get(requestId)?.lines ?? [], (l) => l.held)
    const holds = [...order.holds.values()].filter((hold) => hold.claimId === requestId)
    const open = sum(holds, (hold) => sum(hold.open.values(), (minor) => minor))
    assert.deepEqual({ held, open }, { held: 0, open: 0 }, requestId)
  }
  for (const { line, held } of order.lines) {
    const claims = [...order.claims.values()].flatMap(({ lines }) => lines.filter((l) => l.lineId === line.lineId))
    const claimed = sum(claims, (l) => l.held)
    assert.equal(claimed, held, line.lineId)
  }
}

const STEPS = new Set(['RefundLegReleased', 'RefundLegPaidManually', 'RefundLegRerouted'])

/** 7: nobody who asked, let in, decided, inspected or tried again approves, and nobody approves twice. */
export const fourEyes = ({ harness: { log } }: Shop): void => {
  for (const { id: refundId, data } of all(log, 'RefundProposed')) {
    const { requestId, basis } = data
    const ofRequest = log.filter(({ id }) => id === requestId)
    // Of the run in which it fell due first; a later one is another decision.
    const due = all(ofRequest, 'RefundDue').find((one) => isSameBasis(one.data.basis, basis))
    const before = ofRequest.filter(
      (one) => log.indexOf(one) < log.findIndex(({ eventId }) => eventId === due?.eventId),
    )
    const involved = new Set(
      [
        ...all(ofRequest, 'RequestOpened'),
        ...all(before, 'SubmissionStarted').slice(-1),
        ...all(before, 'RequestApproved').slice(-1),
        ...all(log, 'ItemsInspected').filter(
          (i) => basis._tag === 'Inspection' && i.id === basis.returnId && i.data.inspectionId === basis.inspectionId,
        ),
        ...all(ofRequest, 'RefundDue').filter((one) => one.data.refundId === refundId),
      ].map(({ actor }) => actor.id),
    )
    const ofRefund = log.filter(({ id }) => id === refundId)
    const approvers = all(ofRefund, 'RefundApprovalGiven').map(({ actor }) => actor.id)
    const selves = approvers.filter((id) => involved.has(id) || id === 'c-1')
    assert.deepEqual(selves, [], `${refundId} was approved by who took part`)
    assert.equal(new Set(approvers).size, approvers.length)
    const asked = all(ofRefund, 'RefundApprovalRequested')[0]?.data.approvals ?? 0
    if (all(ofRefund, 'RefundApproved').length > 0) assert.equal(approvers.length, asked)
    for (const { event, actor } of ofRefund) {
      if (!STEPS.has(event.type)) continue
      const [proposer, confirmer, ...more] = (event.data as { readonly persons: ReadonlyArray<string> }).persons
      const proposers = all(ofRefund, 'RefundLegStepProposed').map((step) => step.actor.id)
      assert.ok(proposers.includes(proposer!) && confirmer === actor.id && more.length === 0)
      assert.ok(proposer !== confirmer && !involved.has(confirmer), `${event.type} by who took part`)
    }
  }
}

/** 17: who and by what right is in the log, and why in every no. */
export const everyChangeIsExplained = ({ harness: { log } }: Shop): void => {
  for (const { actor, event } of log) {
    assert.notEqual(actor.id, '')
    const said = event.data as {
      readonly by?: unknown
      readonly policy?: unknown
      readonly code?: string
      readonly reason?: string
    }
    if (event.type === 'RequestApproved' || event.type === 'RequestRejected') assert.ok(said.policy !== undefined)
    if (/^(RequestApproved|RequestRejected|RefundApproved)$/.test(event.type)) assert.ok(said.by !== undefined)
    // Nobody has to say why they do not want a gift.
    if (event.type === 'CompensationDeclined') continue
    if (/(?<!Quote)(Rejected|Declined|Abandoned|ClosedShort|RequestCanceled|ReturnCanceled)$/.test(event.type))
      assert.ok(said.code ?? said.reason)
  }
}

const WAITING = ['reserving', 'canceling', 'switching', 'submitted', 'approved', 'appealed', 'reopened']

/** Every request rests where somebody can move it: none waits for news that will not come. */
export const nothingIsStuck = (shop: Shop): void => {
  const { requests, refunds } = statesOf(shop)
  assert.deepEqual(shop.stuck, [])
  for (const { requestId, status, platformCase, refunds: due } of requests) {
    assert.ok(!WAITING.includes(status), `${requestId} is ${status}`)
    // Only what the order has no units for stays with a person.
    assert.ok(status !== 'arbitrated' || platformCase?.isApplied !== false, requestId)
    if (ENDED.includes(status)) assert.ok([...due.values()].every(hasEnded), `${requestId} owes money and is ${status}`)
  }
  for (const { status } of refunds) assert.ok(!['proposed', 'reserved', 'approved', 'executing'].includes(status))
}

/** A wish that was made twice goes on somewhere: somebody has heard of it, and has the evidence of all of them. */
export const mergedGoOn = (shop: Pick<Shop, 'harness'>): void => {
  const { requests } = statesOf(shop)
  const byId = new Map(requests.map((request) => [request.requestId, request]))
  const takenIn = all(shop.harness.log, 'DuplicateMerged').filter(({ data }) => data.into === undefined)
  for (const { requestId, mergedInto, evidence, submission } of requests) {
    const seen = new Set([requestId])
    let heard = takenIn.some(({ data }) => data.from === requestId && data.submission === submission)
    for (let into = mergedInto; into !== undefined; into = byId.get(into)!.mergedInto) {
      const next = byId.get(into)!
      assert.ok(!seen.has(into), `${requestId} was merged in a circle, and nobody goes on with it`)
      assert.ok(
        evidence.every((id) => next.evidence.includes(id)),
        `${into} lacks evidence of ${requestId}`,
      )
      heard ||= next.mergedInto === undefined && next.duplicates.get(requestId) === submission
      seen.add(into)
    }
    assert.ok(mergedInto === undefined || heard, `${requestId} was merged into what was over`)
  }
}

/** 4: goods that were paid for are no longer free, whether they came back or stay with the customer. */
export const paidGoodsAreGone = (shop: Shop): void => {
  const { order, refunds } = statesOf(shop)
  const proposals = all(shop.harness.log, 'RefundProposed')
  const reasonOf = (refundId: string) => JSON.stringify(proposals.find(({ id }) => id === refundId)?.data.basis)
  for (const claim of order.claims.values()) {
    const paid = refunds.filter((r) => r.requestId === claim.claimId && r.legs.some((l) => l.status === 'succeeded'))
    // Attempts at the same money are for the same goods.
    const ids = new Set(refunds.filter((r) => r.requestId === claim.claimId).map((r) => r.refundId))
    const firsts = paid.filter((r) => !/DeductionWaived|DutyRecovered/.test(reasonOf(r.refundId)))
    const goods = [...new Map(firsts.map((r) => [reasonOf(r.refundId), r.breakdown!.lines])).values()].flat()
    for (const { lineId, confirmed } of claim.lines) {
      const back = all(shop.harness.log, 'MoneyReceivedBack').filter(({ data }) => ids.has(data.refundId))
      const freed = sum(back, ({ data }) => sum(data.lines, (l) => (l.lineId === lineId ? l.quantity : 0)))
      const paidFor = sum(goods, (l) => (l.lineId === lineId ? l.quantity : 0)) - freed
      assert.ok(confirmed >= paidFor, `${claim.claimId} ${lineId}: paid for ${paidFor}, gone ${confirmed}`)
    }
  }
}

/** 5: whatever an inspection accepted fell due, waits for something, was repaired, or was paid for before by a ruling. */
export const acceptedGoodsFellDue = (shop: Shop): void => {
  const { log } = shop.harness
  const { requests } = statesOf(shop)
  const keyOf = ({ returnId, inspectionId }: { readonly returnId: string; readonly inspectionId: string }) =>
    inspectionId + returnId
  const keysOf = (type: 'RefundDue' | 'GoodsAccepted') =>
    all(log, type).flatMap(({ data }) => (data.basis._tag === 'Inspection' ? [keyOf(data.basis)] : []))
  const [due, accepted] = [keysOf('RefundDue'), keysOf('GoodsAccepted')]
  const withdrawn = all(log, 'BasisWithdrawn').map(({ data }) => keyOf(data))
  const dealtWith = all(log, 'InspectionWithoutRefund').map(({ data }) => keyOf(data))
  for (const { data } of all(log, 'ItemsInspected')) {
    const [key, what] = [keyOf(data), `${data.inspectionId} of ${data.returnId}`]
    if (!data.lines.some((l) => l.accepted > 0) || due.includes(key)) continue
    const of = requests.find(({ requestId }) => requestId === data.requestId)!
    const wasRuled = [...of.refunds.values()].some((r) => r.due.basis._tag === 'Ruling')
    const wasRepaired = all(log, 'RepairNoted').some((one) => one.id === of.requestId && one.data.now === 'done')
    // The news that an earlier one was revised may be slower than that of the next.
    const wasRevised = all(log, 'InspectionRevised').some((one) => one.id === data.returnId)
    if (!accepted.includes(key)) assert.ok((wasRuled || wasRevised) && dealtWith.includes(key), what)
    else
      assert.ok(withdrawn.includes(key) || wasRepaired || (of.accepted.has(data.inspectionId) && moneyWaits(of)), what)
  }
}

/** Goods that went out pay for the old ones; and what was kept back of money that was paid before. */
const NOT_NEW = ['Replaced', 'DeductionWaived', 'DutyRecovered']

/** While a platform looks at a case, nothing new falls due; who looks again is somebody else; a ruling is obeyed. */
export const disputesAreFair = ({ harness: { log } }: Shop): void => {
  for (const requestId of new Set(all(log, 'RequestOpened').map(({ id }) => id))) {
    const decidedBy = new Set<string>()
    let [isFrozen, isAppeal] = [false, false]
    for (const { event, actor } of log.filter(({ id }) => id === requestId)) {
      if (isFrozen && event.type === 'RefundDue')
        assert.ok(event.data.attempt > 1 || NOT_NEW.includes(event.data.basis._tag), `${requestId}: ${event.type}`)
      if (isFrozen) assert.ok(event.type !== 'RemediesStarted', event.type)
      if (event.type === 'PlatformCaseOpened') isFrozen = true
      if (event.type === 'PlatformCaseWithdrawn' || event.type === 'RulingApplied') isFrozen = false
      if (event.type === 'AppealFiled') isAppeal = true
      if (event.type === 'AppealWithdrawn' || event.type === 'SubmissionRefused') isAppeal = false
      if (event.type !== 'RequestApproved' && event.type !== 'RequestRejected') continue
      if (event.data.by._tag === 'Person') {
        if (isAppeal) assert.ok(!decidedBy.has(actor.id), `${actor.id} decided ${requestId} twice`)
        decidedBy.add(actor.id)
      }
      isAppeal = false
    }
  }
}
