/**
 * Random operations on a read-model store, and what the store in memory answers to them: two stores of one kind give the
 * same answers and hold the same rows, whatever is done to them.
 */
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect } from 'vitest'
import { memoryReadModelStore } from '../../src/adapters/memory/index.js'
import type { Commit, ListOptions, ReadModelStore, Row, RowChange } from '../../src/ports/read-model-store.js'

// Few names, tables, keys and sorts, so that conflicts, replacements and equal places are the rule; now and then any
// text at all, also one that cannot be kept, to meet what nobody has thought of.
const textOf = (...usual: ReadonlyArray<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constantFrom('a\0', '\ud800', '\udc00x') },
  )
const name = textOf('one', 'two')
const table = textOf('due', 'open')
const key = textOf('', 'a', 'b', 'B', '1', '\ufffd', '📦')
const sort = textOf('', '1', '10', '2', '\ue000', '𐀀', '退')
const value = textOf('{}', '"退货 📦"', '1.0')

const change: fc.Arbitrary<RowChange> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      _tag: fc.constant('Put' as const),
      table,
      row: fc.record({ key, sort, value }, { noNullPrototype: true }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ _tag: fc.constant('Delete' as const), table, key }) },
  { weight: 1, arbitrary: fc.record({ _tag: fc.constant('Clear' as const), table }) },
)
const present = <K extends keyof ListOptions>(option: K, is: ListOptions[K]): Pick<ListOptions, K> | object =>
  is === undefined ? {} : { [option]: is }
const options: fc.Arbitrary<ListOptions> = fc
  .tuple(
    fc.option(sort, { nil: undefined }),
    fc.option(fc.record({ sort, key }), { nil: undefined }),
    fc.option(fc.oneof(fc.nat(4), fc.constantFrom(-1, 2.5, NaN, Infinity, 5_000)), { nil: undefined }),
  )
  .map(([upTo, after, limit]) => ({ ...present('upTo', upTo), ...present('after', after), ...present('limit', limit) }))

/** `off` says how far the expected version is from the real one: mostly not at all. */
const attempt = fc.record({
  name,
  off: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(-1, 1, 0.5) }),
  checkpoint: value,
  changes: fc.array(change, { maxLength: 6 }),
})

const operation = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      together: fc.array(attempt, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('get' as const), table, key }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('load' as const), table, keys: fc.array(key) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('list' as const), table, options }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('checkpoint' as const), name }) },
)
export type Operation = typeof operation extends fc.Arbitrary<infer A> ? A : never

const commitsOf = (versions: ReadonlyMap<string, number>, step: Operation): ReadonlyArray<Commit> =>
  step.kind === 'commit'
    ? step.together.map(({ name, off, checkpoint, changes }) => ({
        name,
        expected: (versions.get(name) ?? 0) + off,
        checkpoint,
        changes,
      }))
    : []

const perform = async (store: ReadModelStore, step: Operation, commits: ReadonlyArray<Commit>): Promise<unknown> => {
  switch (step.kind) {
    case 'commit':
      return Promise.all(commits.map((commit) => store.commit(commit)()))
    case 'get':
      return store.get(step.table, step.key)()
    case 'load': {
      const loaded = await store.load(step.table, step.keys)()
      return E.map((rows: ReadonlyArray<Row>) => new Map(rows.map((row) => [row.key, row])))(loaded)
    }
    case 'list':
      return store.list(step.table, step.options)()
    case 'checkpoint':
      return store.checkpoint(step.name)()
  }
}

const whole = async (store: ReadModelStore): Promise<unknown> =>
  Promise.all([
    ...['due', 'open'].map((each) => store.list(each)()),
    ...['one', 'two'].map((each) => store.checkpoint(each)()),
  ])

const versionsIn = async (store: ReadModelStore, step: Operation): Promise<ReadonlyMap<string, number>> => {
  const versions = new Map<string, number>()
  if (step.kind !== 'commit') return versions
  for (const { name } of step.together) {
    const found = await store.checkpoint(name)()
    if (found._tag === 'Right' && found.right._tag === 'Some') versions.set(name, found.right.value.version)
  }
  return versions
}

export const someOperations = fc.array(operation, { minLength: 1, maxLength: 40 })

/** Commits of one step run at once: the store must take them in their order, as the one in memory does. */
export const expectSameAsMemory = async (store: ReadModelStore, steps: ReadonlyArray<Operation>): Promise<void> => {
  const memory = memoryReadModelStore()
  for (const step of steps) {
    const commits = commitsOf(await versionsIn(memory, step), step)
    expect(await perform(store, step, commits)).toEqual(await perform(memory, step, commits))
  }
  expect(await whole(store)).toEqual(await whole(memory))
}
