/** Everything that is asked of the rows of one store, in one place: two stores that hold the same, answer the same. */
import type { AfterSales, Exception, Reconciled, TrailTreeRow } from 'after-sales'
import { simulatedReference } from 'after-sales/testing'
import type { ProviderBook } from '../02-online-retail/provider-book.js'
import { ledgerSums, reconcileMonth, statementLines, withFaults, type BookSum, type Month } from './books.js'
import { readTrail } from './case-trail.js'
import { readQueues, type Queue } from './queues.js'

export interface Statement extends Reconciled {
  readonly month: Month
}

export interface Answers {
  readonly queues: ReadonlyArray<Queue>
  /** The case of the largest refund. */
  readonly caseId: string
  readonly trail: ReadonlyArray<TrailTreeRow>
  readonly books: ReadonlyArray<BookSum>
  /** The statements as the provider's book has them. */
  readonly statements: ReadonlyArray<Statement>
  /** The one that had two faults in it at first, what was found then, and what is left when it came again without. */
  readonly faulty: Statement
  readonly found: ReadonlyArray<Exception>
  readonly closed: ReadonlyArray<Exception>
  readonly left: number
}

/** Two lines at least, so that one can be missing and one be wrong. */
const LINES_FOR_FAULTS = 2

export const answersOf = async (
  afterSales: AfterSales,
  months: ReadonlyArray<Month>,
  book: ProviderBook,
): Promise<Answers> => {
  const { views } = afterSales.promises
  const queues = await readQueues(afterSales)
  const largest = [...book.entries()].reduce((a, b) => (b.minor > a.minor ? b : a))
  const [payment] = await views.paymentsByReference(simulatedReference(largest.key))
  const caseId = payment!.requestId
  const trail = await readTrail(afterSales, caseId)
  const books = await ledgerSums(afterSales, months)

  const linesOf = months.map((month) => ({ month, lines: statementLines(book.entries(), month) }))
  const last = linesOf.findLast(({ lines }) => lines.length >= LINES_FOR_FAULTS)!
  const faulty = { month: last.month, ...(await reconcileMonth(afterSales, last.month, withFaults(last.lines))) }
  const { rows: found } = await views.exceptions()

  const statements: Array<Statement> = []
  for (const { month, lines } of linesOf)
    statements.push({ month, ...(await reconcileMonth(afterSales, month, lines)) })
  const closed = statements.flatMap((statement) => statement.closed)
  const { rows: still } = await views.exceptions()
  return { queues, caseId, trail, books, statements, faulty, found, closed, left: still.length }
}

/** All but the moment at which an exception was found or closed. */
export const comparable = (answers: Answers): unknown =>
  JSON.parse(JSON.stringify(answers, (key, value: unknown) => (key === 'foundAt' || key === 'at' ? undefined : value)))
