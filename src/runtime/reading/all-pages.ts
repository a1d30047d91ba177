/** Page after page to the end: for what is short or added up. */
import * as E from 'fp-ts/lib/Either.js'
import type { AfterSalesError } from '../errors.js'
import type { Page, PageOptions } from './pages.js'

const WHOLE_PAGE = 1_000

export const allPages = async <Row>(
  ask: (options: PageOptions) => Promise<E.Either<AfterSalesError, Page<Row>>>,
  take: (rows: ReadonlyArray<Row>) => void,
): Promise<E.Either<AfterSalesError, void>> => {
  for (let after: string | undefined; ;) {
    const found = await ask({ limit: WHOLE_PAGE, ...(after === undefined ? {} : { after }) })
    if (E.isLeft(found)) return found
    take(found.right.rows)
    after = found.right.next
    if (after === undefined) return E.right(undefined)
  }
}
