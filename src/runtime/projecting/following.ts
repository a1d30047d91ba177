/**
 * What keeps read models up to date: the handler of the role `projections`. All of them follow the log together, event by
 * event, in the order of the log. One that is new is built first, up to where the others stand; from its mark on it
 * follows with them.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Position } from '../../ports/event-store.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import { identityOf, type ReadModel } from '../../projections/read-model.js'
import type { AfterSalesError } from '../errors.js'
import type { LoggedEvent } from '../read-log.js'
import type { Runtime } from '../runtime.js'
import { seenBy } from '../seen-by.js'
import { checkpointText, START, storedStanding, type Checkpoint, type Standing } from '../workers/checkpoint.js'
import type { Finished } from '../workers/progress.js'
import { buildReadModels } from './build.js'
import { buildGoesOnFrom, buildName, cleared } from './builder.js'
import { listMarks, marked, markOf } from './marks.js'
import { rowBook } from './row-book.js'

export interface Following {
  readonly handle: (event: LoggedEvent) => Promise<Finished>
  readonly prepare: (standing: Standing) => Promise<E.Either<AfterSalesError, Standing>>
}

const ONE_EVENT: ReadonlySet<AfterSalesError['_tag']> = new Set([
  ...(['UndecodableEvent', 'WrittenByNewerRelease', 'ProjectionFailed'] as const),
])

/** Under which name the followers keep their place. */
export const followersName = (tenant: string): string => `projections@${tenant}`

export const followingOf = (
  runtime: Runtime,
  readModels: ReadModelStore,
  models: ReadonlyArray<ReadModel>,
  signal: AbortSignal,
): Following => {
  const { tenant } = runtime
  const book = rowBook(readModels, models, tenant)

  /** Where nothing was followed yet, they are built to the end of the log, and followed from there. */
  const builtUpTo = async (
    missing: ReadonlyArray<ReadModel>,
    { position, ...rest }: Checkpoint,
  ): Promise<E.Either<AfterSalesError, Checkpoint>> => {
    const upTo = position === undefined ? {} : { upTo: position }
    const built = await buildReadModels(runtime, readModels, missing, { ...upTo, signal })
    if (position !== undefined) return E.map(() => ({ position, ...rest }))(built)
    // An event that cannot be taken is a matter of the failure policy: they follow from before it.
    return E.isLeft(built) && !ONE_EVENT.has(built.left._tag) ? built : allStandAt(missing)
  }

  const isBeyond = (one: Position | undefined, other: Position | undefined): boolean =>
    one !== undefined && (other === undefined || runtime.store.comparePositions(one, other) > 0)

  /** The one place where all of these builds stand; those that were interrupted before others are brought there first. */
  const allStandAt = async (
    missing: ReadonlyArray<ReadModel>,
    isAgain = false,
  ): Promise<E.Either<AfterSalesError, Checkpoint>> => {
    let furthest: Checkpoint = START
    const positions = new Set<Position | undefined>()
    for (const model of missing) {
      const standing = await storedStanding(readModels, buildName(model, tenant))
      if (E.isLeft(standing)) return standing
      const { at } = standing.right
      positions.add(at.position)
      if (isBeyond(at.position, furthest.position)) furthest = at
    }
    if (isAgain || positions.size === 1 || furthest.position === undefined) return E.right(furthest)
    const built = await buildReadModels(runtime, readModels, missing, { upTo: furthest.position, signal })
    return E.isLeft(built) ? built : allStandAt(missing, true)
  }

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
      const begun = missing.length === 0 ? E.right(at) : await builtUpTo(missing, at)
      if (E.isLeft(begun)) return begun
      const changed = [...missing.map(markOf), ...left.map((mark) => ({ ...mark, follows: false }))]
      const committed = await readModels.commit({
        name: followersName(tenant),
        expected: version,
        checkpoint: checkpointText(begun.right),
        changes: [
          // Who begins with the log begins with no rows, whatever a build that was killed has left behind.
          ...(begun.right.position === undefined ? missing.flatMap((model) => cleared(markOf(model), tenant)) : []),
          ...changed.map((mark) => marked(mark, tenant)),
        ],
      })()
      return E.map((next: number): Standing => ({ at: begun.right, version: next }))(committed)
    },
  }
}
