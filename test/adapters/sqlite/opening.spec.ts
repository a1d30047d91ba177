/** A file is opened only where it is ours, of a schema that we know, and as durable as we promise. */
import { readFileSync, writeFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { describeSqliteOpenError, openSqliteEventStore, sqliteEventStore } from '../../../src/adapters/sqlite/index.js'
import type { SqliteModule, SqliteOpenError } from '../../../src/adapters/sqlite/index.js'
import { EVENT_LOG } from '../../../src/adapters/sqlite/schema.js'
import { append, eventsOf, log, range, streamOf } from '../../../src/testing/event-store-contract/sample.js'
import { database, driver, spyingDriver, withAnswers } from './database.js'
import { fixedNow, openLog, openRing, temporaryFile } from './temporary.js'

const problemWith = async (file: string, using?: SqliteModule): Promise<SqliteOpenError> => {
  const opened = await sqliteEventStore({ file, now: fixedNow, ...(using === undefined ? {} : { driver: using }) })()
  if (E.isRight(opened)) throw new Error('it was opened')
  return opened.left
}

describe('A file that is not ours', () => {
  it('is refused and left as it is: another database', async () => {
    const file = temporaryFile()
    const foreign = database(file)
    foreign.exec('CREATE TABLE orders (id INTEGER PRIMARY KEY)')
    foreign.close()
    const before = readFileSync(file)
    expect(await problemWith(file)).toEqual({ _tag: 'ForeignFile', file })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('is refused and left as it is: no database at all', async () => {
    const file = temporaryFile()
    writeFileSync(file, 'order;amount\n'.repeat(500))
    expect(await problemWith(file)).toEqual({ _tag: 'ForeignFile', file })
    expect(readFileSync(file, 'utf8')).toBe('order;amount\n'.repeat(500))
  })

  it('is not confused with one of ours that another process is making just now', async () => {
    const file = temporaryFile()
    const other = database(file)
    // As the other process would, between two questions about the file; it is told to wait, or it is done.
    const make = (): undefined => {
      try {
        other.exec(
          `BEGIN; ${EVENT_LOG.tables}; PRAGMA application_id = ${EVENT_LOG.marker}; PRAGMA user_version = 1; COMMIT`,
        )
      } catch {
        other.exec('ROLLBACK')
      }
    }
    let asked = 0
    const using = withAnswers(await driver(), (sql) =>
      sql === 'PRAGMA user_version' && asked++ === 0 ? make() : undefined,
    )
    const opened = await sqliteEventStore({ file, now: fixedNow, driver: using })()
    other.close()
    expect(asked).toBeGreaterThan(0)
    expect(E.isRight(opened) || opened.left).toBe(true)
  })

  it('is refused: a key ring as an event log', async () => {
    const file = temporaryFile()
    await openRing(file)
    expect(await problemWith(file)).toEqual({ _tag: 'ForeignFile', file })
  })

  it('cannot be opened where its folder is not there, and says so', async () => {
    const file = temporaryFile('no/such/folder/log.db')
    expect(await problemWith(file)).toMatchObject({ _tag: 'FileUnavailable', file })
  })
})

describe('A file of a newer version', () => {
  it('is refused with both numbers and what to do', async () => {
    const file = temporaryFile()
    await (await openLog(file)).close()
    const newer = database(file)
    newer.exec('PRAGMA user_version = 7')
    newer.close()
    const problem = await problemWith(file)
    expect(problem).toEqual({ _tag: 'NewerSchema', file, schema: 7, known: 1 })
    expect(describeSqliteOpenError(problem).en).toContain('update after-sales')
  })
})

describe('A setting that did not take', () => {
  it.each([
    ['synchronous', 'PRAGMA synchronous', 1, { setting: 'synchronous', wanted: '2', actual: '1' }],
    [
      'journal_mode',
      'PRAGMA journal_mode = WAL',
      'delete',
      { setting: 'journal_mode', wanted: 'wal', actual: 'delete' },
    ],
  ])('is noticed when it is read back (%s)', async (_, question, answer, problem) => {
    const file = temporaryFile()
    const careless = withAnswers(await driver(), (sql) => (sql === question ? [answer] : undefined))
    expect(await problemWith(file, careless)).toEqual({ _tag: 'SettingNotTaken', file, ...problem })
  })

  it('is taken by the drivers that we choose: every commit is flushed', async () => {
    const { seen, spying } = spyingDriver()
    await openLog(temporaryFile(), { driver: spying })
    expect(seen[0]?.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
    expect(seen[0]?.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 0 })
  })
})

describe('The promise twin', () => {
  it('rejects with the problem and a sentence that says what to do', async () => {
    const file = temporaryFile()
    writeFileSync(file, 'order;amount\n'.repeat(500))
    await expect(openSqliteEventStore({ file, now: fixedNow })).rejects.toMatchObject({
      message: expect.stringContaining('name another file'),
      problem: { _tag: 'ForeignFile', file },
    })
  })
})

describe('Several openings of one new file', () => {
  it('agree on one log', async () => {
    const file = temporaryFile()
    const stores = await Promise.all(range(0, 5).map(() => openLog(file)))
    for (const [n, store] of stores.entries()) await append(store, streamOf(n), 'no_stream', eventsOf(n))
    for (const store of stores) expect(await log(store)).toHaveLength(5)
  })
})
