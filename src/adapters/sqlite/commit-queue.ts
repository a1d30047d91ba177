/**
 * Group commit: appends that are in flight together wait for one flush of the disk instead of one each.
 * Appends are written in the order in which they came, one group after the other, also while the file is busy; every
 * one of them is answered exactly once.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Answer, Append } from './append-writer.js'
import { isBusy, untilFree } from './busy.js'
import { notWritten, type GroupWriter } from './group-writer.js'

export interface CommitQueue {
  readonly add: (append: Append) => Promise<Answer>
  /** Resolves when all that was added has been answered. */
  readonly settled: () => Promise<void>
}

interface Waiting extends Append {
  readonly resolve: (answer: Answer) => void
}

// A group holds up the event loop while it is written: some milliseconds at most.
const MOST_APPENDS = 256
const MOST_CHARACTERS = 4_194_304

export const commitQueue = (writeGroup: GroupWriter, busyTimeoutMs: number, written: () => void): CommitQueue => {
  const waiting: Array<Waiting> = []
  let working = false
  const onSettled: Array<() => void> = []

  // After the callbacks of this turn of the event loop, so that all appends that they start share the flush.
  const schedule = (): void => void setImmediate(flush)

  const take = (): ReadonlyArray<Waiting> => {
    let appends = 0
    for (let characters = 0; appends < MOST_APPENDS && characters < MOST_CHARACTERS; appends += 1) {
      const next = waiting[appends]
      if (next === undefined) break
      for (const { data } of next.events) characters += data.length
    }
    return waiting.splice(0, appends)
  }

  const flush = (): void => {
    const group = take()
    try {
      answer(group, writeGroup(group))
    } catch (cause) {
      if (isBusy(cause)) void writeLater(group)
      else refuse(group, cause)
    }
  }

  const writeLater = async (group: ReadonlyArray<Waiting>): Promise<void> => {
    const attempt = await untilFree(() => writeGroup(group), busyTimeoutMs)
    if (E.isRight(attempt)) answer(group, attempt.right)
    else refuse(group, attempt.left)
  }

  const refuse = (group: ReadonlyArray<Waiting>, cause: unknown): void =>
    answer(
      group,
      group.map(() => notWritten(cause)),
    )

  const answer = (group: ReadonlyArray<Waiting>, answers: ReadonlyArray<Answer>): void => {
    group.forEach(({ resolve }, index) => resolve(answers[index] ?? notWritten('no answer')))
    written()
    if (waiting.length > 0) return schedule()
    working = false
    for (const resolve of onSettled.splice(0)) resolve()
  }

  return {
    add: ({ stream, expected, events }) =>
      new Promise((resolve) => {
        waiting.push({ stream, expected, events, resolve })
        if (!working) schedule()
        working = true
      }),
    settled: () => (working ? new Promise((resolve) => onSettled.push(resolve)) : Promise.resolve()),
  }
}
