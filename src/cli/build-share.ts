/**
 * Shares of a build, each in a thread of its own that opens the stores itself. What a thread tells: how far it is; and at
 * the end, whether it is through or what went wrong.
 */
import { Worker, type MessagePort } from 'node:worker_threads'
import * as E from 'fp-ts/lib/Either.js'
import { systemClock } from '../adapters/node/index.js'
import type { Position } from '../ports/event-store.js'
import { READ_MODELS } from '../projections/index.js'
import { identityOf } from '../projections/read-model.js'
import type { AfterSalesError } from '../runtime/errors.js'
import { buildReadModels } from '../runtime/projecting/build.js'
import type { BuildProgress } from '../runtime/projecting/build-progress.js'
import type { Shares } from '../runtime/projecting/rebuild.js'
import type { Share } from '../runtime/projecting/share.js'
import { openStores, type Addresses } from './stores.js'

export interface ShareOrder {
  readonly addresses: Addresses
  readonly tenant: string
  readonly readModels: ReadonlyArray<string>
  readonly share: Share
  readonly upTo: Position
}

type Told =
  | { readonly _tag: 'Progress'; readonly progress: BuildProgress }
  | { readonly _tag: 'Ended'; readonly problem: AfterSalesError | undefined }

/** Builds one share on stores of its own. */
const buildShare = async (
  { addresses, tenant, readModels, share, upTo }: ShareOrder,
  signal: AbortSignal,
  onProgress: (progress: BuildProgress) => void,
): Promise<E.Either<AfterSalesError, void>> => {
  const opened = await openStores(addresses, { log: true, rows: 'read' }, systemClock)
  // They were opened a moment ago: what is wrong now passes, or the next call says it.
  if (E.isLeft(opened)) return E.left({ _tag: 'ReadModelUnavailable', reason: opened.left.en })
  const { store, rows, close } = opened.right
  try {
    const models = READ_MODELS.filter((model) => readModels.includes(identityOf(model)))
    const means = { store, tenant, clock: systemClock }
    return await buildReadModels(means, rows, models, { share, upTo, signal, onProgress })
  } finally {
    await close()
  }
}

/** The work of a thread. */
export const buildInThread = async (order: ShareOrder, port: MessagePort): Promise<void> => {
  const stop = new AbortController()
  port.on('message', () => stop.abort('over'))
  const tell = (told: Told): void => port.postMessage(told)
  const built = await buildShare(order, stop.signal, (progress) => tell({ _tag: 'Progress', progress }))
  tell({ _tag: 'Ended', problem: E.isLeft(built) ? built.left : undefined })
  port.close()
}

const inThread = (
  thread: URL,
  order: ShareOrder,
  signal: AbortSignal,
  onProgress: (progress: BuildProgress) => void,
): Promise<E.Either<AfterSalesError, void>> =>
  new Promise((resolve) => {
    const worker = new Worker(thread, { workerData: order })
    const stop = (): void => worker.postMessage('stop')
    const lost: AfterSalesError = { _tag: 'ReadModelUnavailable', reason: 'a thread that was building has died' }
    let answer: E.Either<AfterSalesError, void> = E.left(lost)
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    worker.on('message', (told: Told) => {
      if (told._tag === 'Progress') return onProgress(told.progress)
      answer = told.problem === undefined ? E.right(undefined) : E.left(told.problem)
    })
    worker.on('error', () => undefined)
    worker.on('exit', () => {
      signal.removeEventListener('abort', stop)
      resolve(answer)
    })
  })

/**
 * Builders of so many shares, in threads where there is one to start. They end together: one that fails stops all others.
 * Progress is that of the slowest, in events of all.
 */
export const sharesOf = (
  of: number,
  thread: URL | undefined,
  { addresses, tenant }: Pick<ShareOrder, 'addresses' | 'tenant'>,
  onProgress: (progress: BuildProgress) => void,
): Shares => ({
  of,
  build: async (models, upTo, signal) => {
    const stop = new AbortController()
    const either = AbortSignal.any([signal, stop.signal])
    const told = new Map<number, BuildProgress>()
    const tell = (n: number) => (progress: BuildProgress) => {
      told.set(n, progress)
      if (told.size < of) return
      const slowest = [...told.values()].reduce((a, b) => (b.events < a.events ? b : a))
      onProgress(slowest)
    }
    const readModels = models.map(identityOf)
    const built = await Promise.all(
      Array.from({ length: of }, async (_, i) => {
        const order: ShareOrder = { addresses, tenant, readModels, share: { n: i + 1, of }, upTo }
        const one =
          thread === undefined
            ? await buildShare(order, either, tell(i))
            : await inThread(thread, order, either, tell(i))
        if (E.isLeft(one)) stop.abort('over')
        return one
      }),
    )
    const failed = built.filter(E.isLeft)
    return failed.find(({ left }) => left._tag !== 'Aborted') ?? failed[0] ?? E.right(undefined)
  },
})
