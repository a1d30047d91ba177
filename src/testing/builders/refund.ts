/** The refund of 269.97 for the three shirts of request `r-1`: 200.00 on a card, 69.97 on a gift card. */
import * as refund from '../../domain/refund/index.js'
import type { LegStep, RefundCommand } from '../../domain/refund/index.js'
import type { Actor } from '../../domain/values/actor.js'
import type { Breakdown } from '../../domain/values/breakdown.js'
import { legKey, reroutedLegIdOf } from '../../domain/values/ids.js'
import type { LegAnswer } from '../../domain/values/leg-answer.js'
import type { Refusal } from '../../domain/values/refusal.js'
import { agent, at, commandBuilder, customer, envelope, eventBuilder, finance, noon, provider } from './build.js'
import { secondFinance, system, warehouse, type Given } from './build.js'
import { chargebackOpen, inspectionRefundId, orderId, policyRef, requestId, returnId, terms } from './request.js'

export const refundId = inspectionRefundId
const ids = { refundId, requestId, orderId }
const card = { legId: 'card', tenderId: 'card', minor: 20_000 }
const giftCard = { legId: 'gift', tenderId: 'gift', minor: 6_997 }
const theLeg = { refundId, legId: 'card', epoch: 1 }
const onePennyShort = { providerRef: 're_1', minor: 19_999, currency: 'GBP' }
const byTwo = [finance.id, secondFinance.id]

/** When the usual leg went out, and when its answer is due. */
export const sentAt = noon
export const dueAt = at('2026-03-02T12:01:00.000Z')
/** What finance may do with a leg. */
export const release: LegStep = { _tag: 'Release', proof: 'statement-17' }
export const confirmPaid: LegStep = { _tag: 'ConfirmPaid', proof: 'statement-17' }
export const payManually: LegStep = { _tag: 'PayManually', proof: 'transfer-4' }
export const reroute: Extract<LegStep, { readonly _tag: 'Reroute' }> = {
  _tag: 'Reroute',
  via: { kind: 'bank_transfer', ref: 'mandate-9' },
  consent: 'ticket-12',
}
export const newLegId = reroutedLegIdOf(refundId, 'card', 1)

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
  attempt: 1,
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
export const reportLegSilent = command('ReportLegSilent', system, { ...theLeg, attempt: 1 })
/** The provider was asked, and said nothing that settles the leg. */
export const recordFinding = command('RecordLegFinding', system, {
  ...theLeg,
  check: 0,
  found: 'silent',
  provider: {},
  spread: 0,
})
export const retryLeg = command('RetryLeg', finance, { refundId, legId: 'card' })
export const checkLeg = command('CheckLeg', finance, { refundId, legId: 'card' })
export const proposeLegStep = command('ProposeLegStep', finance, { refundId, legId: 'card', step: release })
export const confirmLegStep = command('ConfirmLegStep', secondFinance, { refundId, legId: 'card' })
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

/** It was paid, and came back. */
export const legReversed = (minor: number, legId = 'card', epoch = 1, currency = 'GBP', given: Given = {}) =>
  answered(legId, epoch, { _tag: 'Reversed', providerRef: 're_1', minor, currency, code: 'account_closed' }, given)
/** The key stands for another instruction. */
export const legMisused = (legId = 'card', epoch = 1, given: Given = {}) =>
  answered(legId, epoch, { _tag: 'Misused', code: 'key_reused' }, given)

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
  submittedAt: sentAt,
  answerDueAt: dueAt,
})
export const refundLegProcessing = eventBuilder(refund.RefundLegProcessing, {
  ...theLeg,
  providerRef: 're_1',
  checkAt: at('2026-03-02T13:00:00.000Z'),
})
export const refundLegUnknown = eventBuilder(refund.RefundLegUnknown, { ...theLeg, checkAt: dueAt })
export const refundLegCheckScheduled = eventBuilder(refund.RefundLegCheckScheduled, {
  ...theLeg,
  check: 1,
  why: 'silent',
  checkAt: at('2026-03-02T12:01:30.000Z'),
})
export const refundLegNeedsAttention = eventBuilder(refund.RefundLegNeedsAttention, { ...theLeg, why: 'no_answer' })
export const refundLegSucceeded = eventBuilder(refund.RefundLegSucceeded, {
  refundId,
  orderId,
  ...card,
  epoch: 1,
  providerRef: 're_1',
})
export const refundLegFailed = eventBuilder(refund.RefundLegFailed, { ...theLeg, code: 'card_closed' })
export const refundLegReversed = eventBuilder(refund.RefundLegReversed, {
  ...ids,
  ...card,
  epoch: 1,
  providerRef: 're_1',
  code: 'account_closed',
  round: 1,
})
export const refundLegContradicted = eventBuilder(refund.RefundLegContradicted, {
  ...theLeg,
  said: 'paid',
  ...onePennyShort,
})
export const refundLegStepProposed = eventBuilder(refund.RefundLegStepProposed, {
  ...theLeg,
  step: release,
  by: finance.id,
})
export const refundLegReleased = eventBuilder(refund.RefundLegReleased, {
  ...theLeg,
  proof: 'statement-17',
  persons: byTwo,
})
export const refundLegPaidManually = eventBuilder(refund.RefundLegPaidManually, {
  refundId,
  orderId,
  ...card,
  epoch: 2,
  proof: 'transfer-4',
  persons: byTwo,
})
export const refundLegRerouted = eventBuilder(refund.RefundLegRerouted, {
  refundId,
  legId: 'card',
  newLegId,
  via: reroute.via,
  consent: reroute.consent,
  persons: byTwo,
})
export const refundSucceeded = eventBuilder(refund.RefundSucceeded, {
  ...ids,
  paid: 26_997,
  currency: 'GBP',
  legs: [
    { ...card, epoch: 1 },
    { ...giftCard, epoch: 1 },
  ],
  round: 1,
})
export const refundAbandoned = eventBuilder(refund.RefundAbandoned, {
  ...ids,
  paid: 6_997,
  unpaid: 20_000,
  code: 'ACCOUNT_CLOSED',
  legs: [{ ...giftCard, epoch: 1 }],
  round: 1,
})
