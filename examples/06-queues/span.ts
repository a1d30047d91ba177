/** From when to when the files are, which has to be known before the first of their cases. */
import { instantOf, type Instant } from 'after-sales'
import type { Source } from '../02-online-retail/csv-lines.js'
import { inOrder } from '../02-online-retail/in-order.js'
import { londonToUtc } from '../02-online-retail/london-time.js'

export interface Span {
  readonly first: Instant
  readonly last: Instant
  /** Cases since then are left open: the last week. */
  readonly openSince: Instant
}

const WEEK_MS = 7 * 86_400_000

export const spanOf = async (sources: ReadonlyArray<Source>): Promise<Span | undefined> => {
  let first: string | undefined
  let last: string | undefined
  for await (const { lines } of inOrder(sources, () => undefined)) {
    first ??= lines[0]?.at
    last = lines[lines.length - 1]?.at ?? last
  }
  if (first === undefined || last === undefined) return undefined
  const end = londonToUtc(last)!
  return { first: londonToUtc(first)!, last: end, openSince: instantOf(Date.parse(end) - WEEK_MS) }
}
