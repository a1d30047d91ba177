/**
 * Writes a group of appends in one transaction, which is one flush of the disk.
 * Each append is checked on its own, inside the transaction, against what those before it have written; one that is
 * refused writes nothing and disturbs none of the others. Never half a batch: either the transaction is committed, or
 * it is rolled back as a whole and all that was remembered is forgotten.
 */
import * as E from 'fp-ts/lib/Either.js'
import { epochMsOf, type Instant } from '../../domain/values/instant.js'
import { appendWriter, type Answer, type Append } from './append-writer.js'
import { isBusy } from './busy.js'
import { reasonOf, type SqliteDatabase } from './driver.js'
import { transactionOn } from './transaction.js'
import { writerMemory } from './writer-memory.js'

/** Answers in the order of the group. Throws only where the file is busy, and then nothing was written. */
export type GroupWriter = (group: ReadonlyArray<Append>) => ReadonlyArray<Answer>

export const notWritten = (cause: unknown): Answer => E.left({ _tag: 'StoreUnavailable', reason: reasonOf(cause) })

export const groupWriter = (database: SqliteDatabase, now: () => Instant): GroupWriter => {
  const transaction = transactionOn(database)
  const memory = writerMemory(database)
  const write = appendWriter(database, memory)

  const undo = (): void => {
    transaction.rollBack()
    memory.forget()
  }

  const begin = (): void => {
    try {
      transaction.begin()
      memory.noticeOtherWriters()
    } catch (cause) {
      // Where an earlier rollback has failed, too, the next attempt must not find its transaction still open.
      undo()
      throw cause
    }
  }

  const writeGroup: GroupWriter = (group) => {
    begin()
    let answers: ReadonlyArray<Answer>
    try {
      const recordedAt = epochMsOf(now())
      answers = group.map((append) => write(append, recordedAt))
    } catch (cause) {
      undo()
      if (group.length === 1) return [notWritten(cause)]
      // Which of them was to blame is found by writing each alone.
      return group.flatMap(alone)
    }
    try {
      transaction.commit()
      return answers
    } catch (cause) {
      undo()
      // A busy file says so before it writes. After any other failure the last frame may or may not have reached the
      // disk, and what the others of the group were told may rest on it.
      return group.map(({ stream }) => (isBusy(cause) ? notWritten(cause) : E.left({ _tag: 'OutcomeUnknown', stream })))
    }
  }

  const alone = (append: Append): ReadonlyArray<Answer> => {
    try {
      return writeGroup([append])
    } catch (cause) {
      return [notWritten(cause)]
    }
  }

  return writeGroup
}
