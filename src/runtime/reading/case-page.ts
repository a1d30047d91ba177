/**
 * A case on one page, from the rows that the workers keep. For people who look; who acts asks `whatNext` and the calls
 * themselves, which decide on the log as it is at that moment.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Sentence } from '../../domain/kernel/sentence.js'
import { caseFiles, type FileKind } from '../../projections/case-files/case-files.js'
import type { WaitingFor } from '../../projections/case-files/waiting.js'
import { WAITING_FOR } from '../../projections/case-files/words.js'
import { histories } from '../../projections/histories/histories.js'
import type { CaseHistory } from '../../projections/histories/history-row.js'
import type { AfterSalesError } from '../errors.js'
import { historyOf } from './customers.js'
import { allPages, type Reader } from './pages.js'
import { entryOf, type CaseEntry } from './case-entries.js'

/** Who is next with a piece of the case. */
export interface Awaited {
  readonly kind: FileKind
  readonly id: string
  readonly waitingFor: WaitingFor
  /** The same for people to read. */
  readonly who: Sentence
  readonly dueAt?: string
}

export interface CasePage {
  readonly request: CaseEntry
  /** In the order in which they were opened. */
  readonly returns: ReadonlyArray<CaseEntry>
  readonly replacements: ReadonlyArray<CaseEntry>
  readonly repairs: ReadonlyArray<CaseEntry>
  readonly refunds: ReadonlyArray<CaseEntry>
  readonly compensations: ReadonlyArray<CaseEntry>
  /** What is due first comes first; what has no date comes last. Empty where the case rests. */
  readonly waiting: ReadonlyArray<Awaited>
  readonly history: CaseHistory
}

const NO_DATE = '~'
const byDate = ({ dueAt: a = NO_DATE }: Awaited, { dueAt: b = NO_DATE }: Awaited): number =>
  a < b ? -1 : a > b ? 1 : 0

const awaitedOf = ({ kind, id, waitingFor, dueAt }: CaseEntry): ReadonlyArray<Awaited> =>
  waitingFor === 'nobody'
    ? []
    : [{ kind, id, waitingFor, who: WAITING_FOR[waitingFor], ...(dueAt === undefined ? {} : { dueAt }) }]

export const casePageOf = async (
  { page, row }: Reader,
  caseId: string,
): Promise<E.Either<AfterSalesError, CasePage>> => {
  const entries: Array<CaseEntry> = []
  const read = await allPages(
    (options) => page(caseFiles, 'cases', { caseId }, options),
    (files) => entries.push(...files.map(entryOf)),
  )
  if (E.isLeft(read)) return read
  const of = (kind: FileKind): ReadonlyArray<CaseEntry> => entries.filter((entry) => entry.kind === kind)
  const [request] = of('request')
  const history = await row(histories, caseId)
  if (E.isLeft(history)) return history
  if (request === undefined || history.right === undefined) return E.left({ _tag: 'RequestUnknown' })
  return E.right({
    request,
    ...{ returns: of('return'), replacements: of('replacement'), repairs: of('repair') },
    ...{ refunds: of('refund'), compensations: of('compensation') },
    waiting: entries.flatMap(awaitedOf).sort(byDate),
    history: historyOf(history.right),
  })
}
