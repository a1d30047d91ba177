/** One read model that is being built: its rows and its place in the log, which change together. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { EventStore, Position, StoredEvent } from '../../ports/event-store.js'
import type { ReadModelStore, RowChange } from '../../ports/read-model-store.js'
import type { ProjectedEvent } from '../../projections/projection.js'
import type { EventType } from '../../projections/event-types.js'
import { identityOf, tableOfModel, type ReadModel } from '../../projections/read-model.js'
import type { AfterSalesError } from '../errors.js'
import { after, checkpointText, standingInLog, START, type Checkpoint, type Standing } from '../workers/checkpoint.js'
import { rowBook } from './row-book.js'
import { isOf, type Share } from './share.js'

export interface Builder {
  readonly handles: (type: string) => boolean
  /** Whether an event that it handles is in its share. */
  readonly takes: (seen: ProjectedEvent) => boolean
  /** `undefined`: it has seen nothing. */
  readonly position: () => Position | undefined
  /** Folds events, in their order; their rows are in memory until they are committed. */
  readonly fold: (events: ReadonlyArray<ProjectedEvent>) => Promise<E.Either<AfterSalesError, void>>
  /** What was folded since the last commit, and the event up to which that is all. */
  readonly commit: (last: StoredEvent) => Promise<E.Either<AfterSalesError, void>>
}

/** Under which name the build of a read model, or a share of it, keeps its place. */
export const buildName = (model: Pick<ReadModel, 'name' | 'version'>, tenant: string, share?: Share): string =>
  `build ${identityOf(model)}@${tenant}${share === undefined ? '' : ` ${share.n}/${share.of}`}`

/** Every row of a version and every place of it is gone. */
export const cleared = (
  { name, version, lists }: Pick<ReadModel, 'name' | 'version'> & { readonly lists: ReadonlyArray<string> },
  tenant: string,
): ReadonlyArray<RowChange> =>
  [undefined, ...lists].map((list): RowChange => ({
    _tag: 'Clear',
    table: tableOfModel({ name, version }, tenant, list),
  }))

/** A share that was broken off has left rows behind, and they know events that this build is going to fold. */
const fromNothing = async (
  readModels: ReadModelStore,
  model: ReadModel,
  tenant: string,
  { version }: Standing,
): Promise<E.Either<AfterSalesError, Standing>> => {
  const changes = cleared({ ...model, lists: Object.keys(model.lists) }, tenant)
  const name = buildName(model, tenant)
  const begun = await readModels.commit({ name, expected: version, checkpoint: checkpointText(START), changes })()
  return E.map((next: number): Standing => ({ at: START, version: next }))(begun)
}

/** Goes on where the last build of the same version was interrupted. */
export const openBuilder = async (
  store: EventStore,
  readModels: ReadModelStore,
  model: ReadModel,
  tenant: string,
  share?: Share,
): Promise<E.Either<AfterSalesError, Builder>> => {
  const name = buildName(model, tenant, share)
  const stored = await standingInLog(store, readModels, name)
  if (E.isLeft(stored)) return stored
  const isAnew = share === undefined && stored.right.at.position === undefined
  const standing = isAnew ? await fromNothing(readModels, model, tenant, stored.right) : stored
  if (E.isLeft(standing)) return standing

  const book = rowBook(readModels, [model], tenant)
  let { at, version } = standing.right
  return E.right({
    handles: (type) => model.handles.has(type as EventType),
    takes: (seen) => share === undefined || isOf(share, model, seen),
    position: () => at.position,
    fold: book.fold,
    commit: async (last) => {
      const next = after(last)
      const commit = { name, expected: version, checkpoint: checkpointText(next), changes: book.changes() }
      const committed = await readModels.commit(commit)()
      if (E.isLeft(committed)) return committed
      version = committed.right
      at = next
      return E.right(undefined)
    },
  })
}

/** The next build of it begins there: its rows hold everything up to then. */
export const buildGoesOnFrom = async (
  readModels: ReadModelStore,
  model: Pick<ReadModel, 'name' | 'version'>,
  tenant: string,
  at: Checkpoint,
): Promise<E.Either<AfterSalesError, void>> => {
  const name = buildName(model, tenant)
  const stored = await readModels.checkpoint(name)()
  if (E.isLeft(stored)) return stored
  const expected = O.isNone(stored.right) ? 0 : stored.right.value.version
  const moved = await readModels.commit({ name, expected, checkpoint: checkpointText(at), changes: [] })()
  return E.map(() => undefined)(moved)
}
