/**
 * The tables of an event log.
 * WARNING: stored format. `user_version` names it; a change is a new schema with a migration, never an edit.
 *
 * Names stand once, in dictionaries; an event's row holds small integers, the id as 16 bytes, the metadata as a JSON
 * array without its keys, and the data as it came. The head of a stream is the last entry of its unique index: a column
 * for it would be a second truth and cost a third of the rate of appends.
 */
import type { FileKind } from './database-file.js'

export const EVENT_LOG: FileKind = {
  // "as_e" in ASCII.
  marker: 0x61735f65,
  schema: 1,
  // AUTOINCREMENT: a position is never given twice, not even where somebody has cut the end off the log.
  tables: `
    CREATE TABLE streams (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE types (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE events (
      position INTEGER PRIMARY KEY AUTOINCREMENT,
      stream INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      type INTEGER NOT NULL,
      id ANY NOT NULL,
      recorded_at INTEGER NOT NULL,
      metadata TEXT NOT NULL,
      data TEXT NOT NULL,
      UNIQUE (stream, revision)
    ) STRICT`,
}
