/** Rows and changes for the contract, and the few questions that its cases ask again and again. */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type {
  Commit,
  ListOptions,
  ReadModelError,
  ReadModelStore,
  Row,
  RowChange,
  StoredCheckpoint,
} from '../../ports/read-model-store.js'

export const NAME = 'reactions@main'
export const TABLE = 'due'

export const rowOf = (key: string, sort = '', value = `{"key":${JSON.stringify(key)}}`): Row => ({ key, sort, value })

export const put = (row: Row, table = TABLE): RowChange => ({ _tag: 'Put', table, row })
export const clear = (table = TABLE): RowChange => ({ _tag: 'Clear', table })
export const remove = (key: string, table = TABLE): RowChange => ({ _tag: 'Delete', table, key })

export const commitOf = (expected: number, ...changes: ReadonlyArray<RowChange>): Commit => ({
  name: NAME,
  expected,
  checkpoint: `{"after":${expected}}`,
  changes,
})

export const range = (from: number, count: number): ReadonlyArray<number> =>
  Array.from({ length: count }, (_, index) => from + index)

export const rightOf = <A>(answer: E.Either<ReadModelError, A>): A => {
  if (E.isLeft(answer)) assert.fail(`refused: ${JSON.stringify(answer.left)}`)
  return answer.right
}

/** Answers the new version. */
export const commit = async (
  store: ReadModelStore,
  expected: number,
  ...changes: ReadonlyArray<RowChange>
): Promise<number> => rightOf(await store.commit(commitOf(expected, ...changes))())

export const refused = async (store: ReadModelStore, asked: Commit): Promise<ReadModelError> => {
  const answer = await store.commit(asked)()
  if (E.isRight(answer)) assert.fail(`accepted: ${JSON.stringify(answer.right)}`)
  return answer.left
}

export const checkpoint = async (store: ReadModelStore, name = NAME): Promise<StoredCheckpoint | undefined> =>
  O.toUndefined(rightOf(await store.checkpoint(name)()))

export const get = async (store: ReadModelStore, key: string, table = TABLE): Promise<Row | undefined> =>
  O.toUndefined(rightOf(await store.get(table, key)()))

export const list = async (store: ReadModelStore, options?: ListOptions, table = TABLE): Promise<ReadonlyArray<Row>> =>
  rightOf(await store.list(table, options)())

export const load = async (
  store: ReadModelStore,
  keys: ReadonlyArray<string>,
  table = TABLE,
): Promise<ReadonlyArray<Row>> => {
  const rows = rightOf(await store.load(table, keys)())
  return [...rows].sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** Keys of a list, which say enough where a case is about order. */
export const keys = async (
  store: ReadModelStore,
  options?: ListOptions,
  table = TABLE,
): Promise<ReadonlyArray<string>> => (await list(store, options, table)).map(({ key }) => key)
