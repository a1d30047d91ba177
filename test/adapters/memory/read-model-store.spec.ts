/** The read models in memory keep the contract of all read-model stores, and are as fast as the simulator needs. */
import { describe, expect, it } from 'vitest'
import { memoryReadModelStore } from '../../../src/adapters/memory/index.js'
import { sortable } from '../../../src/adapters/memory/sorted-rows.js'
import { readModelStoreContract } from '../../../src/testing/read-model-store-contract.js'
import { commit, keys, list, put, range, remove, rowOf } from '../../../src/testing/read-model-store-contract/sample.js'

describe('The read-model store in memory, as every read-model store', () => {
  for (const { name, run } of readModelStoreContract) it(name, () => run(() => Promise.resolve(memoryReadModelStore())))
})

describe('The read-model store in memory', () => {
  it('gives lists that later commits do not change', async () => {
    const store = memoryReadModelStore()
    await commit(store, 0, put(rowOf('a')), put(rowOf('b')))
    const before = await list(store)
    await commit(store, 1, remove('a'), put(rowOf('b', '', 'new')))
    expect(before).toEqual([rowOf('a'), rowOf('b')])
  })

  it('stays in order while a long table is filled and emptied from either end and from within', async () => {
    const store = memoryReadModelStore()
    const key = (n: number): string => String(n).padStart(5, '0')
    const from = async (n: number) => keys(store, { after: rowOf(key(n)), limit: 3 })
    await commit(store, 0, ...range(4_000, 2_000).map((n) => put(rowOf(key(n)))))
    expect(await keys(store, { limit: 2 })).toEqual(['04000', '04001'])
    await commit(store, 1, ...range(0, 4_000).map((n) => put(rowOf(key(3_999 - n)))))
    await commit(store, 2, ...range(6_000, 4_000).map((n) => put(rowOf(key(n)))))
    for (const n of [0, 255, 256, 511, 512, 3_999, 9_000])
      expect(await from(n)).toEqual([key(n + 1), key(n + 2), key(n + 3)])
    await commit(
      store,
      3,
      ...range(0, 2_000).map((n) => remove(key(n))),
      ...range(3_000, 6_999).map((n) => remove(key(n))),
    )
    expect(await from(0)).toEqual(['02000', '02001', '02002'])
    expect(await from(2_998)).toEqual(['02999', '09999'])
    await commit(store, 4, ...range(2_000, 1_000).map((n) => remove(key(n))), remove('09999'))
    expect(await keys(store)).toEqual([])
    await commit(store, 5, put(rowOf('b')), put(rowOf('a')))
    expect(await keys(store)).toEqual(['a', 'b'])
  })
})

describe('A sortable text', () => {
  it.each(['', '2026-11-23T09:30:00.000Z', 'ünï 退货', '\ud7ff'])(
    'is the text itself where that is right (%j)',
    (text) => {
      expect(sortable(text)).toBe(text)
    },
  )

  it('is compared by code point, as UTF-8 bytes are', () => {
    const points = [0, 0x7f, 0x80, 0xd7ff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x1f4e6, 0x10ffff]
    const texts = points.flatMap((point) => [String.fromCodePoint(point), `${String.fromCodePoint(point)}x`])
    for (const a of texts)
      for (const b of texts) expect(sortable(a) < sortable(b)).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0)
  })
})
