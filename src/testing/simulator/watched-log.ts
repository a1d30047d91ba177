/** The shared log, read by the monitor at the source, right when it changes. */
import { createHash } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, StoredEvent } from '../../ports/event-store.js'
import type { Monitor } from './monitor.js'
import type { World } from './world.js'

export interface WatchedLog {
  /** What all instances share. */
  readonly store: EventStore
  readonly events: ReadonlyArray<StoredEvent>
  readonly lastEventMs: () => number
  /** SHA-256 over everything that was written. */
  readonly digest: () => string
}

export const watchedLog = (inner: EventStore, world: World, watch: Monitor): WatchedLog => {
  const events: Array<StoredEvent> = []
  const hash = createHash('sha256')
  let lastEventMs = 0

  const saw = (event: StoredEvent): void => {
    events.push(event)
    hash.update(`${event.stream} ${event.revision} ${event.id} ${event.metadata.link} ${event.recordedAt}\n`)

    world.tell(() => `  ${event.stream}: ${event.type}`)
    watch.saw(event)
  }

  return {
    store: {
      ...inner,
      append: (stream, expected, batch) => async () => {
        const answer = await inner.append(stream, expected, batch)()
        if (E.isRight(answer) && answer.right.write === 'fresh') {
          const slice = await inner.read(stream, answer.right.revision - batch.length + 1, batch.length)()
          if (E.isRight(slice)) slice.right.events.forEach(saw)
          lastEventMs = world.schedule.now()
        }
        return answer
      },
    },
    events,
    lastEventMs: () => lastEventMs,
    digest: () => hash.digest('hex'),
  }
}
