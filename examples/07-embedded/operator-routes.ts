/** For machines that look after this one: whether it is well, and what it has to tell others. */
import type { FastifyInstance } from 'fastify'
import type { AfterSales } from 'after-sales'
import type { Outbox } from './outbox.js'
import { staffOf } from './sessions.js'

const MOST_EVENTS = 100

export const operatorRoutes = (
  app: FastifyInstance,
  { promises }: AfterSales,
  outbox: Outbox,
  isStopping: () => boolean,
): void => {
  /** 503 tells the load balancer to send nobody here. */
  app.get('/health', async (_request, reply) => {
    if (isStopping()) return reply.code(503).send({ isStopping: true })
    const health = await promises.operations.health()
    const isWell = health.moneyReady && Object.values(health.workers).every(({ state }) => state !== 'stopped')
    return reply.code(isWell ? 200 : 503).send(health)
  })

  /** `?after=10`: what comes behind the first ten; `next` is where to go on. */
  app.get<{ readonly Querystring: { readonly after?: string } }>('/events', (request, reply) => {
    staffOf(request)
    const after = Number(request.query.after ?? 0)
    if (!Number.isSafeInteger(after) || after < 0)
      return reply.code(400).send({ code: 'HTTP.REQUEST', en: '`after` must be a whole number, 0 or more.' })
    const events = outbox.from(after, MOST_EVENTS)
    return reply.send({ events, next: after + events.length })
  })
}
