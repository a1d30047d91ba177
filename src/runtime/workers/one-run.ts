/**
 * One run of the runner: hands every event of the log to one consumer, in the order of each stream, several streams at
 * once. Rows and checkpoint are committed together, only for whoever knew where the consumer stood, and never past
 * unfinished work. What cannot be finished is retried, parked or ends the run, as the host's failure policy says.
 */
import { setMaxListeners } from 'node:events'
import * as E from 'fp-ts/lib/Either.js'
import { epochMsOf } from '../../domain/values/instant.js'
import type { WorkerRole } from '../../domain/worker/index.js'
import type { Delivery, Position, StoredEvent } from '../../ports/event-store.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import { abortedWith } from './abort-with.js'
import { after, movedTo, ofAnotherLog, standingInLog, type Standing } from './checkpoint.js'
import type { AfterSalesError } from '../errors.js'
import type { FailurePolicy } from './failure-policy.js'
import { isOutage } from '../outage.js'
import { parkedWork } from './parked-work.js'
import { listParked } from './parking.js'
import { progressOf, type Finished } from './progress.js'
import { decodeLogged, type LoggedEvent } from '../read-log.js'
import type { Runtime } from '../runtime.js'
import { sequence } from '../sequence.js'
import type { WorkerStatus } from './worker-status.js'

export interface Consumer {
  readonly role: WorkerRole
  readonly prefixes: ReadonlyArray<string>
  /** Does what an event asks for; answers the rows that it changes. May be called again for the same event. */
  readonly handle: (event: LoggedEvent) => Promise<Finished>
  /**
   * Events of one stream are always handled in their order. Those of all streams: where rows are made of several, so that
   * they are the same whoever makes them.
   */
  readonly order?: 'stream' | 'log'
  /** Called before the first event of each run, with where the role stands; answers where it stands by then. */
  readonly prepare?: (standing: Standing) => Promise<E.Either<AfterSalesError, Standing>>
  /** Called whenever everything up to now has been read. */
  readonly onCaughtUp?: () => void
}

export interface ConsumerMeans {
  readonly runtime: Runtime
  readonly readModels: ReadModelStore
  readonly onFailure: FailurePolicy
  readonly onProblem: (problem: AfterSalesError) => void
  readonly status: WorkerStatus
  readonly signal: AbortSignal
}

/** Enough to hide the latency of a store, few enough that a crash repeats little. */
const MAX_IN_FLIGHT = 64
/** Finished and waiting for something older: bounds memory when one stream is slow. */
const MAX_UNCOMMITTED = 1_000
const COMMIT_EVERY = 100
const TRIES_IN_PLACE = 4
const FIRST_PAUSE_MS = 100

/** No stream has this name. */
const THE_LOG = ''
const RIGHT_NONE: Finished = E.right([])

/** Outages pass; so does another instance that was faster. */
export const mayPass = (error: AfterSalesError): boolean =>
  (isOutage(error) && !FINAL.has(error._tag)) || error._tag === 'CheckpointMoved'

const FINAL: ReadonlySet<AfterSalesError['_tag']> = new Set(['StoreClosed', 'ReadModelClosed', 'UnknownPosition'])

/** Ends with the signal, or with what ended it. */
export const oneRun = async (means: ConsumerMeans, consumer: Consumer): Promise<E.Either<AfterSalesError, void>> => {
  const { runtime, readModels, status } = means
  const { store, tenant, clock, telemetry } = runtime
  const { role } = consumer
  const name = `${role}@${tenant}`

  const standing = await standingInLog(store, readModels, name)
  if (E.isLeft(standing)) return standing
  const prepared = consumer.prepare === undefined ? standing : await consumer.prepare(standing.right)
  if (E.isLeft(prepared)) return prepared
  const { at: begin, version } = prepared.right
  status.position = begin.position
  const parkedBefore = await listParked(readModels, tenant)
  if (E.isLeft(parkedBefore)) return parkedBefore

  const parked = parkedWork(runtime, role, parkedBefore.right, consumer.handle)
  const perStream = sequence()
  const stop = abortedWith(means.signal)
  const either = stop.signal
  // In an outage each event in flight pauses; the store and `abortedWith` listen, too. Node suspects a leak from the eleventh on.
  setMaxListeners(MAX_IN_FLIGHT + 2, either)
  let failure: AfterSalesError | undefined
  let inFlight = 0
  let finishedSinceCommit = 0
  let woken: (() => void) | undefined

  const fail = (error: AfterSalesError): void => {
    failure ??= error
    stop.abort('over')
    woken?.()
  }

  /** A function of the host has thrown: it is thrown on, and nothing goes on behind its back. */
  const thrown: Array<unknown> = []
  const give = (cause: unknown): void => {
    thrown.push(cause)
    inFlight = 0
    stop.abort('over')
    woken?.()
  }

  const progress = progressOf({
    readModels,
    name,
    version,
    at: begin,
    onCommitted: ({ position }) => {
      status.commits += 1
      status.position = position
    },
    onFailed: (error) => fail(error),
  })
  const commit = async (): Promise<void> => {
    finishedSinceCommit = 0
    await progress.commit()
    woken?.()
  }

  /** Tries one event until it is finished, or the policy says what else. */
  const attempt = async (event: StoredEvent): Promise<Finished> => {
    for (let tries = 1; ; tries++) {
      const logged = decodeLogged(event)
      const finished = E.isLeft(logged) ? logged : await handleOne(logged.right)
      if (E.isRight(finished)) return finished
      // An outage is nobody's fault: a few tries here, so that one lost call does not send all others back.
      if (isOutage(finished.left)) {
        // Half an order is in rows that only a new run forgets.
        const isHalf = consumer.order === 'log' && parked.isOrder(event)
        if (tries >= TRIES_IN_PLACE || isHalf || !mayPass(finished.left)) return finished
        await clock.sleep(FIRST_PAUSE_MS * 2 ** tries, either)
        if (either.aborted) return E.left({ _tag: 'Aborted' })
        continue
      }
      const answer = means.onFailure(finished.left, { role, stream: event.stream, attempt: tries })
      if (tries === 1 || answer._tag !== 'Retry') means.onProblem(finished.left)
      if (answer._tag === 'Stop') return finished
      if (answer._tag === 'Park') return E.right([parked.park(event, finished.left, tries)])
      await clock.sleep(answer.afterMs, either)
      if (either.aborted) return E.left({ _tag: 'Aborted' })
    }
  }

  /** Who makes rows of the log makes them of the order as well, and then of what was parked before it. */
  const foldOrder = async (
    logged: LoggedEvent,
    carryOut: (before: Position) => Promise<Finished>,
  ): Promise<Finished> => {
    const folded = await consumer.handle(logged)
    if (E.isLeft(folded)) return folded
    const done = await carryOut(logged.position)
    return E.isLeft(done) ? done : E.right([...folded.right, ...done.right])
  }

  const handleOne = (logged: LoggedEvent): Promise<Finished> => {
    const order = parked.orderIn(logged)
    if (order === undefined) return consumer.handle(logged)
    if (consumer.order === 'log') return foldOrder(logged, order.carryOut)
    // An order about the stream that it stands in has its turn already.
    return order.stream === logged.stream ? order.carryOut() : perStream(order.stream, () => order.carryOut())
  }

  const take = async (event: StoredEvent): Promise<void> => {
    const ticket = progress.started()
    inFlight += 1
    // What stands behind a parked event waits with it: the pointer covers it.
    const finished = await perStream(consumer.order === 'log' ? THE_LOG : event.stream, () =>
      either.aborted
        ? Promise.resolve<Finished>(E.left({ _tag: 'Aborted' }))
        : parked.holds(event)
          ? Promise.resolve(RIGHT_NONE)
          : attempt(event),
    )
    inFlight -= 1
    if (E.isLeft(finished)) {
      if (finished.left._tag !== 'Aborted') fail(finished.left)
    } else {
      progress.finished(ticket, () => after(event), finished.right)
      status.handled += 1
      finishedSinceCommit += 1
      telemetry.count('aftersales.worker.events', 1, { role })
      if (inFlight === 0 || finishedSinceCommit >= COMMIT_EVERY) await commit()
    }
    woken?.()
  }

  const room = async (): Promise<void> => {
    while (!either.aborted && (inFlight >= MAX_IN_FLIGHT || progress.size() >= MAX_UNCOMMITTED))
      await new Promise<void>((resolve) => (woken = resolve))
    woken = undefined
  }

  const on = async (delivery: Delivery): Promise<void> => {
    switch (delivery._tag) {
      case 'Event': {
        status.lagMs = Math.max(0, epochMsOf(clock.now()) - Date.parse(delivery.event.recordedAt))
        telemetry.gauge('aftersales.worker.lag', status.lagMs / 1_000, { role })
        await room()
        if (!either.aborted) take(delivery.event).catch(give)
        return
      }
      case 'Checkpoint':
        progress.finished(progress.started(), (before) => movedTo(before, delivery.position), [])
        if (inFlight === 0) await commit()
        return
      case 'CaughtUp':
        if (inFlight === 0) await commit()
        status.lagMs = 0
        status.state = 'live'
        consumer.onCaughtUp?.()
        return
      case 'Reconnected':
        telemetry.count('aftersales.worker.reconnects', 1, { role })
        return
      case 'Failed':
        return fail(delivery.error)
    }
  }

  status.state = 'catching_up'
  const { position } = begin
  const from = position === undefined ? {} : { after: position }
  const all = { follow: true, signal: either, prefixes: consumer.prefixes, ...from }
  try {
    for await (const delivery of store.all(all)) {
      await on(delivery)
      if (either.aborted) break
    }
    // What was begun is finished, and what is finished is committed, also when we are told to stop.
    await commit()
    while (inFlight > 0 || progress.isCommitting()) await new Promise<void>((resolve) => (woken = resolve))
    await commit()
  } finally {
    stop.abort('over')
  }
  if (thrown.length > 0) throw thrown[0]
  return failure === undefined ? E.right(undefined) : E.left(ofAnotherLog(failure, name, progress.at()))
}
