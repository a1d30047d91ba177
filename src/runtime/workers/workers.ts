/**
 * Background work for as long as the host wants it: roles in any number of instances at once, their leases, what they
 * put aside, and how they are doing. Repairs what a crash left between a command and what follows from it.
 */
import * as E from 'fp-ts/lib/Either.js'
import { epochMsOf, instantOf, type Instant } from '../../domain/values/instant.js'
import { WorkerRole } from '../../domain/worker/index.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import type { ReadModel } from '../../projections/read-model.js'
import { streamsOf } from '../aggregates.js'
import { abortedWith } from './abort-with.js'
import { runConsumer } from './consumer.js'
import { sweepDue } from './due.js'
import { describe, type AfterSalesError } from '../errors.js'
import type { FailurePolicy } from './failure-policy.js'
import { noListener, type OnEvent } from './feed.js'
import { whileLeased } from './lease.js'
import { isOutage } from '../outage.js'
import { roleOf } from './roles.js'
import type { Runtime } from '../runtime.js'
import { newStatus, type Building, type WorkerStatus } from './worker-status.js'

export interface StartOptions {
  /** Default: all of them; `feed` only where the host takes its events (`onEvent`). */
  readonly roles?: ReadonlyArray<WorkerRole>
  readonly signal: AbortSignal
  /** What to do with an event that cannot be finished. Required: see `retryThenPark`. */
  readonly onFailure: FailurePolicy
  /** Everything that went wrong, for the host's own alarm. Must not throw. */
  readonly onProblem?: (problem: AfterSalesError, role: WorkerRole) => void
  /** Called whenever a role has read everything up to now; what it read may still be under way. */
  readonly onCaughtUp?: (role: WorkerRole) => void
  /** How often due work is looked for; default 5 seconds. */
  readonly sweepMs?: number
  /** How long an instance keeps a role to itself; 0: all instances work at once. Default 15 seconds. */
  readonly leaseSeconds?: number
}

/** `feed` is there where the host takes its events. */
export type WorkersHealth = Readonly<Record<Exclude<WorkerRole, 'feed'>, Readonly<WorkerStatus>>> & {
  readonly feed?: Readonly<WorkerStatus>
}

const OWN_ROLES: ReadonlyArray<WorkerRole> = ['reactions', 'effects', 'timers', 'projections']
const SWEEP_MS = 5_000
const LEASE_SECONDS = 15
/** An outage is told once, and again every ten minutes. */
const TELL_AGAIN_MS = 600_000

/** Waits for all of them, also when one throws; then throws what was thrown. */
const allEnd = async <A>(running: ReadonlyArray<Promise<A>>): Promise<ReadonlyArray<A>> => {
  await Promise.allSettled(running)
  return Promise.all(running)
}

export const workersOf = (
  runtime: Runtime,
  readModels: ReadModelStore | undefined,
  models: ReadonlyArray<ReadModel>,
  onEvent: OnEvent | undefined,
) => {
  const { clock, ids, tenant, telemetry } = runtime
  const usual: ReadonlyArray<WorkerRole> = onEvent === undefined ? OWN_ROLES : [...OWN_ROLES, 'feed']
  const own = { reactions: newStatus(), effects: newStatus(), timers: newStatus(), projections: newStatus() }
  const health: Record<WorkerRole, WorkerStatus> = { ...own, feed: newStatus() }

  const runRole = async (
    store: ReadModelStore,
    role: WorkerRole,
    options: StartOptions,
    signal: AbortSignal,
  ): Promise<E.Either<AfterSalesError, void>> => {
    const status = Object.assign(health[role], newStatus())
    const toldAt = new Map<string, number>()
    const onProblem = (problem: AfterSalesError): void => {
      status.lastProblem = describe(problem).code
      telemetry.count('aftersales.worker.problems', 1, { role, code: status.lastProblem })
      // An alarm every few seconds is heard by nobody: the same one is told again after a while.
      const now = epochMsOf(clock.now())
      const told = toldAt.get(status.lastProblem)
      if (told !== undefined && Math.abs(now - told) < TELL_AGAIN_MS && isOutage(problem)) return
      toldAt.set(status.lastProblem, now)
      options.onProblem?.(problem, role)
    }
    const onBuilding = (building?: Building): void => {
      status.building = building
      status.state = building === undefined ? 'catching_up' : 'building'
    }
    const outside = { onEvent: onEvent ?? noListener, onProblem, onBuilding }
    const means = { runtime, readModels: store, models, signal, ...outside }
    const { handle, due, order, prepare } = roleOf(role, means)
    const prefixes = streamsOf(tenant)
    let caughtUp: (() => void) | undefined
    const isCaughtUp = new Promise<void>((resolve) => (caughtUp = resolve))

    const sweeping = async (until: AbortSignal): Promise<void> => {
      if (due === undefined || until.aborted) return
      const aborted = new Promise<void>((resolve) => until.addEventListener('abort', () => resolve(), { once: true }))
      await Promise.race([isCaughtUp, aborted])
      await sweepDue({
        readModels: store,
        clock,
        table: due.table,
        sweepMs: options.sweepMs ?? SWEEP_MS,
        signal: until,
        fire: due.fire,
        onProblem,
        storeTime: () => storeTime(role),
        onJump: (from, to) => noteJump(role, from, to),
        ...(due.after === undefined ? {} : { after: due.after }),
      })
    }

    const ended = await whileLeased(
      {
        readModels: store,
        clock,
        name: `${role}@${tenant}`,
        owner: ids.uuid(),
        seconds: options.leaseSeconds ?? LEASE_SECONDS,
        signal,
      },
      () => void (status.state = 'standby'),
      async (leased) => {
        const over = abortedWith(leased)
        const until = over.signal
        const consumer = {
          role,
          prefixes,
          handle,
          ...(order === undefined ? {} : { order }),
          ...(prepare === undefined ? {} : { prepare }),
          onCaughtUp: () => {
            caughtUp?.()
            options.onCaughtUp?.(role)
          },
        }
        const means = { runtime, readModels: store, onFailure: options.onFailure, onProblem, status, signal: until }
        // What ends one ends the other, also a function of the host that throws: what it threw is thrown on.
        const consumed = runConsumer(means, consumer).finally(() => over.abort('over'))
        const swept = sweeping(until).catch((cause: unknown) => {
          over.abort('over')
          throw cause
        })
        await Promise.allSettled([consumed, swept])
        await swept
        return consumed
      },
    )
    status.state = 'stopped'
    if (ended !== undefined && E.isLeft(ended)) onProblem(ended.left)
    return ended ?? E.right(undefined)
  }

  const note = (role: WorkerRole, type: 'NoteClockJump' | 'CompareClock', data: unknown) =>
    runtime.handle({
      kind: 'worker',
      id: role,
      type,
      data,
      commandId: ids.uuid(),
      actor: { kind: 'system', id: role },
      channel: 'system',
      circumstances: { authority: 'worker' },
    })

  const noteJump = (role: WorkerRole, from: string, to: Instant) => {
    telemetry.count('aftersales.worker.clock_jumps', 1, { role })
    return note(role, 'NoteClockJump', { role, from: instantOf(Date.parse(from)), to })
  }

  /** What the store dates an event of now with. */
  const storeTime = async (role: WorkerRole): Promise<E.Either<AfterSalesError, string>> => {
    const noted = await note(role, 'CompareClock', { role, at: clock.now() })
    if (E.isLeft(noted)) return noted
    const { stream, revision } = noted.right.events[0]!
    const slice = await runtime.store.read(stream, revision, 1)()
    return E.isLeft(slice) ? slice : E.right(slice.right.events[0]!.recordedAt)
  }

  return {
    health: (): WorkersHealth => (onEvent === undefined ? own : health),
    /** Ends with the signal; or with the first role that ended for good, and then all others are told to stop, too. */
    start: async (options: StartOptions): Promise<E.Either<AfterSalesError, void>> => {
      if (readModels === undefined) return E.left({ _tag: 'ReadModelsMissing' })
      const anyStream = runtime.streamOf('request', '0')
      if (E.isLeft(anyStream)) return anyStream
      const ended = abortedWith(options.signal)
      const { signal } = ended
      const roles = [...new Set(options.roles ?? usual)].filter((role) => WorkerRole.is(role))
      if (onEvent === undefined && roles.includes('feed')) return E.left({ _tag: 'OnEventMissing' })
      const results = await allEnd(
        roles.map(async (role) => {
          let isWell = false
          try {
            const result = await runRole(readModels, role, options, signal)
            isWell = E.isRight(result)
            return result
          } finally {
            if (!isWell) ended.abort('over')
          }
        }),
      )
      return results.find(E.isLeft) ?? E.right(undefined)
    },
  }
}
