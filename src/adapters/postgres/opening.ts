/**
 * Brings a schema to where this release needs it: one transaction, under a lock that all instances share, so that any
 * number may start at once and all but the first find nothing to do.
 */
import * as E from 'fp-ts/lib/Either.js'
import { onConnection, type Ask, type PostgresPool } from './connections.js'
import { reasonOf, sqlState } from './failures.js'
import { KNOWN, makeSchema, migrate } from './migrations.js'
import { isName, quoted } from './names.js'
import type { PostgresOpenError } from './open-error.js'
import { rightsMissing } from './rights.js'
import { dueViews, makeView, OTHERS_DEPEND, whyNotViews, type DueView, type Views } from './views.js'

export interface Wanted {
  readonly schema: string
  readonly views: Views
}

/** Undefined: all is as it should be. */
export const prepareSchema = async (
  pool: PostgresPool,
  wanted: Wanted,
  timeoutMs: number,
): Promise<PostgresOpenError | undefined> => {
  const { schema, views } = wanted
  if (!isName(schema)) return { _tag: 'NameRefused', name: schema }
  const refused = whyNotViews(views)
  if (refused !== undefined) return refused
  const prepared = await onConnection(pool, timeoutMs, (ask) => inTransaction(ask, () => prepare(ask, wanted)))
  return E.isRight(prepared)
    ? prepared.right
    : (meaningOf(schema, sqlState(prepared.left.cause)) ?? {
        _tag: 'ServerUnavailable',
        reason: reasonOf(prepared.left),
      })
}

const inTransaction = async (
  ask: Ask,
  run: () => Promise<PostgresOpenError | undefined>,
): Promise<PostgresOpenError | undefined> => {
  // Each statement must see what the one before us committed, whatever level the host prefers.
  await ask('BEGIN ISOLATION LEVEL READ COMMITTED')
  const problem = await run()
  await ask(problem === undefined ? 'COMMIT' : 'ROLLBACK')
  return problem
}

const prepare = async (ask: Ask, { schema, views }: Wanted): Promise<PostgresOpenError | undefined> => {
  const unfit = await whyUnfit(ask)
  if (unfit !== undefined) return unfit
  await ask('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`after-sales read models ${schema}`])
  const { schemaThere, migrated, user } = await look(ask, schema)

  const whyNot = async (making: boolean): Promise<PostgresOpenError | undefined> => {
    const rights = await rightsMissing(ask, { schema, schemaThere, making, migrated })
    return rights.length > 0 ? { _tag: 'RightsMissing', user, rights } : undefined
  }
  const mayNotUse = await whyNot(false)
  if (mayNotUse !== undefined) return mayNotUse

  const found = migrated ? await versionOf(ask, schema) : 0
  if (found === undefined) return { _tag: 'ForeignSchema', schema }
  if (found > KNOWN) return { _tag: 'NewerSchema', schema, found, known: KNOWN }
  if (found < KNOWN) {
    const mayNotMake = await whyNot(true)
    if (mayNotMake !== undefined) return mayNotMake
    if (!schemaThere) await makeSchema(ask, schema)
    await migrate(ask, schema, found)
  }

  const due = await dueViews(ask, schema, views)
  if (due.length === 0) return undefined
  const mayNotMakeViews = await whyNot(true)
  if (mayNotMakeViews !== undefined) return mayNotMakeViews
  for (const view of due) {
    const refused = view.reason ?? (await madeOrRefused(ask, schema, view))
    if (refused !== undefined) return { _tag: 'ViewRefused', view: view.view, reason: refused }
  }
  return undefined
}

const madeOrRefused = async (ask: Ask, schema: string, view: DueView): Promise<'others_depend_on_it' | undefined> => {
  try {
    await makeView(ask, schema, view)
    return undefined
  } catch (cause) {
    if (sqlState(cause) === OTHERS_DEPEND) return 'others_depend_on_it'
    throw cause
  }
}

/** 13 is the oldest that had updates when this was written, and nothing here needs more. */
const OLDEST = 130_000

const whyUnfit = async (ask: Ask): Promise<PostgresOpenError | undefined> => {
  const [found] = await ask(`
    SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS server_encoding,
      current_setting('transaction_read_only') AS read_only, current_setting('synchronous_commit') AS synchronous_commit`)
  const unfit = (setting: string, wanted: string, name = setting): PostgresOpenError => ({
    _tag: 'ServerUnfit',
    setting,
    wanted,
    actual: String(found?.[name]),
  })
  if (!(Number(found?.['version']) >= OLDEST)) return unfit('server_version_num', `${OLDEST} or more`, 'version')
  if (found?.['server_encoding'] !== 'UTF8') return unfit('server_encoding', 'UTF8')
  // A standby, or a user whose sessions only read.
  if (found['read_only'] !== 'off') return unfit('transaction_read_only', 'off', 'read_only')
  // A crash would take back versions that runners on other machines know, and the same versions would be given again for
  // other rows: a runner that comes back late would then win where it should lose.
  if (found['synchronous_commit'] === 'off') return unfit('synchronous_commit', 'on')
  return undefined
}

interface Found {
  readonly user: string
  readonly schemaThere: boolean
  readonly migrated: boolean
}

/** From the catalogs, which everybody may read. */
const look = async (ask: Ask, schema: string): Promise<Found> => {
  const [found] = await ask(
    `SELECT current_user AS user, EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1) AS schema_there,
      EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND c.relname = 'migrations') AS migrated`,
    [schema],
  )
  return {
    user: String(found?.['user']),
    schemaThere: found?.['schema_there'] === true,
    migrated: found?.['migrated'] === true,
  }
}

/** Undefined where the table is not ours. */
const versionOf = async (ask: Ask, schema: string): Promise<number | undefined> => {
  const [found] = await ask(`SELECT max(version) AS version FROM ${quoted(schema)}.migrations`)
  const version = Number(found?.['version'] ?? NaN)
  return Number.isSafeInteger(version) && version > 0 ? version : undefined
}

/** What some codes mean while a schema is prepared; undefined where it was a failure like any other. */
const meaningOf = (schema: string, state: string | undefined): PostgresOpenError | undefined => {
  switch (state) {
    // reserved_name
    case '42939':
      return { _tag: 'NameRefused', name: schema }
    // duplicate_table, undefined_table, undefined_column
    case '42P07':
    case '42P01':
    case '42703':
      return { _tag: 'ForeignSchema', schema }
    default:
      return undefined
  }
}
