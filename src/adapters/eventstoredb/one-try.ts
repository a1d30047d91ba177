/** One try of one call: its answer, or what its failure means. One that stays silent is ended where it can be. */
import * as E from 'fp-ts/lib/Either.js'
import { failureOf, type Failure } from './failures.js'
import { TOO_LATE, within } from './patience.js'

export interface Call<A> {
  readonly answer: Promise<A>
  /** Ends the call; absent where only the client's end ends it. */
  readonly cancel?: () => void
}

export const SILENT = { _tag: 'Unknown', reason: 'the server did not answer in time' } as const satisfies Failure

/** `alive` is to be called at every sign of life, so that a long answer is not taken for silence. */
export const oneTry = async <A>(ms: number, ask: (alive: () => void) => Call<A>): Promise<E.Either<Failure, A>> => {
  let cancel: (() => void) | undefined
  try {
    const answer = await within(ms, (alive) => {
      const call = ask(alive)
      cancel = call.cancel
      return call.answer
    })
    if (answer !== TOO_LATE) return E.right(answer)
  } catch (cause) {
    return E.left(failureOf(cause))
  }
  cancel?.()
  return E.left(SILENT)
}
