/** Which streams the trail of a case, an order or a customer is read from, and which of their events belong to it. */
import * as E from 'fp-ts/lib/Either.js'
import { caseFiles } from '../../projections/case-files/case-files.js'
import type { ReadModel } from '../../projections/read-model.js'
import { caseStreams } from '../../projections/trail/streams.js'
import type { AfterSalesError } from '../errors.js'
import type { Runtime } from '../runtime.js'
import type { Reader } from './pages.js'
import type { Wanted } from './stories.js'
import { isWithin, type Period } from './period.js'
import type { TrailWanted } from './trail-input.js'

type Answer<A> = Promise<E.Either<AfterSalesError, A>>

const WHOLE_PAGE = 1_000
/** A case has a few; an order or a customer has a few for each case. */
const MOST_STREAMS = 1_000

export const tooLarge = (what: 'streams' | 'events', limit: number): E.Either<AfterSalesError, never> =>
  E.left({ _tag: 'TrailTooLarge', what, limit })

export const trailStreamsOf = (runtime: Pick<Runtime, 'tenant' | 'streamOf'>, page: Reader['page']) => {
  /** All pages of it, as far as a trail can have streams. */
  const all = async <Row>(
    model: ReadModel<Row>,
    list: string,
    parts: Readonly<Record<string, unknown>>,
  ): Answer<ReadonlyArray<Row>> => {
    const rows: Array<Row> = []
    for (let after: string | undefined; rows.length <= MOST_STREAMS;) {
      const found = await page(model, list, parts, { limit: WHOLE_PAGE, ...(after === undefined ? {} : { after }) })
      if (E.isLeft(found)) return found
      rows.push(...found.right.rows)
      after = found.right.next
      if (after === undefined) return E.right(rows)
    }
    return tooLarge('streams', MOST_STREAMS)
  }

  const casesOf = async (wanted: TrailWanted): Answer<ReadonlyArray<string>> => {
    if ('caseId' in wanted) return E.right([wanted.caseId])
    const files = await all(caseFiles, 'orderId' in wanted ? 'orders' : 'customers', { ...wanted })
    return E.isLeft(files) ? files : E.right(files.right.map(({ caseId }) => caseId))
  }

  return async (wanted: TrailWanted, period: Period): Answer<ReadonlyArray<Wanted>> => {
    const streams = new Map<string, Set<string>>()
    const add = (stream: string, id: string) => streams.set(stream, (streams.get(stream) ?? new Set()).add(id))
    if ('orderId' in wanted) {
      // What happened to the order itself belongs to none of its cases.
      const own = runtime.streamOf('entitlement', wanted.orderId)
      if (E.isLeft(own)) return own
      add(own.right, wanted.orderId)
    }
    const cases = await casesOf(wanted)
    if (E.isLeft(cases)) return cases
    for (const caseId of cases.right) {
      const found = await all(caseStreams, 'cases', { caseId })
      if (E.isLeft(found)) return found
      for (const { stream } of found.right) add(stream, caseId)
      if (streams.size > MOST_STREAMS) return tooLarge('streams', MOST_STREAMS)
    }
    return E.right(
      [...streams].map(([stream, ids]) => ({
        stream,
        // Rows say where to look; whose an event is, it says itself.
        isWanted: ({ metadata: { $correlationId, tenant }, recordedAt }) =>
          tenant === runtime.tenant && ids.has($correlationId) && isWithin(period, recordedAt),
      })),
    )
  }
}
