/**
 * Compares what orders hold with what their claimants say, from the log alone: one pass finds who claims of which order,
 * then order by order is read and judged (`projections/entitlement-check/drift.ts`). An order is judged only when the
 * worker `reactions` has seen every event of it: before that, an answer may be on its way, and that is no drift.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { AllowanceState } from '../domain/allowance/index.js'
import type { CompensationState } from '../domain/compensation/index.js'
import type { EntitlementState } from '../domain/entitlement/index.js'
import { border } from '../domain/kernel/border.js'
import { record } from '../domain/kernel/codec.js'
import type { RefundState } from '../domain/refund/index.js'
import type { RequestState } from '../domain/request/index.js'
import { ORDER_PERIOD } from '../domain/values/allowance.js'
import { allowanceIdOf, StreamId, type StreamKind } from '../domain/values/ids.js'
import type { Position } from '../ports/event-store.js'
import type { ReadModelStore } from '../ports/read-model-store.js'
import { driftOf, type EntitlementDrift } from '../projections/entitlement-check/drift.js'
import { streamsOf } from './aggregates.js'
import { describe, type AfterSalesError } from './errors.js'
import { ownCopy } from './own-copy.js'
import { decodeLogged } from './read-log.js'
import { foldRead, readStream } from './read-stream.js'
import type { Runtime } from './runtime.js'
import { standingInLog } from './workers/checkpoint.js'
import { listParked } from './workers/parking.js'

export interface CheckEntitlementsOptions {
  readonly signal?: AbortSignal
  /** Called after every order; `orders` of `all` are done. Must not throw. */
  readonly onProgress?: (progress: { readonly orders: number; readonly all: number }) => void
}

export interface EntitlementsChecked {
  /** Orders that were judged. */
  readonly orders: number
  /** What does not agree: an alarm. The first thousand. */
  readonly drift: ReadonlyArray<EntitlementDrift>
  /** Everything that does not agree, counted. */
  readonly found: number
  /** Orders of which something is under way or parked, the first thousand: check them again later. */
  readonly unsettled: ReadonlyArray<string>
  /** Streams with an event that cannot be read, and the code of why; the first thousand. Their orders are not judged. */
  readonly unreadable: ReadonlyArray<{ readonly stream: string; readonly code: string }>
}

/**
 * Whether orders hold what is claimed of them: pieces by line, money by means of payment and refund, compensations. All
 * orders, or the one that is named. It reads the log once and changes nothing; drift is told and counted, never mended.
 * Errors: `InvalidInput`, `ReadModelsMissing`, `LogRegressed`, `Aborted`, those of the stores.
 *
 * @example
 * const { drift } = await afterSales.promises.operations.checkEntitlements()
 * for (const { orderId, kind, of, expected, found } of drift) alarm(orderId, `${kind} ${of}: ${found}, not ${expected}`)
 */
export type CheckEntitlements = (
  wanted?: { readonly orderId?: string },
  options?: CheckEntitlementsOptions,
) => TaskEither<AfterSalesError, EntitlementsChecked>

const MOST_TOLD = 1_000
const checkWanted = border('CheckEntitlements', record('CheckEntitlements', {}, { orderId: StreamId }))

const CLAIMING = { RequestOpened: 'request', RefundProposed: 'refund', CompensationProposed: 'compensation' } as const
type Claiming = (typeof CLAIMING)[keyof typeof CLAIMING]
const KINDS: ReadonlyArray<StreamKind> = ['entitlement', 'request', 'refund', 'compensation']

type Unreadable = Extract<AfterSalesError, { readonly _tag: 'UndecodableEvent' | 'WrittenByNewerRelease' }>
const isUnreadable = (error: AfterSalesError): error is Unreadable =>
  error._tag === 'UndecodableEvent' || error._tag === 'WrittenByNewerRelease'

interface Claims {
  readonly request: Set<string>
  readonly refund: Set<string>
  readonly compensation: Set<string>
}

/** Who claims of which order: ids only, so that memory grows with orders and cases and not with events. */
const claimsInLog = async (
  { store, tenant }: Runtime,
  orderId: string | undefined,
  signal: AbortSignal | undefined,
  cannotRead: (error: Unreadable) => void,
): Promise<E.Either<AfterSalesError, ReadonlyMap<string, Claims>>> => {
  const claims = new Map<string, Claims>()
  const of = (id: string): Claims => {
    const known = claims.get(id)
    if (known !== undefined) return known
    const made: Claims = { request: new Set(), refund: new Set(), compensation: new Set() }
    claims.set(id, made)
    return made
  }
  const prefixes = streamsOf(tenant).filter((prefix) => KINDS.some((kind) => prefix.includes(`_${kind}-`)))
  for await (const delivery of store.all({ prefixes, ...(signal === undefined ? {} : { signal }) })) {
    if (delivery._tag === 'Failed') return E.left(delivery.error)
    if (delivery._tag !== 'Event') continue
    const { type } = delivery.event
    if (type !== 'OrderRegistered' && !(type in CLAIMING)) continue
    const logged = decodeLogged(delivery.event)
    if (E.isLeft(logged)) {
      if (!isUnreadable(logged.left)) return logged
      cannotRead(logged.left)
      continue
    }
    const { event } = logged.right
    if (event.type === 'OrderRegistered') of(event.data.orderId)
    else if (event.type === 'RequestOpened') of(event.data.orderId).request.add(event.data.requestId)
    else if (event.type === 'RefundProposed') of(event.data.orderId).refund.add(event.data.refundId)
    else if (event.type === 'CompensationProposed') of(event.data.orderId).compensation.add(event.data.compensationId)
  }
  if (signal?.aborted === true) return E.left({ _tag: 'Aborted' })
  return E.right(orderId === undefined ? claims : new Map([...claims].filter(([id]) => id === orderId)))
}

type Judged = E.Either<AfterSalesError, ReadonlyArray<EntitlementDrift> | 'unsettled'>

/** Up to where everything was answered, and what was put aside before. */
interface Answered {
  readonly upTo: Position | undefined
  readonly parked: ReadonlySet<string>
}

const judge = async (runtime: Runtime, answered: Answered, orderId: string, claims: Claims): Promise<Judged> => {
  const { store } = runtime
  let isSettled = answered.upTo !== undefined
  const stateOf = async <S>(kind: StreamKind, id: string): Promise<E.Either<AfterSalesError, S>> => {
    const read = await readStream(runtime, kind, id)
    if (E.isLeft(read)) return read
    const last = read.right[read.right.length - 1]?.stored
    const isAnswered = (position: Position): boolean =>
      answered.upTo !== undefined && store.comparePositions(position, answered.upTo) <= 0
    if (last !== undefined && (!isAnswered(last.position) || answered.parked.has(last.stream))) isSettled = false
    return E.right(foldRead(kind, read.right) as S)
  }
  const statesOf = async <S extends { readonly status: string }>(
    kind: Claiming,
  ): Promise<E.Either<AfterSalesError, ReadonlyArray<Exclude<S, { readonly status: 'none' }>>>> => {
    const states: Array<Exclude<S, { readonly status: 'none' }>> = []
    for (const id of claims[kind]) {
      const state = await stateOf<S>(kind, id)
      if (E.isLeft(state)) return state
      if (state.right.status !== 'none') states.push(state.right as Exclude<S, { readonly status: 'none' }>)
    }
    return E.right(states)
  }
  const order = await stateOf<EntitlementState>('entitlement', orderId)
  if (E.isLeft(order)) return order
  const requests = await statesOf<RequestState>('request')
  if (E.isLeft(requests)) return requests
  const refunds = await statesOf<RefundState>('refund')
  if (E.isLeft(refunds)) return refunds
  const compensations = await statesOf<CompensationState>('compensation')
  if (E.isLeft(compensations)) return compensations
  const total = await stateOf<AllowanceState>('allowance', allowanceIdOf('order', orderId, ORDER_PERIOD))
  if (E.isLeft(total)) return total
  if (!isSettled) return E.right('unsettled')
  if (order.right.status === 'unknown') return E.right([{ orderId, kind: 'order', of: orderId, expected: 1, found: 0 }])
  const claimants = { requests: requests.right, refunds: refunds.right, compensations: compensations.right }
  return E.right(driftOf(order.right, claimants, total.right.status === 'open' ? total.right : undefined))
}

export const checkingEntitlements =
  (runtime: Runtime, readModels: ReadModelStore | undefined): CheckEntitlements =>
  (wanted = {}, options = {}) =>
  async () => {
    const { signal, onProgress } = options
    const checked = checkWanted(wanted)
    if (E.isLeft(checked)) return checked
    const { orderId } = ownCopy(checked.right)
    if (readModels === undefined) return E.left({ _tag: 'ReadModelsMissing' })
    const { store, tenant, telemetry } = runtime
    // Where the worker stands comes first: what is written from now on is newer than that, and waits.
    const standing = await standingInLog(store, readModels, `reactions@${tenant}`)
    if (E.isLeft(standing)) return standing
    const parked = await listParked(readModels, tenant)
    if (E.isLeft(parked)) return parked
    const streams = parked.right.flatMap(({ role, stream }) => (role === 'reactions' ? [stream] : []))
    const answered = { upTo: standing.right.at.position, parked: new Set(streams) }

    const unreadable = new Map<string, string>()
    const cannotRead = (error: Unreadable): void => {
      if (unreadable.size < MOST_TOLD) unreadable.set(error.stream, describe(error).code)
    }
    const claims = await claimsInLog(runtime, orderId, signal, cannotRead)
    if (E.isLeft(claims)) return claims

    const drift: Array<EntitlementDrift> = []
    const unsettled: Array<string> = []
    let orders = 0
    let found = 0
    let done = 0
    for (const [id, ofOrder] of claims.right) {
      if (signal?.aborted === true) return E.left({ _tag: 'Aborted' })
      const judged = await judge(runtime, answered, id, ofOrder)
      if (E.isLeft(judged)) {
        if (!isUnreadable(judged.left)) return judged
        cannotRead(judged.left)
      } else if (judged.right === 'unsettled') {
        if (unsettled.length < MOST_TOLD) unsettled.push(id)
      } else {
        orders += 1
        for (const one of judged.right) {
          found += 1
          telemetry.count('aftersales.entitlement.drift', 1, { kind: one.kind })
          if (drift.length < MOST_TOLD) drift.push(one)
        }
      }
      done += 1
      onProgress?.({ orders: done, all: claims.right.size })
    }
    const broken = [...unreadable].map(([stream, code]) => ({ stream, code }))
    return E.right({ orders, drift, found, unsettled, unreadable: broken })
  }
