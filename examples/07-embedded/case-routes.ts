/** Cases over HTTP: bodies go to the library as they come, for it checks every field at its border. */
import type { FastifyInstance } from 'fastify'
import type { AfterSales } from 'after-sales'
import { actorOf, callerOf, Refused } from './sessions.js'

type Input<F> = F extends (data: infer D, ...more: never) => unknown ? D : never
interface OfCase {
  readonly Params: { readonly caseId: string }
}

/** A screen that shows what was just done waits so long for the rows. */
export const SHOWN_WITHIN_MS = 3_000

export const caseRoutes = (app: FastifyInstance, { promises }: AfterSales): void => {
  const { requests, views, whatNext } = promises

  app.post('/cases', async (request, reply) => {
    const opened = await requests.open(request.body as Input<typeof requests.open>, callerOf(request, 'open'))
    const { requestId } = opened.state
    const { state } = await requests.submit({ requestId }, callerOf(request, 'submit'))
    return reply.code(201).send({ caseId: requestId, status: state.status })
  })

  /** Customers see their own cases; of another's they do not even hear that it is there. */
  const seenBy = async (request: Parameters<typeof actorOf>[0], caseId: string) => {
    const actor = actorOf(request)
    await views.upToDate({ timeoutMs: SHOWN_WITHIN_MS })
    const page = await views.case(caseId)
    if (actor.kind === 'customer' && page.request.customerId !== actor.id)
      throw new Refused(404, 'REQUEST.UNKNOWN', 'There is no such request.')
    return page
  }

  app.get<OfCase>('/cases/:caseId', (request) => seenBy(request, request.params.caseId))

  app.get<OfCase>('/cases/:caseId/next', async (request) => {
    await seenBy(request, request.params.caseId)
    return whatNext(request.params.caseId, actorOf(request))
  })

  app.post<OfCase>('/cases/:caseId/approve', async (request) => {
    const { caseId: requestId } = request.params
    const { state } = await requests.approve({ requestId }, callerOf(request, 'approve'))
    return { caseId: requestId, status: state.status }
  })
}
