/** The request of `request.ts`, looked at again: appealed, reopened, merged, and priced before it was submitted. */
import type { RequestCommand } from '../../domain/request/index.js'
import * as request from '../../domain/request/index.js'
import type { Actor } from '../../domain/values/actor.js'
import type { Breakdown } from '../../domain/values/breakdown.js'
import { agent, at, commandBuilder, customer, envelope, eventBuilder, system, type Given } from './build.js'
import { orderId, policyRef, requestId, requestOpened } from './request.js'

type Named<Type extends RequestCommand['type']> = Extract<RequestCommand, { readonly type: Type }>
type Data<Type extends RequestCommand['type']> = Named<Type>['data']
const command = <Type extends RequestCommand['type']>(type: Type, actor: Actor, usual: Data<Type>) =>
  commandBuilder<Type, Data<Type>>(type, actor, usual)

/** Thirty days after noon. */
export const appealEnd = at('2026-04-01T12:00:00.000Z')
const shirts = [{ lineId: 'shirt', quantity: 3 }]

export const breakdown: Breakdown = {
  currency: 'GBP',
  lines: [{ lineId: 'shirt', quantity: 3, amounts: { goods: 26_997 }, paidBy: [] }],
  shipping: 0,
  shippingTax: 0,
  shippingPaidBy: [],
  deductions: [],
  shortfall: 0,
  total: 26_997,
  tenders: [{ tenderId: 'card', minor: 26_997 }],
}

export const quoteRequest = (
  data: Partial<Data<'QuoteRequest'>> = {},
  given: Given & { readonly for?: Partial<Pick<Data<'OpenRequest'>, 'remedy' | 'lines'>> } = {},
): Named<'QuoteRequest'> => {
  const { for: wish, ...rest } = given
  const { remedy, lines } = requestOpened().data
  return {
    type: 'QuoteRequest',
    data: { requestId, ...data },
    facts: { remedy, lines, breakdown, policy: policyRef, ...wish },
    ...envelope({ actor: customer, ...rest }),
  }
}
export const appealRequest = command('AppealRequest', customer, { requestId })
export const reopenRequest = command('ReopenRequest', agent, { requestId, reason: 'late_word_of_the_carrier' })
export const mergeRequest = (
  data: Partial<Data<'MergeRequest'>> = {},
  given: Given & { readonly other?: Partial<Named<'MergeRequest'>['facts']> } = {},
): Named<'MergeRequest'> => {
  const { other, ...rest } = given
  return {
    type: 'MergeRequest',
    data: { requestId, into: 'r-0', ...data },
    facts: { orderId, customerId: customer.id, status: 'under_review', ...other },
    ...envelope({ actor: agent, ...rest }),
  }
}
export const recordDuplicate = command('RecordDuplicate', system, { from: 'r-2', evidence: ['photo-9'], submission: 1 })

export const requestQuoted = eventBuilder(request.RequestQuoted, {
  requestId,
  quote: 1,
  breakdown,
  policy: policyRef,
  validUntil: at('2026-03-03T12:00:00.000Z'),
})
export const appealFiled = eventBuilder(request.AppealFiled, {
  requestId,
  appeal: 1,
  filedBy: { kind: 'customer', id: customer.id },
  lines: shirts,
})
export const appealWithdrawn = eventBuilder(request.AppealWithdrawn, {
  requestId,
  orderId,
  submission: 2,
  reason: 'changed_mind',
})
export const requestReopened = eventBuilder(request.RequestReopened, {
  requestId,
  reason: 'late_word_of_the_carrier',
  reopenedBy: agent.id,
  lines: shirts,
})
export const requestMerged = eventBuilder(request.RequestMerged, {
  requestId,
  orderId,
  into: 'r-0',
  mergedBy: agent.id,
  evidence: [],
  submission: 1,
})
export const duplicateMerged = eventBuilder(request.DuplicateMerged, {
  requestId,
  from: 'r-2',
  evidence: ['photo-9'],
  submission: 1,
})
