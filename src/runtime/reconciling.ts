/**
 * Reconciling the books with a statement of a provider. What is found goes into the queue of exceptions in one commit, or
 * nothing does: two who reconcile at once are told apart by the version that they expect.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ReadModelStore, RowChange } from '../ports/read-model-store.js'
import { ledger } from '../projections/ledger/ledger.js'
import type { Account } from '../projections/ledger/account.js'
import { entriesOf, entriesOn, isExact } from '../projections/ledger/sums.js'
import { book, comparedKey, type Books, type Compared } from '../projections/reconciliation/books.js'
import { exceptionKey, exceptionSort } from '../projections/reconciliation/exceptions.js'
import { reconcile, type Reconciled } from '../projections/reconciliation/reconcile.js'
import {
  daysOf,
  inOtherCurrency,
  readStatement,
  type Statement,
  type StatementLine,
} from '../projections/reconciliation/statement.js'
import { statementIdOf } from './digest.js'
import type { AfterSalesError } from './errors.js'
import { nothingParked } from './projecting/nothing-parked.js'
import { exceptionsTable, queueIn } from './reading/exceptions.js'
import { allPages, readerOf } from './reading/pages.js'
import type { Runtime } from './runtime.js'

/** Beyond these it is the wrong file, and nobody works off a queue of that length. */
const MOST_DIFFERENCES = 10_000

export type Reconcile = (statement: Statement) => TaskEither<AfterSalesError, Reconciled>

type Answer<A> = Promise<E.Either<AfterSalesError, A>>

export const reconcilerOf = (
  { tenant, clock }: Pick<Runtime, 'tenant' | 'clock'>,
  readModels: ReadModelStore | undefined,
  upToDate: () => TaskEither<AfterSalesError, void>,
): Reconcile => {
  const { page } = readerOf(readModels, tenant)
  const name = reconciliationName(tenant)

  /** What was entered in the days of the statement. */
  const booksOf = async (statement: Statement): Answer<Books> => {
    const books: Books = new Map()
    for (const day of daysOf(statement)!) {
      const read = await allPages(
        (options) => page(ledger, 'days', { day }, options),
        (accounts) => accounts.forEach((account) => entriesOn(day, account).forEach((e) => book(books, e, statement))),
      )
      if (E.isLeft(read)) return read
    }
    return E.right(books)
  }

  /** Everything that was ever entered under these references takes the place of what was entered in those days. */
  const lookUp = async (books: Books, statement: Statement, doubtful: ReadonlyArray<Compared>): Answer<void> => {
    for (const reference of new Set(doubtful.map((one) => one.reference))) {
      const found: Books = new Map()
      const take = (account: Account) =>
        entriesOf(account).forEach((entry) => {
          if (entry.reference === reference) book(found, entry, statement)
        })
      const read = await allPages(
        (options) => page(ledger, 'references', { reference }, options),
        (accounts) => accounts.forEach(take),
      )
      if (E.isLeft(read)) return read
      for (const [key, booked] of found) books.set(key, booked)
    }
    return E.right(undefined)
  }

  return (input) => async () => {
    const checked = readStatement(input)
    if (E.isLeft(checked)) return checked
    const { statement, lines } = checked.right
    const current = await upToDate()()
    if (E.isLeft(current)) return current
    if (readModels === undefined) return E.left({ _tag: 'ReadModelsMissing' })
    // Books without the events of a stream look like a provider that paid too much.
    const parked = await nothingParked(readModels, tenant)
    if (E.isLeft(parked)) return parked

    const before = await readModels.checkpoint(name)()
    if (E.isLeft(before)) return before
    const books = await booksOf(statement)
    if (E.isLeft(books)) return books
    const doubtful = doubtfulIn(lines, books.right)
    if (doubtful.length > MOST_DIFFERENCES)
      return E.left({ _tag: 'StatementDoesNotFit', differences: doubtful.length, limit: MOST_DIFFERENCES })
    const queue = await queueIn(readModels, tenant)
    if (E.isLeft(queue)) return queue
    const compared = new Set([...lines, ...books.right.values()].map(({ reference }) => reference))
    const rows = queue.right.filter(({ closed, reference }) => closed === undefined || compared.has(reference))
    const looked = await lookUp(books.right, statement, [...doubtful, ...rows])
    if (E.isLeft(looked)) return looked
    const unbooked = lines.filter((line) => !books.right.has(comparedKey(line)))
    const misread = inOtherCurrency(unbooked, books.right.values())
    if (E.isLeft(misread)) return misread

    const statementId = statementIdOf(statement)
    const known = await readModels.get(statementsTable(tenant), statementId)()
    if (E.isLeft(known)) return known
    const isRepeated = O.isSome(known.right)
    const at = clock.now()
    const { result, changed } = reconcile({
      ...{ lines, books: books.right, rows, statementId, at, isRepeated },
    })
    const tooLarge = result.sums.find((sum) => !isExact(sum.statement) || !isExact(sum.books))
    if (tooLarge !== undefined) return E.left({ _tag: 'SumTooLarge', currency: tooLarge.currency })
    if (isRepeated && changed.length === 0) return E.right(result)

    const { from, to } = statement
    const changes: ReadonlyArray<RowChange> = [
      put(statementsTable(tenant), statementId, from, { statementId, from, to, at, lines: lines.length }),
      ...changed.map((row) => put(exceptionsTable(tenant), exceptionKey(row), exceptionSort(row), row)),
    ]
    const expected = O.isNone(before.right) ? 0 : before.right.value.version
    const committed = await readModels.commit({ name, expected, checkpoint: statementId, changes })()
    return E.isLeft(committed) ? committed : E.right(result)
  }
}

export const statementsTable = (tenant: string): string => `statements@${tenant}`
/** Under which name whoever changes the queue says which state of it they know. */
export const reconciliationName = (tenant: string): string => `reconciliation@${tenant}`

export const put = (table: string, key: string, sort: string, value: unknown): RowChange => ({
  _tag: 'Put',
  table,
  row: { key, sort, value: JSON.stringify(value) },
})

/** What does not agree as far as the days of the statement tell. */
const doubtfulIn = (lines: ReadonlyArray<StatementLine>, books: Books): ReadonlyArray<Compared> => {
  const onStatement = new Set(lines.map(comparedKey))
  return [
    ...lines.filter((line) => {
      const booked = books.get(comparedKey(line))
      return booked?.minor !== line.minor || !booked.isExpected
    }),
    ...[...books].flatMap(([key, booked]) => (booked.isExpected && !onStatement.has(key) ? [booked] : [])),
  ]
}
