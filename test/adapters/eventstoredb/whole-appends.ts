/**
 * Whether the log holds appends as a whole. Half of one is no event that is missing: everybody hears of all there is, and
 * waits for ever for what should have come with it. Whoever looks only at who waits looks for a lost event.
 */
import type { EventStore, StoredEvent } from '../../../src/ports/event-store.js'

export interface WholeAppends {
  /** Notes what is appended to it. */
  readonly watched: (store: EventStore) => EventStore
  /** To be told of all events of all stores, in the order of the log: false where one came in place of another's rest. */
  readonly saw: (event: StoredEvent) => boolean
}

export const wholeAppends = (): WholeAppends => {
  // What came after an event in an append. A command that is decided anew may give its ids to fewer events, or more.
  const followers = new Map<string, Set<string | undefined>>()
  let due: ReadonlySet<string | undefined> | undefined
  return {
    watched: (store) => ({
      ...store,
      append: (stream, expected, events) => {
        for (const [i, { id }] of events.entries())
          followers.set(id, (followers.get(id) ?? new Set()).add(events[i + 1]?.id))
        return store.append(stream, expected, events)
      },
    }),
    saw: ({ id }) => {
      const isDue = due === undefined || due.has(undefined) || due.has(id)
      due = followers.get(id)
      return isDue
    },
  }
}
