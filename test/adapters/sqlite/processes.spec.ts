/** Several processes on one file, and processes that die at any moment: what was acknowledged is there, and whole. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { StoredEvent } from '../../../src/ports/event-store.js'
import {
  append,
  eventsOf,
  idOf,
  idsOf,
  log,
  range,
  streamOf,
} from '../../../src/testing/event-store-contract/sample.js'
import { builtProgram } from './built-program.js'
import { database } from './database.js'
import { openLog, temporaryFile } from './temporary.js'

const WRITER = builtProgram('writer')

/** The last revision that a writer was told of, by stream. */
type Acknowledged = Map<string, number>

const startWriter = (file: string, name: string, appends: number, acknowledged: Acknowledged) => {
  const child = spawn(process.execPath, ['--no-warnings', WRITER, file, name, String(appends)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
  const lines = createInterface(child.stdout)
  const ready = once(lines, 'line')
  lines.on('line', (line) => {
    const [stream = '', revision = ''] = line.split(' ')
    if (revision !== '') acknowledged.set(stream, Number(revision))
  })
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')])
  return { child, ready: Promise.race([ready, ended]), ended, errors: () => errors }
}

const byStream = (events: ReadonlyArray<StoredEvent>): Map<string, Array<StoredEvent>> => {
  const streams = new Map<string, Array<StoredEvent>>()
  for (const event of events) {
    const stream = streams.get(event.stream) ?? []
    stream.push(event)
    streams.set(event.stream, stream)
  }
  return streams
}

/** Each stream of a writer is batches of three, each event once, in order, without gaps. */
const checkStreams = (events: ReadonlyArray<StoredEvent>, acknowledged: Acknowledged): void => {
  const streams = byStream(events)
  for (const [stream, revision] of acknowledged) expect(streams.get(stream)?.length).toBeGreaterThan(revision)
  for (const stored of streams.values()) {
    expect(stored.length % 3).toBe(0)
    expect(stored.map(({ revision }) => revision)).toEqual(range(0, stored.length))
    expect(idsOf(stored)).toEqual(range(0, stored.length).map(idOf))
  }
}

const isSound = (file: string): void => {
  const opened = database(file)
  expect(opened.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  opened.close()
}

describe('Several processes on one file', () => {
  it('write one log together, which a follower in another process gets whole and in order', async () => {
    const file = temporaryFile()
    const store = await openLog(file)
    const acknowledged: Acknowledged = new Map()
    const writers = ['a', 'b', 'c'].map((name) => startWriter(file, name, 200, acknowledged))
    const seen: Array<StoredEvent> = []
    for await (const delivery of store.all({ follow: true })) {
      if (delivery._tag === 'Event') seen.push(delivery.event)
      if (seen.length === 3 * 3 * 200) break
    }
    await Promise.all(writers.map(({ ended }) => ended))
    expect(writers.map(({ errors }) => errors())).toEqual(['', '', ''])
    expect(seen).toEqual(await log(store))
    checkStreams(seen, acknowledged)
  }, 30_000)

  it('let one of them win where they write to the same stream, and tell the others the real head', async () => {
    const file = temporaryFile()
    const stores = [await openLog(file), await openLog(file), await openLog(file)]
    for (const round of range(0, 20)) {
      const expected = round === 0 ? 'no_stream' : round - 1
      const answers = await Promise.all(
        stores.map((store, n) => store.append(streamOf(1), expected, eventsOf(3 * round + n))()),
      )
      expect(answers.filter(({ _tag }) => _tag === 'Right')).toHaveLength(1)
      for (const answer of answers) if (answer._tag === 'Left') expect(answer.left).toMatchObject({ actual: round })
    }
  })

  it('see each other at once: what one has appended is below the next one that another appends', async () => {
    const file = temporaryFile()
    const [one, other] = [await openLog(file), await openLog(file)]
    for (const n of range(0, 50))
      await append(n % 2 === 0 ? one : other, streamOf(1), n === 0 ? 'no_stream' : n - 1, eventsOf(n))
    expect(idsOf(await log(one))).toEqual(range(0, 50).map(idOf))
  })
})

const KILLS = 200
const LIVES_AT_ONCE = 2

describe('A process that is killed while it writes', () => {
  it(`loses no acknowledged event and leaves no half batch (${KILLS} kills)`, async () => {
    const file = temporaryFile()
    const acknowledged: Acknowledged = new Map()
    let kills = 0
    const live = async (name: string): Promise<void> => {
      while (kills < KILLS) {
        const writer = startWriter(file, name, 1_000_000, acknowledged)
        await writer.ready
        await pause(5 + 55 * Math.random())
        writer.child.kill('SIGKILL')
        await writer.ended
        expect(writer.errors()).toBe('')
        kills += 1
      }
    }
    await Promise.all(range(0, LIVES_AT_ONCE).map((n) => live(`writer${n}`)))

    const store = await openLog(file)
    const events = await log(store)
    expect(acknowledged.size).toBeGreaterThan(0)
    checkStreams(events, acknowledged)
    isSound(file)
  }, 180_000)
})
