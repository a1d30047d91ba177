/** The queue of what a reconciliation found: where its rows are, and reading those that are open. */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ReadModelStore, Row } from '../../ports/read-model-store.js'
import { OPEN, type Exception } from '../../projections/reconciliation/exceptions.js'
import type { AfterSalesError } from '../errors.js'
import { rowPages } from '../row-pages.js'
import { checkOptions, listedIn, type Page, type PageOptions } from './pages.js'

export interface ExceptionViews {
  /**
   * What the last reconciliations found and nothing has explained since: the oldest day first.
   *
   * @example
   * const { rows, next } = await afterSales.promises.views.exceptions({ limit: 50 })
   */
  readonly exceptions: (page?: PageOptions) => TaskEither<AfterSalesError, Page<Exception>>
}

export const exceptionsTable = (tenant: string): string => `exceptions@${tenant}`

export const exceptionsIn = (rows: ReadonlyArray<Row>): E.Either<AfterSalesError, ReadonlyArray<Exception>> => {
  const found: Array<Exception> = []
  for (const { key, value } of rows) {
    try {
      found.push(JSON.parse(value) as Exception)
    } catch {
      return E.left({ _tag: 'ReadModelBroken', readModel: 'exceptions', key })
    }
  }
  return E.right(found)
}

/** The whole queue, open or closed: some thousands of rows in years. */
export const queueIn = async (
  store: ReadModelStore,
  tenant: string,
): Promise<E.Either<AfterSalesError, ReadonlyArray<Exception>>> => {
  const queue: Array<Exception> = []
  for await (const page of rowPages(store, exceptionsTable(tenant))) {
    if (E.isLeft(page)) return page
    const found = exceptionsIn(page.right)
    if (E.isLeft(found)) return found
    queue.push(...found.right)
  }
  return E.right(queue)
}

export const exceptionViews = (readModels: ReadModelStore | undefined, tenant: string): ExceptionViews => ({
  exceptions:
    (options = {}) =>
    async () => {
      const asked = checkOptions(options)
      if (E.isLeft(asked)) return asked
      if (readModels === undefined) return E.left({ _tag: 'ReadModelsMissing' })
      // They are no read model: a reconciliation writes them, so there is none that could still be under construction.
      const listed = await listedIn(readModels, exceptionsTable(tenant), [OPEN], asked.right)
      if (E.isLeft(listed)) return listed
      return E.map((rows: ReadonlyArray<Exception>) => ({ ...listed.right, rows }))(exceptionsIn(listed.right.rows))
    },
})
