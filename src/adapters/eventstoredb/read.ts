/**
 * A slice of a stream, and where the stream stands. One call tells both as a rule: one event more is asked for than is
 * wanted at either end, so that an empty rest still shows the head, and a full slice whether it is the end.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Revision, StoreError, StreamSlice } from '../../ports/event-store.js'
import { calling } from './calling.js'
import type { Connections } from './connections.js'
import type { Flow, IncomingEvent, ReadFrom } from './driver.js'
import { storedEvent } from './event-form.js'
import type { Failure } from './failures.js'
import type { Call } from './one-try.js'
import type { Patience } from './patience.js'

/** Events of one slice, whatever the caller asks for. */
export const MOST_EVENTS = 1_000

/** Everything that a flow gives until it ends, as one call; rejects where it breaks. */
export const collected = <A>(flow: Flow<A>, alive: () => void): Call<ReadonlyArray<A>> => {
  const collect = async (): Promise<ReadonlyArray<A>> => {
    const all: Array<A> = []
    for (;;) {
      const heard = flow.take() ?? (await flow.next())
      if (heard._tag === 'Broken') throw heard.cause
      if (heard._tag === 'Ended') return all
      all.push(heard.value)
      alive()
    }
  }
  return { answer: collect().finally(flow.cancel), cancel: flow.cancel }
}

/** Why reading failed, in the words of the port. */
export const readError = (failure: Failure, stream?: string): StoreError => {
  switch (failure._tag) {
    case 'Misconfigured':
      return { _tag: 'StoreMisconfigured', reason: failure.reason }
    case 'StreamDeleted':
      return { _tag: 'StreamDeleted', stream: stream ?? '$all' }
    case 'NotDone':
    case 'Unknown':
      return { _tag: 'StoreUnavailable', reason: failure.reason }
    default:
      return { _tag: 'StoreUnavailable', reason: 'the server answered something unexpected' }
  }
}

export const readSlice =
  (connections: Connections, patience: Patience) =>
  async (stream: string, from = 0, limit = MOST_EVENTS): Promise<E.Either<StoreError, StreamSlice>> => {
    const start = Math.max(0, Math.trunc(from))
    const most = Math.min(Math.max(0, Math.trunc(limit)), MOST_EVENTS)
    const anchor = start === 0 ? 0 : 1
    const events = await ask({ from: BigInt(start - anchor), count: anchor + most + 1 })
    if (E.isLeft(events)) return events
    if (events.right === 'no_stream') return E.right({ events: [], head: 'no_stream' })
    const found = events.right
    const slice = found.filter(({ revision }) => Number(revision) >= start).slice(0, most)
    const isWhole = found.length > 0 && found.length <= anchor + most
    const head: E.Either<StoreError, Revision> = isWhole ? E.right(Number(found.at(-1)!.revision)) : await headOf()
    return E.isLeft(head) ? head : E.right({ events: slice.map(storedEvent), head: head.right })

    async function headOf(): Promise<E.Either<StoreError, Revision>> {
      const last = await ask({ from: 'end', backwards: true, count: 1 })
      if (E.isLeft(last)) return last
      const event = last.right === 'no_stream' ? undefined : last.right[0]
      return E.right(event === undefined ? 'no_stream' : Number(event.revision))
    }

    async function ask(options: ReadFrom): Promise<E.Either<StoreError, ReadonlyArray<IncomingEvent> | 'no_stream'>> {
      const tried = await calling(connections, patience, (driver, alive) =>
        collected(driver.read(stream, options), alive),
      )
      if (E.isLeft(tried)) return tried
      const { outcome } = tried.right
      if (E.isRight(outcome)) return outcome
      return outcome.left._tag === 'NoStream' ? E.right('no_stream') : E.left(readError(outcome.left, stream))
    }
  }
