/** Which read models have been made from the log, and from then on follow it: a mark for each, beside its rows. */
import * as E from 'fp-ts/lib/Either.js'
import type { ReadModelError, ReadModelStore, RowChange } from '../../ports/read-model-store.js'
import { identityOf, tableOfModel, type ReadModel } from '../../projections/read-model.js'

/** Kept with the mark, so that the tables of a version can be dropped when its code is long gone. */
interface Mark {
  readonly name: string
  readonly version: number
  readonly lists: ReadonlyArray<string>
}

export const marksTable = (tenant: string): string => `read-models@${tenant}`

export const markOf = (model: ReadModel, tenant: string): RowChange => {
  const { name, version, lists } = model
  const mark: Mark = { name, version, lists: Object.keys(lists) }
  return {
    _tag: 'Put',
    table: marksTable(tenant),
    row: { key: identityOf(model), sort: '', value: JSON.stringify(mark) },
  }
}

/** Everything of a read model is gone, its mark with it. */
export const withoutModel = ({ name, version, lists }: Mark, tenant: string): ReadonlyArray<RowChange> => [
  { _tag: 'Clear', table: tableOfModel({ name, version }, tenant) },
  ...lists.map((list): RowChange => ({ _tag: 'Clear', table: tableOfModel({ name, version }, tenant, list) })),
  { _tag: 'Delete', table: marksTable(tenant), key: identityOf({ name, version }) },
]

export const listMarks = async (
  readModels: ReadModelStore,
  tenant: string,
): Promise<E.Either<ReadModelError, ReadonlyMap<string, Mark>>> => {
  const rows = await readModels.list(marksTable(tenant))()
  if (E.isLeft(rows)) return rows
  return E.right(new Map(rows.right.map(({ key, value }) => [key, JSON.parse(value) as Mark])))
}
