/**
 * The backend: the library inside, HTTP in front of it, and one way down that loses nothing. Read on in `case-routes.ts`,
 * then `http-errors.ts`.
 */
import * as E from 'fp-ts/lib/Either.js'
import fastify from 'fastify'
import { createAfterSales, describe, orThrow, policiesFrom, retryThenPark } from 'after-sales'
import { randomIds, systemClock } from 'after-sales/adapters/node'
import { simplePolicy } from 'after-sales/testing'
import { caseRoutes } from './case-routes.js'
import { onError } from './http-errors.js'
import { operatorRoutes } from './operator-routes.js'
import { orders } from './orders.js'
import { paymentsAt } from './payments.js'
import { openStores } from './stores.js'
import { webhookRoute } from './webhook-route.js'
import { workRoutes } from './work-routes.js'

export interface BackendOptions {
  readonly folder: string
  readonly paymentsUrl: string
  /** 0: a free one. */
  readonly port: number
  /** Read models in SQLite, also where a PostgreSQL is at hand. */
  readonly onlySqlite: boolean
}

export interface Backend {
  readonly url: string
  readonly where: string
  /** Resolves when everything is written and closed. */
  readonly stop: () => Promise<void>
}

const TRIES = 5
/** Other systems may be down for hours: an event that they must hear of is not put aside so soon. */
const TRIES_OF_FEED = 500

export const startBackend = async ({ folder, paymentsUrl, port, onlySqlite }: BackendOptions): Promise<Backend> => {
  const { store, keyRing, readModels, outbox, where, close } = await openStores(folder, onlySqlite)
  const afterSales = createAfterSales({
    ...{ store, keyRing, readModels, orders },
    policies: orThrow(policiesFrom([simplePolicy('EUR')])),
    payments: paymentsAt(paymentsUrl),
    onEvent: outbox.put,
    clock: systemClock,
    ids: randomIds,
  })

  const over = new AbortController()
  let stopping: Promise<void> | undefined
  const workers = afterSales.start({
    signal: over.signal,
    // Instances that take over from each other wait for the lease: for one machine a short one is enough.
    leaseSeconds: 2,
    onFailure: (error, at) => retryThenPark(at.role === 'feed' ? TRIES_OF_FEED : TRIES)(error, at),
    onProblem: (problem, role) => console.error(role, describe(problem).code),
  })()

  const app = fastify()
  app.setErrorHandler(onError)
  // A caller who keeps the connection open would keep us from closing it.
  app.addHook('onSend', async (_request, reply) => {
    if (stopping !== undefined) void reply.header('connection', 'close')
  })
  caseRoutes(app, afterSales)
  workRoutes(app, afterSales)
  webhookRoute(app, afterSales)
  operatorRoutes(app, afterSales, outbox, () => stopping !== undefined)

  /** New connections are refused, calls that run are answered, workers finish what they began; then the files are closed. */
  const down = async (): Promise<void> => {
    await app.close()
    over.abort()
    const ended = await workers
    await close()
    if (E.isLeft(ended)) orThrow(ended)
  }
  const stop = (): Promise<void> => (stopping ??= down())
  try {
    return { url: await app.listen({ host: '127.0.0.1', port }), where, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
