/** All rows of a table, page by page, in its order. For what is short, or looked at once and let go. */
import * as E from 'fp-ts/lib/Either.js'
import type { ReadModelError, ReadModelStore, Row } from '../ports/read-model-store.js'

const PAGE = 1_000

/** Ends after the first `Left`. A page is never empty. */
export async function* rowPages(
  readModels: Pick<ReadModelStore, 'list'>,
  table: string,
): AsyncGenerator<E.Either<ReadModelError, ReadonlyArray<Row>>, void, void> {
  for (let after: Row | undefined; ;) {
    const page = await readModels.list(table, { limit: PAGE, ...(after === undefined ? {} : { after }) })()
    if (E.isLeft(page)) return yield page
    if (page.right.length > 0) yield page
    after = page.right[PAGE - 1]
    if (after === undefined) return
  }
}
