/** How far each role is behind the log, whichever instance works on it: from what the roles have committed, and the log. */
import * as E from 'fp-ts/lib/Either.js'
import type { WorkerRole } from '../domain/worker/index.js'
import type { ReadModelStore } from '../ports/read-model-store.js'
import { streamsOf } from './aggregates.js'
import type { AfterSalesError } from './errors.js'
import type { Runtime } from './runtime.js'
import { ofAnotherLog, standingInLog } from './workers/checkpoint.js'

export interface RoleLag {
  readonly role: WorkerRole
  /** Events that it has not committed yet; counting ends at 100,000. */
  readonly events: number
  /** When the first of them was recorded, by the store's clock; absent where there is none. */
  readonly since?: string
}

const ROLES: ReadonlyArray<WorkerRole> = ['reactions', 'effects', 'timers', 'projections', 'feed']
/** Enough to know that something is wrong, and soon read. */
export const MOST_COUNTED = 100_000

/** Errors: the stores'; `LogRegressed` where a role has seen another log, and no count says anything. */
export const lagOf = async (
  { store, tenant }: Pick<Runtime, 'store' | 'tenant'>,
  readModels: ReadModelStore,
): Promise<E.Either<AfterSalesError, ReadonlyArray<RoleLag>>> => {
  const lags: Array<RoleLag> = []
  for (const role of ROLES) {
    const name = `${role}@${tenant}`
    const standing = await standingInLog(store, readModels, name)
    if (E.isLeft(standing)) return standing
    // Where the host takes no events, nobody delivers any.
    if (role === 'feed' && standing.right.version === 0) continue
    const { position } = standing.right.at
    let events = 0
    let since: string | undefined
    for await (const delivery of store.all({
      prefixes: streamsOf(tenant),
      ...(position === undefined ? {} : { after: position }),
    })) {
      if (delivery._tag === 'Failed') return E.left(ofAnotherLog(delivery.error, name, standing.right.at))
      if (delivery._tag !== 'Event') continue
      since ??= delivery.event.recordedAt
      events += 1
      if (events === MOST_COUNTED) break
    }
    lags.push({ role, events, ...(since === undefined ? {} : { since }) })
  }
  return E.right(lags)
}
