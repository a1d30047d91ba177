/**
 * Which read models have been made from the log, and whether they follow it: a mark for each, beside its rows. One that
 * follows no more, because a release without it has taken over, is still what it was; when it comes back, what it has
 * missed is made up for first.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { ReadModelError, ReadModelStore, RowChange } from '../../ports/read-model-store.js'
import { identityOf, type ReadModel } from '../../projections/read-model.js'

/** Kept with the mark, so that the tables of a version can be dropped when its code is long gone. */
export interface Mark {
  readonly name: string
  readonly version: number
  readonly lists: ReadonlyArray<string>
  readonly follows: boolean
}

export const marksTable = (tenant: string): string => `read-models@${tenant}`

export const marked = (mark: Mark, tenant: string): RowChange => ({
  _tag: 'Put',
  table: marksTable(tenant),
  row: { key: identityOf(mark), sort: '', value: JSON.stringify(mark) },
})

export const markOf = ({ name, version, lists }: ReadModel): Mark => ({
  ...{ name, version, lists: Object.keys(lists) },
  follows: true,
})

export const listMarks = async (
  readModels: ReadModelStore,
  tenant: string,
): Promise<E.Either<ReadModelError, ReadonlyMap<string, Mark>>> => {
  const rows = await readModels.list(marksTable(tenant))()
  if (E.isLeft(rows)) return rows
  return E.right(new Map(rows.right.map(({ key, value }) => [key, JSON.parse(value) as Mark])))
}
