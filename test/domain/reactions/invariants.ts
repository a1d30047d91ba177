/**
 * What no case may ever break, read from the whole log and all states (domain.md 6.5; the numbers are its). People are
 * taken from who sent the commands, not from what the aggregates noted about them.
 */
import assert from 'node:assert/strict'
import type { RegisteredEntitlement } from '../../../src/domain/entitlement/index.js'
import type { ProposedRefund } from '../../../src/domain/refund/index.js'
import type { OpenedRequest } from '../../../src/domain/request/index.js'
import type { AuthorizedReturn } from '../../../src/domain/return/index.js'
import type { DomainEvent } from '../../../src/domain/reactions/index.js'
import { sumOf } from '../../../src/domain/values/breakdown.js'
import type { CaseEvent } from '../../../src/testing/case-harness.js'
import type { Shop } from './shop.js'

const sum = <A>(all: Iterable<A>, of: (one: A) => number): number => [...all].reduce((total, one) => total + of(one), 0)

type Named<Type extends DomainEvent['type']> = Extract<DomainEvent, { readonly type: Type }>
const all = <Type extends DomainEvent['type']>(log: ReadonlyArray<CaseEvent>, type: Type) =>
  log.flatMap((entry) =>
    entry.event.type === type ? [{ ...entry, data: entry.event.data as Named<Type>['data'] }] : [],
  )

const statesOf = ({ harness }: Shop) => ({
  order: harness.state('entitlement', 'o-1') as RegisteredEntitlement,
  requests: harness.idsOf('request').map((id) => harness.state('request', id) as OpenedRequest),
  returns: harness.idsOf('return').map((id) => harness.state('return', id) as AuthorizedReturn),
  refunds: harness.idsOf('refund').map((id) => harness.state('refund', id) as ProposedRefund),
})

/** 1 and 3: no more units than were ordered, no more of a component than was paid for it. */
export const goodsAreCountedOnce = (shop: Shop): void => {
  for (const { line, held, returned, kept, taken } of statesOf(shop).order.lines) {
    assert.ok(Math.min(held, returned, kept, ...Object.values(taken)) >= 0)
    assert.ok(held + returned + kept <= line.quantity)
    assert.ok(taken.goods <= line.goods)
    assert.ok(taken.tax <= (line.tax ?? 0))
  }
}

/** 2: what was paid on a tender was captured on it, and the order's books are the provider's. */
export const neverMoreThanCaptured = (shop: Shop): void => {
  for (const { tenderId, captured, settled, reserved } of statesOf(shop).order.tenders) {
    const paid = sum(shop.paid.values(), (p) => (p.tenderId === tenderId ? p.minor : 0))
    assert.ok(paid <= captured)
    assert.equal(settled, paid)
    assert.ok(reserved >= 0)
  }
}

/** A reserve that sank below nothing would let the same money go twice. */
export const reservesHold = (shop: Shop): void => {
  const { tenders } = statesOf(shop).order
  assert.ok(Math.min(...tenders.map((t) => t.reserved)) >= 0)
  assert.ok(Math.min(...tenders.map((t) => t.captured - t.reserved - t.settled)) >= 0)
}

/** 6: nothing ends while it holds units or open money; what is held is held for an open request. */
export const theEndedHoldNothing = (shop: Shop): void => {
  const { order, requests } = statesOf(shop)
  const ended = requests.filter(({ status }) => ['rejected', 'canceled', 'resolved', 'closed'].includes(status))
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

/** 7: nobody who asked, let in, decided, inspected or tried again approves, and nobody approves twice. */
export const fourEyes = ({ harness: { log } }: Shop): void => {
  for (const { id: refundId, data } of all(log, 'RefundProposed')) {
    const { requestId, basis } = data
    const ofRequest = log.filter(({ id }) => id === requestId)
    const involved = new Set(
      [
        ...all(ofRequest, 'RequestOpened'),
        ...all(ofRequest, 'SubmissionStarted').slice(-1),
        ...all(ofRequest, 'RequestApproved'),
        ...all(log, 'ItemsInspected').filter(
          (i) => basis._tag === 'Inspection' && i.id === basis.returnId && i.data.inspectionId === basis.inspectionId,
        ),
        ...all(ofRequest, 'RefundDue').filter((due) => due.data.refundId === refundId),
      ].map(({ actor }) => actor.id),
    )
    const ofRefund = log.filter(({ id }) => id === refundId)
    const approvers = all(ofRefund, 'RefundApprovalGiven').map(({ actor }) => actor.id)
    const selves = approvers.filter((id) => involved.has(id) || id === 'c-1')
    assert.deepEqual(selves, [], `${refundId} was approved by who took part`)
    assert.equal(new Set(approvers).size, approvers.length)
    const asked = all(ofRefund, 'RefundApprovalRequested')[0]?.data.approvals ?? 0
    if (all(ofRefund, 'RefundApproved').length > 0) assert.equal(approvers.length, asked)
  }
}

/** 8: a key always means the same payment, and a new one follows a definite no. */
export const keysMeanOnePayment = ({ harness: { log } }: Shop): void => {
  const meaning = new Map<string, string>()
  for (const { data } of all(log, 'RefundLegSubmitted')) {
    const { key, refundId, legId, tenderId, minor, currency, epoch } = data
    const said = JSON.stringify([refundId, legId, tenderId, minor, currency, epoch])
    assert.equal(meaning.get(key) ?? said, said)
    meaning.set(key, said)
    const nos = all(log, 'RefundLegFailed').filter((no) => no.id === refundId && no.data.legId === legId)
    assert.ok(nos.length >= epoch - 1, `${refundId} ${legId}: epoch ${epoch} after ${nos.length} definite noes`)
  }
  assert.equal(new Set(meaning.values()).size, meaning.size)
}

/** 12: lines and shipping, less deductions and shortfall, are the total; tenders and legs are the total. */
export const everythingAddsUp = ({ harness: { log } }: Shop): void => {
  for (const { data } of all(log, 'MoneyReserved')) {
    const { lines, shipping, shippingTax, deductions, shortfall, total, tenders } = data.breakdown
    const gross = sum(lines, ({ amounts }) => sumOf(amounts)) + shipping + shippingTax
    assert.equal(gross - sum(deductions, (d) => d.minor) - shortfall, total)
    const byTender = sum(tenders, (t) => t.minor)
    assert.equal(byTender, total)
  }
  for (const { data } of all(log, 'RefundReserved')) {
    const byLeg = sum(data.legs, (l) => l.minor)
    assert.equal(byLeg, data.breakdown.total)
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
    if (/Rejected|Declined|Abandoned|ClosedShort|(Request|Return)Canceled$/.test(event.type))
      assert.ok(said.code ?? said.reason)
  }
}

/** Every request rests where somebody can move it: none waits for news that will not come. */
export const nothingIsStuck = (shop: Shop): void => {
  const { requests, returns, refunds } = statesOf(shop)
  assert.deepEqual(shop.stuck, [])
  for (const { status } of requests) assert.ok(!['reserving', 'canceling', 'submitted', 'approved'].includes(status))
  for (const { status } of refunds) assert.ok(!['proposed', 'reserved', 'approved', 'executing'].includes(status))
  for (const { requestId, status, refunds: due } of requests) {
    if (status !== 'in_progress') continue
    const goodsOut = returns.some(
      (r) => r.requestId === requestId && r.status !== 'completed' && r.status !== 'canceled',
    )
    const forPeople = refunds.some(
      (r) => r.requestId === requestId && ['pending_approval', 'failed', 'partially_succeeded'].includes(r.status),
    )
    const toRetry = [...due.values()].some((r) => !r.retried && (r.end === 'refused' || r.end === 'abandoned'))
    assert.ok(goodsOut || forPeople || toRetry, `${requestId} waits for nobody`)
  }
}

/** What a request says was refunded was paid. */
export const whatIsSaidWasPaid = (shop: Shop): void => {
  for (const { data } of all(shop.harness.log, 'RequestResolved')) {
    const refunds = all(shop.harness.log, 'RefundDue').filter((due) => due.data.requestId === data.requestId)
    const ids = new Set(refunds.map((due) => due.data.refundId))
    const paid = sum(shop.paid.values(), (p) => (ids.has(p.refundId) ? p.minor : 0))
    assert.equal(paid, data.refunded, data.requestId)
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
    const goods = [...new Map(paid.map((r) => [reasonOf(r.refundId), r.breakdown!.lines])).values()].flat()
    for (const { lineId, confirmed } of claim.lines) {
      const paidFor = sum(goods, (l) => (l.lineId === lineId ? l.quantity : 0))
      assert.ok(confirmed >= paidFor, `${claim.claimId} ${lineId}: paid for ${paidFor}, gone ${confirmed}`)
    }
  }
}

/** 5: whatever an inspection accepted fell due. */
export const acceptedGoodsFellDue = ({ harness: { log } }: Shop): void => {
  const due = all(log, 'RefundDue').map(({ data }) =>
    data.basis._tag === 'Inspection' ? data.basis.inspectionId + data.basis.returnId : '',
  )
  for (const { data } of all(log, 'ItemsInspected'))
    if (data.lines.some((l) => l.accepted > 0))
      assert.ok(due.includes(data.inspectionId + data.returnId), `inspection ${data.inspectionId} of ${data.returnId}`)
}
