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
}

/** By the name of the view. */
export type Views = Readonly<Record<string, View>>

/** Columns that every view has: the row's own. */
const OWN = ['key', 'sort']

const formOf = (name: string, column: Column): Exclude<Column, string> =>
  typeof column === 'string' ? { type: column, path: [name] } : column

const problemOf = ({ columns }: View): ViewProblem | undefined => {
  const all = Object.entries(columns)
  if (all.length === 0) return 'no_columns'
  if (all.some(([name]) => !isName(name) || OWN.includes(name))) return 'column_name'
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

/** `value::json -> 'a' ->> 'b'`: an index on the same words serves the view. */
const columnText = (name: string, column: Column): string => {
  const { type, path } = formOf(name, column)
  const steps = path.map((step, at) => `${at === path.length - 1 && type !== 'json' ? '->>' : '->'} ${literal(step)}`)
  const found = `(value::json ${steps.join(' ')})`
  return `${type === 'text' || type === 'json' ? found : `${found}::${type}`} AS ${quoted(name)}`
}

export const definitionOf = (schema: string, { table, columns }: View): string =>
  `SELECT ${[...OWN, ...Object.entries(columns).map(([name, column]) => columnText(name, column))].join(', ')}
    FROM ${quoted(schema)}.rows WHERE tbl = ${literal(table)}`

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
