/** What anybody might do with a request. */
import type { OpenedRequest } from '../../domain/request/index.js'
import type { Actor } from '../../domain/values/actor.js'
import { plusDays } from '../../domain/values/instant.js'
import { somebody, type Example, type Idea } from './idea.js'

const SHA = '0'.repeat(64)
const photo = { evidenceId: 'what-next', kind: 'photo', sha256: SHA }

/** `submitting`: the facts for it, as the façade looks them up. */
export const ideasOfRequest = (s: OpenedRequest, submitting: unknown): ReadonlyArray<Idea<OpenedRequest>> => {
  const { requestId } = s
  const customer: Actor = { kind: 'customer', id: s.customerId }
  const agent = somebody('agent')
  // The strongest first, so that a reason is not about somebody's limit while anybody could do it.
  const reviewers = [...(s.terms?.reviewLimits ?? [])]
    .sort((a, b) => b.atMost - a.atMost)
    .map(({ role }) => somebody('agent', role))
  const judges = reviewers.length === 0 ? [agent] : reviewers
  const platform = somebody('platform')
  const ask =
    (type: string, more: object = {}, facts?: unknown): (() => ReadonlyArray<Example>) =>
    () => [{ type, data: { requestId, ...more }, facts }]
  const caseId = s.platformCase?.caseId ?? 'what-next'
  const reasons = s.lines.map(({ reason: code }) => ({ code, en: code, zh: code }))

  return [
    {
      call: 'requests.edit',
      by: [customer, agent],
      examples: ask('EditRequest', { note: 'what next' }, { reasons }),
    },
    {
      call: 'requests.submit',
      by: [customer, agent],
      examples: submitting === undefined ? () => [] : ask('SubmitRequest', {}, submitting),
    },
    { call: 'requests.approve', by: judges, examples: ask('ApproveRequest') },
    { call: 'requests.reject', by: judges, examples: ask('RejectRequest', { code: 'what-next' }) },
    {
      call: 'requests.askForEvidence',
      by: judges,
      examples: (_, at) => [{ type: 'AskForEvidence', data: { requestId, asked: ['photo'], dueAt: plusDays(at, 3) } }],
    },
    {
      call: 'requests.supplyEvidence',
      by: [customer, agent],
      examples: ask('SupplyEvidence', { items: [photo] }),
    },
    { call: 'requests.cancel', by: [customer, agent], examples: ask('CancelRequest', { reason: 'what-next' }) },
    {
      call: 'requests.switchRemedy',
      by: [customer],
      examples: () =>
        (['return_refund', 'refund_only', 'exchange'] as const).map((to) => ({
          type: 'SwitchRemedy',
          data: { requestId, to },
        })),
    },
    {
      call: 'requests.retryRefund',
      by: [agent],
      examples: () => [...s.refunds.keys()].map((refundId) => ({ type: 'RetryRefund', data: { requestId, refundId } })),
    },
    { call: 'requests.resolve', by: [agent], examples: ask('ResolveRequest', { reason: 'what-next' }) },
    { call: 'requests.close', by: [agent, somebody('system')], examples: ask('CloseRequest') },
    { call: 'requests.answerSurvey', by: [customer], examples: ask('AnswerSurvey', { score: 5 }) },
    { call: 'requests.appeal', by: [customer, agent], examples: ask('AppealRequest') },
    { call: 'requests.reopen', by: [agent], examples: ask('ReopenRequest', { reason: 'what-next' }) },
    {
      call: 'requests.merge',
      by: [agent],
      examples: ask(
        'MergeRequest',
        { into: `${requestId} ` },
        { orderId: s.orderId, customerId: s.customerId, status: 'under_review' },
      ),
    },
    {
      call: 'requests.openPlatformCase',
      by: [platform, agent],
      examples: ask('OpenPlatformCase', { caseId: 'what-next', platform: 'what-next' }),
    },
    {
      call: 'requests.openCaseRound',
      by: [platform],
      examples: (_, at) => [{ type: 'OpenCaseRound', data: { requestId, caseId, dueAt: plusDays(at, 3) } }],
    },
    {
      call: 'requests.fileCaseEvidence',
      by: [customer, agent],
      examples: ask('FileCaseEvidence', { caseId, party: 'customer', items: [photo] }),
    },
    {
      call: 'requests.withdrawPlatformCase',
      by: [platform],
      examples: ask('WithdrawPlatformCase', { caseId, reason: 'what-next' }),
    },
    {
      call: 'requests.recordRuling',
      by: [platform],
      examples: ask('RecordRuling', { caseId, rulingId: 'what-next', authority: 'what-next', inFavorOf: 'shop' }),
    },
    { call: 'requests.applyRuling', by: [agent], examples: ask('ApplyRuling') },
  ]
}
