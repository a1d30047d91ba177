/** The answers on paper, and the comparisons that decide the exit code. */
import type { Exception, ReconciledSum } from 'after-sales'
import type { Imported } from '../02-online-retail/import.js'
import { knownFigures, type Check } from '../02-online-retail/known-figures.js'
import type { ProviderBook } from '../02-online-retail/provider-book.js'
import type { Answers, Statement } from './answers.js'
import { trailText } from './case-trail.js'
import { queuesText } from './queues.js'
import { money, number } from './words.js'

const LABEL_WIDTH = 28
const AMOUNT_WIDTH = 20
const COUNT_WIDTH = 10

const row = (label: string, ...amounts: ReadonlyArray<string>): string =>
  `  ${label.padEnd(LABEL_WIDTH)}${amounts.map((amount) => amount.padStart(AMOUNT_WIDTH)).join('')}`

const sumRow = (label: string, { currency, statement, books, matched }: ReconciledSum): string =>
  row(label, money(statement, currency), money(books, currency), money(matched, currency))

const statementRows = ({ month, sums }: Statement): ReadonlyArray<string> =>
  sums.map((sum) => sumRow(`${month.from.slice(0, 7)} ${sum.kind}`, sum))

const WHAT: Readonly<Record<Exception['what'], string>> = {
  missing_here: 'on the statement, not in our books',
  missing_there: 'in our books, not on the statement',
  amount_differs: 'on both, with different amounts',
}

const exceptionRow = ({ what, reference, currency, here, there, orderId = '?' }: Exception): string => {
  const amountOf = (minor: number | undefined): string => (minor === undefined ? 'nothing' : money(minor, currency))
  return `  ${WHAT[what].padEnd(38)}${reference}, order ${orderId}: here ${amountOf(here)}, there ${amountOf(there)}`
}

export const text = ({ queues, caseId, trail, books, statements, faulty, found, closed, left }: Answers): string =>
  [
    'Who has to do what',
    queuesText(queues),
    '',
    `The trail of ${caseId}, the largest refund: ${trail.length} events`,
    trailText(trail),
    '',
    'The books',
    ...books.map(({ kind, currency, minor, entries }) =>
      row(kind, money(minor, currency), `${number.format(entries).padStart(COUNT_WIDTH)} entries`),
    ),
    '',
    `The statement of ${faulty.month.from.slice(0, 7)}, from which we took a line, and in which we changed an amount`,
    row('', 'statement', 'books', 'matched'),
    ...statementRows(faulty),
    ...found.map(exceptionRow),
    '',
    'The statements as they are',
    row('', 'statement', 'books', 'matched'),
    ...statements.flatMap(statementRows),
    `  ${closed.length} exceptions closed (${closed.map((each) => each.closed?.why).join(', ')}), ${left} left.`,
  ].join('\n')

const totalOf = (statements: ReadonlyArray<Statement>, of: 'statement' | 'books' | 'matched'): number =>
  statements.reduce((sum, { sums }) => sums.reduce((all, each) => all + each[of], sum), 0)

/** What must agree whatever the files are. `known`: they are those of the data's README, and so are the figures. */
export const checksOf = (
  { tally, malformed }: Imported,
  { books, statements, found, closed, left }: Answers,
  book: ProviderBook,
  known: boolean,
): ReadonlyArray<Check> => {
  const paid = books.filter(({ kind }) => kind === 'paid')
  return [
    {
      what: 'pence refunded',
      figures: {
        files: tally.matched.pence,
        ledger: paid.reduce((sum, { minor }) => sum + minor, 0),
        provider: book.paidTotal(),
        statements: totalOf(statements, 'statement'),
        'books of these months': totalOf(statements, 'books'),
        matched: totalOf(statements, 'matched'),
      },
    },
    {
      what: 'refunds',
      figures: {
        files: tally.returns,
        ledger: paid.reduce((sum, { entries }) => sum + entries, 0),
        statements: statements.reduce((sum, { lines }) => sum + lines, 0),
        matched: statements.reduce((sum, { matched }) => sum + matched, 0),
      },
    },
    { what: 'planted faults', figures: { planted: 2, found: found.length, closed: closed.length } },
    { what: 'exceptions left', figures: { expected: 0, left } },
    ...(known ? knownFigures(tally, tally.lines + malformed) : []),
  ]
}
