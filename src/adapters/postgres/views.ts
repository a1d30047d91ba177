/**
 * Tables as people query them: a view with typed columns over the JSON of each row. The text stays the one truth and the
 * write path does not know of views; so a new column costs no rewrite of any row, a wrong one spoils no commit, and both
 * can be had at any time. (A generated column would do its cast inside every commit, and one value that does not fit it
 * would stop the consumer.)
 */
import type { Ask } from './connections.js'
import { sqlState } from './failures.js'
import { isName, literal, quoted } from './names.js'
import type { PostgresOpenError, ViewProblem } from './open-error.js'

const TYPES = ['text', 'boolean', 'integer', 'bigint', 'numeric', 'date', 'timestamptz', 'json'] as const

export type ColumnType = (typeof TYPES)[number]

/** A type, where the column is named as the member of the row's JSON; or where in the JSON it is. */
export type Column = ColumnType | { readonly type: ColumnType; readonly path: readonly [string, ...Array<string>] }

/**
 * @example
 * { table: 'work', columns: { department: 'text', dueAt: 'timestamptz', amount: { type: 'bigint', path: ['owed', 'amount'] } } }
 */
export interface View {
  /** The table of the read model, as its projection names it. */
  readonly table: string
  readonly columns: Readonly<Record<string, Column>>
  /**
   * One line for each element of an array of the row instead of one for each row: the column `n` counts them from 1, and
   * `columns` are then in the element, and `rowColumns` in the row.
   */
  readonly each?: { readonly path: readonly [string, ...Array<string>]; readonly rowColumns: View['columns'] }
  /** Without the columns `key` and `sort`. */
  readonly plain?: true
  /** Only rows whose key begins so. It costs nothing more than these rows. */
  readonly keys?: string
  /** Only rows that stand in this list of the read model, at places that begin so. It costs nothing more than these rows. */
  readonly through?: { readonly list: string; readonly places: readonly [string, ...Array<string>] }
}

/** By the name of the view. */
export type Views = Readonly<Record<string, View>>

/** The place in the array. */
const NUMBER = 'n'

/** Columns that a view has by itself. */
const ownOf = ({ each, plain }: View): ReadonlyArray<string> => [
  ...(plain === true ? [] : ['key', 'sort']),
  ...(each === undefined ? [] : [NUMBER]),
]
const declaredIn = ({ columns, each }: View): ReadonlyArray<readonly [string, Column]> => [
  ...Object.entries(each?.rowColumns ?? {}),
  ...Object.entries(columns),
]

const formOf = (name: string, column: Column): Exclude<Column, string> =>
  typeof column === 'string' ? { type: column, path: [name] } : column

const problemOf = (view: View): ViewProblem | undefined => {
  const all = declaredIn(view)
  if (all.length === 0) return 'no_columns'
  const names = [...ownOf(view), ...all.map(([name]) => name)]
  if (all.some(([name]) => !isName(name)) || new Set(names).size < names.length) return 'column_name'
  return all.every(([name, column]) => TYPES.includes(formOf(name, column).type)) ? undefined : 'unknown_type'
}

export const whyNotViews = (views: Views): PostgresOpenError | undefined => {
  for (const [view, declared] of Object.entries(views)) {
    if (!isName(view)) return { _tag: 'NameRefused', name: view }
    const reason = problemOf(declared)
    if (reason !== undefined) return { _tag: 'ViewRefused', view, reason }
  }
  return undefined
}

const ROW = 'r.value::json'
const ELEMENT = 'e.value'

/** `value::json -> 'a' ->> 'b'`: an index on the same words serves the view. */
const columnText =
  (json: string) =>
  ([name, column]: readonly [string, Column]): string => {
    const { type, path } = formOf(name, column)
    const steps = path.map((step, at) => `${at === path.length - 1 && type !== 'json' ? '->>' : '->'} ${literal(step)}`)
    const found = `(${json} ${steps.join(' ')})`
    return `${type === 'text' || type === 'json' ? found : `${found}::${type}`} AS ${quoted(name)}`
  }

const columnTexts = (view: View): ReadonlyArray<string> => {
  const { columns, each } = view
  const own = ownOf(view).map((name) => (name === NUMBER ? `e.${NUMBER}::integer AS ${NUMBER}` : `r.${name}`))
  const ofRow = Object.entries(each?.rowColumns ?? {}).map(columnText(ROW))
  return [...own, ...ofRow, ...Object.entries(columns).map(columnText(each === undefined ? ROW : ELEMENT))]
}

/** After every text that begins with something there is none but that something with the last of all characters. */
const LAST = '\u{10FFFF}'
const beginsWith = (column: string, prefix: string): string =>
  `(${column} >= ${literal(prefix)} AND ${column} < ${literal(prefix + LAST)})`

export const definitionOf = (schema: string, view: View): string => {
  const rows = `${quoted(schema)}.rows`
  const { table, each, keys, through } = view
  // Of a list, the value is the key of the row. The collation is that of keys, for there are two to choose from.
  const found = through === undefined ? `${rows} AS r` : `${rows} AS l JOIN ${rows} AS r ON r.key = l.value COLLATE "C"`
  const elements =
    each === undefined
      ? ''
      : `CROSS JOIN LATERAL json_array_elements(${ROW} ${each.path.map((step) => `-> ${literal(step)}`).join(' ')})
        WITH ORDINALITY AS e (value, ${NUMBER})`
  const only = [
    `r.tbl = ${literal(table)}`,
    ...(keys === undefined ? [] : [beginsWith('r.key', keys)]),
    ...(through === undefined
      ? []
      : [
          `l.tbl = ${literal(through.list)}`,
          `(${through.places.map((place) => beginsWith('l.sort', place)).join(' OR ')})`,
        ]),
  ]
  return `SELECT ${columnTexts(view).join(', ')} FROM ${found} ${elements} WHERE ${only.join(' AND ')}`
}

export interface DueView {
  readonly view: string
  readonly definition: string
  readonly reason?: ViewProblem
}

/** The views that are not there yet as they are declared; with a reason where something else has the name. */
export const dueViews = async (ask: Ask, schema: string, views: Views): Promise<ReadonlyArray<DueView>> => {
  const known = new Map(
    (await ask(`SELECT name, definition FROM ${quoted(schema)}.views`)).map((row) => [row['name'], row['definition']]),
  )
  const there = new Set(
    (
      await ask(
        'SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)',
        [schema],
      )
    ).map((row) => row['relname']),
  )
  return Object.entries(views)
    .map(([view, declared]) => ({ view, definition: definitionOf(schema, declared) }))
    .filter(({ view, definition }) => !there.has(view) || known.get(view) !== definition)
    .map((due) => (there.has(due.view) && !known.has(due.view) ? { ...due, reason: 'name_taken' } : due))
}

/**
 * Puts a view in place, in the transaction of the caller. A view that only gains columns at its end keeps who may read
 * it; any other change makes it anew, with the default rights of the schema.
 */
export const makeView = async (ask: Ask, schema: string, { view, definition }: DueView): Promise<void> => {
  const name = `${quoted(schema)}.${quoted(view)}`
  await ask('SAVEPOINT before_view')
  try {
    await ask(`CREATE OR REPLACE VIEW ${name} AS ${definition}`)
  } catch (cause) {
    if (sqlState(cause) !== COLUMNS_CHANGED) throw cause
    await ask('ROLLBACK TO SAVEPOINT before_view')
    await ask(`DROP VIEW ${name}`)
    await ask(`CREATE VIEW ${name} AS ${definition}`)
  }
  await ask(
    `INSERT INTO ${quoted(schema)}.views (name, definition) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET definition = excluded.definition`,
    [view, definition],
  )
}

/** invalid_table_definition: a column is gone, renamed or of another type. */
const COLUMNS_CHANGED = '42P16'
/** dependent_objects_still_exist */
export const OTHERS_DEPEND = '2BP01'
