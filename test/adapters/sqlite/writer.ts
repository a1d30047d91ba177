/**
 * A process of its own that appends batches of three to its streams, as fast as it can, and says so after each answer:
 * `writer.ts <file> <name> <appends>`. It goes on where an earlier life of it was killed.
 */
import { writeSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { openSqliteEventStore } from '../../../src/adapters/sqlite/index.js'
import { instantOf } from '../../../src/domain/values/instant.js'
import { eventsOf, range, streamOf } from '../../../src/testing/event-store-contract/sample.js'

const [file = '', name = '', appends = '0'] = process.argv.slice(2)
const STREAMS = 4

const store = await openSqliteEventStore({ file, now: () => instantOf(Date.now()) })
// Straight to the pipe: what was acknowledged must be out before the process can be killed.
const say = (line: string): void => void writeSync(1, `${line}\n`)

const writeTo = async (stream: string, count: number): Promise<void> => {
  const slice = await store.read(stream, 0, 1)()
  if (E.isLeft(slice)) throw new Error(JSON.stringify(slice.left))
  let expected = slice.right.head
  for (let done = 0; done < count; done += 1) {
    const first = expected === 'no_stream' ? 0 : expected + 1
    const answer = await store.append(stream, expected, eventsOf(...range(first, 3)))()
    if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
    expected = answer.right.revision
    say(`${stream} ${expected}`)
  }
}

say('ready')
await Promise.all(range(0, STREAMS).map((n) => writeTo(streamOf(`${name}.${n}`), Number(appends) / STREAMS)))
await store.close()
