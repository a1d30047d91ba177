/**
 * One event as the audit trail tells it: who did it, by what right, through which channel, under which policy and rule, why,
 * what caused it and what it changed. It holds no personal data but the ids of people, and of texts that people wrote
 * nothing.
 */
import { idOfStream, type StreamKind } from '../../domain/values/ids.js'
import type { Sentence } from '../../domain/kernel/sentence.js'
import type { ProjectedEvent } from '../projection.js'
import { inWords } from '../words/index.js'
import { changeBetween, type Change } from './change.js'
import { recordIn, textIn, whyOf } from './why.js'

export interface TrailEntry {
  readonly eventId: string
  /** The case, or the order, budget, notice or worker where there is none. */
  readonly caseId: string
  /** Whose event it is: `refund`, and its id. */
  readonly kind: StreamKind
  readonly id: string
  readonly stream: string
  readonly revision: number
  /** Its place in the log: texts that sort as the events do. */
  readonly place: string
  readonly type: string
  /** The same in the words of people. */
  readonly what: Sentence
  /** Business time, and the store's. */
  readonly occurredAt: string
  readonly recordedAt: string
  readonly actorKind: string
  readonly actorId: string
  /** By what right: a role, a rule, the law, a platform. */
  readonly authority: string
  readonly channel: string
  /** The event that a reaction answered, or the command that somebody gave. */
  readonly cause: string
  readonly commandId: string
  /** `policyId@version`, where the event is a decision. */
  readonly policy?: string
  readonly rule?: string
  /** Why, in the shop's own codes. */
  readonly reason?: string
  /** Who or what decided, or what was said no to, in words. */
  readonly why?: Sentence
  readonly change: Change
  /** From which status to which, in the words of people; absent where it stays as it is. */
  readonly moved?: Sentence
  /** Its link does not fit: this event, or the one before it, is not what was written. See `verifyLog`. */
  readonly isBroken?: true
}

const policyIn = (data: Readonly<Record<string, unknown>>): string | undefined => {
  const { policyId, version } = recordIn(data, 'policy')
  return typeof policyId === 'string' ? `${policyId}@${String(version)}` : undefined
}

const movedOf = (kind: StreamKind, { statusBefore, statusAfter }: Change): Sentence | undefined => {
  if (statusBefore === statusAfter) return undefined
  const words = (status: string | undefined): Sentence =>
    status === undefined ? { en: '∅', zh: '∅' } : inWords.status(kind, status)
  const [before, after] = [words(statusBefore), words(statusAfter)]
  return { en: `${before.en} → ${after.en}`, zh: `${before.zh} → ${after.zh}` }
}

/** `before` and `after`: the state of its stream, as the aggregate's own fold tells it. */
export const trailEntry = (seen: ProjectedEvent, before: unknown, after: unknown, isIntact = true): TrailEntry => {
  const { id, stream, kind, revision, place, event, metadata, occurredAt, recordedAt } = seen
  const data = event.data as unknown as Readonly<Record<string, unknown>>
  const policy = policyIn(data)
  const rule = textIn(recordIn(data, 'by'), 'ruleId') ?? textIn(data, 'ruleId')
  const reason = textIn(data, 'reason', 'code') ?? textIn(recordIn(data, 'refusal'), '_tag')
  const why = whyOf(data, policy)
  const change = changeBetween(before, after)
  const moved = movedOf(kind, change)
  return {
    ...{ eventId: id, caseId: metadata.$correlationId, kind, id: idOfStream(stream) },
    ...{ stream, revision, place, type: event.type, what: inWords.event(event.type), occurredAt, recordedAt },
    ...{ actorKind: metadata.actorKind, actorId: metadata.actorId, authority: metadata.authority },
    ...{ channel: metadata.channel, cause: metadata.$causationId, commandId: metadata.commandId },
    ...(policy === undefined ? {} : { policy }),
    ...(rule === undefined ? {} : { rule }),
    ...(reason === undefined ? {} : { reason }),
    ...(why === undefined ? {} : { why }),
    change,
    ...(moved === undefined ? {} : { moved }),
    ...(isIntact ? {} : { isBroken: true }),
  }
}
