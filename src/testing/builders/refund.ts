/** The refund of 269.97 for the three shirts of request `r-1`: 200.00 on a card, 69.97 on a gift card. */
import * as refund from '../../domain/refund/index.js'
import type { LegAnswer, RefundCommand } from '../../domain/refund/index.js'
import type { Actor } from '../../domain/values/actor.js'
import type { Breakdown } from '../../domain/values/breakdown.js'
import { legKey } from '../../domain/values/ids.js'
import type { Refusal } from '../../domain/values/refusal.js'
import { agent, at, commandBuilder, customer, envelope, eventBuilder, finance, provider, system } from './build.js'
import { warehouse, type Given } from './build.js'
import { chargebackOpen, inspectionRefundId, orderId, policyRef, requestId, returnId, terms } from './request.js'

export const refundId = inspectionRefundId
const ids = { refundId, requestId, orderId }
const card = { legId: 'card', tenderId: 'card', minor: 20_000 }
const giftCard = { legId: 'gift', tenderId: 'gift', minor: 6_997 }

/** A breakdown over one line of goods, paid by these tenders. */
export const breakdown = (tenders: Readonly<Record<string, number>> = { card: 20_000, gift: 6_997 }): Breakdown => {
  const parts = Object.entries(tenders).map(([tenderId, minor]) => ({ tenderId, minor }))
  const total = parts.reduce((sum, { minor }) => sum + minor, 0)
  const paidBy = parts.map(({ tenderId, minor }) => ({ tenderId, amounts: { goods: minor } }))
  return {
    currency: 'GBP',
    lines: [{ lineId: 'shirt', quantity: 3, amounts: { goods: total }, paidBy }],
    shipping: 0,
    shippingTax: 0,
    shippingPaidBy: [],
    deductions: [],
    shortfall: 0,
    total,
    tenders: parts,
  }
}

type Named<Type extends RefundCommand['type']> = Extract<RefundCommand, { readonly type: Type }>
type Data<Type extends RefundCommand['type']> = Named<Type>['data']
const command = <Type extends RefundCommand['type']>(type: Type, actor: Actor, usual: Data<Type>) =>
  commandBuilder<Type, Data<Type>>(type, actor, usual)

const proposal: Data<'ProposeRefund'> = {
  ...ids,
  basis: { _tag: 'Inspection', returnId, inspectionId: 'i-1' },
  outcome: 'returned',
  lines: [{ lineId: 'shirt', quantity: 3, reason: 'QL_DEFECTIVE' }],
  deductions: [],
  fees: [],
  terms: terms().refund,
  policy: policyRef,
  involved: [customer.id, agent.id, warehouse.id],
}

export const proposeRefund = command('ProposeRefund', system, proposal)
const moneyAnswer = (data: Data<'RecordMoneyAnswer'>): Named<'RecordMoneyAnswer'> => ({
  type: 'RecordMoneyAnswer',
  data,
  facts: undefined,
  ...envelope(),
})
/** The entitlement's yes, for these amounts by tender. */
export const moneyReserved = (tenders?: Readonly<Record<string, number>>) =>
  moneyAnswer({ _tag: 'Reserved', breakdown: breakdown(tenders) })
export const moneyRefused = (refusal: Refusal = chargebackOpen) => moneyAnswer({ _tag: 'Refused', refusal })
export const approveRefund = command('ApproveRefund', finance, { refundId })
export const declineRefund = command('DeclineRefund', finance, { refundId, code: 'SUSPECTED_FRAUD' })
export const cancelRefund = command('CancelRefund', system, ids)
export const submitLeg = command('SubmitLeg', system, { refundId, legId: 'card' })
export const reportLegSilent = command('ReportLegSilent', system, { refundId, legId: 'card', epoch: 1 })
export const resubmitLeg = command('ResubmitLeg', system, { refundId, legId: 'card', epoch: 1 })
export const retryLeg = command('RetryLeg', finance, { refundId, legId: 'card' })
export const abandonRefund = command('AbandonRefund', finance, { refundId, code: 'ACCOUNT_CLOSED' })

const answered = (legId: string, epoch: number, answer: LegAnswer, given: Given): Named<'RecordLegAnswer'> => ({
  type: 'RecordLegAnswer',
  data: { refundId, legId, epoch, answer },
  facts: undefined,
  ...envelope({ actor: provider, ...given }),
})
/** The provider paid the leg. */
export const legPaid = (minor: number, legId = 'card', epoch = 1, currency = 'GBP', given: Given = {}) =>
  answered(legId, epoch, { _tag: 'Succeeded', providerRef: 're_1', minor, currency }, given)
export const legProcessing = (legId = 'card', epoch = 1, given: Given = {}) =>
  answered(legId, epoch, { _tag: 'Processing', providerRef: 're_1' }, given)
/** A definite no. */
export const legDeclined = (legId = 'card', epoch = 1, given: Given = {}) =>
  answered(legId, epoch, { _tag: 'Declined', code: 'card_closed' }, given)

export const refundProposed = eventBuilder(refund.RefundProposed, proposal)
export const refundReserved = eventBuilder(refund.RefundReserved, { breakdown: breakdown(), legs: [card, giftCard] })
export const refundNotDue = eventBuilder(refund.RefundNotDue, ids)
export const refundRefused = eventBuilder(refund.RefundRefused, { ...ids, refusal: chargebackOpen })
export const refundApprovalRequested = eventBuilder(refund.RefundApprovalRequested, {
  approvals: 1,
  roles: ['finance'],
})
export const refundApprovalGiven = eventBuilder(refund.RefundApprovalGiven, { approver: finance.id, role: 'finance' })
export const refundApproved = eventBuilder(refund.RefundApproved, {
  refundId,
  by: { _tag: 'Persons', approvers: [{ actorId: finance.id, role: 'finance' }] },
  legs: [card, giftCard],
})
export const refundDeclined = eventBuilder(refund.RefundDeclined, { ...ids, code: 'SUSPECTED_FRAUD' })
export const refundCanceled = eventBuilder(refund.RefundCanceled, ids)
export const refundCancellationRefused = eventBuilder(refund.RefundCancellationRefused, { refundId, requestId })
export const refundLegSubmitted = eventBuilder(refund.RefundLegSubmitted, {
  refundId,
  orderId,
  ...card,
  currency: 'GBP',
  key: legKey('main', refundId, card.legId, 1),
  epoch: 1,
  attempt: 1,
  answerDueAt: at('2026-03-02T12:01:00.000Z'),
})
export const refundLegProcessing = eventBuilder(refund.RefundLegProcessing, {
  legId: 'card',
  epoch: 1,
  providerRef: 're_1',
})
export const refundLegUnknown = eventBuilder(refund.RefundLegUnknown, { legId: 'card', epoch: 1 })
export const refundLegSucceeded = eventBuilder(refund.RefundLegSucceeded, {
  refundId,
  orderId,
  ...card,
  epoch: 1,
  providerRef: 're_1',
})
export const refundLegFailed = eventBuilder(refund.RefundLegFailed, { legId: 'card', epoch: 1, code: 'card_closed' })
export const refundSucceeded = eventBuilder(refund.RefundSucceeded, {
  ...ids,
  paid: 26_997,
  currency: 'GBP',
  legs: [card, giftCard],
})
export const refundAbandoned = eventBuilder(refund.RefundAbandoned, {
  ...ids,
  paid: 6_997,
  unpaid: 20_000,
  code: 'ACCOUNT_CLOSED',
  legs: [giftCard],
})
