/**
 * The webhook inbox. A provider's word is verified over its raw bytes, given to the leg whose key it names, once
 * however often it comes, and kept in quarantine where nobody knows the key. Only when everything is stored does the
 * caller hear of success; until then the provider shall send it again.
 */
import * as E from 'fp-ts/lib/Either.js'
import { border } from '../domain/kernel/border.js'
import { listOf, record } from '../domain/kernel/codec.js'
import { Code } from '../domain/values/codes.js'
import { HostId, noticeCommandId, noticeIdOf } from '../domain/values/ids.js'
import { LegAnswer } from '../domain/values/leg-answer.js'
import type { ProviderNotice, RawWebhook } from '../ports/payment-provider.js'
import type { ReadModelStore } from '../ports/read-model-store.js'
import type { AfterSalesError } from './errors.js'
import { ownCopy } from './own-copy.js'
import { legOfReference } from './workers/roles.js'
import type { Runtime } from './runtime.js'

/**
 * `applied`: it changed the refund. `repeated`: this very notice was applied before. `ignored`: it said nothing new.
 * `quarantined`: nobody knows its reference; see `refunds.notices`.
 */
export interface NoticeOutcome {
  readonly noticeId: string
  readonly outcome: 'applied' | 'repeated' | 'ignored' | 'quarantined'
}

export interface WebhookReceived {
  readonly notices: ReadonlyArray<NoticeOutcome>
}

/** One message of a provider speaks of few refunds. */
const MAX_NOTICES = 100

const checkNotices = border(
  'ProviderNotices',
  listOf(record('ProviderNotice', { noticeId: Code, reference: HostId, answer: LegAnswer }), 0, MAX_NOTICES),
)

export const receiveWebhook = async (
  runtime: Runtime,
  readModels: ReadModelStore | undefined,
  webhook: RawWebhook,
): Promise<E.Either<AfterSalesError, WebhookReceived>> => {
  const { payments, clock, telemetry } = runtime
  const provider = payments.name
  if (payments.parseWebhook === undefined) return E.left({ _tag: 'WebhooksNotSupported', provider })
  if (readModels === undefined) return E.left({ _tag: 'ReadModelsMissing' })
  const count = (outcome: string): void => telemetry.count('aftersales.webhook.notices', 1, { outcome })

  let parsed: E.Either<AfterSalesError, ReadonlyArray<ProviderNotice>>
  try {
    parsed = await payments.parseWebhook(webhook, clock.now())()
  } catch {
    parsed = E.left({ _tag: 'WebhookInvalid', reason: 'the adapter failed with an exception' })
  }
  if (E.isLeft(parsed)) {
    count(parsed.left._tag)
    return parsed
  }
  const checked = checkNotices(parsed.right)
  if (E.isLeft(checked)) {
    count('WebhookInvalid')
    return E.left({ _tag: 'WebhookInvalid', reason: 'the adapter read something that is no notice' })
  }
  const outcomes: Array<NoticeOutcome> = []
  for (const notice of ownCopy(checked.right)) {
    const outcome = await receiveOne(runtime, readModels, provider, notice)
    if (E.isLeft(outcome)) return outcome
    count(outcome.right)
    outcomes.push({ noticeId: notice.noticeId, outcome: outcome.right })
  }
  return E.right({ notices: outcomes })
}

const receiveOne = async (
  runtime: Runtime,
  readModels: ReadModelStore,
  provider: string,
  { noticeId, reference, answer }: ProviderNotice,
): Promise<E.Either<AfterSalesError, NoticeOutcome['outcome']>> => {
  const from = {
    commandId: noticeCommandId(provider, noticeId),
    actor: { kind: 'provider', id: provider },
    channel: 'api',
    circumstances: { authority: 'provider' },
  } as const
  const leg = await legOfReference(runtime, readModels, reference)
  if (E.isLeft(leg)) return leg
  if (leg.right === undefined) {
    const id = noticeIdOf(provider, noticeId)
    const data = { provider, noticeId, reference, answer }
    const kept = await runtime.handle({ kind: 'notice', id, type: 'QuarantineNotice', data, ...from })
    if (E.isLeft(kept)) return kept
    return E.right(kept.right.outcome === 'appended' ? 'quarantined' : 'repeated')
  }
  const { refundId, legId, epoch } = leg.right
  const data = { refundId, legId, epoch, answer }
  const told = await runtime.handle({ kind: 'refund', id: refundId, type: 'RecordLegAnswer', data, ...from })
  if (E.isLeft(told)) return told
  // What follows is the same reactions that the workers run; here only so that the case is up to date at once.
  await runtime.drain(told.right.events, told.right.own)
  const { outcome } = told.right
  return E.right(outcome === 'appended' ? 'applied' : outcome === 'alreadyHandled' ? 'repeated' : 'ignored')
}
