/** Which rights the user lacks, asked before anything is changed, so that the answer names each instead of the first. */
import type { Ask } from './connections.js'
import { quoted } from './names.js'

interface Wanted {
  readonly schema: string
  readonly schemaThere: boolean
  /** Tables or views are to be made. */
  readonly making: boolean
  /** Our tables are there. */
  readonly migrated: boolean
}

const TABLES: ReadonlyArray<readonly [table: string, ...rights: ReadonlyArray<string>]> = [
  ['migrations', 'SELECT'],
  ['views', 'SELECT'],
  ['checkpoints', 'SELECT', 'INSERT', 'UPDATE'],
  ['rows', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'],
]

/** As a GRANT names them. A table that is not there is no matter of rights. */
export const rightsMissing = async (ask: Ask, wanted: Wanted): Promise<ReadonlyArray<string>> => {
  const { schema, schemaThere, making, migrated } = wanted
  const missing: Array<string> = []
  const look = async (right: string, text: string, values: Array<unknown>): Promise<void> => {
    const [found] = await ask(text, values)
    if (found?.['allowed'] !== true) missing.push(right)
  }
  if (!schemaThere) {
    const [found] = await ask(
      "SELECT current_database() AS name, has_database_privilege(current_database(), 'CREATE') AS allowed",
    )
    return found?.['allowed'] === true ? [] : [`CREATE ON DATABASE ${quoted(String(found?.['name']))}`]
  }
  for (const right of making ? ['USAGE', 'CREATE'] : ['USAGE'])
    await look(`${right} ON SCHEMA ${quoted(schema)}`, 'SELECT has_schema_privilege($1, $2) AS allowed', [
      schema,
      right,
    ])
  if (!migrated) return missing
  // Only their owner changes tables and views; whoever is a member of the owner's role is one, too.
  if (making) missing.push(...(await ownersMissing(ask, schema)))
  for (const [table, ...rights] of TABLES) {
    const name = `${quoted(schema)}.${table}`
    for (const right of rights)
      await look(
        `${right} ON ${name}`,
        `SELECT coalesce(bool_and(has_table_privilege(oid, $3)), true) AS allowed FROM pg_catalog.pg_class
          WHERE relname = $2 AND relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1)`,
        [schema, table, right],
      )
  }
  return missing
}

const ownersMissing = async (ask: Ask, schema: string): Promise<ReadonlyArray<string>> => {
  const found = await ask(
    `SELECT DISTINCT pg_get_userbyid(relowner) AS owner FROM pg_catalog.pg_class
      WHERE relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1)
        AND relkind IN ('r', 'v') AND NOT pg_has_role(relowner, 'USAGE')`,
    [schema],
  )
  return found.map(({ owner }) => quoted(String(owner)))
}
