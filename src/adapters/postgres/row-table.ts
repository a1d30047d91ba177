/**
 * The tables of rows and checkpoints, and their questions. Each is one statement, and so is a whole commit: rows and
 * checkpoint change together because PostgreSQL does a statement whole or not at all; a process that is paused or killed
 * holds no lock and leaves nothing half done; and a commit costs one round trip.
 *
 * That a later commit may become visible before an earlier one, which makes readers of logs in PostgreSQL skip events,
 * does not matter here: no position is given out, and a checkpoint's own row decides who comes next.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Commit, ListOptions, ReadModelError, Row, StoredCheckpoint } from '../../ports/read-model-store.js'
import { rowsAsked } from '../../ports/row-limits.js'
import { lastChanges } from './changes.js'
import type { Ask } from './connections.js'
import { quoted } from './names.js'

/**
 * The checkpoint moves first and holds its row until the end, so that of two runners one waits for the other and then
 * finds it moved. Of two first commits, the second waits for the unique name.
 *
 * `seen` is where the checkpoint stood when the statement began, and the row that is locked must be at the same version:
 * a runner that waited for another and happens to expect what that one wrote would otherwise go on without seeing its
 * rows, and not delete them.
 */
const commitText = (rows: string, checkpoints: string): string => `
  WITH seen AS (
    SELECT version FROM ${checkpoints} WHERE name = $1
  ), moved AS (
    INSERT INTO ${checkpoints} AS c (name, version, value)
    SELECT $1, $2::bigint + 1, $3 WHERE coalesce((SELECT version FROM seen), 0) = $2::bigint
    ON CONFLICT (name) DO UPDATE SET version = excluded.version, value = excluded.value WHERE c.version = $2::bigint
    RETURNING version
  ), put AS (
    SELECT * FROM unnest($4::text[], $5::text[], $6::text[], $7::text[]) AS p (tbl, key, sort, value)
  ), cleared AS (
    DELETE FROM ${rows} AS r USING moved
    WHERE r.tbl = ANY ($8::text[]) AND NOT EXISTS (SELECT FROM put WHERE put.tbl = r.tbl AND put.key = r.key)
  ), deleted AS (
    DELETE FROM ${rows} AS r USING moved, unnest($9::text[], $10::text[]) AS d (tbl, key)
    WHERE r.tbl = d.tbl AND r.key = d.key
  ), written AS (
    INSERT INTO ${rows} (tbl, key, sort, value)
    SELECT put.tbl, put.key, put.sort, put.value FROM moved, put
    ON CONFLICT (tbl, key) DO UPDATE SET sort = excluded.sort, value = excluded.value
  )
  SELECT version FROM moved`

const valuesOf = ({ name, expected, checkpoint, changes }: Commit): Array<unknown> => {
  const { cleared, deleted, put } = lastChanges(changes)
  return [
    name,
    expected,
    checkpoint,
    put.tables,
    put.keys,
    put.sorts,
    put.values,
    cleared,
    deleted.tables,
    deleted.keys,
  ]
}

/** Each question rejects where the server refuses it or cannot be asked. */
export interface RowTable {
  readonly checkpoint: (ask: Ask, name: string) => Promise<O.Option<StoredCheckpoint>>
  readonly commit: (ask: Ask, commit: Commit) => Promise<E.Either<ReadModelError, number>>
  readonly get: (ask: Ask, table: string, key: string) => Promise<O.Option<Row>>
  readonly load: (ask: Ask, table: string, keys: ReadonlyArray<string>) => Promise<ReadonlyArray<Row>>
  readonly list: (ask: Ask, table: string, options: ListOptions) => Promise<ReadonlyArray<Row>>
}

export const rowTable = (schema: string): RowTable => {
  const rows = `${quoted(schema)}.rows`
  const checkpoints = `${quoted(schema)}.checkpoints`
  // Key by key. `key = ANY` reads the whole table, in 30 times the time, until the server has first analyzed it; a rebuild
  // begins so.
  const load = `SELECT r.key, r.sort, r.value FROM unnest($2::text[]) AS asked (key)
    CROSS JOIN LATERAL (SELECT key, sort, value FROM ${rows} WHERE tbl = $1 AND key = asked.key LIMIT 1) AS r`
  const moveAll = commitText(rows, checkpoints)
  const select = `SELECT key, sort, value FROM ${rows} WHERE tbl = $1`

  const checkpoint: RowTable['checkpoint'] = async (ask, name) => {
    const [found] = await ask(`SELECT version, value FROM ${checkpoints} WHERE name = $1`, [name])
    return found === undefined ? O.none : O.some({ version: Number(found['version']), value: String(found['value']) })
  }

  const commit: RowTable['commit'] = async (ask, asked) => {
    const { name, expected } = asked
    // Nobody can stand there; and a number of another kind would be an error of the server instead of an answer.
    if (Number.isSafeInteger(expected) && expected >= 0) {
      const [moved] = await ask(moveAll, valuesOf(asked))
      if (moved !== undefined) return E.right(Number(moved['version']))
    }
    const found = await checkpoint(ask, name)
    const actual = O.isSome(found) ? found.value.version : 0
    // It came to be there only since the statement looked. Versions only grow, so the next look decides.
    if (actual === expected) return commit(ask, asked)
    return E.left({ _tag: 'CheckpointMoved', name, expected, actual })
  }

  return {
    checkpoint,
    commit,
    get: async (ask, table, key) => {
      const [found] = await ask(`${select} AND key = $2`, [table, key])
      return found === undefined ? O.none : O.some(rowFrom(found))
    },
    load: async (ask, table, keys) => (await ask(load, [table, [...new Set(keys)]])).map(rowFrom),
    list: async (ask, table, { after, upTo, limit }) => {
      const values: Array<unknown> = [table]
      const next = (value: unknown): string => `$${values.push(value)}`
      const from = after === undefined ? '' : `AND (sort, key) > (${next(after.sort)}, ${next(after.key)})`
      const to = upTo === undefined ? '' : `AND sort <= ${next(upTo)}`
      const most = next(rowsAsked(limit))
      return (await ask(`${select} ${from} ${to} ORDER BY sort, key LIMIT ${most}`, values)).map(rowFrom)
    },
  }
}

const rowFrom = ({ key, sort, value }: Readonly<Record<string, unknown>>): Row => ({
  key: String(key),
  sort: String(sort),
  value: String(value),
})
