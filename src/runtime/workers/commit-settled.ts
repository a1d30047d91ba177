/**
 * A commit that may or may not have been written is settled by reading the checkpoint. Whoever else committed the same
 * events from there wrote the same text, so this is only for rows that each event makes alone: theirs are ours. Rows that
 * are folded from rows are read again after any doubt.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Commit, ReadModelError, ReadModelStore } from '../../ports/read-model-store.js'

export const commitSettled = async (
  readModels: ReadModelStore,
  commit: Commit,
): Promise<E.Either<ReadModelError, number>> => {
  const result = await readModels.commit(commit)()
  if (E.isRight(result) || result.left._tag !== 'CommitUnknown') return result
  // Written or not? The versions count, and this text is ours.
  const found = await readModels.checkpoint(commit.name)()
  if (E.isLeft(found)) return found
  const now = O.isNone(found.right) ? undefined : found.right.value
  const isOurs = now?.version === commit.expected + 1 && now.value === commit.checkpoint
  return isOurs ? E.right(now.version) : result
}
