/**
 * What the façade works with: commands handled on streams, reactions drained, legs paid. A command touches one stream;
 * what follows from its events happens right behind it, and again from the log if this process dies in between.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { RegisteredEntitlement } from '../domain/entitlement/index.js'
import { border } from '../domain/kernel/border.js'
import type { Event } from '../domain/kernel/decider.js'
import { reactions, type AnyReply } from '../domain/reactions/index.js'
import type { Reaction } from '../domain/kernel/reaction.js'
import type { ProposedRefund } from '../domain/refund/index.js'
import type { Actor, Channel } from '../domain/values/actor.js'
import { streamName, Tenant, type StreamKind } from '../domain/values/ids.js'
import type { EventStore } from '../ports/event-store.js'
import type { Clock } from '../ports/clock.js'
import type { Ids } from '../ports/ids.js'
import type { KeyRing } from '../ports/key-ring.js'
import type { PaymentProvider } from '../ports/payment-provider.js'
import { aggregateOf, type AnyCommand } from './aggregates.js'
import type { AfterSalesError } from './errors.js'
import { reactionCommandIdOf } from './derived-id.js'
import { handleCommand, type Circumstances, type Committed, type Handled, type Handling } from './handle-command.js'
import { catchUp, emptyStream, type Loaded } from './load.js'
import { isOutage } from './outage.js'
import { instructionFor, payLeg, type LegIntent } from './pay-leg.js'
import { sequence } from './sequence.js'
import { settleOverdue } from './settle-overdue.js'
import { stateCache } from './state-cache.js'

export interface RuntimeConfig {
  readonly tenant: string
  readonly store: EventStore
  readonly payments: PaymentProvider
  readonly keyRing: KeyRing
  readonly clock: Clock
  readonly ids: Ids
  readonly cachedStreams: number
}

/** Type and data of a command, and for whom and by what cause it comes. */
export interface Order {
  readonly kind: StreamKind
  readonly id: string
  readonly type: string
  readonly data: unknown
  readonly facts?: unknown
  readonly commandId: string
  readonly actor: Actor
  readonly channel: Channel
  readonly circumstances?: Circumstances
}

const byEventType = new Map<string, ReadonlyArray<Reaction<Event, AnyReply>>>()
for (const reaction of reactions) byEventType.set(reaction.on, [...(byEventType.get(reaction.on) ?? []), reaction])

const checkTenant = border('Tenant', Tenant)

export type Runtime = ReturnType<typeof createRuntime>

export const createRuntime = (config: RuntimeConfig) => {
  const { tenant, store, payments, keyRing, clock, ids } = config
  const cache = stateCache(config.cachedStreams)
  const handling: Handling = { store, cache, clock, ids, keyRing, sequence: sequence() }

  const checkedTenant = checkTenant(tenant)
  const streamOf = (kind: StreamKind, id: string): E.Either<AfterSalesError, string> =>
    E.isLeft(checkedTenant) ? checkedTenant : streamName(kind, tenant, id)

  const handle = async (order: Order): Promise<E.Either<AfterSalesError, Handled<unknown>>> => {
    const stream = streamOf(order.kind, order.id)
    if (E.isLeft(stream)) return stream
    const command: AnyCommand = {
      type: order.type,
      data: order.data,
      facts: order.facts,
      tenant,
      commandId: order.commandId,
      actor: order.actor,
      channel: order.channel,
      at: clock.now(),
    }
    return handleCommand(
      handling,
      aggregateOf<unknown>(order.kind),
      stream.right,
      order.id,
      command,
      order.circumstances,
    )
  }

  /** The state of a stream, up to date with the log. */
  const load = async <S>(kind: StreamKind, id: string): Promise<E.Either<AfterSalesError, Loaded<S>>> => {
    const stream = streamOf(kind, id)
    if (E.isLeft(stream)) return stream
    const aggregate = aggregateOf<S>(kind)
    const known = cache.get<S>(stream.right) ?? emptyStream(aggregate, tenant, stream.right)
    const caughtUp = await catchUp(store, aggregate, stream.right, known)
    if (E.isRight(caughtUp)) cache.set(stream.right, caughtUp.right)
    return caughtUp
  }

  /** The state as this process knows it, without asking the store. */
  const peek = <S>(kind: StreamKind, id: string): S | undefined => {
    const stream = streamOf(kind, id)
    return E.isLeft(stream) ? undefined : cache.get<S>(stream.right)?.state
  }

  /** The state as this process knows it after a command; read again where it fell out of memory meanwhile. */
  const current = async <S>(kind: StreamKind, id: string): Promise<E.Either<AfterSalesError, S>> => {
    const known = peek<S>(kind, id)
    if (known !== undefined) return E.right(known)
    const loaded = await load<S>(kind, id)
    return E.isLeft(loaded) ? loaded : E.right(loaded.right.state)
  }

  /** The library's own step because of an event: its id follows from that event, so it is done once. */
  const follow = (
    source: Committed,
    name: string,
    index: number,
    step: { readonly kind: StreamKind; readonly id: string; readonly type: string; readonly data: unknown },
  ): Promise<E.Either<AfterSalesError, Handled<unknown>>> =>
    handle({
      kind: step.kind,
      id: step.id,
      type: step.type,
      data: step.data,
      commandId: reactionCommandIdOf(source.id, name, index),
      actor: { kind: 'system', id: name },
      channel: 'system',
      circumstances: { correlationId: source.correlationId, causationId: source.id, authority: 'reaction' },
    })

  const instruction = async (intent: LegIntent) => {
    const order = await load<RegisteredEntitlement>('entitlement', intent.orderId)
    return E.isLeft(order)
      ? order
      : E.right(
          instructionFor(
            tenant,
            intent,
            order.right.state.tenders.find((t) => t.tenderId === intent.tenderId),
          ),
        )
  }

  /** Pays a leg whose intent this process wrote. */
  const pay = async (intended: Committed): Promise<E.Either<AfterSalesError, ReadonlyArray<Committed>>> => {
    const intent = intended.event.data as LegIntent
    const asked = await instruction(intent)
    if (E.isLeft(asked)) return asked
    const step = await payLeg(payments, intent, asked.right)
    if (E.isLeft(step)) return step
    if (step.right === undefined) return E.right([])
    const done = await follow(intended, 'pay-leg', 0, { kind: 'refund', id: intent.refundId, ...step.right })
    return E.isLeft(done) ? done : E.right(done.right.events)
  }

  /**
   * Runs the reactions to these events, and to the events that they lead to. `paying`: the events were just appended by
   * this process, so that it is the one to call the provider for legs among them. What was there already is walked,
   * too: somebody else may be half-way, and the caller waits for the whole answer. `one step`: it is left to its own
   * turn in the log. What goes wrong with one event holds up no other: a leg whose answer is nonsense must not keep the
   * next from being paid. The first problem is the answer.
   */
  const drain = async (
    events: ReadonlyArray<Committed>,
    paying: boolean,
    depth: 'all' | 'one step' = 'all',
  ): Promise<E.Either<AfterSalesError, void>> => {
    const queue = events.map((event) => ({ event, paying }))
    // Events lead to each other; each needs to be walked once.
    const queued = new Set(events.map((event) => event.id))
    let problem: AfterSalesError | undefined
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { event } = next
      if (event.event.type === 'RefundLegSubmitted' && next.paying) {
        const paid = await pay(event)
        if (E.isLeft(paid) && isOutage(paid.left)) return paid
        if (E.isLeft(paid)) problem ??= paid.left
        else for (const one of paid.right) queue.push({ event: one, paying: true })
      }
      for (const reaction of byEventType.get(event.event.type) ?? []) {
        for (const [index, reply] of reaction.react(event.event).entries()) {
          const { to, id, command } = reply
          const done = await follow(event, reaction.name, index, { kind: to, id, ...command })
          if (E.isLeft(done) && isOutage(done.left)) return done
          if (E.isLeft(done)) {
            problem ??= done.left
            continue
          }
          const { outcome, own } = done.right
          if (outcome !== 'appended' && depth === 'one step') continue
          for (const one of done.right.events) {
            if (queued.has(one.id)) continue
            queued.add(one.id)
            queue.push({ event: one, paying: own })
          }
        }
      }
    }
    return problem === undefined ? E.right(undefined) : E.left(problem)
  }

  /** Asked as often as it takes: the decider, not the id, tells news from what was heard before. */
  const tell = (refundId: string, type: string, data: unknown) =>
    handle({
      kind: 'refund',
      id: refundId,
      type,
      data,
      commandId: ids.uuid(),
      actor: { kind: 'system', id: 'settle-leg' },
      channel: 'system',
      circumstances: { authority: 'reaction' },
    })
  const refund = (refundId: string) => load<ProposedRefund>('refund', refundId)
  const settling = { refund, tell, drain, instruction, payments, clock }

  return {
    handle,
    load,
    peek,
    current,
    drain,
    settleOverdue: (refundId: string) => settleOverdue(settling, refundId),
    streamOf,
    tenant,
    store,
    clock,
    ids,
    keyRing,
  }
}
