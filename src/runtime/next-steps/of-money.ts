/** What anybody might do with a refund or a compensation. */
import { claimableOf, openOf } from '../../domain/compensation/costs.js'
import type { ProposedCompensation } from '../../domain/compensation/index.js'
import type { ProposedRefund } from '../../domain/refund/index.js'
import { partsTotal } from '../../domain/refund/owed.js'
import { owedSoFar } from '../../domain/refund/receivables.js'
import type { Actor } from '../../domain/values/actor.js'
import { plusDays } from '../../domain/values/instant.js'
import { NEW, named, somebody, type Example, type Idea } from './idea.js'

const finance = somebody('finance')
const agent = somebody('agent')
const system = somebody('system')

export const ideasOfRefund = (s: ProposedRefund, customer: Actor): ReadonlyArray<Idea<ProposedRefund>> => {
  const { refundId, legs, contests, receivables } = s
  const approvers = s.terms.approverRoles.map((role) => somebody('finance', role))
  const each =
    (type: string, ...datas: ReadonlyArray<object>) =>
    (): ReadonlyArray<Example> =>
      datas.map((data) => ({ type, data: { refundId, ...data } }))
  const ofLegs = (type: string) => each(type, ...legs.map(({ legId }) => ({ legId })))
  const open = [...receivables.values()].filter(({ status }) => status === 'open')
  const contested = new Set([...contests.values()].map(({ index }) => index))
  const deductions = s.breakdown?.deductions ?? []
  return [
    { call: 'refunds.approve', by: approvers, examples: each('ApproveRefund', {}) },
    { call: 'refunds.decline', by: approvers, examples: each('DeclineRefund', { code: NEW }) },
    { call: 'refunds.retryLeg', by: approvers, examples: ofLegs('RetryLeg') },
    { call: 'refunds.checkLeg', by: approvers, isExpected: false, examples: ofLegs('CheckLeg') },
    {
      call: 'refunds.proposeLegStep',
      by: approvers,
      isExpected: legs.some(({ status }) => status === 'failed' || status === 'needs_attention'),
      examples: each(
        'ProposeLegStep',
        ...legs.flatMap(({ legId }) =>
          (['PayManually', 'ConfirmPaid'] as const).map((_tag) => ({ legId, step: { _tag, proof: NEW } })),
        ),
      ),
    },
    { call: 'refunds.confirmLegStep', by: approvers, examples: ofLegs('ConfirmLegStep') },
    { call: 'refunds.abandon', by: approvers, isExpected: false, examples: each('AbandonRefund', { code: NEW }) },
    {
      call: 'refunds.contestDeduction',
      by: [customer, agent],
      isExpected: false,
      examples: each(
        'ContestDeduction',
        ...deductions.flatMap((_, index) => (contested.has(index) ? [] : [{ contestId: named(contests), index }])),
      ),
    },
    {
      call: 'refunds.decideContest',
      by: approvers,
      examples: each(
        'DecideContest',
        ...[...contests.values()].flatMap(({ contestId, end }) =>
          end === undefined ? [{ contestId, verdict: 'waived' }] : [],
        ),
      ),
    },
    {
      call: 'refunds.recordReceivablePaid',
      by: [...approvers, system],
      examples: each(
        'RecordReceivablePaid',
        ...open.map((owed) => ({
          ...{ receivableId: owed.receivableId, paymentId: named(owed.payments) },
          minor: partsTotal(owedSoFar(s, owed)) || partsTotal(owed.tenders),
        })),
      ),
    },
    {
      call: 'refunds.proposeWriteOff',
      by: approvers,
      isExpected: false,
      examples: each('ProposeWriteOff', ...open.map(({ receivableId }) => ({ receivableId, reason: NEW }))),
    },
    {
      call: 'refunds.confirmWriteOff',
      by: approvers,
      isExpected: open.some(({ proposed }) => proposed !== undefined),
      examples: each('ConfirmWriteOff', ...open.map(({ receivableId }) => ({ receivableId }))),
    },
  ]
}

export const ideasOfCompensation = (s: ProposedCompensation): ReadonlyArray<Idea<ProposedCompensation>> => {
  const { compensationId, customerId, needs, debts } = s
  const customer: Actor = { kind: 'customer', id: customerId }
  const each =
    (type: string, ...datas: ReadonlyArray<object>) =>
    (): ReadonlyArray<Example> =>
      datas.map((data) => ({ type, data: { compensationId, ...data } }))
  const roles = needs.length > 0 ? needs.flatMap((need) => need.roles) : s.terms.limits.map(({ role }) => role)
  const approvers = [...new Set(roles)].map((role) => somebody('agent', role))
  const anyone = approvers.length === 0 ? [agent] : approvers
  const liable = debts.filter(({ party }) => party !== 'customer')
  const open = debts
    .map((debt) => ({ party: debt.party, minor: openOf(s, debt), proposed: debt.proposed }))
    .filter(({ minor }) => minor > 0)
  const surplus = debts.filter((debt) => debt.surplus > 0)
  const reference = `${NEW}-${s.references.size + 1}`
  return [
    { call: 'compensations.approve', by: anyone, examples: each('ApproveCompensation', {}) },
    { call: 'compensations.reject', by: anyone, examples: each('RejectCompensation', { code: NEW }) },
    {
      call: 'compensations.cancel',
      by: [agent],
      isExpected: false,
      examples: each('CancelCompensation', { reason: NEW }),
    },
    {
      call: 'compensations.offer',
      by: [agent],
      isExpected: s.status === 'approved',
      examples: (_, at) => each('OfferCompensation', { expiresAt: plusDays(at, 7) })(),
    },
    { call: 'compensations.accept', by: [customer], examples: each('AcceptCompensation', {}) },
    { call: 'compensations.decline', by: [customer], examples: each('DeclineCompensation', {}) },
    { call: 'compensations.retry', by: [agent], examples: each('RetryBenefit', {}) },
    {
      call: 'compensations.revoke',
      by: [agent],
      isExpected: false,
      examples: each('RevokeCompensation', { reason: NEW }),
    },
    {
      call: 'compensations.recordRedeemed',
      by: [system, agent],
      isExpected: false,
      examples: each('RecordRedeemed', {}),
    },
    {
      call: 'compensations.recordExpired',
      by: [system, agent],
      isExpected: false,
      examples: each('RecordExpired', {}),
    },
    {
      call: 'compensations.recordReturned',
      by: [system, agent],
      isExpected: false,
      examples: each('RecordPayoutReturned', { code: NEW, reference }),
    },
    {
      call: 'compensations.assignCost',
      by: [finance, agent],
      isExpected: false,
      examples: each('AssignCost', { shares: [{ party: 'merchant', basisPoints: 10_000 }] }),
    },
    {
      call: 'compensations.claimRecovery',
      by: [finance, agent],
      isExpected: false,
      examples: each(
        'ClaimRecovery',
        ...liable.map((d) => ({ party: d.party, minor: Math.max(1, claimableOf(s, d)), reference })),
      ),
    },
    {
      call: 'compensations.recordRecovered',
      by: [finance, agent],
      examples: each('RecordRecovered', ...open.map(({ party, minor }) => ({ party, minor, reference }))),
    },
    {
      call: 'compensations.proposeWriteOff',
      by: [finance, agent],
      isExpected: false,
      examples: each('ProposeRecoveryWriteOff', ...open.map(({ party }) => ({ party, reason: NEW }))),
    },
    {
      call: 'compensations.confirmWriteOff',
      by: [finance, agent],
      isExpected: open.some(({ proposed }) => proposed !== undefined),
      examples: each('ConfirmRecoveryWriteOff', ...open.map(({ party }) => ({ party }))),
    },
    {
      call: 'compensations.recordRepaid',
      by: [finance, agent],
      isExpected: surplus.length > 0,
      examples: each('RecordSurplusRepaid', ...surplus.map(({ party }) => ({ party, reference }))),
    },
  ]
}
