/** A contract is worth what it refuses: each store here breaks one rule, and at least one case must say so. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, it } from 'vitest'
import { memoryReadModelStore } from '../../src/adapters/memory/index.js'
import type {
  Commit,
  ListOptions,
  ReadModelError,
  ReadModelStore,
  Row,
  RowChange,
} from '../../src/ports/read-model-store.js'
import { readModelStoreContract } from '../../src/testing/read-model-store-contract.js'

type Breaks = (store: ReadModelStore) => Partial<ReadModelStore>

const committing =
  (change: (commit: Commit) => Commit): Breaks =>
  (store) => ({ commit: (commit) => store.commit(change(commit)) })

const asking =
  (change: (options: ListOptions) => ListOptions): Breaks =>
  (store) => ({ list: (table, options = {}) => store.list(table, change(options)) })

const listing =
  (change: (rows: ReadonlyArray<Row>, options: ListOptions) => ReadonlyArray<Row>): Breaks =>
  (store) => ({
    list:
      (table, options = {}) =>
      async () =>
        E.map((rows: ReadonlyArray<Row>) => change(rows, options))(await store.list(table, options)()),
  })

/** Commits again, under the version that is there, where the checkpoint had moved. */
const insisting =
  (again: (commit: Commit) => Commit): Breaks =>
  (store) => ({
    commit: (commit) => async () => {
      const answer = await store.commit(commit)()
      return E.isLeft(answer) && answer.left._tag === 'CheckpointMoved'
        ? store.commit(again({ ...commit, expected: answer.left.actual }))()
        : answer
    },
  })

const putting = (change: (row: Row) => Row): Breaks =>
  committing((commit) => ({
    ...commit,
    changes: commit.changes.map((each): RowChange => (each._tag === 'Put' ? { ...each, row: change(each.row) } : each)),
  }))

const byUnits = (a: Row, b: Row): number => {
  const [left, right] = [`${a.sort}\0${a.key}`, `${b.sort}\0${b.key}`]
  return left < right ? -1 : left > right ? 1 : 0
}

const reparsed = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return text
  }
}

const broken: ReadonlyArray<readonly [string, Breaks]> = [
  ['ignores the expected version', insisting((commit) => commit)],
  [
    'ignores it where there is no checkpoint yet',
    (store) => ({
      commit: (commit) => async () => {
        const known = await store.checkpoint(commit.name)()
        return store.commit(E.isRight(known) && O.isNone(known.right) ? { ...commit, expected: 0 } : commit)()
      },
    }),
  ],
  [
    'writes the rows although the checkpoint has moved',
    (store) => ({
      commit: (commit) => async () => {
        const answer = await store.commit(commit)()
        if (E.isLeft(answer)) await store.commit({ ...commit, name: 'behind the back', expected: 0 })()
        return answer
      },
    }),
  ],
  [
    'moves the checkpoint apart from the rows',
    (store) => ({
      commit: (commit) => async () => {
        const answer = await store.commit({ ...commit, changes: [] })()
        if (E.isLeft(answer)) return answer
        await store.commit({ ...commit, name: `rows of ${commit.name}`, expected: 0 })()
        return answer
      },
    }),
  ],
  [
    'does not say where the checkpoint really is',
    (store) => ({
      commit: (commit) => async () =>
        E.mapLeft((error: ReadModelError) =>
          error._tag === 'CheckpointMoved' ? { ...error, actual: error.expected } : error,
        )(await store.commit(commit)()),
    }),
  ],
  [
    'answers the expected version instead of the new one',
    (store) => ({
      commit: (commit) => async () => E.map((version: number) => version - 1)(await store.commit(commit)()),
    }),
  ],
  [
    'keeps the first value of a checkpoint',
    (store) => {
      const first = new Map<string, string>()
      return {
        commit: (commit) => {
          const checkpoint = first.get(commit.name) ?? commit.checkpoint
          first.set(commit.name, checkpoint)
          return store.commit({ ...commit, checkpoint })
        },
      }
    },
  ],
  ['keeps one checkpoint for all names', committing((commit) => ({ ...commit, name: 'all' }))],
  [
    'commits before it is asked to run',
    (store) => ({
      commit: (commit) => {
        const running = store.commit(commit)()
        return () => running
      },
    }),
  ],
  [
    'loses deletes',
    committing((commit) => ({ ...commit, changes: commit.changes.filter(({ _tag }) => _tag !== 'Delete') })),
  ],
  [
    'clears nothing',
    committing((commit) => ({ ...commit, changes: commit.changes.filter(({ _tag }) => _tag !== 'Clear') })),
  ],
  [
    'clears before everything else',
    committing((commit) => ({
      ...commit,
      changes: [...commit.changes].sort((a, b) => Number(b._tag === 'Clear') - Number(a._tag === 'Clear')),
    })),
  ],
  ['loads the first hundred keys', (store) => ({ load: (table, keys) => store.load(table, keys.slice(0, 100)) })],
  [
    'answers a key as often as it is asked',
    (store) => ({
      load: (table, keys) => async () => {
        const loaded = await store.load(table, keys)()
        if (E.isLeft(loaded)) return loaded
        const by = new Map(loaded.right.map((row) => [row.key, row]))
        return E.right(keys.flatMap((key) => by.get(key) ?? []))
      },
    }),
  ],
  [
    'applies deletes first',
    committing((commit) => ({
      ...commit,
      changes: [...commit.changes].sort((a, b) => Number(a._tag === 'Put') - Number(b._tag === 'Put')),
    })),
  ],
  [
    'applies deletes last',
    committing((commit) => ({
      ...commit,
      changes: [...commit.changes].sort((a, b) => Number(a._tag === 'Delete') - Number(b._tag === 'Delete')),
    })),
  ],
  [
    'applies only the first thousand changes',
    committing((commit) => ({ ...commit, changes: commit.changes.slice(0, 1_000) })),
  ],
  [
    'has one table for all',
    committing((commit) => ({
      ...commit,
      changes: commit.changes.map((change) => ({ ...change, table: 'due' })),
    })),
  ],
  ['folds case in keys', (store) => ({ get: (table, key) => store.get(table, key.toLowerCase()) })],
  ['stores a value instead of text', putting((row) => ({ ...row, value: reparsed(row.value) }))],
  ['cuts long values', putting((row) => ({ ...row, value: row.value.slice(0, 65_535) }))],
  ['cuts texts at a NUL', putting((row) => ({ ...row, key: row.key.split('\0')[0] ?? '' }))],
  ['lists without order', listing((rows) => [...rows].reverse())],
  [
    'orders rows of one sort by nothing',
    listing((rows) => [...rows].sort((a, b) => (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : b.key < a.key ? -1 : 1))),
  ],
  ['orders by UTF-16 units', listing((rows) => [...rows].sort(byUnits))],
  ['takes upTo as exclusive', listing((rows, { upTo }) => rows.filter(({ sort }) => sort !== upTo))],
  ['ignores upTo', asking(({ upTo: _, ...options }) => options)],
  [
    'ignores upTo where there is an after',
    asking(({ upTo, ...options }) => ({
      ...options,
      ...(upTo === undefined || options.after !== undefined ? {} : { upTo }),
    })),
  ],
  [
    'takes after as inclusive',
    (store) => ({
      list:
        (table, options = {}) =>
        async () => {
          const after = options.after
          const own = after === undefined ? undefined : await store.get(table, after.key)()
          const rows = await store.list(table, options)()
          return E.isRight(rows) && own !== undefined && E.isRight(own) && O.isSome(own.right)
            ? E.right([own.right.value, ...rows.right])
            : rows
        },
    }),
  ],
  ['ignores after', asking(({ after: _, ...options }) => options)],
  [
    'skips the other rows of the sort of after',
    listing((rows, { after }) => rows.filter(({ sort }) => sort !== after?.sort)),
  ],
  ['ignores the limit', asking(({ limit: _, ...options }) => options)],
  [
    'has no limit of its own',
    (store) => ({
      list:
        (table, options = {}) =>
        async () => {
          const all: Array<Row> = []
          for (let after = options.after; all.length < (options.limit ?? Infinity); after = all.at(-1)) {
            const page = await store.list(table, { ...options, ...(after === undefined ? {} : { after }) })()
            if (E.isLeft(page)) return page
            if (page.right.length === 0) break
            all.push(...page.right)
          }
          return E.right(all)
        },
    }),
  ],
  ['stays open', () => ({ close: () => Promise.resolve() })],
]

describe('The contract of read-model stores', () => {
  it.concurrent.each(broken)('refuses a store that %s', async (_, breaks) => {
    const open = (): Promise<ReadModelStore> => {
      const store = memoryReadModelStore()
      return Promise.resolve({ ...store, ...breaks(store) })
    }
    let refusals = 0
    for (const { run } of readModelStoreContract) {
      await run(open).catch(() => (refusals += 1))
      if (refusals > 0) break
    }
    expect(refusals).toBe(1)
  })
})
