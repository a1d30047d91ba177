/**
 * Asking a read model that others may throw away and make anew meanwhile: what is answered was read while all of its rows
 * were there and somebody kept them, or there is no answer. Nothing is remembered that could be out of date.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import { identityOf, type ReadModel } from '../../projections/read-model.js'
import type { AfterSalesError } from '../errors.js'
import { markIn, marksTable, type Mark } from '../projecting/marks.js'

type Answer<A> = Promise<E.Either<AfterSalesError, A>>

export type WhileWhole = <A>(
  model: Pick<ReadModel, 'name' | 'version'>,
  read: (store: ReadModelStore) => Answer<A>,
) => Answer<A>

/** It was made anew under each of them: the next question finds it quieter. */
const MOST_TRIES = 3

export const whileWhole = (readModels: ReadModelStore | undefined, tenant: string): WhileWhole => {
  if (readModels === undefined) return () => Promise.resolve(E.left({ _tag: 'ReadModelsMissing' }))
  const seen = new Map<string, string>()

  /** The mark as it is now; `undefined`: there is none, or another release has put the read model aside. */
  const markNow = async (readModel: string): Answer<string | undefined> => {
    const row = await readModels.get(marksTable(tenant), readModel)()
    if (E.isLeft(row) || O.isNone(row.right)) return E.map(() => undefined)(row)
    const found = row.right.value
    return E.map(({ follows }: Mark) => (follows ? found.value : undefined))(markIn(found))
  }

  return async (model, read) => {
    const readModel = identityOf(model)
    const notBuilt: E.Either<AfterSalesError, never> = E.left({ _tag: 'ReadModelNotBuilt', readModel })
    let before = seen.get(readModel)
    if (before === undefined) {
      const now = await markNow(readModel)
      if (E.isLeft(now)) return now
      before = now.right
    }
    for (let tries = 0; tries < MOST_TRIES && before !== undefined; tries++) {
      const answer = await read(readModels)
      if (E.isLeft(answer)) return answer
      const now = await markNow(readModel)
      if (E.isLeft(now)) return now
      // Each build ends with a mark of its own: the same one after reading as before stood there all the time.
      if (now.right === before) {
        seen.set(readModel, before)
        return answer
      }
      before = now.right
    }
    seen.delete(readModel)
    return notBuilt
  }
}
