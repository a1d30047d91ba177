/** The end of a build that several have shared. */
import * as E from 'fp-ts/lib/Either.js'
import type { EventStore } from '../../ports/event-store.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import { identityOf, type ReadModel } from '../../projections/read-model.js'
import type { AfterSalesError } from '../errors.js'
import { standingInLog, START, type Checkpoint } from '../workers/checkpoint.js'
import { buildGoesOnFrom, buildName } from './builder.js'

/**
 * After all shares have come to one place of the log, each read model is built up to there, and its next build goes on
 * from it alone. Errors: `SharesApart` while one of them stands elsewhere; nothing is changed then.
 */
export const joinShares = async (
  store: EventStore,
  readModels: ReadModelStore,
  models: ReadonlyArray<ReadModel>,
  tenant: string,
  of: number,
): Promise<E.Either<AfterSalesError, void>> => {
  for (const model of models) {
    const places = new Set<string>()
    let at: Checkpoint = START
    for (let n = 1; n <= of; n++) {
      const standing = await standingInLog(store, readModels, buildName(model, tenant, { n, of }))
      if (E.isLeft(standing)) return standing
      at = standing.right.at
      places.add(standing.right.at.position ?? '')
    }
    if (places.size > 1) return E.left({ _tag: 'SharesApart', readModel: identityOf(model) })
    const joined = await buildGoesOnFrom(readModels, model, tenant, at)
    if (E.isLeft(joined)) return joined
  }
  return E.right(undefined)
}
