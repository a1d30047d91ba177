/**
 * Work put aside: a pointer to the first event of a stream that a role could not finish. Later events of that stream
 * wait behind it, so the stream's order is kept. Never a copy of data: what is retried is read from the log again.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { WorkerRole } from '../../domain/worker/index.js'
import type { ReadModelError, ReadModelStore, RowChange } from '../../ports/read-model-store.js'
import { rowPages } from '../row-pages.js'

export interface Parked {
  readonly role: WorkerRole
  readonly stream: string
  /** The event that failed. */
  readonly revision: number
  /** The code of the error, as `describe` has it. */
  readonly code: string
  readonly attempts: number
  readonly firstAt: string
  readonly lastAt: string
}

export const parkedTable = (tenant: string): string => `parked@${tenant}`
const keyOf = (role: WorkerRole, stream: string): string => `${role} ${stream}`

export const parkedRow = (tenant: string, parked: Parked): RowChange => ({
  _tag: 'Put',
  table: parkedTable(tenant),
  row: { key: keyOf(parked.role, parked.stream), sort: parked.firstAt, value: JSON.stringify(parked) },
})

export const unparkedRow = (tenant: string, role: WorkerRole, stream: string): RowChange => ({
  _tag: 'Delete',
  table: parkedTable(tenant),
  key: keyOf(role, stream),
})

/** Oldest first. */
export const listParked = async (
  readModels: ReadModelStore,
  tenant: string,
): Promise<E.Either<ReadModelError, ReadonlyArray<Parked>>> => {
  const all: Array<Parked> = []
  for await (const page of rowPages(readModels, parkedTable(tenant))) {
    if (E.isLeft(page)) return page
    for (const row of page.right) all.push(JSON.parse(row.value) as Parked)
  }
  return E.right(all)
}
