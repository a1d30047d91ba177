/**
 * The audit trail: every event once, with who did it, by what right, through which channel, under which policy and rule,
 * and what caused it. Rows are added and never changed. It holds no personal data but the ids of people, and of texts
 * that people wrote nothing.
 */
import { inOrder } from '../in-order.js'
import type { ProjectedEvent } from '../projection.js'
import { readModelOfAll, touch, type ReadModel } from '../read-model.js'

export interface TrailEntry {
  readonly eventId: string
  /** The case, or the order or worker where there is none. */
  readonly caseId: string
  readonly stream: string
  readonly revision: number
  /** Its place in the log: texts that sort as the events do. */
  readonly place: string
  readonly type: string
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
}

const textIn = (data: Readonly<Record<string, unknown>>, ...names: ReadonlyArray<string>): string | undefined => {
  for (const name of names) if (typeof data[name] === 'string') return data[name]
  return undefined
}

const recordIn = (data: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> => {
  const found = data[name]
  return typeof found === 'object' && found !== null ? (found as Readonly<Record<string, unknown>>) : {}
}

const entryOf = (seen: ProjectedEvent): TrailEntry => {
  const { id, stream, revision, place, event, metadata, occurredAt, recordedAt } = seen
  const data = event.data as unknown as Readonly<Record<string, unknown>>
  const policy = recordIn(data, 'policy')
  const rule = textIn(recordIn(data, 'by'), 'ruleId') ?? textIn(data, 'ruleId')
  const reason = textIn(data, 'reason', 'code') ?? textIn(recordIn(data, 'refusal'), '_tag')
  return {
    ...{ eventId: id, caseId: metadata.$correlationId, stream, revision, place, type: event.type },
    ...{ occurredAt, recordedAt },
    ...{ actorKind: metadata.actorKind, actorId: metadata.actorId, authority: metadata.authority },
    ...{ channel: metadata.channel, cause: metadata.$causationId, commandId: metadata.commandId },
    ...(typeof policy['policyId'] === 'string' ? { policy: `${policy['policyId']}@${String(policy['version'])}` } : {}),
    ...(rule === undefined ? {} : { rule }),
    ...(reason === undefined ? {} : { reason }),
  }
}

export const trail: ReadModel<TrailEntry> = readModelOfAll<TrailEntry>({
  name: 'trail',
  version: 1,
  touches: (seen) => [touch(seen.id, () => entryOf(seen))],
  order: {
    name: 'cases',
    /** In the order of the log. */
    place: ({ caseId, place }) => inOrder(caseId, place),
  },
  lists: {
    actors: ({ actorKind, actorId, place }) => [inOrder(actorKind, actorId, place)],
  },
})
