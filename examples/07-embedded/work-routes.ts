/** Queues, and who takes what out of them. */
import type { FastifyInstance } from 'fastify'
import type { AfterSales } from 'after-sales'
import { SHOWN_WITHIN_MS } from './case-routes.js'
import { callerOf, staffOf } from './sessions.js'

type Department = Parameters<AfterSales['views']['queue']>[0]
type TakeWork = Parameters<AfterSales['work']['take']>[0]

interface OfQueue {
  readonly Params: { readonly department: Department }
  readonly Querystring: Readonly<Record<string, string>>
}

export const workRoutes = (app: FastifyInstance, { promises }: AfterSales): void => {
  const { views, work } = promises

  /** `?by=deadline&assignedTo=nobody&limit=20&after=…` */
  app.get<OfQueue>('/queues/:department', async (request) => {
    staffOf(request)
    await views.upToDate({ timeoutMs: SHOWN_WITHIN_MS })
    const { limit, ...others } = request.query
    const options = { ...others, ...(limit === undefined ? {} : { limit: Number(limit) }) }
    return views.queue(request.params.department, options)
  })

  app.post('/work/take', async (request) => {
    const { state } = await work.take(request.body as TakeWork, callerOf(request, 'take'))
    return state
  })
}
