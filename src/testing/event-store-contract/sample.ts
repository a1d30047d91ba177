/** Events and streams for the contract, and the few questions that its cases ask again and again. */
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import type { Metadata } from '../../domain/kernel/envelope.js'
import type {
  AllOptions,
  Appended,
  Delivery,
  EventStore,
  EventToAppend,
  Revision,
  StoredEvent,
  StoreError,
  StreamSlice,
} from '../../ports/event-store.js'

/** A stream that fits in every store: ours by its prefix, and of one category per kind. */
export const streamOf = (id: string | number, kind = 'request'): string => `aftersales_${kind}-main.${id}`

export const idOf = (n: number): string => `0a000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`

export const metadataOf = (n: number): Metadata => ({
  $correlationId: idOf(n),
  $causationId: 'command-1',
  commandId: `command-${n}`,
  commandDigest: 'd'.repeat(64),
  actorKind: 'customer',
  actorId: 'c-1',
  authority: 'self',
  channel: 'web',
  tenant: 'main',
  schemaVersion: '1',
  occurredAt: '2026-11-23T09:30:00.000Z',
  link: n.toString(16).padStart(64, '0'),
})

export const eventOf = (n: number): EventToAppend => ({
  id: idOf(n),
  type: 'RequestSubmitted',
  data: `{"n":${n}}`,
  metadata: metadataOf(n),
})

export const eventsOf = (...ns: ReadonlyArray<number>): ReadonlyArray<EventToAppend> => ns.map(eventOf)

export const range = (from: number, count: number): ReadonlyArray<number> =>
  Array.from({ length: count }, (_, index) => from + index)

const rightOf = <A>(answer: E.Either<StoreError, A>): A => {
  if (E.isLeft(answer)) assert.fail(`refused: ${JSON.stringify(answer.left)}`)
  return answer.right
}

export const append = async (
  store: EventStore,
  stream: string,
  expected: Revision,
  events: ReadonlyArray<EventToAppend>,
): Promise<Appended> => rightOf(await store.append(stream, expected, events)())

export const refused = async (
  store: EventStore,
  stream: string,
  expected: Revision,
  events: ReadonlyArray<EventToAppend>,
): Promise<StoreError> => {
  const answer = await store.append(stream, expected, events)()
  if (E.isRight(answer)) assert.fail(`accepted: ${JSON.stringify(answer.right)}`)
  return answer.left
}

export const read = async (store: EventStore, stream: string, from?: number, limit?: number): Promise<StreamSlice> =>
  rightOf(await store.read(stream, from, limit)())

/** Everything that a flow delivers, up to the delivery that `last` names or the end. */
export const deliveries = async (
  store: EventStore,
  options: AllOptions = {},
  last: (delivery: Delivery) => boolean = () => false,
): Promise<ReadonlyArray<Delivery>> => {
  const all: Array<Delivery> = []
  for await (const delivery of store.all(options)) {
    all.push(delivery)
    if (last(delivery)) break
  }
  return all
}

export const eventsIn = (all: ReadonlyArray<Delivery>): ReadonlyArray<StoredEvent> =>
  all.flatMap((delivery) => (delivery._tag === 'Event' ? [delivery.event] : []))

export const log = async (store: EventStore, options: AllOptions = {}): Promise<ReadonlyArray<StoredEvent>> =>
  eventsIn(await deliveries(store, options))

export const idsOf = (events: ReadonlyArray<{ readonly id: string }>): ReadonlyArray<string> =>
  events.map(({ id }) => id)

/** Fails instead of waiting for ever. Fifteen seconds are long for any store, also on a busy machine, and short for a person. */
export const soon = async <A>(what: string, promise: Promise<A>): Promise<A> => {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new assert.AssertionError({ message: `waited in vain: ${what}` })), 5_000)
  })
  return Promise.race([promise, tooLate]).finally(() => clearTimeout(timer))
}

/**
 * The same events, or ids of events, in the same order. Of thousands it tells the first that differs: Node's own
 * comparison, from version 22 on, takes half a minute to draw how two such lists differ.
 */
export const sameList = <A>(found: ReadonlyArray<A>, expected: ReadonlyArray<A>): void => {
  const at = expected.findIndex((one, i) => !isDeepStrictEqual(found[i], one))
  if (at >= 0) assert.deepEqual({ at, found: found[at] }, { at, found: expected[at] })
  assert.equal(found.length, expected.length)
}
