/**
 * The one object a host holds. Every function takes plain data and who acts, checks both at the border, and answers with
 * what changed or with an error as data; `promises` is the same for hosts that do not use fp-ts. What follows from a
 * command, up to the refund, happens in the same call; `start` repairs in the background what a crash left undone.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { RegisteredEntitlement } from './domain/entitlement/index.js'
import { border } from './domain/kernel/border.js'
import { StreamId } from './domain/values/ids.js'
import type { Clock } from './ports/clock.js'
import type { EventStore } from './ports/event-store.js'
import type { Ids } from './ports/ids.js'
import type { KeyRing } from './ports/key-ring.js'
import type { OrderDirectory } from './ports/order-directory.js'
import type { PaymentProvider } from './ports/payment-provider.js'
import { callsOf } from './runtime/calls.js'
import { casesOfOrder, readCase, type CaseView } from './runtime/case-view.js'
import type { AfterSalesError } from './runtime/errors.js'
import { follow, type FollowOptions } from './runtime/follow.js'
import { policyFacts } from './runtime/order-facts.js'
import type { PolicyBook } from './runtime/policy-book.js'
import { promised, type Promised } from './runtime/promised.js'
import { createRuntime } from './runtime/runtime.js'
import { unopenedKeyRing } from './runtime/unopened-key-ring.js'

export interface AfterSalesConfig {
  readonly store: EventStore
  readonly policies: PolicyBook
  readonly orders: OrderDirectory
  readonly payments: PaymentProvider
  readonly clock: Clock
  readonly ids: Ids
  /** Where customers' notes are sealed; without one, a command with a note is refused. */
  readonly keyRing?: KeyRing
  /** Separates shops in one log; `main` where there is one. */
  readonly tenant?: string
  /** Streams kept folded in memory. */
  readonly cachedStreams?: number
}

const checkId = border('Id', StreamId)

const DEFAULT_CACHED_STREAMS = 10_000

export interface AfterSalesFunctions extends ReturnType<typeof callsOf> {
  /** A case from its streams: request, return, refunds, and the notes as far as their keys exist. */
  readonly getCase: (requestId: string) => TaskEither<AfterSalesError, CaseView>
  /** The cases of an order, in the order in which they claimed units. */
  readonly casesOf: (orderId: string) => TaskEither<AfterSalesError, ReadonlyArray<string>>
  /** What may still be claimed and refunded of an order. */
  readonly getOrder: (orderId: string) => TaskEither<AfterSalesError, RegisteredEntitlement>
  /** Finishes what a crash left undone in one case, and asks the provider about overdue refunds. */
  readonly resume: (requestId: string) => TaskEither<AfterSalesError, CaseView>
}

export interface AfterSales extends AfterSalesFunctions {
  readonly promises: Promised<AfterSalesFunctions>
  /** Runs in the background until the signal aborts; resolves then, or with the error that stopped it. */
  readonly start: (options: FollowOptions) => TaskEither<AfterSalesError, void>
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
    keyRing: config.keyRing ?? unopenedKeyRing,
    clock,
    ids,
    cachedStreams: config.cachedStreams ?? DEFAULT_CACHED_STREAMS,
  })
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
    getCase: withId((requestId) => readCase(runtime, requestId)),
    casesOf: withId((orderId) => casesOfOrder(runtime, orderId)),
    getOrder: withId((orderId) => facts.known(orderId)),
    resume: withId((requestId) => readCase(runtime, requestId, 'repairing')),
  }
  return {
    ...functions,
    promises: promised(functions),
    start: (options) => () => follow(runtime, options),
  }
}
