/** What anybody might do with a request. */
import * as E from 'fp-ts/lib/Either.js'
import type { OpenedRequest } from '../../domain/request/index.js'
import { needsPerson } from '../../domain/request/state.js'
import type { Actor } from '../../domain/values/actor.js'
import { plusDays } from '../../domain/values/instant.js'
import type { AfterSalesError } from '../errors.js'
import { NEW, somebody, type Example, type Idea } from './idea.js'

const photo = (count: number) => ({ evidenceId: `${NEW}-${count + 1}`, kind: 'photo', sha256: '0'.repeat(64) })

/** What the façade looks up for a draft. */
export interface LookedUp {
  readonly submitting: E.Either<AfterSalesError, unknown>
  readonly quoting: E.Either<AfterSalesError, unknown>
}

export const ideasOfRequest = (s: OpenedRequest, looked: LookedUp | undefined): ReadonlyArray<Idea<OpenedRequest>> => {
  const { requestId, status, platformCase } = s
  const customer: Actor = { kind: 'customer', id: s.customerId }
  const agent = somebody('agent')
  // The strongest first, so that a reason is not about somebody's limit while anybody could do it.
  const reviewers = [...(s.terms?.reviewLimits ?? [])]
    .sort((a, b) => b.atMost - a.atMost)
    .map(({ role }) => somebody('agent', role))
  const judges = reviewers.length === 0 ? [agent] : reviewers
  const platform = somebody('platform')
  const ask =
    (type: string, more: object = {}) =>
    (): ReadonlyArray<Example> => [{ type, data: { requestId, ...more } }]
  const lookedUp =
    (type: string, facts: E.Either<AfterSalesError, unknown> | undefined) => (): ReadonlyArray<Example> =>
      facts === undefined ? [] : [{ type, data: { requestId }, facts }]
  // The lines stay as they are, so their reasons are known.
  const reasons = s.lines.map(({ reason: code }) => ({ code, en: code, zh: code }))
  const otherRemedy = s.remedy === 'refund_only' ? 'return_refund' : 'refund_only'
  const caseId = platformCase?.caseId ?? NEW
  const isStuck = s.replacement?.now === 'stuck' || s.repair?.now === 'stuck'

  // The order keeps these units for money that went out before: trying again helps only once that was paid back.
  const unpaid = [...s.refunds.values()].filter(needsPerson)
  const isTaken = unpaid.length > 0 && unpaid.every(({ refusal }) => refusal?._tag === 'NotClaimed')

  return [
    {
      call: 'requests.edit',
      by: [customer, agent],
      isExpected: false,
      examples: () => [{ type: 'EditRequest', data: { requestId, remedy: otherRemedy }, facts: E.right({ reasons }) }],
    },
    {
      call: 'requests.quote',
      by: [customer, agent],
      isExpected: false,
      examples: lookedUp('QuoteRequest', looked?.quoting),
    },
    { call: 'requests.submit', by: [customer, agent], examples: lookedUp('SubmitRequest', looked?.submitting) },
    { call: 'requests.approve', by: judges, examples: ask('ApproveRequest') },
    { call: 'requests.reject', by: judges, examples: ask('RejectRequest', { code: NEW }) },
    {
      call: 'requests.askForEvidence',
      by: judges,
      isExpected: false,
      examples: (_, at) => ask('AskForEvidence', { asked: ['photo'], dueAt: plusDays(at, 3) })(),
    },
    {
      call: 'requests.supplyEvidence',
      by: [customer, agent],
      isExpected: status === 'awaiting_evidence',
      examples: ask('SupplyEvidence', { items: [photo(s.evidence.length)] }),
    },
    {
      call: 'requests.cancel',
      by: [customer, agent],
      isExpected: false,
      examples: ask('CancelRequest', { reason: NEW }),
    },
    {
      call: 'requests.switchRemedy',
      by: [customer],
      isExpected: isStuck,
      examples: () =>
        (['return_refund', 'refund_only', 'exchange'] as const).flatMap((to) => ask('SwitchRemedy', { to })()),
    },
    {
      call: 'requests.retryRefund',
      by: [agent],
      isExpected: !isTaken,
      examples: () =>
        [...s.refunds].flatMap(([refundId, { end }]) => (end === undefined ? [] : ask('RetryRefund', { refundId })())),
    },
    {
      call: 'requests.resolve',
      by: [agent],
      isExpected: isTaken,
      examples: ask('ResolveRequest', { reason: NEW }),
    },
    { call: 'requests.close', by: [agent, somebody('system')], isExpected: false, examples: ask('CloseRequest') },
    {
      call: 'requests.answerSurvey',
      by: [customer],
      isExpected: false,
      examples: ask('AnswerSurvey', { score: 5 }),
    },
    { call: 'requests.appeal', by: [customer, agent], isExpected: false, examples: ask('AppealRequest') },
    { call: 'requests.reopen', by: [agent], isExpected: false, examples: ask('ReopenRequest', { reason: NEW }) },
    {
      call: 'requests.openPlatformCase',
      by: [platform, agent],
      isExpected: false,
      // One that was withdrawn does not come back under its own name.
      examples: ask('OpenPlatformCase', { caseId: caseId === NEW ? `${NEW}-2` : NEW, platform: NEW }),
    },
    {
      call: 'requests.openCaseRound',
      by: [platform],
      isExpected: false,
      examples: (_, at) => ask('OpenCaseRound', { caseId, dueAt: plusDays(at, 3) })(),
    },
    {
      call: 'requests.fileCaseEvidence',
      by: [customer, agent],
      examples: ask('FileCaseEvidence', {
        ...{ caseId, party: 'customer', items: [photo(platformCase?.evidence.length ?? 0)] },
      }),
    },
    {
      call: 'requests.withdrawPlatformCase',
      by: [platform],
      isExpected: false,
      examples: ask('WithdrawPlatformCase', { caseId, reason: NEW }),
    },
    {
      call: 'requests.recordRuling',
      by: [platform],
      examples: ask('RecordRuling', {
        ...{ caseId, rulingId: `${NEW}-${s.rulings.length + 1}`, authority: NEW, inFavorOf: 'shop' },
      }),
    },
    { call: 'requests.applyRuling', by: [agent], examples: ask('ApplyRuling') },
  ]
}
