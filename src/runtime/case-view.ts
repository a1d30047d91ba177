/** A case folded from its streams, as a person at the counter needs it; and the same walk to repair it after a crash. */
import * as E from 'fp-ts/lib/Either.js'
import type { ProposedCompensation } from '../domain/compensation/index.js'
import type { EntitlementState } from '../domain/entitlement/index.js'
import type { ProposedRefund, RefundState } from '../domain/refund/index.js'
import type { PlannedRepair, RepairState } from '../domain/repair/index.js'
import type { PlannedReplacement, ReplacementState } from '../domain/replacement/index.js'
import type { OpenedRequest, RequestEvent } from '../domain/request/index.js'
import type { AuthorizedReturn, ReturnState } from '../domain/return/index.js'
import { notesOfCase, type CaseNote } from './case-notes.js'
import { compensationsOf } from './compensations-of.js'
import type { AfterSalesError } from './errors.js'
import { isOutage } from './outage.js'
import { asCommitted, foldRead, readStream, type Read } from './read-stream.js'
import type { Runtime } from './runtime.js'

export interface CaseView {
  readonly request: OpenedRequest
  /** One for each time that goods were to come back; the last one is the current one. */
  readonly returns: ReadonlyArray<AuthorizedReturn>
  /** Goods that go out instead, in the order in which they were planned. */
  readonly replacements: ReadonlyArray<PlannedReplacement>
  readonly repairs: ReadonlyArray<PlannedRepair>
  readonly refunds: ReadonlyArray<ProposedRefund>
  /** As far as their order was asked: in the order in which it was. */
  readonly compensations: ReadonlyArray<ProposedCompensation>
  /** The oldest first. */
  readonly notes: ReadonlyArray<CaseNote>
}

type Part = 'return' | 'replacement' | 'repair' | 'refund'
interface PartOfCase {
  readonly kind: Part
  readonly id: string
  readonly events: ReadonlyArray<Read>
}

/** What the request ever started, whatever became of it: its own events name each stream. */
const startedBy = (events: ReadonlyArray<Read>): ReadonlyArray<readonly [Part, string]> => {
  const found = new Map<string, readonly [Part, string]>()
  const add = (kind: Part, id: string | undefined): void => {
    if (id !== undefined) found.set(`${kind} ${id}`, [kind, id])
  }
  for (const { event } of events as ReadonlyArray<{ readonly event: RequestEvent }>) {
    if (event.type === 'RemediesStarted') {
      add('return', event.data.goods?.returnId)
      add('repair', event.data.repair?.repairId)
    }
    if (event.type === 'RemediesStarted' || event.type === 'RemedySwitched')
      add('replacement', event.data.replacement?.replacementId)
    if (event.type === 'RefundDue') add('refund', event.data.refundId)
  }
  return [...found.values()]
}

const partsOf = async (
  runtime: Runtime,
  events: ReadonlyArray<Read>,
): Promise<E.Either<AfterSalesError, ReadonlyArray<PartOfCase>>> => {
  const parts: Array<PartOfCase> = []
  for (const [kind, id] of startedBy(events)) {
    const read = await readStream(runtime, kind, id)
    if (E.isLeft(read)) return read
    parts.push({ kind, id, events: read.right })
  }
  return E.right(parts)
}

const statesOf = <S extends { readonly status: string }>(
  kind: Part,
  parts: ReadonlyArray<PartOfCase>,
): ReadonlyArray<Exclude<S, { readonly status: 'none' }>> =>
  parts.flatMap((part) => {
    if (part.kind !== kind) return []
    const state = foldRead(kind, part.events) as S
    return state.status === 'none' ? [] : [state as Exclude<S, { readonly status: 'none' }>]
  })

/** Reads a case. `repairing`: also runs what should have followed from its events, and asks about overdue refunds. */
export const readCase = async (
  runtime: Runtime,
  requestId: string,
  purpose: 'reading' | 'repairing' = 'reading',
): Promise<E.Either<AfterSalesError, CaseView>> => {
  const request = await readStream(runtime, 'request', requestId)
  if (E.isLeft(request)) return request
  const first = foldRead('request', request.right) as OpenedRequest | { readonly status: 'none' }
  if (first.status === 'none') return E.left({ _tag: 'RequestUnknown' })

  if (purpose === 'repairing') {
    const repaired = await repair(runtime, first, request.right)
    return E.isLeft(repaired) ? repaired : readCase(runtime, requestId)
  }

  const parts = await partsOf(runtime, request.right)
  if (E.isLeft(parts)) return parts
  const compensations = await compensationsOf(runtime, first)
  if (E.isLeft(compensations)) return compensations
  const refunds = parts.right.flatMap(({ kind, events }) => (kind === 'refund' ? events : []))
  const notes = await notesOfCase(runtime, request.right, refunds)
  if (E.isLeft(notes)) return notes
  return E.right({
    request: first,
    returns: statesOf<ReturnState>('return', parts.right),
    replacements: statesOf<ReplacementState>('replacement', parts.right),
    repairs: statesOf<RepairState>('repair', parts.right),
    refunds: statesOf<RefundState>('refund', parts.right),
    compensations: compensations.right.map(({ state }) => state),
    notes: notes.right,
  })
}

const repair = async (
  runtime: Runtime,
  request: OpenedRequest,
  events: ReadonlyArray<Read>,
): Promise<E.Either<AfterSalesError, void>> => {
  const order = await readStream(runtime, 'entitlement', request.orderId)
  if (E.isLeft(order)) return order
  const parts = await partsOf(runtime, events)
  if (E.isLeft(parts)) return parts
  const ids = new Set(parts.right.map(({ id }) => id))
  const all = [...events, ...order.right.filter((e) => concerns(e, request.requestId, ids))]
  for (const part of parts.right) all.push(...part.events)
  const refundIds = parts.right.flatMap(({ kind, id }) => (kind === 'refund' ? [id] : []))
  const compensations = await compensationsOf(runtime, request)
  if (E.isLeft(compensations)) return compensations
  for (const compensation of compensations.right) all.push(...compensation.events)
  const drained = await runtime.drain(all.map(asCommitted), false)
  if (E.isLeft(drained) && isOutage(drained.left)) return drained
  let problem = E.isLeft(drained) ? drained.left : undefined
  for (const refundId of refundIds) {
    const settled = await runtime.settleOverdue(refundId)
    // Workers would follow up, too; here it is done before the case is read again.
    const followed = E.isLeft(settled) ? settled : await runtime.drain(settled.right, false)
    if (E.isLeft(followed)) problem ??= followed.left
  }
  for (const { state } of compensations.right) {
    const settled = await runtime.settleOverdueBenefit(state.compensationId)
    const followed = E.isLeft(settled) ? settled : await runtime.drain(settled.right, false)
    if (E.isLeft(followed)) problem ??= followed.left
  }
  return problem === undefined ? E.right(undefined) : E.left(problem)
}

const concerns = ({ event }: Read, requestId: string, parts: ReadonlySet<string>): boolean => {
  const data = event.data as { readonly claimId?: string; readonly refundId?: string }
  return data.claimId === requestId || (data.refundId !== undefined && parts.has(data.refundId))
}

/** Open and ended cases of an order, in the order in which they claimed units. */
export const casesOfOrder = async (
  runtime: Runtime,
  orderId: string,
): Promise<E.Either<AfterSalesError, ReadonlyArray<string>>> => {
  const loaded = await runtime.load<EntitlementState>('entitlement', orderId)
  if (E.isLeft(loaded)) return loaded
  const { state } = loaded.right
  return state.status === 'registered' ? E.right([...state.claims.keys()]) : E.left({ _tag: 'OrderNotRegistered' })
}
