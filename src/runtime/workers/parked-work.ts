/**
 * The streams that one consumer has put aside: which they are, and what becomes of them on an operator's order. What is
 * retried is read from the log again, from the event that failed to the end of its stream, in order.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { WorkerRole } from '../../domain/worker/index.js'
import type { Position, StoredEvent } from '../../ports/event-store.js'
import type { RowChange } from '../../ports/read-model-store.js'
import { describe, type AfterSalesError } from '../errors.js'
import { isOutage } from '../outage.js'
import { parkedRow, unparkedRow, type Parked } from './parking.js'
import { decodeLogged, type LoggedEvent } from '../read-log.js'
import type { Finished } from './progress.js'
import type { Runtime } from '../runtime.js'

export interface ParkedWork {
  /** Whether an event waits behind a parked one. Orders wait nowhere: the worker's own stream may be parked, too. */
  readonly holds: (event: StoredEvent) => boolean
  readonly park: (event: StoredEvent, error: AfterSalesError, attempts: number) => RowChange
  /** What an operator has ordered of this role, and about which stream. */
  readonly orderIn: (logged: LoggedEvent) => ParkedOrder | undefined
  readonly isOrder: (event: StoredEvent) => boolean
}

interface ParkedOrder {
  readonly stream: string
  /** `before`: what stands there in the log or behind it is not this order's to do, because it is going to come. */
  readonly carryOut: (before?: Position) => Promise<Finished>
}

const ORDERS: ReadonlySet<string> = new Set(['ParkedWorkRetried', 'ParkedWorkDiscarded'])

export const parkedWork = (
  { store, tenant, clock, telemetry }: Runtime,
  role: WorkerRole,
  before: ReadonlyArray<Parked>,
  handle: (event: LoggedEvent) => Promise<Finished>,
): ParkedWork => {
  const parked = new Map(before.filter((one) => one.role === role).map((one) => [one.stream, one]))

  const park = ({ stream, revision }: StoredEvent, error: AfterSalesError, attempts: number): RowChange => {
    const known = parked.get(stream)
    const now = clock.now()
    const pointer: Parked = {
      role,
      stream,
      revision,
      code: describe(error).code,
      attempts: (known?.attempts ?? 0) + attempts,
      firstAt: known?.firstAt ?? now,
      lastAt: now,
    }
    parked.set(stream, pointer)
    telemetry.count('aftersales.worker.parked', 1, { role })
    return parkedRow(tenant, pointer)
  }

  const discard = (stream: string): ReadonlyArray<RowChange> =>
    parked.delete(stream) ? [unparkedRow(tenant, role, stream)] : []

  /** What fails again stays parked there. */
  const retry = async (stream: string, before: Position | undefined): Promise<Finished> => {
    const pointer = parked.get(stream)
    if (pointer === undefined) return E.right([])
    const changes: Array<RowChange> = []
    for (let from = pointer.revision; ;) {
      const slice = await store.read(stream, from)()
      if (E.isLeft(slice)) return slice
      for (const event of slice.right.events) {
        if (before !== undefined && store.comparePositions(event.position, before) >= 0)
          return E.right([...changes, ...discard(stream)])
        const logged = decodeLogged(event)
        const finished = E.isLeft(logged) ? logged : await handle(logged.right)
        if (E.isLeft(finished) && isOutage(finished.left)) return finished
        if (E.isLeft(finished)) return E.right([...changes, park(event, finished.left, 1)])
        changes.push(...finished.right)
        from = event.revision + 1
      }
      if (slice.right.events.length === 0 || slice.right.head === from - 1) break
    }
    return E.right([...changes, ...discard(stream)])
  }

  const orderIn = ({ event }: LoggedEvent): ParkedOrder | undefined => {
    if (event.type !== 'ParkedWorkRetried' && event.type !== 'ParkedWorkDiscarded') return undefined
    const { stream } = event.data
    if (event.data.role !== role) return undefined
    const isRetry = event.type === 'ParkedWorkRetried'
    const carryOut = (before?: Position): Promise<Finished> =>
      isRetry ? retry(stream, before) : Promise.resolve(E.right(discard(stream)))
    return { stream, carryOut }
  }

  const isOrder = (event: StoredEvent): boolean => {
    const logged = ORDERS.has(event.type) ? decodeLogged(event) : undefined
    return logged !== undefined && E.isRight(logged) && orderIn(logged.right) !== undefined
  }

  return { holds: (event) => parked.has(event.stream) && !isOrder(event), park, orderIn, isOrder }
}
