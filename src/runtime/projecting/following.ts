/**
 * What keeps read models up to date: the handler of the role `projections`. All of them follow the log together, event by
 * event, in the order of the log. One that is new is built first, up to where the others stand; from its mark on it
 * follows with them.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import { identityOf, type ReadModel } from '../../projections/read-model.js'
import type { AfterSalesError } from '../errors.js'
import type { LoggedEvent } from '../read-log.js'
import type { Runtime } from '../runtime.js'
import { seenBy } from '../seen-by.js'
import { checkpointText, type Standing } from '../workers/checkpoint.js'
import type { Finished } from '../workers/progress.js'
import type { Building } from '../workers/worker-status.js'
import { buildReadModels } from './build.js'
import { buildGoesOnFrom, cleared } from './builder.js'
import { listMarks, marked, markOf } from './marks.js'
import { rowBook } from './row-book.js'

export interface Following {
  readonly handle: (event: LoggedEvent) => Promise<Finished>
  readonly prepare: (standing: Standing) => Promise<E.Either<AfterSalesError, Standing>>
}

/** Under which name the followers keep their place. */
export const followersName = (tenant: string): string => `projections@${tenant}`

export const followingOf = (
  runtime: Runtime,
  readModels: ReadModelStore,
  models: ReadonlyArray<ReadModel>,
  signal: AbortSignal,
  /** Told when a build begins, how far it is, and with nothing when it is over. */
  onBuilding: (building?: Building) => void = () => undefined,
): Following => {
  const { tenant } = runtime
  const book = rowBook(readModels, models, tenant)
  return {
    handle: async (logged) => {
      const folded = await book.fold([seenBy(logged)])
      return E.isLeft(folded) ? folded : E.right(book.changes())
    },
    prepare: async (standing) => {
      const { at, version } = standing
      book.forget()
      const marks = await listMarks(readModels, tenant)
      if (E.isLeft(marks)) return marks
      const known = new Set(models.map(identityOf))
      const left = [...marks.right.values()].filter((mark) => mark.follows && !known.has(identityOf(mark)))
      const missing = models.filter((model) => marks.right.get(identityOf(model))?.follows !== true)
      if (missing.length === 0 && left.length === 0) return E.right(standing)
      // Another release knows them. What they miss from here on is theirs to make up for when they come back.
      for (const mark of left) {
        const noted = await buildGoesOnFrom(readModels, mark, tenant, at)
        if (E.isLeft(noted)) return noted
      }
      // Where nothing was followed yet, all of them begin with the log.
      if (at.position !== undefined && missing.length > 0) {
        const names = missing.map(identityOf)
        onBuilding({ readModels: names })
        const built = await buildReadModels(runtime, readModels, missing, {
          ...{ upTo: at.position, signal },
          onProgress: (progress) => onBuilding({ readModels: names, progress }),
        })
        onBuilding()
        if (E.isLeft(built)) return built
      }
      const begun = missing.map((model) => markOf(model, version + 1))
      const changed = [...begun, ...left.map((mark) => ({ ...mark, follows: false }))]
      const committed = await readModels.commit({
        name: followersName(tenant),
        expected: version,
        checkpoint: checkpointText(at),
        changes: [
          // Who begins with the log begins with no rows, whatever a build that was killed has left behind.
          ...(at.position === undefined ? begun.flatMap((mark) => cleared(mark, tenant)) : []),
          ...changed.map((mark) => marked(mark, tenant)),
        ],
      })()
      return E.map((next: number): Standing => ({ at, version: next }))(committed)
    },
  }
}
