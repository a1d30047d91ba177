/** The SQLite store keeps the contract of all stores; what it adds to it is in the files beside this one. */
import { copyFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { eventStoreContract } from '../../../src/testing/event-store-contract.js'
import {
  append,
  eventOf,
  eventsOf,
  log,
  range,
  read,
  streamOf,
} from '../../../src/testing/event-store-contract/sample.js'
import { oldDriver } from './database.js'
import { openLog, temporaryFile } from './temporary.js'

describe('The SQLite store, as every event store', () => {
  for (const { name, run } of eventStoreContract) it(name, () => run(() => openLog(temporaryFile())))
})

describe('The SQLite store on an older driver, as every event store', () => {
  for (const { name, run } of eventStoreContract)
    it(name, () => run(() => openLog(temporaryFile(), { driver: oldDriver() })))
})

describe('The SQLite store', () => {
  it('knows a fresh write from a replayed one', async () => {
    const store = await openLog(temporaryFile())
    expect((await append(store, streamOf(1), 'no_stream', eventsOf(1))).write).toBe('fresh')
    expect((await append(store, streamOf(1), 'no_stream', eventsOf(1))).write).toBe('replayed')
  })

  it('passes over events of unwanted types, whether it has ever held one or not', async () => {
    const store = await openLog(temporaryFile())
    const types = ['RequestOpened', 'RequestSubmitted', 'RequestOpened']
    for (const [n, type] of types.entries()) await append(store, streamOf(n), 'no_stream', [{ ...eventOf(n), type }])
    const typesIn = async (unwanted: ReadonlyArray<string>) => (await log(store, { unwanted })).map(({ type }) => type)
    expect(await typesIn(['RequestSubmitted'])).toEqual(['RequestOpened', 'RequestOpened'])
    expect(await typesIn(['RequestOpened', 'RequestClosed'])).toEqual(['RequestSubmitted'])
    expect(await typesIn(types)).toEqual([])
  })

  it('holds after opening again what it held before closing', async () => {
    const file = temporaryFile()
    const before = await openLog(file)
    for (const n of range(0, 20))
      await append(before, streamOf(n % 5), n < 5 ? 'no_stream' : Math.floor(n / 5) - 1, eventsOf(n))
    const held = await log(before)
    await before.close()
    const after = await openLog(file)
    expect(await log(after)).toEqual(held)
    expect(await append(after, streamOf(1), 'no_stream', eventsOf(1, 6))).toMatchObject({ write: 'replayed' })
    expect(await append(after, streamOf(1), 3, eventsOf(99))).toMatchObject({ revision: 4, write: 'fresh' })
  })

  it('leaves one complete file when it closes', async () => {
    const file = temporaryFile()
    const store = await openLog(file)
    for (const n of range(0, 20)) await append(store, streamOf(n), 'no_stream', eventsOf(n))
    await store.close()
    const copy = temporaryFile()
    copyFileSync(file, copy)
    expect(await log(await openLog(copy))).toHaveLength(20)
  })

  it('writes what it has accepted before it closes', async () => {
    const file = temporaryFile()
    const before = await openLog(file)
    const answers = range(0, 600).map((n) => before.append(streamOf(n), 'no_stream', eventsOf(n))())
    await before.close()
    for (const answer of await Promise.all(answers)) expect(answer._tag).toBe('Right')
    expect(await log(await openLog(file))).toHaveLength(600)
  })

  it('takes event ids that are no uuid, or none in lower case, as they are', async () => {
    const store = await openLog(temporaryFile())
    const ids = [
      '1',
      '=1',
      'ABCDEF00-0000-4000-8000-000000000001',
      'abcdef00-0000-4000-8000-000000000001',
      'a'.repeat(32),
    ]
    await append(
      store,
      streamOf(1),
      'no_stream',
      ids.map((id) => ({ ...eventOf(1), id })),
    )
    expect((await read(store, streamOf(1))).events.map(({ id }) => id)).toEqual(ids)
    expect(
      await append(
        store,
        streamOf(1),
        'no_stream',
        ids.map((id) => ({ ...eventOf(1), id })),
      ),
    ).toMatchObject({ write: 'replayed' })
  })
})
