/** What is put aside for the role `projections` is missing in its rows, and nobody may count on them until it is not. */
import * as E from 'fp-ts/lib/Either.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import type { AfterSalesError } from '../errors.js'
import { listParked } from '../workers/parking.js'

/** Errors: the store's; `ProjectionsParked` with the stream that was put aside first. */
export const nothingParked = async (
  readModels: ReadModelStore,
  tenant: string,
): Promise<E.Either<AfterSalesError, void>> => {
  const parked = await listParked(readModels, tenant)
  if (E.isLeft(parked)) return parked
  const aside = parked.right.find(({ role }) => role === 'projections')
  return aside === undefined ? E.right(undefined) : E.left({ _tag: 'ProjectionsParked', stream: aside.stream })
}
