/** A backup is a log that was: taken while others append, complete, and never over an earlier one. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, it } from 'vitest'
import { append, eventsOf, idsOf, log, range, streamOf } from '../../../src/testing/event-store-contract/sample.js'
import { database, driver } from './database.js'
import { openLog, temporaryFile } from './temporary.js'

describe('A backup', () => {
  it('taken while others append holds the beginning of the log, up to the place that it names', async () => {
    const store = await openLog(temporaryFile())
    const to = temporaryFile('backup.db')
    await Promise.all(range(0, 200).map((n) => append(store, streamOf(n), 'no_stream', eventsOf(...range(10 * n, 10)))))
    let done = false
    const writing = (async () => {
      let n = 200
      for (; !done; n += 1) await append(store, streamOf(n), 'no_stream', eventsOf(...range(10 * n, 10)))
      return n
    })()
    const made = await store.backup(to)()
    done = true
    expect(await writing).toBeGreaterThan(200)

    expect(readdirSync(dirname(to))).toEqual(['backup.db'])
    const copied = await log(await openLog(to))
    const all = await log(store)
    expect(copied.length).toBeGreaterThanOrEqual(2_000)
    expect(copied).toEqual(all.slice(0, copied.length))
    expect(made).toEqual(E.right({ file: to, last: O.fromNullable(copied.at(-1)?.position) }))
    const file = database(to)
    expect(file.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    file.close()
  })

  it('goes on as a log of its own', async () => {
    const store = await openLog(temporaryFile())
    await append(store, streamOf(1), 'no_stream', eventsOf(1))
    const to = temporaryFile('backup.db')
    await store.backup(to)()
    const restored = await openLog(to)
    expect(await append(restored, streamOf(1), 0, eventsOf(2))).toMatchObject({ revision: 1, position: '2' })
    expect(await log(store)).toHaveLength(1)
  })

  it('of an empty log names no last event', async () => {
    const to = temporaryFile('backup.db')
    expect(await (await openLog(temporaryFile())).backup(to)()).toEqual(E.right({ file: to, last: O.none }))
  })

  it('never overwrites a file', async () => {
    const store = await openLog(temporaryFile())
    const to = temporaryFile('backup.db')
    writeFileSync(to, 'the backup of yesterday')
    expect(await store.backup(to)()).toEqual(E.left({ _tag: 'BackupExists', file: to }))
  })

  it('that fails leaves nothing behind', async () => {
    const store = await openLog(temporaryFile())
    const to = temporaryFile('no/such/folder/backup.db')
    expect(await store.backup(to)()).toMatchObject({ left: { _tag: 'BackupFailed' } })
    expect(existsSync(`${to}.partial`)).toBe(false)
  })

  it('works with a driver that cannot copy page by page', async () => {
    const { DatabaseSync } = await driver()
    const store = await openLog(temporaryFile(), { driver: { DatabaseSync } })
    await append(store, streamOf(1), 'no_stream', eventsOf(1, 2))
    const to = temporaryFile('backup.db')
    expect(await store.backup(to)()).toMatchObject({ right: { last: { value: '2' } } })
    expect(idsOf(await log(await openLog(to)))).toEqual(idsOf(await log(store)))
  })

  it('is refused by a closed store', async () => {
    const store = await openLog(temporaryFile())
    await store.close()
    expect(await store.backup(temporaryFile('backup.db'))()).toEqual(E.left({ _tag: 'StoreClosed' }))
  })
})
