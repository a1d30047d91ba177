/**
 * The facts that a command needs and its caller does not bring: the order, registered at the first touch with the
 * policy in force when it was placed, and what that policy means for the request.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { OrderOfCompensation } from '../domain/compensation/index.js'
import {
  paidOnOrder,
  surelyRepaired,
  windowStart,
  previewRefund,
  type EntitlementState,
  type RegisteredEntitlement,
} from '../domain/entitlement/index.js'
import { border } from '../domain/kernel/border.js'
import { termsFor } from '../domain/policy/terms.js'
import type { Reason } from '../domain/policy/policy-set.js'
import type { OrderOfRepair, RepairState } from '../domain/repair/index.js'
import type { NamesOfOrder, ReplacementState } from '../domain/replacement/index.js'
import type { RequestCommand, RequestState } from '../domain/request/index.js'
import type { OrderOfReturn, ReturnState } from '../domain/return/index.js'
import { reactionCommandId, type StreamKind } from '../domain/values/ids.js'
import { OrderFacts } from '../domain/values/order-facts.js'
import type { OrderDirectory, OrderDirectoryError } from '../ports/order-directory.js'
import type { AfterSalesError } from './errors.js'
import { ownCopy } from './own-copy.js'
import type { PolicyBook, PublishedPolicy } from './policy-book.js'
import type { Runtime } from './runtime.js'

type FactsOf<Type extends RequestCommand['type']> = Extract<RequestCommand, { readonly type: Type }>['facts']
type Found<A> = Promise<E.Either<AfterSalesError, A>>

const checkOrder = border('OrderFacts', OrderFacts)

/** A directory that throws instead of answering is one that cannot be reached. */
const asked = async (
  orders: OrderDirectory,
  orderId: string,
): Promise<E.Either<OrderDirectoryError, O.Option<unknown>>> => {
  try {
    const found = await orders.order(orderId)()
    return E.isLeft(found) || O.isSome(found.right) ? found : E.right(O.none)
  } catch {
    return E.left({ _tag: 'OrderDirectoryUnavailable', reason: 'it failed with an exception' })
  }
}

/** The provider declares in which steps it pays a currency; it matters for the payments that are the provider's own. */
const inSteps = (order: OrderFacts, granularity: Readonly<Record<string, number>> = {}): OrderFacts => {
  const step = granularity[order.currency]
  if (step === undefined) return order
  const tenders = order.tenders.map((tender) =>
    tender.paymentRef === undefined ? tender : { granularity: step, ...tender },
  )
  return { ...order, tenders }
}

export type FactsFor = ReturnType<typeof policyFacts>

export const policyFacts = (runtime: Runtime, orders: OrderDirectory, policies: PolicyBook) => {
  const register = async (orderId: string): Found<RegisteredEntitlement> => {
    const found = await asked(orders, orderId)
    if (E.isLeft(found)) return found
    if (O.isNone(found.right)) return E.left({ _tag: 'OrderUnknown', orderId })
    const checked = checkOrder(found.right.value)
    if (E.isLeft(checked)) return checked
    const order = inSteps(ownCopy(checked.right), runtime.payments.capabilities.granularity)
    const published = policies.inForceAt(order.orderedAt)
    if (published === undefined) return E.left({ _tag: 'NoPolicyInForce', at: order.orderedAt })
    const done = await runtime.handle({
      kind: 'entitlement',
      id: orderId,
      type: 'RegisterOrder',
      data: { orderId },
      facts: { order, policy: published.ref },
      // The order is its own cause, so that two first touches at once are one.
      commandId: reactionCommandId(orderId, 'register-order', 0),
      actor: { kind: 'system', id: 'register-order' },
      channel: 'system',
      circumstances: { authority: 'order_directory' },
    })
    return E.isLeft(done) ? done : E.right(done.right.state as RegisteredEntitlement)
  }

  /** Enough for what never changes of an order: whose it is, and the policy frozen on it. */
  const registered = async (orderId: string): Found<RegisteredEntitlement> => {
    const known = runtime.peek<EntitlementState>('entitlement', orderId)
    return known?.status === 'registered' ? E.right(known) : upToDate(orderId)
  }

  const upToDate = async (orderId: string): Found<RegisteredEntitlement> => {
    const loaded = await runtime.load<EntitlementState>('entitlement', orderId)
    if (E.isLeft(loaded)) return loaded
    const { state } = loaded.right
    return state.status === 'registered' ? E.right(state) : register(orderId)
  }

  /** For what never changes once a stream is there. */
  const everKnown = async <S extends { readonly status: string }>(kind: StreamKind, id: string): Found<S> => {
    const known = runtime.peek<S>(kind, id)
    if (known !== undefined && known.status !== 'none') return E.right(known)
    const loaded = await runtime.load<S>(kind, id)
    return E.isLeft(loaded) ? loaded : E.right(loaded.right.state)
  }

  const policyOf = (order: RegisteredEntitlement): E.Either<AfterSalesError, PublishedPolicy> => {
    const published = policies.byRef(order.policy)
    const { policyId, version } = order.policy
    return published === undefined ? E.left({ _tag: 'PolicyUnknown', policyId, version }) : E.right(published)
  }

  const opened = async (requestId: string): Found<Exclude<RequestState, { readonly status: 'none' }>> => {
    const loaded = await runtime.load<RequestState>('request', requestId)
    if (E.isLeft(loaded)) return loaded
    const { state } = loaded.right
    return state.status === 'none' ? E.left({ _tag: 'RequestUnknown' }) : E.right(state)
  }

  const reasonsOf = (order: RegisteredEntitlement): E.Either<AfterSalesError, ReadonlyArray<Reason>> => {
    const published = policyOf(order)
    return E.isLeft(published) ? published : E.right(published.right.policy.reasons)
  }

  /** What is wished for, its order, and what the order's policy means for it. */
  const wishOf = async (requestId: string) => {
    const request = await opened(requestId)
    if (E.isLeft(request)) return request
    // Up to date: another instance may have recorded a delivery, and the window counts from there.
    const order = await upToDate(request.right.orderId)
    if (E.isLeft(order)) return order
    const published = policyOf(order.right)
    if (E.isLeft(published)) return published
    const { currency, orderedAt } = order.right
    const { remedy, lines } = request.right
    const deliveredAt = windowStart(order.right, lines, runtime.clock.now())
    const terms = termsFor(
      published.right.policy,
      published.right.ref,
      { currency, orderedAt, ...(deliveredAt === undefined ? {} : { deliveredAt }) },
      { remedy, reasons: lines.map((l) => l.reason) },
    )
    return E.right({ order: order.right, terms, remedy, lines })
  }

  return {
    registered,

    /** What was paid on the order of a request, line by line, whatever was refunded since. */
    forCompensating: async (requestId: string): Found<OrderOfCompensation> => {
      const request = await opened(requestId)
      if (E.isLeft(request)) return request
      const order = await upToDate(request.right.orderId)
      if (E.isLeft(order)) return order
      return E.right(paidOnOrder(order.right))
    },

    /** The names that the order of a replacement has given already, and in which steps its currency is paid back. */
    forReplacing: async (replacementId: string): Found<NamesOfOrder> => {
      const loaded = await runtime.load<ReplacementState>('replacement', replacementId)
      if (E.isLeft(loaded)) return loaded
      const { state } = loaded.right
      if (state.status === 'none') return E.left({ _tag: 'ReplacementNotFound' })
      const order = await upToDate(state.orderId)
      if (E.isLeft(order)) return order
      const step = runtime.payments.capabilities.granularity?.[order.right.currency]
      return E.right({
        lineIds: order.right.lines.map(({ line }) => line.lineId),
        tenderIds: order.right.tenders.map(({ tenderId }) => tenderId),
        ...(step === undefined ? {} : { granularity: step }),
      })
    },

    /** Whose goods a return is about, and in which currency. That never changes, so what is known of it is enough. */
    forReturning: async (returnId: string): Found<OrderOfReturn> => {
      const goods = await everKnown<ReturnState>('return', returnId)
      if (E.isLeft(goods)) return goods
      if (goods.right.status === 'none') return E.left({ _tag: 'ReturnUnknown' })
      const request = await everKnown<RequestState>('request', goods.right.requestId)
      if (E.isLeft(request)) return request
      if (request.right.status === 'none') return E.left({ _tag: 'RequestUnknown' })
      const { customerId, currency } = request.right
      return E.right({ customerId, currency })
    },

    /** What the order of a repair was paid in; that never changes. */
    forRepairing: async (repairId: string): Found<OrderOfRepair> => {
      const planned = await everKnown<RepairState>('repair', repairId)
      if (E.isLeft(planned)) return planned
      if (planned.right.status === 'none') return E.left({ _tag: 'RepairNotFound' })
      const order = await registered(planned.right.orderId)
      return E.isLeft(order) ? order : E.right({ currency: order.right.currency })
    },

    /** An order that was touched before; asking does not register it. */
    known: async (orderId: string): Found<RegisteredEntitlement> => {
      const loaded = await runtime.load<EntitlementState>('entitlement', orderId)
      if (E.isLeft(loaded)) return loaded
      const { state } = loaded.right
      return state.status === 'registered' ? E.right(state) : E.left({ _tag: 'OrderNotRegistered' })
    },

    forOpening: async (
      orderId: string,
    ): Found<{ readonly customerId: string; readonly reasons: ReadonlyArray<Reason> }> => {
      const order = await registered(orderId)
      if (E.isLeft(order)) return order
      const reasons = reasonsOf(order.right)
      return E.isLeft(reasons) ? reasons : E.right({ customerId: order.right.customerId, reasons: reasons.right })
    },

    forEditing: async (requestId: string): Found<{ readonly reasons: ReadonlyArray<Reason> }> => {
      const request = await opened(requestId)
      if (E.isLeft(request)) return request
      const order = await registered(request.right.orderId)
      if (E.isLeft(order)) return order
      const reasons = reasonsOf(order.right)
      return E.isLeft(reasons) ? reasons : E.right({ reasons: reasons.right })
    },

    forSubmitting: async (requestId: string): Found<FactsOf<'SubmitRequest'>> => {
      const known = await wishOf(requestId)
      if (E.isLeft(known)) return known
      const { order, terms, remedy, lines } = known.right
      const repairs = lines.map((line) => ({ lineId: line.lineId, ...surelyRepaired(order, line) }))
      return E.right({ terms, remedy, lines, repairs })
    },

    forQuoting: async (requestId: string): Found<FactsOf<'QuoteRequest'>> => {
      const known = await wishOf(requestId)
      if (E.isLeft(known)) return known
      const { order, terms, remedy, lines } = known.right
      const breakdown = previewRefund(order, lines, terms)
      return E.isLeft(breakdown)
        ? breakdown
        : E.right({ remedy, lines, breakdown: breakdown.right, policy: terms.policy })
    },

    forMerging: async (into: string): Found<FactsOf<'MergeRequest'>> => {
      const request = await opened(into)
      if (E.isLeft(request)) return request
      const { orderId, customerId, status, mergedInto } = request.right
      return E.right({ orderId, customerId, status, ...(mergedInto === undefined ? {} : { mergedInto }) })
    },
  }
}
