/**
 * A statement against the books, reference by reference: what agrees, what differs, and what becomes of the queue of
 * exceptions. Sums are by kind and currency and add up exactly: the statement is what matched, what is missing here and
 * what differs; the books of its days are what matched, what is missing there and what differs.
 */
import { comparedKey, type Booked, type Books, type Compared } from './books.js'
import { exceptionOf, type Exception, type ExceptionKind, type Reading } from './exceptions.js'
import type { StatementKind, StatementLine } from './statement.js'

export interface StatementDifference extends Compared {
  readonly what: ExceptionKind
  /** In our books and on the statement, in minor units; absent where it is missing. */
  readonly here?: number
  readonly there?: number
  readonly day: string
  /** Of the file. */
  readonly line?: number
  readonly orderId?: string
  readonly refundId?: string
}

/** In minor units. `statement` = matched + missingHere + differsThere; `books` = matched + missingThere + differsHere. */
export interface ReconciledSum {
  readonly kind: StatementKind
  readonly currency: string
  readonly statement: number
  readonly books: number
  readonly matched: number
  readonly missingHere: number
  readonly missingThere: number
  readonly differsHere: number
  readonly differsThere: number
}

export interface Reconciled {
  /** A name of its own for this text over these days. */
  readonly statementId: string
  readonly lines: number
  readonly matched: number
  readonly sums: ReadonlyArray<ReconciledSum>
  /** By line; what is missing there, by day, behind. */
  readonly differences: ReadonlyArray<StatementDifference>
  /** Exceptions that this statement, or what was entered since, explains. */
  readonly closed: ReadonlyArray<Exception>
}

export interface Comparison extends Reading {
  readonly lines: ReadonlyArray<StatementLine>
  readonly books: Books
  /** Rows of the queue: those that are open, and those of every reference that is compared. */
  readonly rows: ReadonlyArray<Exception>
}

/** A payment and its reversal that no statement shows: they cancel each other out. */
const OTHER: Readonly<Record<StatementKind, StatementKind>> = { refund: 'reversal', reversal: 'refund' }

const NO_SUM = { statement: 0, books: 0, matched: 0, missingHere: 0, missingThere: 0, differsHere: 0, differsThere: 0 }

const differenceOf = (line: StatementLine | undefined, booked: Booked | undefined): StatementDifference => {
  const { kind, reference, currency, day } = (line ?? booked)!
  return {
    what: line === undefined ? 'missing_there' : booked === undefined ? 'missing_here' : 'amount_differs',
    ...{ kind, reference, currency },
    ...(booked === undefined ? {} : { here: booked.minor }),
    ...(line === undefined ? {} : { there: line.minor, line: line.line }),
    day,
    ...(booked === undefined ? {} : { orderId: booked.orderId }),
    ...(booked?.refundId === undefined ? {} : { refundId: booked.refundId }),
  }
}

const added = (sum: ReconciledSum, line: StatementLine | undefined, booked: Booked | undefined): ReconciledSum => {
  const there = line?.minor ?? 0
  const here = booked?.minor ?? 0
  const total = { ...sum, statement: sum.statement + there, books: sum.books + here }
  if (line === undefined) return { ...total, missingThere: sum.missingThere + here }
  if (booked === undefined) return { ...total, missingHere: sum.missingHere + there }
  if (here === there) return { ...total, matched: sum.matched + here }
  return { ...total, differsHere: sum.differsHere + here, differsThere: sum.differsThere + there }
}

/** What the statement says of the books, and the rows of the queue that are new or other than they were. */
export const reconcile = ({
  lines,
  books,
  rows,
  ...reading
}: Comparison): { readonly result: Reconciled; readonly changed: ReadonlyArray<Exception> } => {
  const lineAt = new Map(lines.map((line) => [comparedKey(line), line]))
  const rowAt = new Map(rows.map((row) => [comparedKey(row), row]))
  const sums = new Map<string, ReconciledSum>()
  const differences: Array<StatementDifference> = []
  let matched = 0

  const compare = (line: StatementLine | undefined, booked: Booked | undefined): void => {
    const { kind, currency } = (line ?? booked)!
    const key = `${currency} ${kind}`
    sums.set(key, added(sums.get(key) ?? { kind, currency, ...NO_SUM }, line, booked))
    if (line !== undefined && line.minor === booked?.minor) matched += 1
    else differences.push(differenceOf(line, booked))
  }
  for (const [key, line] of lineAt) compare(line, books.get(key))
  // What an earlier statement has shown belongs to that one.
  const alone = [...books].filter(
    ([key, { isExpected }]) => isExpected && !lineAt.has(key) && rowAt.get(key)?.there === undefined,
  )
  for (const [, booked] of alone.sort(([, a], [, b]) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1)))
    compare(undefined, booked)

  const missingThere = (of: Compared): Booked | undefined => {
    const key = comparedKey(of)
    const [booked, row] = [books.get(key), rowAt.get(key)]
    if (booked === undefined || lineAt.has(key) || row?.there !== undefined) return undefined
    return booked.isExpected || row !== undefined ? booked : undefined
  }
  const cameBack = (of: Compared): boolean => {
    const minor = missingThere(of)?.minor
    return minor !== undefined && minor === missingThere({ ...of, kind: OTHER[of.kind] })?.minor
  }

  const changed: Array<Exception> = []
  for (const key of new Set([...lineAt.keys(), ...alone.map(([one]) => one), ...rowAt.keys()])) {
    const [line, booked, before] = [lineAt.get(key), books.get(key), rowAt.get(key)]
    const isBack = line === undefined && cameBack((booked ?? before)!)
    const now = exceptionOf({ line, booked, before, cameBack: isBack }, reading)
    if (now !== undefined && now !== before) changed.push(now)
  }
  return {
    result: {
      ...{ statementId: reading.statementId, lines: lines.length, matched },
      sums: [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum),
      differences,
      closed: changed.filter((row) => {
        const before = rowAt.get(comparedKey(row))
        return row.closed !== undefined && before !== undefined && before.closed === undefined
      }),
    },
    changed,
  }
}
