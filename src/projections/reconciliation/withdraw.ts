/**
 * What becomes of the queue when a statement turns out to be the wrong file: what it alone has brought is gone. Of an older
 * row that it explained only our side is left, on the safe side: missing there, until the right file shows it.
 */
import { exceptionKey, type Exception } from './exceptions.js'

/** The row without that statement: `undefined` where nothing of it is left, the same where it had no part in it. */
const without = (row: Exception, statementId: string): Exception | undefined => {
  if (row.statementId !== statementId) return row
  const { there, closed: _, ...ours } = row
  if (there === undefined || row.here === undefined || row.foundBy === statementId) return undefined
  return { ...ours, what: 'missing_there' }
}

export interface Withdrawn {
  readonly statementId: string
  /** Open again: an earlier statement missed them, and only this one showed an amount. */
  readonly reopened: ReadonlyArray<Exception>
  /** Gone with the statement. */
  readonly removed: ReadonlyArray<Exception>
}

/** What changes in the whole queue. */
export const withdrawn = (queue: ReadonlyArray<Exception>, statementId: string): Withdrawn => {
  const reopened: Array<Exception> = []
  const removed: Array<Exception> = []
  for (const row of [...queue].sort((a, b) => (exceptionKey(a) < exceptionKey(b) ? -1 : 1))) {
    const left = without(row, statementId)
    if (left === undefined) removed.push(row)
    else if (left !== row) reopened.push(left)
  }
  return { statementId, reopened, removed }
}
