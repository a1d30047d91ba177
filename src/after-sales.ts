/**
 * The one object a host holds. Every function takes plain data and who acts, checks both at the border, and answers with
 * what changed or with an error as data; `promises` is the same for hosts that do not use fp-ts. What follows from a
 * command, up to the refund, happens in the same call; `start` runs the workers that finish the rest in the background.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { RegisteredEntitlement } from './domain/entitlement/index.js'
import { border } from './domain/kernel/border.js'
import { Actor } from './domain/values/actor.js'
import { StreamId } from './domain/values/ids.js'
import type { Authorizer } from './ports/authorizer.js'
import type { BenefitIssuer } from './ports/benefit-issuer.js'
import type { Clock } from './ports/clock.js'
import type { EventStore } from './ports/event-store.js'
import type { Ids } from './ports/ids.js'
import type { KeyRing } from './ports/key-ring.js'
import type { OrderDirectory } from './ports/order-directory.js'
import type { PaymentProvider, RawWebhook } from './ports/payment-provider.js'
import type { ReadModelStore } from './ports/read-model-store.js'
import { harmless, noTelemetry, type Telemetry } from './ports/telemetry.js'
import { READ_MODELS } from './projections/index.js'
import { callsOf } from './runtime/calls.js'
import { casesOfOrder, readCase, type CaseView } from './runtime/case-view.js'
import type { AfterSalesError } from './runtime/errors.js'
import { policyFacts } from './runtime/order-facts.js'
import type { PolicyBook } from './runtime/policy-book.js'
import { promised, type Promised } from './runtime/promised.js'
import { operationsOf, type Operations } from './runtime/operations.js'
import { viewsOf, type Views } from './runtime/reading/views.js'
import { createRuntime } from './runtime/runtime.js'
import { unopenedKeyRing } from './runtime/unopened-key-ring.js'
import { whatNext, type WhatNext } from './runtime/what-next.js'
import { receiveWebhook, type WebhookReceived } from './runtime/webhooks.js'
import type { OnEvent } from './runtime/workers/feed.js'
import { workersOf, type StartOptions } from './runtime/workers/workers.js'

export interface AfterSalesConfig {
  readonly store: EventStore
  readonly policies: PolicyBook
  readonly orders: OrderDirectory
  readonly payments: PaymentProvider
  /** Who issues coupons, points and the like; without one, every compensation is declined and waits to be retried. */
  readonly benefits?: BenefitIssuer
  readonly clock: Clock
  readonly ids: Ids
  /** Where customers' notes are sealed; without one, a command with a note is refused. */
  readonly keyRing?: KeyRing
  /** Who may read what customers wrote, asked at every `views.notes`; without one, nobody may. */
  readonly authorizer?: Authorizer
  /** Where workers keep their place and their indexes; needed by `start`, webhooks and what operators ask. */
  readonly readModels?: ReadModelStore
  /** Numbers for whoever operates it; none by default. */
  readonly telemetry?: Telemetry
  /** Takes the published events, for instance into a queue of the host's; without one, the role `feed` does not run. */
  readonly onEvent?: OnEvent
  /** Separates shops in one log; `main` where there is one. */
  readonly tenant?: string
  /** Streams kept folded in memory. */
  readonly cachedStreams?: number
}

const checkId = border('Id', StreamId)
const someone = border('Actor', Actor)
const checkActor = (as: Actor | undefined): E.Either<AfterSalesError, Actor | undefined> =>
  as === undefined ? E.right(undefined) : someone(as)

const DEFAULT_CACHED_STREAMS = 10_000

export interface AfterSalesFunctions extends ReturnType<typeof callsOf> {
  readonly webhooks: {
    /** Verifies and stores a webhook; answer the provider with success only when this succeeds. See docs/webhooks.md. */
    readonly receive: (webhook: RawWebhook) => TaskEither<AfterSalesError, WebhookReceived>
  }
  /** For whoever operates it: health, money that waits for a person, work put aside. */
  readonly operations: Operations
  /** What people read, from the rows that the workers keep: cases, queues, customers, the audit trail, the books. */
  readonly views: Views
  /**
   * A case from its streams, as it is in the log now: whole states, and the notes as far as their keys exist. For code that
   * decides; it asks nobody who reads, so what people look at is `views.case`, and `views.notes` for a reader who may.
   */
  readonly getCase: (requestId: string) => TaskEither<AfterSalesError, CaseView>
  /** The cases of an order, in the order in which they claimed units. */
  readonly casesOf: (orderId: string) => TaskEither<AfterSalesError, ReadonlyArray<string>>
  /**
   * Who may do what next, and why something else is not possible; with `as` for that person only.
   *
   * @example
   * const { possible, notNow } = await afterSales.promises.whatNext('R-1')
   * // possible: [{ call: 'requests.approve', by: [{ kind: 'agent', role: 'lead' }], … }]
   * // notNow:   [{ call: 'requests.close', why: { code: 'REQUEST.NOT_OPEN', en: '…', zh: '…' }, … }]
   */
  readonly whatNext: (requestId: string, as?: Actor) => TaskEither<AfterSalesError, WhatNext>
  /** What may still be claimed and refunded of an order. */
  readonly getOrder: (orderId: string) => TaskEither<AfterSalesError, RegisteredEntitlement>
  /** Finishes what a crash left undone in one case, and asks the provider about overdue refunds. */
  readonly resume: (requestId: string) => TaskEither<AfterSalesError, CaseView>
}

export interface AfterSales extends AfterSalesFunctions {
  readonly promises: Promised<AfterSalesFunctions>
  /** Runs workers until the signal aborts; resolves then, or with the error that ended one for good. */
  readonly start: (options: StartOptions) => TaskEither<AfterSalesError, void>
}

/**
 * Puts the library together. Nothing is opened or started; a tenant that is not 1 to 32 of a-z and 0-9 answers every
 * call with `InvalidInput`.
 *
 * @example
 * const afterSales = createAfterSales({ store, policies, orders, payments, clock: systemClock, ids: randomIds })
 * await afterSales.promises.requests.open({ requestId: 'r-1', orderId: '#1001', … }, { actor })
 */
export const createAfterSales = (config: AfterSalesConfig): AfterSales => {
  const { store, policies, orders, payments, clock, ids, tenant = 'main' } = config
  const runtime = createRuntime({
    tenant,
    store,
    payments,
    benefits: config.benefits,
    keyRing: config.keyRing ?? unopenedKeyRing,
    clock,
    ids,
    telemetry: config.telemetry === undefined ? noTelemetry : harmless(config.telemetry),
    cachedStreams: config.cachedStreams ?? DEFAULT_CACHED_STREAMS,
  })
  const workers = workersOf(runtime, config.readModels, READ_MODELS, config.onEvent)
  const views = viewsOf(runtime, config.readModels, config.authorizer)
  const facts = policyFacts(runtime, orders, policies)

  const withId =
    <A>(use: (id: string) => Promise<E.Either<AfterSalesError, A>>) =>
    (id: string): TaskEither<AfterSalesError, A> =>
    async () => {
      const checked = checkId(id)
      return E.isLeft(checked) ? checked : use(checked.right)
    }

  const functions: AfterSalesFunctions = {
    ...callsOf(runtime, facts),
    webhooks: { receive: (webhook) => () => receiveWebhook(runtime, config.readModels, webhook) },
    operations: operationsOf(runtime, config.readModels, workers.health, views.upToDate),
    views,
    getCase: withId((requestId) => readCase(runtime, requestId)),
    casesOf: withId((orderId) => casesOfOrder(runtime, orderId)),
    whatNext: (requestId, as) => async () => {
      const checked = checkActor(as)
      return E.isLeft(checked) ? checked : withId((id) => whatNext(runtime, facts, id, checked.right))(requestId)()
    },
    getOrder: withId((orderId) => facts.known(orderId)),
    resume: withId((requestId) => readCase(runtime, requestId, 'repairing')),
  }
  return {
    ...functions,
    promises: promised(functions),
    start: (options) => () => workers.start(options),
  }
}
