/**
 * The disk is full, the file is busy, a commit fails: nothing is half written, nobody is told a tale, and the event
 * loop goes on.
 */
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import {
  append,
  eventsOf,
  idOf,
  idsOf,
  log,
  range,
  read,
  streamOf,
} from '../../../src/testing/event-store-contract/sample.js'
import { database, driver, withAnswers } from './database.js'
import { openLog, temporaryFile } from './temporary.js'

const stream = streamOf(1)

/** Fails the statements that `sql` begins, as often as `times` says. */
const failing = async (sql: string, failure: object) => {
  const state = { times: 0 }
  const module = withAnswers(await driver(), (statement) => {
    if (!statement.startsWith(sql) || state.times === 0) return undefined
    state.times -= 1
    throw Object.assign(new Error('as the test wants it'), failure)
  })
  return { module, state }
}

const DISK_FULL = { errcode: 13 }
const IO_ERROR = { errcode: 10 }
const BUSY = { errcode: 5 }

describe('A disk that is full', () => {
  it('answers that nothing was written, and keeps nothing of the batch', async () => {
    const { module, state } = await failing('INSERT INTO events', DISK_FULL)
    const store = await openLog(temporaryFile(), { driver: module })
    await append(store, stream, 'no_stream', eventsOf(1))
    state.times = 1
    expect(await store.append(stream, 0, eventsOf(2, 3))()).toMatchObject({ left: { _tag: 'StoreUnavailable' } })
    expect(idsOf(await log(store))).toEqual([idOf(1)])
  })

  it('goes on where it had stopped once there is room again', async () => {
    const { module, state } = await failing('INSERT INTO streams', DISK_FULL)
    const store = await openLog(temporaryFile(), { driver: module })
    state.times = 1
    expect(await store.append(stream, 'no_stream', eventsOf(1))()).toMatchObject({ left: { _tag: 'StoreUnavailable' } })
    expect(await append(store, stream, 'no_stream', eventsOf(1))).toMatchObject({ revision: 0, write: 'fresh' })
  })

  it('really full: refuses what does not fit and keeps what was acknowledged', async () => {
    const file = temporaryFile()
    const { DatabaseSync } = await driver()
    const small = {
      DatabaseSync: class extends DatabaseSync {
        constructor(path: string) {
          super(path)
          this.exec('PRAGMA max_page_count = 40')
        }
      },
    }
    const store = await openLog(file, { driver: small })
    const answers = await Promise.all(
      range(0, 500).map((n) => store.append(streamOf(n), 'no_stream', eventsOf(2 * n, 2 * n + 1))()),
    )
    const kept = answers.filter(E.isRight).length
    expect(kept).toBeGreaterThan(10)
    expect(kept).toBeLessThan(500)
    for (const answer of answers) if (E.isLeft(answer)) expect(answer.left._tag).toBe('StoreUnavailable')
    await store.close()
    expect(await log(await openLog(file))).toHaveLength(2 * kept)
  })
})

describe('One failing append of a group', () => {
  it('does not keep the others from being written', async () => {
    const { module, state } = await failing('INSERT INTO events', IO_ERROR)
    const store = await openLog(temporaryFile(), { driver: module })
    // Once in the group, and once more when its first append is tried alone.
    state.times = 2
    const answers = await Promise.all(range(0, 10).map((n) => store.append(streamOf(n), 'no_stream', eventsOf(n))()))
    expect(answers.map(({ _tag }) => _tag)).toEqual(['Left', ...range(1, 9).map(() => 'Right')])
    expect(idsOf(await log(store))).toEqual(range(1, 9).map(idOf))
  })

  it('does not disturb them where it is only a conflict', async () => {
    const store = await openLog(temporaryFile())
    const answers = await Promise.all([
      store.append(streamOf(1), 'no_stream', eventsOf(1))(),
      store.append(streamOf(1), 'no_stream', eventsOf(2))(),
      store.append(streamOf(1), 0, eventsOf(3))(),
      store.append(streamOf(1), 'no_stream', eventsOf(1))(),
    ])
    expect(answers).toMatchObject([
      { right: { revision: 0, write: 'fresh' } },
      { left: { _tag: 'WrongExpectedRevision', actual: 0 } },
      { right: { revision: 1, write: 'fresh' } },
      { right: { revision: 0, write: 'replayed' } },
    ])
  })
})

describe('A commit that fails', () => {
  it('answers that the outcome is unknown, and the identical append settles it', async () => {
    const { module, state } = await failing('COMMIT', IO_ERROR)
    const store = await openLog(temporaryFile(), { driver: module })
    state.times = 1
    expect(await store.append(stream, 'no_stream', eventsOf(1))()).toEqual(E.left({ _tag: 'OutcomeUnknown', stream }))
    expect((await append(store, stream, 'no_stream', eventsOf(1))).revision).toBe(0)
    expect((await append(store, stream, 0, eventsOf(2))).revision).toBe(1)
    expect(idsOf(await log(store))).toEqual([idOf(1), idOf(2)])
  })

  it('answers that nothing was written where the file was merely busy', async () => {
    const { module, state } = await failing('COMMIT', BUSY)
    const store = await openLog(temporaryFile(), { driver: module })
    state.times = 1
    expect(await store.append(stream, 'no_stream', eventsOf(1))()).toMatchObject({ left: { _tag: 'StoreUnavailable' } })
    expect((await read(store, stream)).head).toBe('no_stream')
  })
})

describe('A file that another process is writing', () => {
  it('is waited for while timers still fire, and written in the order of the calls', async () => {
    const file = temporaryFile()
    const store = await openLog(file)
    const other = database(file)
    other.exec('BEGIN IMMEDIATE')
    const appends = range(0, 5).map((n) => append(store, stream, n === 0 ? 'no_stream' : n - 1, eventsOf(n)))
    let longestStandstill = 0
    for (const until = performance.now() + 200; performance.now() < until;) {
      const before = performance.now()
      await pause(2)
      longestStandstill = Math.max(longestStandstill, performance.now() - before)
    }
    other.exec('ROLLBACK')
    other.close()
    await Promise.all(appends)
    expect(longestStandstill).toBeLessThan(100)
    expect(idsOf(await log(store))).toEqual(range(0, 5).map(idOf))
  })

  it('is given up after the limit, with nothing written', async () => {
    const file = temporaryFile()
    const store = await openLog(file, { busyTimeoutMs: 50 })
    const other = database(file)
    other.exec('BEGIN IMMEDIATE')
    expect(await store.append(stream, 'no_stream', eventsOf(1))()).toMatchObject({ left: { _tag: 'StoreUnavailable' } })
    other.exec('ROLLBACK')
    other.close()
    expect(await append(store, stream, 'no_stream', eventsOf(1))).toMatchObject({ revision: 0 })
  })

  it('is read all the same', async () => {
    const file = temporaryFile()
    const store = await openLog(file)
    await append(store, stream, 'no_stream', eventsOf(1))
    const other = database(file)
    other.exec('BEGIN IMMEDIATE')
    expect(idsOf((await read(store, stream)).events)).toEqual([idOf(1)])
    expect(await log(store)).toHaveLength(1)
    other.exec('ROLLBACK')
    other.close()
  })
})
