/**
 * One table of the read-model store in memory. A table that is never listed is never put in order; one that is listed
 * once stays in order from then on.
 */
import type { ListOptions, Row } from '../../ports/read-model-store.js'
import { rowsAsked } from '../../ports/row-limits.js'
import { sortable, sortedRows, type PlacedRow, type SortedRows } from './sorted-rows.js'

export interface RowTable {
  readonly get: (key: string) => Row | undefined
  readonly put: (row: Row) => void
  readonly delete: (key: string) => void
  readonly list: (options: ListOptions) => ReadonlyArray<Row>
}

export const rowTable = (): RowTable => {
  const rows = new Map<string, PlacedRow>()
  let inOrder: SortedRows | undefined

  return {
    get: (key) => rows.get(key)?.row,
    put: (row) => {
      const known = rows.get(row.key)
      if (known?.row.sort === row.sort) {
        known.row = row
        return
      }
      if (known !== undefined) inOrder?.remove(known)
      const placed: PlacedRow = { sort: sortable(row.sort), key: sortable(row.key), row }
      rows.set(row.key, placed)
      inOrder?.add(placed)
    },
    delete: (key) => {
      const known = rows.get(key)
      if (known === undefined) return
      rows.delete(key)
      inOrder?.remove(known)
    },
    list: ({ after, upTo, limit }) => {
      inOrder ??= sortedRows(rows.values())
      return inOrder.list(
        after === undefined ? undefined : { sort: sortable(after.sort), key: sortable(after.key) },
        upTo === undefined ? undefined : sortable(upTo),
        rowsAsked(limit),
      )
    },
  }
}
