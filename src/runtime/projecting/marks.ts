/**
 * Which read models have been made from the log, and whether they follow it: a mark for each, beside its rows. One that
 * follows no more, because a release without it has taken over, is still what it was; when it comes back, what it has
 * missed is made up for first.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { ReadModelStore, Row, RowChange } from '../../ports/read-model-store.js'
import { identityOf, type ReadModel } from '../../projections/read-model.js'
import type { AfterSalesError } from '../errors.js'

/** Kept with the mark, so that the tables of a version can be dropped when its code is long gone. */
export interface Mark {
  readonly name: string
  readonly version: number
  readonly lists: ReadonlyArray<string>
  readonly follows: boolean
  /** The version of the followers' commit that set it: what is built anew has another mark than before. */
  readonly since: number
}

export const marksTable = (tenant: string): string => `read-models@${tenant}`

export const marked = (mark: Mark, tenant: string): RowChange => ({
  _tag: 'Put',
  table: marksTable(tenant),
  row: { key: identityOf(mark), sort: '', value: JSON.stringify(mark) },
})

export const markOf = ({ name, version, lists }: ReadModel, since: number): Mark => ({
  ...{ name, version, lists: Object.keys(lists) },
  ...{ follows: true, since },
})

/** Errors: `ReadModelBroken` where somebody has written into it. */
export const markIn = ({ key, value }: Row): E.Either<AfterSalesError, Mark> => {
  try {
    const mark = JSON.parse(value) as Mark | null
    if (typeof mark?.follows === 'boolean') return E.right(mark)
  } catch {
    // Said below.
  }
  return E.left({ _tag: 'ReadModelBroken', readModel: key, key })
}

export const listMarks = async (
  readModels: ReadModelStore,
  tenant: string,
): Promise<E.Either<AfterSalesError, ReadonlyMap<string, Mark>>> => {
  const rows = await readModels.list(marksTable(tenant))()
  if (E.isLeft(rows)) return rows
  const marks = new Map<string, Mark>()
  for (const row of rows.right) {
    const mark = markIn(row)
    if (E.isLeft(mark)) return mark
    marks.set(row.key, mark.right)
  }
  return E.right(marks)
}
