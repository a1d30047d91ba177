/**
 * What every read-model store agrees on before it looks at its rows: how many rows a list holds, and which texts can be
 * kept. A NUL or half a surrogate pair is cut off or replaced by drivers in silence, and two keys would become one; what
 * people write never holds them, so only a mistake in a program can bring them here.
 */
import { isWellFormed } from '../domain/kernel/codec.js'
import type { Commit, ListOptions, ReadModelError, Row, RowChange } from './read-model-store.js'

/** A list is in memory as a whole. */
const MOST_ROWS = 1_000

/** How many rows a list with this limit holds at most. */
export const rowsAsked = (limit = MOST_ROWS): number => (limit >= 1 ? Math.min(Math.trunc(limit), MOST_ROWS) : 0)

/** Why this commit cannot be kept, whatever the store holds; undefined where it can. */
export const whyNotCommit = ({ name, checkpoint, changes }: Commit): ReadModelError | undefined =>
  isKept(name) && isKept(checkpoint) && changes.every(isChangeKept) ? undefined : NOT_KEPT

/** Why nobody can be asked for this; undefined where they can. */
export const whyNotFind = (table: string, key: string): ReadModelError | undefined =>
  isKept(table) && isKept(key) ? undefined : NOT_KEPT

export const whyNotLoad = (table: string, keys: ReadonlyArray<string>): ReadModelError | undefined =>
  isKept(table) && keys.every(isKept) ? undefined : NOT_KEPT

export const whyNotList = (table: string, { after, upTo = '' }: ListOptions): ReadModelError | undefined =>
  isKept(table) && isKept(upTo) && (after === undefined || (isKept(after.sort) && isKept(after.key)))
    ? undefined
    : NOT_KEPT

const NOT_KEPT: ReadModelError = {
  _tag: 'ReadModelUnavailable',
  reason: 'a text holds a NUL or half a surrogate pair, which not every store can keep',
}

const isKept = (text: string): boolean => !text.includes('\0') && isWellFormed(text)

const isChangeKept = (change: RowChange): boolean =>
  isKept(change.table) &&
  (change._tag === 'Put' ? isRowKept(change.row) : change._tag === 'Clear' || isKept(change.key))

const isRowKept = ({ key, sort, value }: Row): boolean => isKept(key) && isKept(sort) && isKept(value)
