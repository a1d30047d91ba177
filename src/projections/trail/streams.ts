/**
 * Which streams hold events of a case. The trail itself is read from the log; the log only cannot tell quickly where to
 * look, because the streams of an order, a budget or another request hold events of the case, too.
 */
import { inOrder } from '../in-order.js'
import { readModelOfAll, touch, type ReadModel } from '../read-model.js'

export interface CaseStream {
  /** As the events say: the request, or what they belong to where there is none. */
  readonly caseId: string
  readonly stream: string
}

export const caseStreams: ReadModel<CaseStream> = readModelOfAll<CaseStream>({
  name: 'case-streams',
  version: 1,
  // Written with the first event, and never changed: what comes later finds it there.
  touches: ({ stream, metadata: { $correlationId: caseId } }) => [
    touch<CaseStream>(inOrder(caseId, stream), (row) => row ?? { caseId, stream }),
  ],
  partOf: ({ stream }) => stream,
  order: { name: 'cases', place: ({ caseId, stream }) => inOrder(caseId, stream) },
  lists: {},
})
