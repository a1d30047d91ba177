/**
 * What whoever operates the library does with read models: looks which there are, proves that their rows are what the log
 * says, has them made anew, and throws away what no release looks at any more.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { border } from '../../domain/kernel/border.js'
import { record, text } from '../../domain/kernel/codec.js'
import type { ReadModelStore, RowChange } from '../../ports/read-model-store.js'
import { identityOf, type ReadModel, tableOfModel } from '../../projections/read-model.js'
import type { AfterSalesError } from '../errors.js'
import type { Runtime } from '../runtime.js'
import { checkpointText, standingInLog, START, storedStanding, type Standing } from '../workers/checkpoint.js'
import { buildReadModels, type BuildOptions } from './build.js'
import type { BuildProgress } from './build-progress.js'
import { buildGoesOnFrom, cleared } from './builder.js'
import { compareRows, stillWrong, type RowDifference } from './compare.js'
import { followersName } from './following.js'
import { listMarks, marksTable, type Mark } from './marks.js'
import { nothingParked } from './nothing-parked.js'

export interface ReadModelStatus {
  /** Such as `payments@1`. */
  readonly readModel: string
  /**
   * `following`: up to date as far as the workers are. `not_built`: its rows are not there, or not all of them. `left`: no
   * instance with that version works on it.
   */
  readonly state: 'following' | 'not_built' | 'left'
}

export interface VerifiedReadModel {
  readonly readModel: string
  /** How many rows and places are not what the log says. */
  readonly wrong: number
  /** The first hundred of them. */
  readonly differences: ReadonlyArray<RowDifference>
}

export interface VerifyOptions extends Pick<BuildOptions, 'signal'> {
  /** An empty store with room for all rows: they are made once more in it. It is neither emptied nor closed. */
  readonly scratch: ReadModelStore
  /** At most four times a second, with the read model whose rows are being made. Must not throw. */
  readonly onProgress?: (progress: BuildProgress, readModel: string) => void
}

/** Part of `operations`. */
export interface Upkeep {
  readonly readModels: () => TaskEither<AfterSalesError, ReadonlyArray<ReadModelStatus>>
  /**
   * Makes all rows once more in `scratch` and compares them with those that people read, row by row. Followers may go on
   * meanwhile. Streams that are parked for the role `projections` are told as differences, which they are.
   * Errors: the stores'; `ReadModelNotBuilt`; `LogRegressed` where the rows are of another log; those of a build, such as `UndecodableEvent` or `Aborted`.
   *
   * @example
   * const [first] = await afterSales.promises.operations.verifyReadModels({ scratch: memoryReadModelStore() })
   * // { readModel: 'case-files@1', wrong: 0, differences: [] }
   */
  readonly verifyReadModels: (options: VerifyOptions) => TaskEither<AfterSalesError, ReadonlyArray<VerifiedReadModel>>
  /**
   * Throws the rows of a read model away; the role `projections` makes them from the log, at once where it runs. Until it
   * is through, what they answer is `ReadModelNotBuilt`. `readModel`: its name, with or without the version. Errors:
   * `ReadModelUnknown`; `ProjectionsParked` while work of that role is put aside; `LogRegressed` where this is not the log
   * that the rows were made from. Nothing is thrown away then.
   *
   * @example
   * await afterSales.promises.operations.rebuildReadModel('ledger')
   */
  readonly rebuildReadModel: (readModel: string) => TaskEither<AfterSalesError, void>
  /**
   * Throws away the rows of versions that nobody works on and this release does not know; answers which. Errors: the
   * stores'; `LogRegressed` where this is not the log that the rows were made from.
   */
  readonly retireReadModels: () => TaskEither<AfterSalesError, ReadonlyArray<string>>
}

const MOST_DIFFERENCES = 100
/** Followers that go on meanwhile are caught up with this often before a difference counts as one. */
const ROUNDS = 5

export const identityIs = (readModel: string) => (model: Pick<ReadModel, 'name' | 'version'>) =>
  identityOf(model) === readModel || model.name === readModel

export const upkeepOf = (
  runtime: Pick<Runtime, 'store' | 'tenant' | 'clock'>,
  given: ReadModelStore | undefined,
  models: ReadonlyArray<ReadModel>,
): Upkeep => {
  if (given === undefined) return NO_UPKEEP
  const rows = given
  const { store, tenant } = runtime
  const followers = followersName(tenant)

  /** All rows of a version are gone, and the next build of it begins at the beginning. */
  const forgotten = ({ name, version, lists }: Pick<Mark, 'name' | 'version' | 'lists'>): ReadonlyArray<RowChange> => [
    ...cleared({ name, version, lists }, tenant),
    { _tag: 'Delete', table: marksTable(tenant), key: identityOf({ name, version }) },
  ]

  /** In the name of the followers: one of them that works now begins its run again, and sees what has changed. */
  const inFront = async (changes: ReadonlyArray<RowChange>): Promise<E.Either<AfterSalesError, void>> => {
    const standing = await rows.checkpoint(followers)()
    if (E.isLeft(standing)) return standing
    const { version: expected, value: checkpoint } =
      standing.right._tag === 'None' ? { version: 0, value: checkpointText(START) } : standing.right.value
    return E.map(() => undefined)(await rows.commit({ name: followers, expected, checkpoint, changes })())
  }

  const verifyOne = async (
    model: ReadModel,
    { scratch, signal, onProgress }: VerifyOptions,
    standing: Standing,
  ): Promise<E.Either<AfterSalesError, VerifiedReadModel>> => {
    const options: BuildOptions = {
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress: (progress) => onProgress(progress, identityOf(model)) }),
    }
    const catchUp = ({ at: { position } }: Standing) =>
      position === undefined
        ? Promise.resolve(E.right(undefined))
        : buildReadModels(runtime, scratch, [model], { ...options, upTo: position })
    const built = await catchUp(standing)
    if (E.isLeft(built)) return built
    let found = await compareRows(rows, scratch, model, tenant)
    let before = standing
    for (let round = 0; round < ROUNDS && E.isRight(found) && found.right.length > 0; round++) {
      const now = await storedStanding(rows, followers)
      if (E.isLeft(now)) return now
      if (now.right.version === before.version) break
      before = now.right
      const again = await catchUp(now.right)
      if (E.isLeft(again)) return again
      found = await stillWrong(rows, scratch, model, tenant, found.right)
    }
    if (E.isLeft(found)) return found
    const differences = found.right.slice(0, MOST_DIFFERENCES)
    return E.right({ readModel: identityOf(model), wrong: found.right.length, differences })
  }

  return {
    readModels: () => async () => {
      const marks = await listMarks(rows, tenant)
      if (E.isLeft(marks)) return marks
      const ours = models.map((model): ReadModelStatus => ({
        readModel: identityOf(model),
        state: marks.right.get(identityOf(model))?.follows === true ? 'following' : 'not_built',
      }))
      const others = [...marks.right.values()].filter((mark) => !models.some(identityIs(identityOf(mark))))
      return E.right([
        ...ours,
        ...others.map((mark): ReadModelStatus => ({
          readModel: identityOf(mark),
          state: mark.follows ? 'following' : 'left',
        })),
      ])
    },

    verifyReadModels: (options) => async () => {
      if (!isStore(options)) return E.left(NO_SCRATCH)
      for (const model of models) {
        // Rows that are there would be compared with themselves, and changed.
        const there = await options.scratch.list(tableOfModel(model, tenant), { limit: 1 })()
        if (E.isLeft(there)) return there
        if (there.right.length > 0) return E.left(NO_SCRATCH)
      }
      const standing = await standingInLog(store, rows, followers)
      if (E.isLeft(standing)) return standing
      const marks = await listMarks(rows, tenant)
      if (E.isLeft(marks)) return marks
      const verified: Array<VerifiedReadModel> = []
      for (const model of models) {
        if (marks.right.get(identityOf(model))?.follows !== true)
          return E.left({ _tag: 'ReadModelNotBuilt', readModel: identityOf(model) })
        const one = await verifyOne(model, options, standing.right)
        if (E.isLeft(one)) return one
        verified.push(one.right)
      }
      return E.right(verified)
    },

    rebuildReadModel: (input) => async () => {
      const checked = checkName({ readModel: input })
      if (E.isLeft(checked)) return checked
      const { readModel } = checked.right
      const inLog = await standingInLog(store, rows, followers)
      if (E.isLeft(inLog)) return inLog
      const parked = await nothingParked(rows, tenant)
      if (E.isLeft(parked)) return parked
      const model = models.find(identityIs(readModel))
      if (model === undefined) return E.left({ _tag: 'ReadModelUnknown', readModel })
      const begun = await buildGoesOnFrom(rows, model, tenant, START)
      if (E.isLeft(begun)) return begun
      return inFront(forgotten({ name: model.name, version: model.version, lists: Object.keys(model.lists) }))
    },

    retireReadModels: () => async () => {
      const inLog = await standingInLog(store, rows, followers)
      if (E.isLeft(inLog)) return inLog
      const marks = await listMarks(rows, tenant)
      if (E.isLeft(marks)) return marks
      const left = [...marks.right.values()].filter(
        (mark) => !mark.follows && !models.some(identityIs(identityOf(mark))),
      )
      for (const mark of left) {
        const begun = await buildGoesOnFrom(rows, mark, tenant, START)
        if (E.isLeft(begun)) return begun
      }
      if (left.length === 0) return E.right([])
      const gone = await inFront(left.flatMap(forgotten))
      return E.isLeft(gone) ? gone : E.right(left.map(identityOf))
    },
  }
}

const checkName = border('ReadModel', record('ReadModel', { readModel: text('ReadModelName', 1, 100) }))

const isStore = (options: Partial<VerifyOptions> | undefined): boolean => typeof options?.scratch?.list === 'function'
const NO_SCRATCH: AfterSalesError = {
  _tag: 'InvalidInput',
  subject: 'Verify',
  problems: [
    {
      field: 'scratch',
      limit: {
        _tag: 'Rule',
        code: 'READ_MODEL_STORE',
        sentence: { en: 'must be an empty read-model store', zh: '必须是一个空的读模型存储' },
      },
    },
  ],
}

const missing = () => () => Promise.resolve(E.left({ _tag: 'ReadModelsMissing' } as const))
const NO_UPKEEP: Upkeep = {
  readModels: missing,
  verifyReadModels: missing,
  rebuildReadModel: missing,
  retireReadModels: missing,
}
