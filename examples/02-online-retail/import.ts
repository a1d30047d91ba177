/**
 * The run: lines are read and matched in their order, at once; the cases that follow from them run many at a time behind
 * it. The reader waits when too many wait, so a file may be as long as it likes.
 */
import {
  createAfterSales,
  orThrow,
  policiesFrom,
  type Clock,
  type EventStore,
  type Instant,
  type PaymentProvider,
} from 'after-sales'
import { randomIds } from 'after-sales/adapters/node'
import { caseClock } from './case-clock.js'
import { caseDriver, type Job } from './cases.js'
import type { CsvProblem, Source } from './csv-lines.js'
import { inOrder } from './in-order.js'
import { lanes } from './lanes.js'
import { matcher, type Path } from './matching.js'
import { policy } from './policy.js'
import { createShop } from './shop.js'
import { count, emptyTally, type Tally } from './tally.js'

export interface ImportOptions {
  readonly sources: ReadonlyArray<Source>
  readonly store: EventStore
  /** By the clock of whoever calls it. */
  readonly providerFor: (clock: Clock) => PaymentProvider
  /** Whose log it is, where several share a server. */
  readonly tenant?: string
  /** Requests that an earlier run brought to their end. */
  readonly ended: ReadonlySet<string>
  /** Cases from then on are left open, as on the morning after: see `cases.ts`. */
  readonly openSince?: Instant
  readonly signal: AbortSignal
  readonly onProgress: (bytes: number, lines: number, requests: number) => void
}

export interface Imported {
  readonly tally: Tally
  readonly problems: ReadonlyArray<CsvProblem>
  readonly malformed: number
  /** Asked for without any order: nothing of it is in the log. */
  readonly unknownOrders: { requests: number; units: number }
}

// Enough appends in flight that one flush to the disk serves many; more gains nothing and delays a stop.
const LANES = 64
// A lane may have a large order before it: its jobs wait, the others go on.
const MOST_WAITING = 512
// The four streams of the case at hand, and some orders that may come again soon.
const CACHED_STREAMS_PER_LANE = 8
const PROBLEMS_SHOWN = 10

const jobsOf = (path: Path): ReadonlyArray<readonly [lane: number, job: Job]> => {
  if (path._tag === 'LeftOut') return []
  if (path._tag === 'Sale') {
    const { late } = path
    return late === undefined ? [] : [[late.order.index, { _tag: 'LateLine', at: late.at, sale: { ...path, late } }]]
  }
  const { id, at, customer, pence, matched, rest, claim } = path
  const jobs = matched.map((pieces, i): readonly [number, Job] => [
    pieces[0]!.order.index,
    { _tag: 'Return', requestId: `${id}.${i + 1}`, customer, at, pence, pieces },
  ])
  if (claim === undefined) return jobs
  const lane = claim._tag === 'NoOrder' ? 0 : claim.order.index
  return [...jobs, [lane, { _tag: 'Unmatched', requestId: `${id}.rest`, customer, at, quantity: rest, claim }]]
}

export const runImport = async (options: ImportOptions): Promise<Imported> => {
  const { store, providerFor, tenant, ended, openSince, signal, onProgress } = options
  const shop = createShop()
  const tally = emptyTally()
  const problems: Array<CsvProblem> = []
  let malformed = 0
  let requests = 0
  const unknownOrders = { requests: 0, units: 0 }
  const policies = orThrow(policiesFrom([policy]))

  // Each lane has a library of its own, because each works at another time of the data; the store is one.
  const workers = Array.from({ length: LANES }, () => {
    const clock = caseClock()
    const afterSales = createAfterSales({
      store,
      policies,
      orders: shop.directory,
      payments: providerFor(clock),
      clock,
      ids: randomIds,
      cachedStreams: CACHED_STREAMS_PER_LANE,
      ...(tenant === undefined ? {} : { tenant }),
    })
    const drive = caseDriver(afterSales, clock, openSince)
    return async (job: Job) => {
      const outcome = await drive(job)
      if (job._tag === 'LateLine') return
      requests += 1
      if (outcome !== 'OrderUnknown' || job._tag !== 'Unmatched') return
      unknownOrders.requests += 1
      unknownOrders.units += job.quantity
    }
  })
  const working = lanes(workers, MOST_WAITING)
  signal.addEventListener('abort', working.stop, { once: true })

  /** A price that nobody has looked at yet holds units: it comes last, or a return would miss them. */
  const waitsForLast = (job: Job): boolean =>
    openSince !== undefined && job.at >= openSince && job._tag === 'Unmatched' && job.claim._tag === 'OtherPrice'
  const last: Array<readonly [lane: number, job: Job]> = []

  const pathOf = matcher(shop)
  let bytes = 0
  const onProblem = (problem: CsvProblem): void => {
    malformed += 1
    if (problems.length < PROBLEMS_SHOWN) problems.push(problem)
  }
  for await (const batch of inOrder(options.sources, onProblem)) {
    for (const line of batch.lines) {
      const path = pathOf(line)
      count(tally, path)
      for (const [lane, job] of jobsOf(path))
        if (job._tag !== 'LateLine' && ended.has(job.requestId)) requests += 1
        else if (waitsForLast(job)) last.push([lane, job])
        else await working.add(lane, job)
      if (signal.aborted) break
    }
    if (signal.aborted) break
    bytes += batch.bytes
    onProgress(bytes, tally.lines + malformed, requests)
  }
  await working.idle()
  for (const [lane, job] of last) await working.add(lane, job)
  await working.idle()
  return { tally, problems, malformed, unknownOrders }
}
