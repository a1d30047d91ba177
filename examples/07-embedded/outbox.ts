/**
 * What other systems hear, kept until they have fetched it: a file, one event a line. `onEvent` resolves when the event is on
 * the disk, and an event that comes twice is written once. A real shop puts a queue here, or a table of its database.
 */
import { open, readFile } from 'node:fs/promises'
import type { PublishedEvent } from 'after-sales'

export interface Outbox {
  readonly put: (event: PublishedEvent) => Promise<void>
  /** Those behind the first `after`. */
  readonly from: (after: number, limit: number) => ReadonlyArray<PublishedEvent>
  readonly close: () => Promise<void>
}

const written = async (file: string): Promise<string> => {
  try {
    const text = await readFile(file, 'utf8')
    // A power failure may leave half a line: that event was not delivered, and comes again.
    return text.slice(0, text.lastIndexOf('\n') + 1)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw cause
  }
}

export const openOutbox = async (file: string): Promise<Outbox> => {
  const text = await written(file)
  const events = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PublishedEvent)
  const known = new Set(events.map(({ id }) => id))
  const handle = await open(file, 'a')
  await handle.truncate(Buffer.byteLength(text))
  // Events of different streams come at once: one line after the other.
  let last: Promise<void> = Promise.resolve()

  const write = async (event: PublishedEvent): Promise<void> => {
    if (known.has(event.id)) return
    await handle.appendFile(`${JSON.stringify(event)}\n`)
    await handle.datasync()
    known.add(event.id)
    events.push(event)
  }
  return {
    put: (event) => {
      const next = last.then(() => write(event))
      last = next.catch(() => undefined)
      return next
    },
    from: (after, limit) => events.slice(after, after + limit),
    close: async () => {
      await last
      await handle.close()
    },
  }
}
