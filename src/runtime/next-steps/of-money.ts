/** What anybody might do with a refund or a compensation. */
import type { ProposedCompensation } from '../../domain/compensation/index.js'
import type { ProposedRefund } from '../../domain/refund/index.js'
import { plusDays } from '../../domain/values/instant.js'
import { somebody, type Example, type Idea } from './idea.js'

const NEW = 'what-next'
const finance = somebody('finance')
const agent = somebody('agent')

export const ideasOfRefund = (s: ProposedRefund): ReadonlyArray<Idea<ProposedRefund>> => {
  const { refundId } = s
  const approvers = s.terms.approverRoles.map((role) => somebody('finance', role))
  const each = (type: string, more: object = {}): (() => ReadonlyArray<Example>) => {
    return () => s.legs.map(({ legId }) => ({ type, data: { refundId, legId, ...more } }))
  }
  const ask =
    (type: string, more: object = {}) =>
    () => [{ type, data: { refundId, ...more } }]
  return [
    { call: 'refunds.approve', by: approvers, examples: ask('ApproveRefund') },
    { call: 'refunds.decline', by: approvers, examples: ask('DeclineRefund', { code: NEW }) },
    { call: 'refunds.retryLeg', by: [finance], examples: each('RetryLeg') },
    { call: 'refunds.checkLeg', by: [finance], examples: each('CheckLeg') },
    {
      call: 'refunds.proposeLegStep',
      by: [finance],
      examples: each('ProposeLegStep', { step: { _tag: 'PayManually', reference: NEW, proof: NEW } }),
    },
    { call: 'refunds.confirmLegStep', by: [finance], examples: each('ConfirmLegStep') },
    { call: 'refunds.abandon', by: [finance], examples: ask('AbandonRefund', { code: NEW }) },
  ]
}

export const ideasOfCompensation = (s: ProposedCompensation): ReadonlyArray<Idea<ProposedCompensation>> => {
  const { compensationId, customerId } = s
  const customer = { kind: 'customer', id: customerId } as const
  const ask =
    (type: string, more: object = {}) =>
    () => [{ type, data: { compensationId, ...more } }]
  const approvers = s.terms.limits.map(({ role }) => somebody('agent', role))
  const anyone = approvers.length === 0 ? [agent] : approvers
  return [
    { call: 'compensations.approve', by: anyone, examples: ask('ApproveCompensation') },
    { call: 'compensations.reject', by: anyone, examples: ask('RejectCompensation', { code: NEW }) },
    { call: 'compensations.cancel', by: [agent], examples: ask('CancelCompensation', { reason: NEW }) },
    {
      call: 'compensations.offer',
      by: [agent],
      examples: (_, at) => [{ type: 'OfferCompensation', data: { compensationId, expiresAt: plusDays(at, 7) } }],
    },
    { call: 'compensations.accept', by: [customer], examples: ask('AcceptCompensation') },
    { call: 'compensations.decline', by: [customer], examples: ask('DeclineCompensation') },
    { call: 'compensations.retry', by: [agent], examples: ask('RetryBenefit') },
    { call: 'compensations.revoke', by: [agent], examples: ask('RevokeCompensation', { reason: NEW }) },
  ]
}
