/** Two stores' rows of one read model, row by row and place by place. */
import * as E from 'fp-ts/lib/Either.js'
import type { ReadModelError, ReadModelStore, Row } from '../../ports/read-model-store.js'
import { tableOfModel, type ReadModel } from '../../projections/read-model.js'
import { rowPages } from '../row-pages.js'

/** `missing`: it should be there. `surplus`: it should not. `differs`: it should be another. */
export interface RowDifference {
  /** The list in which it stands; absent for a row itself. */
  readonly list?: string
  readonly key: string
  readonly what: 'missing' | 'surplus' | 'differs'
}

type Load = Pick<ReadModelStore, 'load'>

const isSame = (a: Row | undefined, b: Row | undefined): boolean => a?.sort === b?.sort && a?.value === b?.value

const byKey = (rows: ReadonlyArray<Row>): ReadonlyMap<string, Row> => new Map(rows.map((row) => [row.key, row]))

/** What is wrong with these keys in `found`, where `right` has what they should be. */
const wrongAmong = async (
  found: Load,
  right: Load,
  table: string,
  keys: ReadonlyArray<string>,
): Promise<E.Either<ReadModelError, ReadonlyArray<Omit<RowDifference, 'list'>>>> => {
  if (keys.length === 0) return E.right([])
  const [is, should] = [await found.load(table, keys)(), await right.load(table, keys)()]
  if (E.isLeft(is)) return is
  if (E.isLeft(should)) return should
  const [rows, wanted] = [byKey(is.right), byKey(should.right)]
  return E.right(
    keys.flatMap((key): ReadonlyArray<Omit<RowDifference, 'list'>> => {
      const [row, should] = [rows.get(key), wanted.get(key)]
      if (isSame(row, should)) return []
      return [{ key, what: row === undefined ? 'missing' : should === undefined ? 'surplus' : 'differs' }]
    }),
  )
}

/** Every difference between the rows that are there and those that should be. */
export const compareRows = async (
  found: ReadModelStore,
  right: ReadModelStore,
  model: ReadModel,
  tenant: string,
): Promise<E.Either<ReadModelError, ReadonlyArray<RowDifference>>> => {
  const all = new Map<string, RowDifference>()
  for (const list of [undefined, ...Object.keys(model.lists)]) {
    const table = tableOfModel(model, tenant, list)
    const named = list === undefined ? {} : { list }
    for (const side of [found, right])
      for await (const page of rowPages(side, table)) {
        if (E.isLeft(page)) return page
        const keys = page.right.map(({ key }) => key)
        const wrong = await wrongAmong(found, right, table, keys)
        if (E.isLeft(wrong)) return wrong
        for (const one of wrong.right) all.set(`${table} ${one.key}`, { ...named, ...one })
      }
  }
  return E.right([...all.values()])
}

/** Those of the differences that are still there. */
export const stillWrong = async (
  found: Load,
  right: Load,
  model: ReadModel,
  tenant: string,
  differences: ReadonlyArray<RowDifference>,
): Promise<E.Either<ReadModelError, ReadonlyArray<RowDifference>>> => {
  const still: Array<RowDifference> = []
  for (const difference of differences) {
    const { list, key } = difference
    const wrong = await wrongAmong(found, right, tableOfModel(model, tenant, list), [key])
    if (E.isLeft(wrong)) return wrong
    still.push(...wrong.right.map((one) => ({ ...(list === undefined ? {} : { list }), ...one })))
  }
  return E.right(still)
}
