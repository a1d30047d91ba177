/** The key ring in memory keeps the contract of all key rings. */
import { describe, expect, it } from 'vitest'
import { memoryKeyRing } from '../../../src/adapters/memory/index.js'
import { keyRingContract } from '../../../src/testing/key-ring-contract.js'

describe('The key ring in memory, as every key ring', () => {
  for (const { name, run } of keyRingContract) it(name, () => run(() => Promise.resolve(memoryKeyRing())))
})

describe('The key ring in memory', () => {
  it('makes the same keys from the same random bytes', async () => {
    let next = 0
    const ring = memoryKeyRing({ randomBytes: (length) => new Uint8Array(length).fill((next += 1)) })
    expect(await ring.current('main', 'c-1')()).toMatchObject({ right: { id: '01'.repeat(16) } })
    expect(await ring.current('main', 'c-2')()).toMatchObject({ right: { id: '03'.repeat(16) } })
  })
})
