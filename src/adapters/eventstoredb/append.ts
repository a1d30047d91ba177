/**
 * Appending: what the server would refuse or misunderstand is refused before the call; an unanswered try is repeated
 * with the same ids and the same revision, which the server knows to be the same append; and a conflict after an
 * unanswered try is looked at, because what is in the way may be our own.
 */
import * as E from 'fp-ts/lib/Either.js'
import { bytesOf, whyNotAppend } from '../../ports/append-limits.js'
import type { Appended, EventToAppend, Revision, StoreError } from '../../ports/event-store.js'
import { MAX_APPEND_BYTES } from '../../ports/event-store.js'
import { calling } from './calling.js'
import type { Connections } from './connections.js'
import type { ExpectedRevision, Written } from './driver.js'
import { outgoingEvent } from './event-form.js'
import type { Failure } from './failures.js'
import type { Patience } from './patience.js'
import { positionText } from './position.js'
import { readSlice } from './read.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Error answers travel as ASCII, and `$` begins the names that the server keeps for itself. */
const NAME = /^[!-#%-~][!-~]{0,999}$/

const refusal = (stream: string, events: ReadonlyArray<EventToAppend>): StoreError | undefined => {
  if (!NAME.test(stream))
    return { _tag: 'AppendRefused', field: 'stream', rule: '1 to 1,000 printable ASCII characters, the first not $' }
  for (const { id, type } of events) {
    if (!UUID.test(id)) return { _tag: 'AppendRefused', field: 'id', rule: 'a lower-case uuid' }
    if (type === '' || type.startsWith('$'))
      return { _tag: 'AppendRefused', field: 'type', rule: 'not empty, the first character not $' }
  }
  return whyNotAppend(stream, events)
}

export const appending =
  (connections: Connections, patience: Patience) =>
  async (
    stream: string,
    expected: Revision,
    events: ReadonlyArray<EventToAppend>,
  ): Promise<E.Either<StoreError, Appended>> => {
    if (connections.isClosed()) return E.left({ _tag: 'StoreClosed' })
    const refused = refusal(stream, events)
    if (refused !== undefined) return E.left(refused)
    const revision: ExpectedRevision | undefined = expected === 'no_stream' ? expected : revisionOf(expected)
    const read = readSlice(connections, patience)
    // One such number would break the call that all batches share (C6).
    if (revision === undefined) {
      const slice = await read(stream, 0, 1)
      return E.isLeft(slice)
        ? slice
        : E.left({ _tag: 'WrongExpectedRevision', stream, expected, actual: slice.right.head })
    }
    const outgoing = events.map(outgoingEvent)
    const tried = await calling(connections, patience, (driver) => ({
      answer: driver.append(stream, revision, outgoing),
    }))
    if (E.isLeft(tried)) return tried
    const { outcome, mayBeDone } = tried.right
    const first = expected === 'no_stream' ? 0 : expected + 1
    const last = first + events.length - 1
    if (E.isRight(outcome)) return appended(outcome.right, last)
    if (outcome.left._tag === 'Conflict' && mayBeDone) {
      const slice = await read(stream, first, events.length)
      if (E.isLeft(slice)) return E.left({ _tag: 'OutcomeUnknown', stream })
      const found = slice.right.events
      const isOurs = found.length === events.length && found.every(({ id }, i) => id === events[i]!.id)
      if (isOurs) return E.right({ revision: last, position: found.at(-1)!.position, write: 'unknown' })
    }
    return E.left(storeError(outcome.left, stream, expected, events, mayBeDone))

    async function appended({ position }: Written, at: number): Promise<E.Either<StoreError, Appended>> {
      if (position !== undefined) return E.right({ revision: at, position: positionText(position), write: 'unknown' })
      // Written before, and not to be had from the answer.
      const slice = await read(stream, at, 1)
      if (E.isLeft(slice)) return E.left({ _tag: 'OutcomeUnknown', stream })
      const event = slice.right.events[0]
      return event === undefined
        ? E.left({ _tag: 'StreamDeleted', stream })
        : E.right({ revision: at, position: event.position, write: 'unknown' })
    }
  }

const revisionOf = (n: number): bigint | undefined => (Number.isSafeInteger(n) && n >= 0 ? BigInt(n) : undefined)

const storeError = (
  failure: Failure,
  stream: string,
  expected: Revision,
  events: ReadonlyArray<EventToAppend>,
  mayBeDone: boolean,
): StoreError => {
  if (failure._tag === 'Conflict') return { _tag: 'WrongExpectedRevision', stream, expected, actual: failure.actual }
  // Whatever is said now, an earlier try may have been carried out.
  if (mayBeDone) return { _tag: 'OutcomeUnknown', stream }
  switch (failure._tag) {
    case 'NotDone':
    case 'Unknown':
      return { _tag: 'StoreUnavailable', reason: failure.reason }
    case 'Misconfigured':
      return { _tag: 'StoreMisconfigured', reason: failure.reason }
    case 'StreamDeleted':
    case 'NoStream':
      return { _tag: 'StreamDeleted', stream }
    case 'TooLarge': {
      const bytes = events.reduce((sum, event) => sum + bytesOf(event), 0)
      // The server's own limit is lower than ours, and it does not tell it on every path.
      return { _tag: 'AppendTooLarge', stream, bytes, limit: Math.min(bytes - 1, MAX_APPEND_BYTES) }
    }
    case 'InvalidPosition':
    case 'Refused':
      return { _tag: 'AppendRefused', field: 'append', rule: 'what the server accepts' }
  }
}
