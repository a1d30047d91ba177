/** A request of customer `c-1` for three shirts of order `o-1`, worth 269.97, and everything that happens to it. */
import type { Command } from '../../domain/kernel/decider.js'
import type { PolicyRef, Reason } from '../../domain/policy/policy-set.js'
import type { Terms } from '../../domain/policy/terms.js'
import type { RequestCommand } from '../../domain/request/index.js'
import * as request from '../../domain/request/index.js'
import type { Actor } from '../../domain/values/actor.js'
import { refundIdOf, returnIdOf } from '../../domain/values/ids.js'
import type { Refusal } from '../../domain/values/refusal.js'
import type { ValuedUnits } from '../../domain/values/units.js'
import { agent, at, commandBuilder, customer, envelope, eventBuilder, system, warehouse, type Given } from './build.js'

export const requestId = 'r-1'
export const orderId = 'o-1'
export const returnId = returnIdOf(requestId)
export const inspectionRefundId = refundIdOf(requestId, 'i-1', 1)
export const keptRefundId = refundIdOf(requestId, 'RefundOnly', 1)

export const policyRef: PolicyRef = { policyId: 'standard', version: 3, hash: 'h'.repeat(43) }
export const reasons: ReadonlyArray<Reason> = [
  { code: 'QL_DEFECTIVE', en: 'Defective', zh: '质量问题' },
  { code: 'CM_CHANGED_MIND', en: 'Changed mind', zh: '不想要了' },
  { code: 'OT_OTHER', en: 'Other', zh: '其他', noteRequired: true },
]
export const chargebackOpen: Refusal = { _tag: 'ChargebackOpen', chargebackId: 'cb-1' }

export const terms = (given: Partial<Terms> = {}): Terms => ({
  policy: policyRef,
  window: { ruleId: 'WINDOW-30', closesAt: at('2026-03-31T22:00:00.000Z') },
  remedies: ['return_refund', 'refund_only'],
  automatic: [],
  reviewLimits: [
    { role: 'agent', atMost: 27_000 },
    { role: 'supervisor', atMost: 1_000_000 },
  ],
  fees: [],
  refund: {
    approvalFreeUpTo: 5_000,
    secondApprovalAbove: 50_000,
    approverRoles: ['finance'],
    shipping: 'none',
    tenders: 'original_ratio',
    answerWithinSeconds: 60,
  },
  shipWithinDays: 14,
  ...given,
})

const shirts = { lineId: 'shirt', quantity: 3 }
const asked = [{ ...shirts, reason: 'QL_DEFECTIVE' }]
const valued: ReadonlyArray<ValuedUnits> = [{ ...shirts, value: 26_997 }]

type Named<Type extends RequestCommand['type']> = Extract<RequestCommand, { readonly type: Type }>
type Data<Type extends RequestCommand['type']> = Named<Type>['data']
const command = <Type extends RequestCommand['type']>(type: Type, actor: Actor, usual: Data<Type>) =>
  commandBuilder<Type, Data<Type>>(type, actor, usual)

export const openRequest = (
  data: Partial<Data<'OpenRequest'>> = {},
  given: Given & { readonly customerId?: string } = {},
): Named<'OpenRequest'> => {
  const { customerId = customer.id, ...rest } = given
  return {
    type: 'OpenRequest',
    data: { requestId, orderId, remedy: 'return_refund', lines: asked, ...data },
    facts: { customerId, reasons },
    ...envelope({ actor: customer, ...rest }),
  }
}
export const editRequest = (data: Partial<Data<'EditRequest'>> = {}, given: Given = {}): Named<'EditRequest'> => ({
  type: 'EditRequest',
  data: { requestId, ...data },
  facts: { reasons },
  ...envelope({ actor: customer, ...given }),
})
export const submitRequest = (
  data: Partial<Data<'SubmitRequest'>> = {},
  given: Given & { readonly terms?: Terms; readonly for?: Partial<Pick<Data<'OpenRequest'>, 'remedy' | 'lines'>> } = {},
): Named<'SubmitRequest'> => {
  const { terms: fixed = terms(), for: wish, ...rest } = given
  return {
    type: 'SubmitRequest',
    data: { requestId, ...data },
    facts: { terms: fixed, remedy: 'return_refund', lines: asked, ...wish },
    ...envelope({ actor: customer, ...rest }),
  }
}
type Answer = Command<'RecordReservation', Data<'RecordReservation'>>
const answer = (data: Data<'RecordReservation'>): Answer => ({
  type: 'RecordReservation',
  data,
  facts: undefined,
  ...envelope(),
})
export const unitsReserved = (given: { submission?: number; lines?: ReadonlyArray<ValuedUnits> } = {}): Answer =>
  answer({ _tag: 'Reserved', submission: 1, lines: valued, currency: 'GBP', ...given })
export const unitsRefused = (given: { submission?: number; refusal?: Refusal } = {}): Answer =>
  answer({ _tag: 'Refused', submission: 1, refusal: { _tag: 'LineUnknown', lineId: 'shirt' }, ...given })

export const assessRequest = command('AssessRequest', system, { requestId })
export const approveRequest = command('ApproveRequest', agent, { requestId })
export const rejectRequest = command('RejectRequest', agent, { requestId, code: 'NOT_DEFECTIVE' })
export const cancelRequest = command('CancelRequest', customer, { requestId, reason: 'changed_mind' })
export const startRemedies = command('StartRemedies', system, { requestId })
export const recordInspection = command('RecordInspection', system, {
  returnId,
  inspectionId: 'i-1',
  inspector: warehouse.id,
  lines: [shirts],
  deductions: [],
})
export const recordReturnCompleted = command('RecordReturnCompleted', system, { returnId, inspections: ['i-1'] })
export const recordReturnCanceled = command('RecordReturnCanceled', system, { returnId })
export const recordRefundEnd = command('RecordRefundEnd', system, {
  refundId: inspectionRefundId,
  end: 'succeeded',
  paid: 26_997,
  round: 1,
})
export const recordRefundReversed = command('RecordRefundReversed', system, { refundId: inspectionRefundId, round: 1 })
export const recordCancellationRefused = command('RecordCancellationRefused', system, { why: 'goods_in_transit' })
export const retryRefund = command('RetryRefund', agent, { requestId, refundId: inspectionRefundId })
export const resolveRequest = command('ResolveRequest', agent, { requestId, reason: 'paid_by_bank' })
export const closeRequest = command('CloseRequest', agent, { requestId })

const byAgent = { _tag: 'Person', actorId: agent.id, role: 'agent', atMost: 27_000 } as const

export const requestOpened = eventBuilder(request.RequestOpened, {
  requestId,
  orderId,
  customerId: customer.id,
  openedBy: { kind: 'customer', id: customer.id },
  remedy: 'return_refund',
  lines: asked,
})
export const requestEdited = eventBuilder(request.RequestEdited, { remedy: 'return_refund', lines: asked })
export const submissionStarted = eventBuilder(request.SubmissionStarted, {
  requestId,
  orderId,
  submission: 1,
  submittedBy: customer.id,
  remedy: 'return_refund',
  lines: [shirts],
  terms: terms(),
  evenIfAlike: false,
})
export const submissionRefused = eventBuilder(request.SubmissionRefused, {
  submission: 1,
  refusal: { _tag: 'LineUnknown', lineId: 'shirt' },
})
export const requestSubmitted = eventBuilder(request.RequestSubmitted, {
  requestId,
  submission: 1,
  lines: valued,
  currency: 'GBP',
})
export const requestAssessed = eventBuilder(request.RequestAssessed, {
  value: 26_997,
  currency: 'GBP',
  route: 'review',
  policy: policyRef,
})
export const requestApproved = eventBuilder(request.RequestApproved, {
  requestId,
  orderId,
  lines: [shirts],
  declined: [],
  value: 26_997,
  by: byAgent,
  policy: policyRef,
  submission: 1,
})
export const requestRejected = eventBuilder(request.RequestRejected, {
  requestId,
  orderId,
  code: 'NOT_DEFECTIVE',
  by: byAgent,
  policy: policyRef,
  submission: 1,
})
export const remediesStarted = eventBuilder(request.RemediesStarted, {
  requestId,
  orderId,
  remedy: 'return_refund',
  lines: [shirts],
  goods: { returnId, shipBy: at('2026-03-16T12:00:00.000Z') },
  run: 1,
})
/** `goods` of the usual start, taken away: the customer keeps the shirts. */
export const remediesStartedWithoutReturn = () => {
  const { requestId: id, orderId: order, lines } = remediesStarted().data
  return {
    type: request.RemediesStarted.type,
    data: { requestId: id, orderId: order, remedy: 'refund_only', lines, run: 1 },
  } as const
}
export const refundDue = eventBuilder(request.RefundDue, {
  refundId: inspectionRefundId,
  requestId,
  orderId,
  basis: { _tag: 'Inspection', returnId, inspectionId: 'i-1' },
  attempt: 1,
  outcome: 'returned',
  lines: asked,
  deductions: [],
  fees: [],
  terms: terms().refund,
  policy: policyRef,
  involved: [customer.id, agent.id, warehouse.id],
})
export const inspectionWithoutRefund = eventBuilder(request.InspectionWithoutRefund, { returnId, inspectionId: 'i-1' })
export const returnOutcomeRecorded = eventBuilder(request.ReturnOutcomeRecorded, { returnId, inspections: ['i-1'] })
export const refundOutcomeRecorded = eventBuilder(request.RefundOutcomeRecorded, {
  refundId: inspectionRefundId,
  end: 'succeeded',
  paid: 26_997,
})
export const refundReopened = eventBuilder(request.RefundReopened, {
  requestId,
  refundId: inspectionRefundId,
  round: 1,
})
export const cancellationStarted = eventBuilder(request.CancellationStarted, {
  requestId,
  orderId,
  reason: 'changed_mind',
  refundIds: [],
})
export const cancellationRefused = eventBuilder(request.CancellationRefused, { why: 'goods_in_transit' })
export const requestCanceled = eventBuilder(request.RequestCanceled, {
  requestId,
  orderId,
  reason: 'changed_mind',
  submission: 1,
})
export const requestResolved = eventBuilder(request.RequestResolved, {
  requestId,
  orderId,
  refunded: 26_997,
  currency: 'GBP',
  submission: 1,
})
export const requestClosed = eventBuilder(request.RequestClosed, { requestId })
