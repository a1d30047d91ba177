/** The compensations of a request. The running total of its order knows each that ever asked it. */
import * as E from 'fp-ts/lib/Either.js'
import type { AllowanceEvent } from '../domain/allowance/index.js'
import type { CompensationState, ProposedCompensation } from '../domain/compensation/index.js'
import { ORDER_PERIOD } from '../domain/values/allowance.js'
import { allowanceIdOf } from '../domain/values/ids.js'
import type { AfterSalesError } from './errors.js'
import { foldRead, readStream, type Read } from './read-stream.js'
import type { Runtime } from './runtime.js'

export interface ReadCompensation {
  readonly state: ProposedCompensation
  readonly events: ReadonlyArray<Read>
}

export const compensationsOf = async (
  runtime: Runtime,
  { requestId, orderId }: { readonly requestId: string; readonly orderId: string },
): Promise<E.Either<AfterSalesError, ReadonlyArray<ReadCompensation>>> => {
  const total = await readStream(runtime, 'allowance', allowanceIdOf('order', orderId, ORDER_PERIOD))
  if (E.isLeft(total)) return total
  const asked = new Set<string>()
  for (const { event } of total.right as ReadonlyArray<{ readonly event: AllowanceEvent }>)
    if (event.type === 'AllowanceReserved' || event.type === 'AllowanceRefused') asked.add(event.data.compensationId)
  const found: Array<ReadCompensation> = []
  for (const compensationId of asked) {
    const events = await readStream(runtime, 'compensation', compensationId)
    if (E.isLeft(events)) return events
    const state = foldRead('compensation', events.right) as CompensationState
    if (state.status !== 'none' && state.requestId === requestId) found.push({ state, events: events.right })
  }
  return E.right(found)
}
