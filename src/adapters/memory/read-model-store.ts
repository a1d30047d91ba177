/**
 * The read models of tests, examples and the simulator: everything is in this process and gone with it. A commit is one
 * synchronous step, so that rows and checkpoint change together and nobody sees half of it.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Commit, ReadModelError, ReadModelStore, StoredCheckpoint } from '../../ports/read-model-store.js'
import { whyNotCommit, whyNotFind, whyNotList, whyNotLoad } from '../../ports/row-limits.js'
import { rowTable, type RowTable } from './row-table.js'

interface Held {
  readonly checkpoints: Map<string, StoredCheckpoint>
  readonly tables: Map<string, RowTable>
  closed: boolean
}

/**
 * An empty read-model store in memory.
 * @example
 * const readModels = memoryReadModelStore()
 * await readModels.commit({ name: 'due@main', expected: 0, checkpoint: '"17"', changes: [] })()
 */
export const memoryReadModelStore = (): ReadModelStore => {
  const held: Held = { checkpoints: new Map(), tables: new Map(), closed: false }
  const ask = <A>(refused: ReadModelError | undefined, question: () => A): Promise<E.Either<ReadModelError, A>> =>
    Promise.resolve(held.closed ? CLOSED : refused === undefined ? E.right(question()) : E.left(refused))
  return {
    checkpoint: (name) => () => ask(whyNotFind('', name), () => O.fromNullable(held.checkpoints.get(name))),
    commit: (commit) => () => Promise.resolve(write(held, commit)),
    get: (table, key) => () => ask(whyNotFind(table, key), () => O.fromNullable(held.tables.get(table)?.get(key))),
    load: (table, keys) => () =>
      ask(whyNotLoad(table, keys), () => [...new Set(keys)].flatMap((key) => held.tables.get(table)?.get(key) ?? [])),
    list:
      (table, options = {}) =>
      () =>
        ask(whyNotList(table, options), () => held.tables.get(table)?.list(options) ?? []),
    close: () => {
      held.closed = true
      return Promise.resolve()
    },
  }
}

const CLOSED: E.Either<ReadModelError, never> = E.left({ _tag: 'ReadModelClosed' })

const write = ({ checkpoints, tables, closed }: Held, commit: Commit): E.Either<ReadModelError, number> => {
  if (closed) return CLOSED
  const refused = whyNotCommit(commit)
  if (refused !== undefined) return E.left(refused)
  const { name, expected, checkpoint, changes } = commit
  const actual = checkpoints.get(name)?.version ?? 0
  if (actual !== expected) return E.left({ _tag: 'CheckpointMoved', name, expected, actual })
  for (const change of changes) {
    if (change._tag === 'Clear') tables.delete(change.table)
    else if (change._tag === 'Put') tableOf(tables, change.table).put(change.row)
    else tableOf(tables, change.table).delete(change.key)
  }
  checkpoints.set(name, { version: actual + 1, value: checkpoint })
  return E.right(actual + 1)
}

const tableOf = (tables: Map<string, RowTable>, name: string): RowTable => {
  const known = tables.get(name)
  if (known !== undefined) return known
  const table = rowTable()
  tables.set(name, table)
  return table
}
