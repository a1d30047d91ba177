/** The ports of one simulated process: the same shared stores and provider, each call at the mercy of the world. */
import * as E from 'fp-ts/lib/Either.js'
import { STREAM_PREFIX } from '../../domain/values/ids.js'
import type { BenefitIssuer } from '../../ports/benefit-issuer.js'
import type { AllOptions, Delivery, EventStore, Position, StoreError } from '../../ports/event-store.js'
import type { OrderDirectory } from '../../ports/order-directory.js'
import type { PaymentProvider } from '../../ports/payment-provider.js'
import type { ReadModelError, ReadModelStore } from '../../ports/read-model-store.js'
import type { Process, World } from './world.js'

/** After so long without an answer a store counts as unreachable. */
const STORE_TIMEOUT_MS = 1_000
/** Of the log, at a time. */
const PAGE = 50
/** News of an append takes a while, so that a worker finds what a whole call has written. */
const NEWS_MS = 2_000

const kindOf = (stream: string): string => stream.slice(STREAM_PREFIX.length, stream.indexOf('-'))

/** Wakes everybody who waits at the end of the log. */
export interface News {
  readonly announce: () => void
  readonly wait: () => Promise<void>
}

export const newsOf = (): News => {
  let waiting: Array<() => void> = []
  return {
    announce: () => {
      const woken = waiting
      waiting = []
      for (const wake of woken) wake()
    },
    wait: () => new Promise((resolve) => waiting.push(resolve)),
  }
}

const unavailable: E.Either<StoreError, never> = E.left({ _tag: 'StoreUnavailable', reason: 'no answer' })

export const storeOf = (
  world: World,
  process: Process,
  shared: EventStore,
  news: News,
  isOut: () => boolean,
): EventStore => ({
  append: (stream, expected, events) => () =>
    world.call(process, {
      label: `store.append ${kindOf(stream)}`,
      timeout: { ms: STORE_TIMEOUT_MS, answer: E.left({ _tag: 'OutcomeUnknown', stream }) },
      effect: () => {
        if (isOut()) return Promise.resolve(unavailable)
        const appended = shared.append(stream, expected, events)()
        return appended.then((answer) => {
          if (E.isRight(answer) && answer.right.write === 'fresh') news.announce()
          return answer
        })
      },
    }),
  read: (stream, from, limit) => () =>
    world.call(process, {
      label: `store.read ${kindOf(stream)}`,
      timeout: { ms: STORE_TIMEOUT_MS, answer: unavailable },
      effect: () => (isOut() ? Promise.resolve(unavailable) : shared.read(stream, from, limit)()),
    }),
  all: (options = {}) => follow(world, process, shared, news, isOut, options),
  comparePositions: (a, b) => shared.comparePositions(a, b),
  close: () => Promise.resolve(),
})

type Page = E.Either<StoreError, ReadonlyArray<Delivery>>

async function* follow(
  world: World,
  process: Process,
  shared: EventStore,
  news: News,
  isOut: () => boolean,
  options: AllOptions,
): AsyncGenerator<Delivery, void, void> {
  const { signal, prefixes, unwanted } = options
  const which = { ...(prefixes === undefined ? {} : { prefixes }), ...(unwanted === undefined ? {} : { unwanted }) }
  let after: Position | undefined = options.after
  let isBehind = true
  const pageAfter = async (position: Position | undefined): Promise<Page> => {
    if (isOut()) return unavailable
    const page: Array<Delivery> = []
    const from = position === undefined ? {} : { after: position }
    for await (const delivery of shared.all({ ...from, ...which })) {
      if (delivery._tag === 'Failed') return E.left(delivery.error)
      if (delivery._tag === 'CaughtUp') break
      page.push(delivery)
      if (page.length >= PAGE) break
    }
    return E.right(page)
  }
  const isOver = (): boolean => signal?.aborted === true
  const { aborted, forget } = abortOf(signal)
  try {
    while (!isOver()) {
      const hasNews = news.wait()
      const page: Page = await world.call(process, {
        label: 'store.all',
        timeout: { ms: STORE_TIMEOUT_MS, answer: unavailable },
        effect: () => pageAfter(after),
      })
      if (E.isLeft(page)) return yield { _tag: 'Failed', error: page.left }
      for (const delivery of page.right) {
        if (delivery._tag === 'Event') after = delivery.event.position
        if (delivery._tag === 'Checkpoint') after = delivery.position
        yield delivery
        if (isOver()) return
      }
      if (page.right.length >= PAGE) {
        isBehind = true
        continue
      }
      if (isBehind) yield { _tag: 'CaughtUp' }
      isBehind = false
      if (options.follow !== true) return
      await Promise.race([hasNews, aborted])
      await world.sleep(process, NEWS_MS, signal)
    }
  } finally {
    forget()
  }
}

/** A signal outlives those who read under it: builds, one after the other, have that of the worker. */
const abortOf = (signal: AbortSignal | undefined): { readonly aborted: Promise<void>; readonly forget: () => void } => {
  let hear = (): void => undefined
  const aborted = new Promise<void>((resolve) => (hear = resolve))
  signal?.addEventListener('abort', hear, { once: true })
  return { aborted, forget: () => signal?.removeEventListener('abort', hear) }
}

export const readModelsOf = (
  world: World,
  process: Process,
  shared: ReadModelStore,
  isOut: () => boolean,
): ReadModelStore => {
  const out: E.Either<ReadModelError, never> = E.left({ _tag: 'ReadModelUnavailable', reason: 'no answer' })
  const ask = <A>(label: string, effect: () => Promise<E.Either<ReadModelError, A>>, late = out) =>
    world.call<E.Either<ReadModelError, A>>(process, {
      label,
      timeout: { ms: STORE_TIMEOUT_MS, answer: late },
      effect: () => (isOut() ? Promise.resolve(out) : effect()),
    })
  return {
    checkpoint: (name) => () => ask('rows.checkpoint', shared.checkpoint(name)),
    commit: (commit) => () =>
      ask(`rows.commit ${commit.name}`, shared.commit(commit), E.left({ _tag: 'CommitUnknown', name: commit.name })),
    get: (table, key) => () => ask(`rows.get ${table}`, shared.get(table, key)),
    load: (table, keys) => () => ask(`rows.load ${table}`, shared.load(table, keys)),
    list: (table, options) => () => ask(`rows.list ${table}`, shared.list(table, options)),
    close: () => Promise.resolve(),
  }
}

/** Without a time-out of its own: that a provider is silent is for the library to notice. */
export const paymentsOf = (world: World, process: Process, shared: PaymentProvider): PaymentProvider => ({
  ...shared,
  submit: (instruction) => () => world.call(process, { label: 'provider.submit', effect: shared.submit(instruction) }),
  lookup: (instruction) => () => world.call(process, { label: 'provider.lookup', effect: shared.lookup(instruction) }),
})

export const benefitsOf = (world: World, process: Process, shared: BenefitIssuer): BenefitIssuer => ({
  issue: (instruction) => () => world.call(process, { label: 'issuer.issue', effect: shared.issue(instruction) }),
  revoke: (instruction) => () => world.call(process, { label: 'issuer.revoke', effect: shared.revoke(instruction) }),
  lookup: (instruction) => () => world.call(process, { label: 'issuer.lookup', effect: shared.lookup(instruction) }),
})

export const ordersOf = (world: World, process: Process, shared: OrderDirectory): OrderDirectory => ({
  order: (orderId) => () =>
    world.call(process, {
      label: 'orders.order',
      timeout: {
        ms: STORE_TIMEOUT_MS,
        answer: E.left({ _tag: 'OrderDirectoryUnavailable', reason: 'no answer' }),
      },
      effect: shared.order(orderId),
    }),
})
