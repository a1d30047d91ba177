/** The key ring in a file keeps the contract of all key rings, between processes and across restarts. */
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { openSqliteKeyRing, sqliteKeyRing } from '../../../src/adapters/sqlite/index.js'
import { keyRingContract } from '../../../src/testing/key-ring-contract.js'
import { database } from './database.js'
import { openLog, openRing, temporaryFile } from './temporary.js'

describe('The SQLite key ring, as every key ring', () => {
  for (const { name, run } of keyRingContract) it(name, () => run(() => openRing(temporaryFile('keys.db'))))
})

describe('The SQLite key ring', () => {
  it('gives the same key after opening again', async () => {
    const file = temporaryFile('keys.db')
    const ring = await openRing(file)
    const first = await ring.current('main', 'c-1')()
    await ring.close()
    const again = await (await openRing(file)).current('main', 'c-1')()
    expect(E.isRight(first) && E.isRight(again) && again.right.key.equals(first.right.key)).toBe(true)
  })

  it('makes one key where two processes ask at once', async () => {
    const file = temporaryFile('keys.db')
    const rings = [await openRing(file), await openRing(file)]
    const keys = await Promise.all(
      rings.flatMap((ring) => [ring.current('main', 'c-1')(), ring.current('main', 'c-1')()]),
    )
    expect(new Set(keys.map((key) => E.isRight(key) && key.right.id)).size).toBe(1)
  })

  it('notices at once that another process has erased a person', async () => {
    const file = temporaryFile('keys.db')
    const [one, other] = [await openRing(file), await openRing(file)]
    const key = await one.current('main', 'c-1')()
    expect(await other.destroy('main', 'c-1')()).toEqual(E.right({ keys: 1 }))
    expect(await one.current('main', 'c-1')()).toEqual(E.left({ _tag: 'SubjectErased' }))
    expect(await one.find('main', 'c-1', E.isRight(key) ? key.right.id : '')()).toMatchObject({
      right: { _tag: 'None' },
    })
  })

  it('leaves no byte of a destroyed key in its files', async () => {
    const file = temporaryFile('keys.db')
    const ring = await openRing(file)
    const key = await ring.current('main', 'c-1')()
    const bytes = E.isRight(key) ? key.right.key.export() : Buffer.alloc(32)
    const holdsIt = (): boolean => [file, `${file}-wal`].some((path) => readFileSync(path).includes(bytes))
    expect(holdsIt()).toBe(true)
    await ring.destroy('main', 'c-1')()
    expect(holdsIt()).toBe(false)
  })

  it('does not say that a key is destroyed while a copy is left, and finishes when it is asked again', async () => {
    const file = temporaryFile('keys.db')
    const ring = await openRing(file)
    await ring.current('main', 'c-1')()
    const reading = database(file)
    reading.exec('BEGIN')
    reading.prepare('SELECT count(*) FROM keys').get()
    expect(await ring.destroy('main', 'c-1')()).toMatchObject({ left: { _tag: 'KeyRingUnavailable' } })
    expect(await ring.current('main', 'c-1')()).toEqual(E.left({ _tag: 'SubjectErased' }))
    reading.exec('COMMIT')
    reading.close()
    expect(await ring.destroy('main', 'c-1')()).toEqual(E.right({ keys: 0 }))
  })

  it('may be read by its owner only', async () => {
    const file = temporaryFile('keys.db')
    await openRing(file)
    for (const path of [file, `${file}-wal`]) expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('is never opened on an event log', async () => {
    const file = temporaryFile()
    await openLog(file)
    expect(await sqliteKeyRing({ file })()).toEqual(E.left({ _tag: 'ForeignFile', file }))
  })

  it('rejects what is no key ring, with what to do', async () => {
    const file = temporaryFile('keys.db')
    writeFileSync(file, 'not a database '.repeat(500))
    await expect(openSqliteKeyRing({ file })).rejects.toThrow('name another file')
  })

  it('answers that it is closed once it is', async () => {
    const ring = await openRing(temporaryFile('keys.db'))
    await ring.close()
    expect(await ring.current('main', 'c-1')()).toMatchObject({ left: { _tag: 'KeyRingUnavailable' } })
  })
})
