/**
 * Watches the shared log as it is written and says at once when a promise is broken. It folds every stream by itself
 * and knows what the provider and the issuer really did, so it needs to trust nothing that the library believes. What it
 * looks for: `invariants/index.ts`.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { StreamStates } from '../../domain/deciders.js'
import type { StreamKind } from '../../domain/values/ids.js'
import type { StoredEvent } from '../../ports/event-store.js'
import { aggregateOf } from '../../runtime/aggregates.js'
import { decodeLogged } from '../../runtime/read-log.js'
import { simulatedBenefits } from '../simulated-benefits.js'
import { invariants, type Books, type Given, type LegOfKey } from './invariants/index.js'
import { streamParts } from './stream-parts.js'

/** A promise that was broken: which one, and how. */
export interface Violation {
  readonly promise: string
  readonly detail: string
}

export interface Monitor {
  /** In the order of the log. */
  readonly saw: (event: StoredEvent) => void
  /** The provider pays. */
  readonly paid: (key: string) => void
  readonly violation: () => Violation | undefined
  readonly state: <K extends keyof StreamStates>(kind: K, id: string) => StreamStates[K] | undefined
  readonly of: <K extends keyof StreamStates>(kind: K) => ReadonlyArray<StreamStates[K]>
  readonly events: () => number
  /** Which leg a key belongs to, once its intent stands in the log. */
  readonly legOf: (key: string) => LegOfKey | undefined
  readonly broken: (promise: string, detail: string) => void
}

export const monitor = (payments: Books, issuer: Given = simulatedBenefits(), windowDays?: number): Monitor => {
  const revisions = new Map<string, number>()
  const states = new Map<StreamKind, Map<string, unknown>>()
  const ids = new Set<string>()
  const legs = new Map<string, LegOfKey>()
  let found: Violation | undefined
  let events = 0

  const statesOf = (kind: StreamKind): Map<string, unknown> => {
    const known = states.get(kind) ?? new Map<string, unknown>()
    states.set(kind, known)
    return known
  }
  const stateOf = <K extends keyof StreamStates>(kind: K, id: string): StreamStates[K] | undefined =>
    statesOf(kind).get(id) as StreamStates[K] | undefined

  const broken = (promise: string, detail: string): void => {
    found ??= { promise, detail }
  }
  const watching = { broken, state: stateOf, payments, issuer, legs, windowDays }
  const looks = invariants.map((invariant) => invariant(watching))

  const saw = (stored: StoredEvent): void => {
    events += 1
    const { stream, revision, id } = stored
    const { kind, id: streamId } = streamParts(stream)
    if (revision !== (revisions.get(stream) ?? -1) + 1) broken('the log has no gap', `${stream} ${revision}`)
    if (ids.has(id)) broken('event ids are unique', `${stream} ${revision}`)
    ids.add(id)
    const logged = decodeLogged(stored)
    if (E.isLeft(logged)) return broken('every event can be read', JSON.stringify(logged.left))
    const { event } = logged.right
    const { decider } = aggregateOf<unknown>(kind)
    const old = statesOf(kind).get(streamId) ?? decider.initial
    const state: unknown = decider.evolve(old, event)
    revisions.set(stream, revision)
    statesOf(kind).set(streamId, state)
    for (const look of looks) {
      try {
        look({ stored, kind, event, old, state })
      } catch (cause) {
        // What a law takes for granted is not so, such as an order that is known: a finding, and no reason to stop looking.
        broken('every law can be checked', `${stream} ${revision}: ${String(cause)}`)
      }
    }
    if (event.type === 'RefundLegSubmitted') {
      const { key, refundId, legId, epoch, tenderId, minor } = event.data
      legs.set(key, { refundId, legId, epoch, tenderId, minor })
    }
  }

  /** At every instant: paid at most once for a leg, but for what came back. */
  const paid = (key: string): void => {
    const leg = legs.get(key)
    if (leg === undefined) return broken('I8 nothing is paid without its intent in the log', key)
    const count = (list: ReadonlyArray<{ readonly key: string }>): number =>
      list.filter((payment) => {
        const other = legs.get(payment.key)
        return other?.refundId === leg.refundId && other.legId === leg.legId
      }).length
    if (count(payments.payments) - count(payments.reversals) > 1)
      broken('I2 no leg is paid twice', `${leg.refundId} ${leg.legId}`)
  }

  return {
    saw,
    paid,
    broken,
    violation: () => found,
    events: () => events,
    legOf: (key) => legs.get(key),
    state: stateOf,
    of: <K extends keyof StreamStates>(kind: K) => [...statesOf(kind).values()] as ReadonlyArray<StreamStates[K]>,
  }
}
