/**
 * What is owed after a refund: contested deductions and recovered duty to the customer, receivables by them. The refund is
 * that of `refund.ts`, the order that of `entitlement.ts`.
 */
import * as entitlement from '../../domain/entitlement/index.js'
import type { EntitlementCommand } from '../../domain/entitlement/index.js'
import * as refund from '../../domain/refund/index.js'
import type { RefundCommand } from '../../domain/refund/index.js'
import { clear } from '../../domain/kernel/personal.js'
import type { Actor } from '../../domain/values/actor.js'
import type { Breakdown } from '../../domain/values/breakdown.js'
import { receivableIdOf } from '../../domain/values/ids.js'
import { commandBuilder, customer, eventBuilder, finance, secondFinance, system, type Given } from './build.js'
import * as order from './entitlement.js'
import { breakdown, moneyReserved, refundId } from './refund.js'
import { orderId, requestId } from './request.js'

const ids = { refundId, requestId, orderId }
const shirts = [{ lineId: 'shirt', quantity: 3 }]

/** The refund of `refund.ts`, with deductions that took this much of the goods. */
export const withDeductions = (...deductions: Breakdown['deductions']): Breakdown => {
  const usual = breakdown()
  const kept = deductions.reduce((sum, d) => sum + d.minor, 0)
  const [line] = usual.lines
  return { ...usual, lines: [{ ...line!, amounts: { goods: usual.total + kept } }], deductions }
}
export const worn = { kind: 'depreciation', minor: 1_000, code: 'worn', lineId: 'shirt' } as const

/** The entitlement's yes with these deductions; and the one that says that they took it all. */
export const moneyReservedWith = (...deductions: Breakdown['deductions']) => ({
  ...moneyReserved(),
  data: { _tag: 'Reserved', breakdown: withDeductions(...deductions) } as const,
})
export const nothingLeft = () => {
  const { lines, ...left } = breakdown({})
  const all = { ...left, lines: [{ ...lines[0]!, amounts: { goods: worn.minor } }], deductions: [worn] }
  return { ...moneyReserved(), data: { _tag: 'Reserved', breakdown: all } as const }
}

type Refunding<Type extends RefundCommand['type']> = Extract<RefundCommand, { readonly type: Type }>['data']
const ofRefund = <Type extends RefundCommand['type']>(type: Type, actor: Actor, usual: Refunding<Type>) =>
  commandBuilder<Type, Refunding<Type>>(type, actor, usual)
type Ordered<Type extends EntitlementCommand['type']> = Extract<EntitlementCommand, { readonly type: Type }>['data']
const ofOrder = <Type extends EntitlementCommand['type']>(type: Type, usual: Ordered<Type>) =>
  commandBuilder<Type, Ordered<Type>>(type, system, usual)

export const withdrawBasis = ofRefund('WithdrawBasis', system, {
  ...ids,
  withdrawalId: 'w-1',
  lines: shirts,
  reason: 'INSPECTION_CORRECTED',
})
export const reinstateBasis = ofRefund('ReinstateBasis', system, {
  ...ids,
  revisionId: 'w-9',
  lines: shirts,
  withdrawals: [{ withdrawalId: 'w-1', lines: shirts, reason: 'INSPECTION_CORRECTED' }],
})
export const receivableId = receivableIdOf(refundId, 'basis', 'w-1')
export const secondReceivableId = receivableIdOf(refundId, 'basis', 'w-2')
export const overpaidId = receivableIdOf(refundId, 'chargeback 1', 'cb-1')

export const recordReceivablePaid = ofRefund('RecordReceivablePaid', finance, {
  refundId,
  receivableId,
  paymentId: 'in-1',
  minor: 26_997,
})
export const proposeWriteOff = ofRefund('ProposeWriteOff', finance, { refundId, receivableId, reason: 'INSOLVENT' })
export const confirmWriteOff = ofRefund('ConfirmWriteOff', secondFinance, { refundId, receivableId })
const overpaid = { refundId, chargebackId: 'cb-1', epoch: 1 }
export const recordOverpayment = ofRefund('RecordOverpayment', system, { ...overpaid, tenderId: 'card', minor: 20_000 })
export const clearOverpayment = ofRefund('ClearOverpayment', system, overpaid)
export const contestDeduction = ofRefund('ContestDeduction', customer, { refundId, contestId: 'ct-1', index: 0 })
export const decideContest = (data: Partial<Refunding<'DecideContest'>> = {}, given: Given = {}) =>
  ofRefund('DecideContest', finance, { refundId, contestId: 'ct-1', verdict: 'waived' })(data, given)

export const refundBasisReinstated = eventBuilder(refund.RefundBasisReinstated, {
  ...{ refundId, requestId, revisionId: 'w-9', lines: shirts },
  receivables: [{ receivableId, lines: shirts }],
})
export const refundBasisWithdrawn = eventBuilder(refund.RefundBasisWithdrawn, {
  ...ids,
  withdrawalId: 'w-1',
  lines: shirts,
  reason: 'INSPECTION_CORRECTED',
  then: 'owed',
  remaining: [],
})
export const receivableDue = eventBuilder(refund.ReceivableDue, {
  ...ids,
  receivableId,
  minor: 26_997,
  currency: 'GBP',
  reason: { _tag: 'BasisWithdrawn', withdrawalId: 'w-1', code: 'INSPECTION_CORRECTED' },
  lines: [{ lineId: 'shirt', quantity: 3, minor: 26_997 }],
  tenders: [
    { tenderId: 'card', minor: 20_000 },
    { tenderId: 'gift', minor: 6_997 },
  ],
})
export const receivablePaid = eventBuilder(refund.ReceivablePaid, {
  refundId,
  receivableId,
  orderId,
  paymentId: 'in-1',
  minor: 26_997,
  tenders: [
    { tenderId: 'card', minor: 20_000 },
    { tenderId: 'gift', minor: 6_997 },
  ],
  lines: shirts,
})
export const receivableSettled = eventBuilder(refund.ReceivableSettled, {
  refundId,
  receivableId,
  requestId,
  paid: 26_997,
  currency: 'GBP',
})
export const receivableCanceled = eventBuilder(refund.ReceivableCanceled, {
  refundId,
  receivableId,
  minor: 20_000,
  tenders: [{ tenderId: 'card', minor: 20_000 }],
})
export const receivableWriteOffProposed = eventBuilder(refund.ReceivableWriteOffProposed, {
  refundId,
  receivableId,
  reason: 'INSOLVENT',
  by: finance.id,
})
export const receivableWrittenOff = eventBuilder(refund.ReceivableWrittenOff, {
  refundId,
  receivableId,
  minor: 26_997,
  reason: 'INSOLVENT',
  persons: [finance.id, secondFinance.id],
})
export const deductionContested = eventBuilder(refund.DeductionContested, {
  ...ids,
  contestId: 'ct-1',
  index: 0,
  deduction: worn,
  by: customer.id,
})
/** With what the customer wrote. */
export const withNote = (note: string) => ({ note: clear(customer.id, { note }) })
const decided = { ...ids, contestId: 'ct-1', decidedBy: finance.id }
export const deductionUpheld = eventBuilder(refund.DeductionUpheld, decided)
export const deductionWaived = eventBuilder(refund.DeductionWaived, { ...decided, minor: 1_000, lines: shirts })

export const recordDutyRecovered = ofOrder('RecordDutyRecovered', {
  orderId: order.orderId,
  reclaimId: 'dr-1',
  lines: [{ lineId: 'shirt', minor: 300 }],
})
export const recordReceivedBack = ofOrder('RecordReceivedBack', {
  refundId: order.refundId,
  receivableId: 'o-1',
  paymentId: 'in-1',
  tenders: [{ tenderId: 'card', minor: 8_999 }],
  lines: [{ lineId: 'shirt', quantity: 1 }],
})
export const withheldMoneyReserved = eventBuilder(entitlement.WithheldMoneyReserved, {
  refundId: 'f-2',
  claimId: order.claimId,
  from: { _tag: 'KeptBack', refundId: order.refundId, contestId: 'ct-1' },
  breakdown: { ...order.shirtRefund, total: 1_000, tenders: [{ tenderId: 'card', minor: 1_000 }] },
})
