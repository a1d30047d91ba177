/**
 * Makes read models anew here and now, by whoever asks for it, under the lease of the role `projections`: no worker builds
 * or follows meanwhile. Where one holds the lease, it is told to make them, and we wait for it; should it go away, we take
 * over. Rows change under the same checkpoints as with workers, so two that work at once after all do no harm.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Position } from '../../ports/event-store.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import { EVENT_TYPES } from '../../projections/event-types.js'
import { identityOf, type ReadModel } from '../../projections/read-model.js'
import { streamsOf } from '../aggregates.js'
import type { AfterSalesError } from '../errors.js'
import type { Runtime } from '../runtime.js'
import { checkpointText, standingInLog, START, storedStanding } from '../workers/checkpoint.js'
import { giveBack, whileLeased } from '../workers/lease.js'
import { buildReadModels } from './build.js'
import type { BuildProgress } from './build-progress.js'
import { buildName } from './builder.js'
import { followersName, followingOf } from './following.js'
import { joinShares } from './join-shares.js'
import { listMarks } from './marks.js'
import { upkeepOf } from './upkeep.js'

/** Builds one share each, in threads or processes of their own, all of them up to the same place. */
export interface Shares {
  readonly of: number
  readonly build: (
    models: ReadonlyArray<ReadModel>,
    upTo: Position,
    signal: AbortSignal,
  ) => Promise<E.Either<AfterSalesError, void>>
}

export interface RebuildOptions {
  /** Which; those that nobody has built yet are made with them where nothing is followed so far. */
  readonly wanted: ReadonlyArray<ReadModel>
  readonly signal: AbortSignal
  /** Several build together. Always from the beginning; without it, what was interrupted is gone on with. */
  readonly shares?: Shares
  readonly onProgress?: (progress: BuildProgress) => void
  /** Others have the lease: they work, or were killed some seconds ago. */
  readonly onWaiting?: () => void
  readonly leaseSeconds?: number
}

type Answer<A> = Promise<E.Either<AfterSalesError, A>>

const LEASE_SECONDS = 15
/** Whose stream the event is in does not matter. */
const ROLE = 'timers'
const WHOLE_LEASES = 1.5
const LOOK_EVERY_MS = 500
/** Somebody who works without a lease keeps building against us. */
const MOST_TRIES = 5

/**
 * Answers who made them; `busy`: nobody, because workers keep the lease, and shares cannot be built beside them. Errors: those
 * of a build; `LogRegressed` where this is not the log that the rows were made from, with nothing thrown away; `Aborted`:
 * the next call goes on from there.
 */
export const rebuildHere = async (
  runtime: Runtime,
  rows: ReadModelStore,
  known: ReadonlyArray<ReadModel>,
  { wanted, signal, shares, onProgress, onWaiting, leaseSeconds = LEASE_SECONDS }: RebuildOptions,
): Answer<'here' | 'workers' | 'busy'> => {
  const { store, tenant, clock, ids } = runtime
  const upkeep = upkeepOf(runtime, rows, known)
  const thrownAway = new Set<ReadModel>()

  const missing = async (): Answer<ReadonlyArray<ReadModel>> =>
    E.map((marks: ReadonlyMap<string, { readonly follows: boolean }>) =>
      wanted.filter((model) => marks.get(identityOf(model))?.follows !== true),
    )(await listMarks(rows, tenant))

  /** Once each; one that is half built stays as it is. */
  const throwAway = async (): Answer<void> => {
    const unbuilt = await missing()
    if (E.isLeft(unbuilt)) return unbuilt
    for (const model of wanted) {
      if (thrownAway.has(model)) continue
      const gone = unbuilt.right.includes(model)
        ? E.right(undefined)
        : await upkeep.rebuildReadModel(identityOf(model))()
      if (E.isLeft(gone)) return gone
      thrownAway.add(model)
    }
    return E.right(undefined)
  }

  /** As it is found now. No event is wanted: a store that can leave them out says only how far it has looked. */
  const endOfLog = async (until: AbortSignal): Answer<Position | undefined> => {
    let last: Position | undefined
    for await (const delivery of store.all({ prefixes: streamsOf(tenant), unwanted: EVENT_TYPES, signal: until })) {
      if (delivery._tag === 'Failed') return E.left(delivery.error)
      if (delivery._tag === 'Event') last = delivery.event.position
      if (delivery._tag === 'Checkpoint') last = delivery.position
    }
    return until.aborted ? ABORTED : E.right(last)
  }

  /** All shares from nothing; whoever still writes an older one finds its checkpoint moved. */
  const buildTogether = async (
    { of, build }: Shares,
    models: ReadonlyArray<ReadModel>,
    upTo: Position,
    until: AbortSignal,
  ): Answer<void> => {
    const versions = new Map<string, number>()
    for (const model of models) {
      const names = Array.from({ length: of }, (_, i) => buildName(model, tenant, { n: i + 1, of }))
      for (const name of names) {
        const standing = await storedStanding(rows, name)
        if (E.isLeft(standing)) return standing
        const { version: expected } = standing.right
        const begun = await rows.commit({ name, expected, checkpoint: checkpointText(START), changes: [] })()
        if (E.isLeft(begun)) return begun
      }
      const gone = await upkeep.rebuildReadModel(identityOf(model))()
      if (E.isLeft(gone)) return gone
      const whole = await storedStanding(rows, buildName(model, tenant))
      if (E.isLeft(whole)) return whole
      versions.set(buildName(model, tenant), whole.right.version)
    }
    const built = await build(models, upTo, until)
    if (E.isLeft(built)) return built
    // Somebody else has begun to build alone, among our rows.
    for (const [name, expected] of versions) {
      const now = await storedStanding(rows, name)
      if (E.isLeft(now)) return now
      const { version: actual } = now.right
      if (actual !== expected) return E.left({ _tag: 'CheckpointMoved', name, expected, actual })
    }
    return joinShares(store, rows, models, tenant, of)
  }

  /** Builds up to where the followers stand, and lets them follow. Where nothing is followed, all begin at the end. */
  const build = async (until: AbortSignal): Answer<void> => {
    const standing = await standingInLog(store, rows, followersName(tenant))
    if (E.isLeft(standing)) return standing
    const gone = await throwAway()
    if (E.isLeft(gone)) return gone
    const { position } = standing.right.at
    const models = position === undefined ? known : wanted
    const end = position === undefined ? await endOfLog(until) : E.right(position)
    if (E.isLeft(end)) return end
    const upTo = end.right
    if (upTo !== undefined) {
      const built =
        shares === undefined
          ? await buildReadModels(runtime, rows, models, {
              ...{ upTo, signal: until },
              ...(onProgress === undefined ? {} : { onProgress }),
            })
          : await buildTogether(shares, models, upTo, until)
      if (E.isLeft(built)) return built
    }
    const reached = await storedStanding(rows, buildName(models[0]!, tenant))
    if (E.isLeft(reached)) return reached
    // What has been thrown away under the followers' name has moved their version.
    const now = await storedStanding(rows, followersName(tenant))
    if (E.isLeft(now)) return now
    const at = position === undefined ? reached.right.at : now.right.at
    const following = followingOf(runtime, rows, known, until)
    return E.map(() => undefined)(await following.prepare({ at, version: now.right.version }))
  }

  const untilBuilt = async (until: AbortSignal): Answer<void> => {
    isOurs = true
    for (let tries = 1; ; tries++) {
      const built = await build(until)
      const isBeaten = E.isLeft(built) && built.left._tag === 'CheckpointMoved' && tries < MOST_TRIES
      if (!isBeaten) return built
      await clock.sleep(LOOK_EVERY_MS, until)
    }
  }

  // Before anything is thrown away, and before anybody is told to.
  const inLog = await standingInLog(store, rows, followersName(tenant))
  if (E.isLeft(inLog)) return inLog

  const over = new AbortController()
  let problem: AfterSalesError | undefined
  let waiting: Promise<void> | undefined
  let byWorkers = false
  let isOurs = false

  /** A lease that nobody renews is over by then. */
  const giveUpLater = async (until: AbortSignal): Promise<void> => {
    onWaiting?.()
    await clock.sleep(WHOLE_LEASES * leaseSeconds * 1_000, until)
    if (!isOurs) over.abort('over')
  }

  /** Whoever follows sees what has changed when it next commits; where the log is quiet, that takes an event. */
  const wake = () =>
    runtime.handle({
      ...{ kind: 'worker', id: ROLE, type: 'CompareClock', data: { role: ROLE, at: clock.now() } },
      ...{ commandId: ids.uuid(), actor: { kind: 'system', id: ROLE }, channel: 'system' },
      circumstances: { authority: 'worker' },
    })

  /** Orders it once, and looks whether it is done. */
  const waitForWorkers = async (until: AbortSignal): Promise<void> => {
    onWaiting?.()
    const thrown = await throwAway()
    const ordered = E.isLeft(thrown) ? thrown : await wake()
    for (let unbuilt: E.Either<AfterSalesError, ReadonlyArray<ReadModel>> | undefined; !until.aborted;) {
      if (E.isLeft(ordered)) problem = ordered.left
      else unbuilt = await missing()
      if (unbuilt !== undefined && E.isLeft(unbuilt)) problem = unbuilt.left
      byWorkers = unbuilt !== undefined && E.isRight(unbuilt) && unbuilt.right.length === 0
      if (problem !== undefined || byWorkers) return over.abort('over')
      await clock.sleep(LOOK_EVERY_MS, until)
    }
  }

  const lease = { readModels: rows, clock, name: followersName(tenant), owner: ids.uuid(), seconds: leaseSeconds }
  const either = AbortSignal.any([signal, over.signal])
  const built = await whileLeased(
    { ...lease, signal: either },
    () => void (waiting ??= shares === undefined ? waitForWorkers(either) : giveUpLater(either)),
    untilBuilt,
  )
  over.abort('over')
  await waiting
  await giveBack(lease)
  if (built !== undefined && (E.isRight(built) || !byWorkers)) return E.map(() => 'here' as const)(built)
  if (problem !== undefined) return E.left(problem)
  if (byWorkers) return E.right('workers')
  return shares === undefined || signal.aborted ? ABORTED : E.right('busy')
}

const ABORTED: E.Either<AfterSalesError, never> = E.left({ _tag: 'Aborted' })
