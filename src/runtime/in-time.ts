/** A call to the world outside: whoever throws, or is still thinking when their time is over, has said nothing. */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Clock } from '../ports/clock.js'

const MS = 1_000

/** The answer, or silence; the callee is told by its signal when nobody listens any more. */
export const inTime = async <Silent, A>(
  clock: Clock,
  seconds: number,
  silent: (reason: string) => Silent,
  ask: (signal: AbortSignal) => TaskEither<Silent, A>,
): Promise<E.Either<Silent, A>> => {
  const over = new AbortController()
  const call = (async (): Promise<E.Either<Silent, A>> => {
    try {
      const answer = await ask(over.signal)()
      return E.isLeft(answer) ? answer : E.right(answer.right)
    } catch {
      return E.left(silent('it failed with an exception'))
    }
  })()
  const late = clock.sleep(seconds * MS, over.signal).then(() => E.left(silent('it did not answer in time')))
  const first = await Promise.race([call, late])
  over.abort('over')
  return first
}
