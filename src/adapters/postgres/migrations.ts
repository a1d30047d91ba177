/**
 * The tables, as a list of steps that only grows.
 * WARNING: a step that was released is never edited. A database notes in `migrations` which ones it has had; the next
 * change of the tables is the next step.
 */
import type { Ask } from './connections.js'
import { quoted } from './names.js'

/**
 * Texts, never json or jsonb: a value comes back as it was given. "C" is the order of code points, whatever language the
 * database speaks. `rows_in_order` is what a list reads. The room on each page lets a row whose place stays the same be
 * replaced without touching an index.
 */
const TABLES = (schema: string): string => `
  CREATE TABLE ${schema}.checkpoints (
    name text COLLATE "C" PRIMARY KEY,
    version bigint NOT NULL,
    value text NOT NULL
  );
  CREATE TABLE ${schema}.rows (
    tbl text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    sort text COLLATE "C" NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (tbl, key)
  ) WITH (fillfactor = 90);
  CREATE INDEX rows_in_order ON ${schema}.rows (tbl, sort, key);
  CREATE TABLE ${schema}.views (
    name text COLLATE "C" PRIMARY KEY,
    definition text NOT NULL
  )`

const MIGRATIONS: ReadonlyArray<(schema: string) => string> = [TABLES]

/** The version of the schema that this release knows. */
export const KNOWN = MIGRATIONS.length

/** Whoever owns no more than the schema may not even ask for it to be made if it is not there. */
export const makeSchema = async (ask: Ask, schema: string): Promise<void> => {
  await ask(`CREATE SCHEMA ${quoted(schema)}`)
}

/** Everything that is missing, in the transaction of the caller, who holds the lock. */
export const migrate = async (ask: Ask, name: string, from: number): Promise<void> => {
  const schema = quoted(name)
  if (from === 0) {
    await ask(
      `CREATE TABLE ${schema}.migrations (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`,
    )
  }
  for (const [at, migration] of MIGRATIONS.entries()) {
    if (at < from) continue
    await ask(migration(schema))
    await ask(`INSERT INTO ${schema}.migrations (version) VALUES ($1)`, [at + 1])
  }
}
