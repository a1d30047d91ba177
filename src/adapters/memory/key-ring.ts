/**
 * The key ring of tests, examples and the simulator. An erased person stays erased: the ring remembers that there was
 * somebody, never which keys they had.
 */
import { createSecretKey, randomBytes as strongRandomBytes, type KeyObject } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { KeyRing, SubjectKey } from '../../ports/key-ring.js'

export interface MemoryKeyRingOptions {
  /** Default: the operating system's. Tests pass their own to get the same sealed bytes in every run. */
  readonly randomBytes?: (length: number) => Uint8Array
}

const KEY_BYTES = 32
const KEY_ID_BYTES = 16

export const memoryKeyRing = (options: MemoryKeyRingOptions = {}): KeyRing => {
  const randomBytes = options.randomBytes ?? strongRandomBytes
  const rings = new Map<string, SubjectKey | 'erased'>()
  const newKey = (): SubjectKey => ({
    id: Buffer.from(randomBytes(KEY_ID_BYTES)).toString('hex'),
    key: createSecretKey(randomBytes(KEY_BYTES)),
  })
  return {
    current: (tenant, subject) => () => {
      const person = personOf(tenant, subject)
      const found = rings.get(person)
      if (found === 'erased') return Promise.resolve(E.left({ _tag: 'SubjectErased' }))
      const key = found ?? newKey()
      if (found === undefined) rings.set(person, key)
      return Promise.resolve(E.right(key))
    },
    find: (tenant, subject, keyId) => () => {
      const found = rings.get(personOf(tenant, subject))
      const key: O.Option<KeyObject> =
        found !== undefined && found !== 'erased' && found.id === keyId ? O.some(found.key) : O.none
      return Promise.resolve(E.right(key))
    },
    destroy: (tenant, subject) => () => {
      const person = personOf(tenant, subject)
      const found = rings.get(person)
      rings.set(person, 'erased')
      return Promise.resolve(E.right({ keys: found === undefined || found === 'erased' ? 0 : 1 }))
    },
  }
}

// A length in front keeps apart what a separator could not: subjects are the host's, of any spelling.
const personOf = (tenant: string, subject: string): string => `${tenant.length}:${tenant}${subject}`
