/** What people wrote in a case, opened note by note: on the request, and where a deduction was contested. */
import * as E from 'fp-ts/lib/Either.js'
import type { Personal } from '../domain/kernel/personal.js'
import type { Actor, Channel } from '../domain/values/actor.js'
import type { StreamKind } from '../domain/values/ids.js'
import { aggregateOf } from './aggregates.js'
import type { AfterSalesError } from './errors.js'
import type { Read } from './read-stream.js'
import type { Runtime } from './runtime.js'
import { openPersonal } from './seal.js'

/** What somebody wrote, opened; or that its key is gone. */
export interface CaseNote {
  readonly eventId: string
  readonly at: string
  /** The event that it was written with, such as `AppealFiled`. */
  readonly type: string
  /** Who wrote it, by their pseudonym. */
  readonly by: Actor
  readonly channel: Channel
  readonly note: Personal<{ readonly note: string }>
}

/** The notes among the events of streams of one kind, in the order of the events. */
export const notesIn = async (
  { keyRing, tenant }: Pick<Runtime, 'keyRing' | 'tenant'>,
  kind: StreamKind,
  events: ReadonlyArray<Read>,
): Promise<E.Either<AfterSalesError, ReadonlyArray<CaseNote>>> => {
  const notes: Array<CaseNote> = []
  for (const { stored, event } of events) {
    const data = event.data as Readonly<Record<string, unknown>>
    if (data['note'] === undefined) continue
    const { stream, id: eventId, type, metadata } = stored
    const place = { tenant, stream, eventId, type }
    const open = await openPersonal(keyRing, aggregateOf(kind).events.family(type)!, place, data)
    if (E.isLeft(open)) return open
    notes.push({
      ...{ eventId, at: metadata.occurredAt, type, channel: metadata.channel },
      by: { kind: metadata.actorKind, id: metadata.actorId },
      note: open.right['note'] as CaseNote['note'],
    })
  }
  return E.right(notes)
}

/** The oldest first. */
export const notesOfCase = async (
  runtime: Pick<Runtime, 'keyRing' | 'tenant'>,
  request: ReadonlyArray<Read>,
  refunds: ReadonlyArray<Read>,
): Promise<E.Either<AfterSalesError, ReadonlyArray<CaseNote>>> => {
  const asked = await notesIn(runtime, 'request', request)
  if (E.isLeft(asked)) return asked
  const contested = await notesIn(runtime, 'refund', refunds)
  if (E.isLeft(contested)) return contested
  return E.right([...asked.right, ...contested.right].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)))
}
