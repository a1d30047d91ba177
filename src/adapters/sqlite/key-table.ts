/**
 * The table of keys, and its three questions. A tombstone stands for an erased person: it holds no key, and no key is
 * ever made where it stands. Both are decided inside one write transaction, so that of two processes only one makes a
 * key, and none makes one after an erasure.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { KeyRingError } from '../../ports/key-ring.js'
import type { FileKind } from './database-file.js'
import { rowsOf, valueOf, type SqliteDatabase } from './driver.js'
import { transactionOn } from './transaction.js'

export const KEY_RING: FileKind = {
  // "as_k" in ASCII.
  marker: 0x61735f6b,
  schema: 1,
  tables: `
    CREATE TABLE keys (
      tenant TEXT NOT NULL,
      subject TEXT NOT NULL,
      id TEXT NOT NULL,
      key BLOB NOT NULL,
      PRIMARY KEY (tenant, subject, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE erased (
      tenant TEXT NOT NULL,
      subject TEXT NOT NULL,
      PRIMARY KEY (tenant, subject)
    ) STRICT, WITHOUT ROWID`,
}

export interface StoredKey {
  readonly id: string
  readonly bytes: Uint8Array
}

export interface KeyTable {
  readonly current: (tenant: string, subject: string, fresh: () => StoredKey) => E.Either<KeyRingError, StoredKey>
  readonly find: (tenant: string, subject: string, keyId: string) => O.Option<Uint8Array>
  /** How many keys were destroyed. */
  readonly destroy: (tenant: string, subject: string) => number
  /** Removes what is left of destroyed keys from the file's own log; false while another process is reading it. */
  readonly scrub: () => boolean
}

export const keyTable = (database: SqliteDatabase): KeyTable => {
  // Destroyed keys are overwritten with zeroes instead of waiting in free pages to be found.
  database.exec('PRAGMA secure_delete = ON')
  const transaction = transactionOn(database)
  const findErased = valueOf(database, 'SELECT 1 FROM erased WHERE tenant = ? AND subject = ?')
  const findCurrent = rowsOf(database, 'SELECT id, key FROM keys WHERE tenant = ? AND subject = ? ORDER BY id LIMIT 1')
  const findKey = valueOf(database, 'SELECT key FROM keys WHERE tenant = ? AND subject = ? AND id = ?')
  const countKeys = valueOf(database, 'SELECT count(*) FROM keys WHERE tenant = ? AND subject = ?')
  const insertKey = database.prepare('INSERT INTO keys (tenant, subject, id, key) VALUES (?, ?, ?, ?)')
  const deleteKeys = database.prepare('DELETE FROM keys WHERE tenant = ? AND subject = ?')
  const insertErased = database.prepare('INSERT OR IGNORE INTO erased (tenant, subject) VALUES (?, ?)')
  const checkpoint = valueOf(database, 'PRAGMA wal_checkpoint(TRUNCATE)')

  const inTransaction = <A>(work: () => A): A => {
    transaction.begin()
    try {
      const result = work()
      transaction.commit()
      return result
    } catch (cause) {
      transaction.rollBack()
      throw cause
    }
  }

  const stored = (tenant: string, subject: string): StoredKey | undefined => {
    const [row] = findCurrent(tenant, subject)
    return row === undefined ? undefined : { id: String(row[0]), bytes: row[1] as Uint8Array }
  }

  return {
    current: (tenant, subject, fresh) => {
      const known = stored(tenant, subject)
      if (known !== undefined) return E.right(known)
      return inTransaction(() => {
        if (findErased(tenant, subject) !== undefined) return E.left({ _tag: 'SubjectErased' })
        const faster = stored(tenant, subject)
        if (faster !== undefined) return E.right(faster)
        const key = fresh()
        insertKey.run(tenant, subject, key.id, key.bytes)
        return E.right(key)
      })
    },
    find: (tenant, subject, keyId) => {
      const key = findKey(tenant, subject, keyId)
      return key instanceof Uint8Array ? O.some(key) : O.none
    },
    destroy: (tenant, subject) =>
      inTransaction(() => {
        const keys = Number(countKeys(tenant, subject))
        deleteKeys.run(tenant, subject)
        insertErased.run(tenant, subject)
        return keys
      }),
    scrub: () => checkpoint() === 0,
  }
}
