/**
 * What the façade works with: commands handled on streams, reactions drained, legs paid. A command touches one stream;
 * what follows from its events happens right behind it, and again from the log if this process dies in between.
 */
import * as E from 'fp-ts/lib/Either.js'
import { border } from '../domain/kernel/border.js'
import { streamName, Tenant, type StreamKind } from '../domain/values/ids.js'
import type { BenefitIssuer } from '../ports/benefit-issuer.js'
import type { EventStore } from '../ports/event-store.js'
import type { Clock } from '../ports/clock.js'
import type { Ids } from '../ports/ids.js'
import type { KeyRing } from '../ports/key-ring.js'
import type { PaymentProvider } from '../ports/payment-provider.js'
import type { Telemetry } from '../ports/telemetry.js'
import { aggregateOf, type AnyCommand } from './aggregates.js'
import type { AfterSalesError } from './errors.js'
import { followingWith, type Order } from './follow-up.js'
import { handleCommand, type Committed, type Handled, type Handling } from './handle-command.js'
import { issuingOf } from './issuing.js'
import { catchUp, emptyStream, type Loaded } from './load.js'
import { askingAbout } from './ask-about-refund.js'
import { isOutage } from './outage.js'
import { missingIssuer } from './missing-issuer.js'
import { payingOf, type Paid } from './paying.js'
import { reactingWith } from './reacting.js'
import { sequence } from './sequence.js'
import { stateCache } from './state-cache.js'

export interface RuntimeConfig {
  readonly tenant: string
  readonly store: EventStore
  readonly payments: PaymentProvider
  /** Without one, every benefit is declined. */
  readonly benefits?: BenefitIssuer | undefined
  readonly keyRing: KeyRing
  readonly clock: Clock
  readonly ids: Ids
  readonly telemetry: Telemetry
  readonly cachedStreams: number
}

const checkTenant = border('Tenant', Tenant)

export type Runtime = ReturnType<typeof createRuntime>

export const createRuntime = (config: RuntimeConfig) => {
  const { tenant, store, payments, benefits = missingIssuer, keyRing, clock, ids, telemetry } = config
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

  const follow = followingWith(handle)
  const {
    instruction,
    payOwn: payOwnLegs,
    tellRefund,
  } = payingOf({
    ...{ tenant, handle, load, follow, payments, clock, ids, telemetry },
  })
  const { issueOwn, ...askingAboutBenefits } = issuingOf({
    ...{ tenant, handle, load, follow, benefits, clock, ids, telemetry },
  })

  /** Makes the calls that follow from intents among events that this process has just appended. */
  const payOwn = async (events: ReadonlyArray<Committed>): Promise<Paid> => {
    const paid = await payOwnLegs(events)
    if (paid.problem !== undefined && isOutage(paid.problem)) return paid
    const issued = await issueOwn(events)
    return { led: [...paid.led, ...issued.led], problem: paid.problem ?? issued.problem }
  }

  return {
    handle,
    load,
    peek,
    current,
    payOwn,
    ...reactingWith(follow, payOwn),
    ...askingAboutBenefits,
    ...askingAbout({ load, tellRefund, instruction, payments, clock, ids, telemetry }),
    streamOf,
    tenant,
    store,
    clock,
    ids,
    keyRing,
    telemetry,
    payments,
  }
}
