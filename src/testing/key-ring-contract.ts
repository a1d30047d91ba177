/**
 * What every key ring must do, as named cases that throw where it does not; run them under any test framework.
 * The rule behind all of them: a person has a key until they are erased, and never again after that.
 *
 * @example
 * for (const { name, run } of keyRingContract) it(name, () => run(() => openMyKeyRing(freshDatabase())))
 */
import assert from 'node:assert/strict'
import type { KeyObject } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { KeyRing, SubjectKey } from '../ports/key-ring.js'

/** Gives an empty key ring of its own, every time. Who opens it also closes it. */
export type OpenKeyRing = () => Promise<KeyRing>

export interface KeyRingCase {
  readonly name: string
  readonly run: (open: OpenKeyRing) => Promise<void>
}

const keyRingCase = (name: string, check: (ring: KeyRing) => Promise<void>): KeyRingCase => ({
  name,
  run: async (open) => check(await open()),
})

const rightOf = <A>(answer: E.Either<unknown, A>): A => {
  if (E.isLeft(answer)) assert.fail(`refused: ${JSON.stringify(answer.left)}`)
  return answer.right
}

const current = async (ring: KeyRing, tenant: string, subject: string): Promise<SubjectKey> =>
  rightOf(await ring.current(tenant, subject)())

const find = async (ring: KeyRing, tenant: string, subject: string, id: string): Promise<O.Option<string>> =>
  O.map(textOf)(rightOf(await ring.find(tenant, subject, id)()))

const textOf = (key: KeyObject): string => key.export().toString('hex')

export const keyRingContract: ReadonlyArray<KeyRingCase> = [
  keyRingCase('makes a key of 256 bits at the first call, and keeps to it', async (ring) => {
    const first = await current(ring, 'main', 'c-1')
    const again = await current(ring, 'main', 'c-1')
    assert.equal(first.key.type, 'secret')
    assert.equal(first.key.symmetricKeySize, 32)
    assert.deepEqual([again.id, textOf(again.key)], [first.id, textOf(first.key)])
  }),

  keyRingCase('makes one key where many ask for it at once', async (ring) => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => current(ring, 'main', 'c-1')))
    assert.equal(new Set(keys.map(({ id, key }) => `${id} ${textOf(key)}`)).size, 1)
  }),

  keyRingCase('gives every person of every tenant a key of their own', async (ring) => {
    const persons = [
      ['main', 'c-1'],
      ['main', 'c-2'],
      ['other', 'c-1'],
      ['mai', 'nc-1'],
      ['main', 'ünï 退货 #1'],
    ] as const
    const keys = await Promise.all(persons.map(([tenant, subject]) => current(ring, tenant, subject)))
    assert.equal(new Set(keys.map(({ key }) => textOf(key))).size, persons.length)
    assert.equal(new Set(keys.map(({ id }) => id)).size, persons.length)
  }),

  keyRingCase('finds the key that sealed something, for that person only', async (ring) => {
    const { id, key } = await current(ring, 'main', 'c-1')
    assert.deepEqual(await find(ring, 'main', 'c-1', id), O.some(textOf(key)))
    assert.deepEqual(await find(ring, 'main', 'c-1', 'another'), O.none)
    assert.deepEqual(await find(ring, 'main', 'c-2', id), O.none)
    assert.deepEqual(await find(ring, 'other', 'c-1', id), O.none)
  }),

  keyRingCase('finds nothing of an erased person', async (ring) => {
    const { id } = await current(ring, 'main', 'c-1')
    assert.deepEqual(await ring.destroy('main', 'c-1')(), E.right({ keys: 1 }))
    assert.deepEqual(await find(ring, 'main', 'c-1', id), O.none)
  }),

  keyRingCase('never gives an erased person a key again', async (ring) => {
    await current(ring, 'main', 'c-1')
    await ring.destroy('main', 'c-1')()
    for (let attempt = 0; attempt < 3; attempt += 1)
      assert.deepEqual(await ring.current('main', 'c-1')(), E.left({ _tag: 'SubjectErased' }))
  }),

  keyRingCase('erases also a person who never had a key', async (ring) => {
    assert.deepEqual(await ring.destroy('main', 'c-1')(), E.right({ keys: 0 }))
    assert.deepEqual(await ring.current('main', 'c-1')(), E.left({ _tag: 'SubjectErased' }))
  }),

  keyRingCase('erases again without harm', async (ring) => {
    await current(ring, 'main', 'c-1')
    await ring.destroy('main', 'c-1')()
    assert.deepEqual(await ring.destroy('main', 'c-1')(), E.right({ keys: 0 }))
    assert.deepEqual(await ring.current('main', 'c-1')(), E.left({ _tag: 'SubjectErased' }))
  }),

  keyRingCase('erases nobody else', async (ring) => {
    const other = await current(ring, 'main', 'c-2')
    const elsewhere = await current(ring, 'other', 'c-1')
    await current(ring, 'main', 'c-1')
    await ring.destroy('main', 'c-1')()
    assert.equal((await current(ring, 'main', 'c-2')).id, other.id)
    assert.equal((await current(ring, 'other', 'c-1')).id, elsewhere.id)
  }),
]
