/**
 * The changes of a commit as one statement takes them: every row at most once, by what happened to it last, and the
 * cleared tables apart. Rows are in one order for all writers, so that two who change the same rows wait for each other
 * instead of in a circle.
 */
import type { Row, RowChange } from '../../ports/read-model-store.js'

export interface LastChanges {
  readonly cleared: Array<string>
  readonly deleted: { readonly tables: Array<string>; readonly keys: Array<string> }
  readonly put: {
    readonly tables: Array<string>
    readonly keys: Array<string>
    readonly sorts: Array<string>
    readonly values: Array<string>
  }
}

interface TableChanges {
  cleared: boolean
  /** Undefined: deleted. */
  readonly rows: Map<string, Row | undefined>
}

const byTable = (changes: ReadonlyArray<RowChange>): ReadonlyMap<string, TableChanges> => {
  const tables = new Map<string, TableChanges>()
  for (const change of changes) {
    const table = tables.get(change.table) ?? { cleared: false, rows: new Map<string, Row | undefined>() }
    tables.set(change.table, table)
    if (change._tag === 'Put') table.rows.set(change.row.key, change.row)
    else if (change._tag === 'Delete') table.rows.set(change.key, undefined)
    else {
      table.cleared = true
      table.rows.clear()
    }
  }
  return tables
}

const inOrder = <A>(entries: Iterable<readonly [string, A]>): ReadonlyArray<readonly [string, A]> =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1))

export const lastChanges = (changes: ReadonlyArray<RowChange>): LastChanges => {
  const last: LastChanges = {
    cleared: [],
    deleted: { tables: [], keys: [] },
    put: { tables: [], keys: [], sorts: [], values: [] },
  }
  for (const [table, { cleared, rows }] of inOrder(byTable(changes))) {
    if (cleared) last.cleared.push(table)
    for (const [key, row] of inOrder(rows)) {
      if (row !== undefined) {
        last.put.tables.push(table)
        last.put.keys.push(key)
        last.put.sorts.push(row.sort)
        last.put.values.push(row.value)
      } else if (!cleared) {
        last.deleted.tables.push(table)
        last.deleted.keys.push(key)
      }
    }
  }
  return last
}
