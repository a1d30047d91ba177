/**
 * The queue of what does not agree: one row for each reference on which a statement and the books differ, until a later
 * statement or a later entry explains it. Closed rows stay, because they say what an earlier statement has shown: what it
 * showed is not missing on the next.
 */
import { inOrder } from '../in-order.js'
import type { Booked, Compared } from './books.js'
import type { StatementLine } from './statement.js'

/** Not in our books; not on a statement; on both with different amounts. */
export type ExceptionKind = 'missing_here' | 'missing_there' | 'amount_differs'

/**
 * It is in our books since; a statement shows it; both amounts are the same since; it was paid and came back, and the
 * statement shows neither.
 */
export type WhyClosed = 'in_books' | 'on_statement' | 'amounts_agree' | 'came_back'

export interface Exception extends Compared {
  readonly what: ExceptionKind
  /** In our books and on the statement, in minor units; absent where it is missing. */
  readonly here?: number
  readonly there?: number
  /** Of the line, or of the first entry. */
  readonly day: string
  readonly orderId?: string
  readonly refundId?: string
  /** The statement that showed its amount last, or missed it. */
  readonly statementId: string
  readonly foundBy: string
  readonly foundAt: string
  readonly closed?: { readonly why: WhyClosed; readonly statementId: string; readonly at: string }
}

export const exceptionKey = ({ kind, reference, currency }: Compared): string => inOrder(kind, reference, currency)

/** Open ones first, and of these the oldest first. */
export const exceptionSort = ({ closed, day }: Exception): string =>
  inOrder(closed === undefined ? OPEN : 'closed', day)
export const OPEN = 'open'

/** What is known about a reference now: on this statement, in the books, and from earlier statements. */
export interface Known {
  readonly line?: StatementLine | undefined
  readonly booked?: Booked | undefined
  readonly before?: Exception | undefined
  /** It was booked and booked back, and no statement shows either. */
  readonly cameBack: boolean
}

/** The statement that is read now, and when. */
export interface Reading {
  readonly statementId: string
  readonly at: string
  readonly isRepeated: boolean
}

const CLOSES: Readonly<Record<ExceptionKind, WhyClosed>> = {
  missing_here: 'in_books',
  missing_there: 'on_statement',
  amount_differs: 'amounts_agree',
}

const whatDiffers = (here: number | undefined, there: number | undefined): ExceptionKind =>
  here === undefined ? 'missing_here' : there === undefined ? 'missing_there' : 'amount_differs'

/** The row as it has to be now: as it was, where there is no news, and none where there is nothing to remember. */
export const exceptionOf = (
  { line, booked, before, cameBack }: Known,
  { statementId, at, isRepeated }: Reading,
): Exception | undefined => {
  const here = booked?.minor
  // What a later statement has shown is not taken back by an earlier one that is read again.
  const there = isRepeated ? (before?.there ?? line?.minor) : (line?.minor ?? before?.there)
  const isExplained = cameBack || here === there
  const isSame = before?.here === here && before?.there === there
  if (before !== undefined && isSame && (before.closed !== undefined) === isExplained) return before
  // Only what a statement shows of other days than its own is kept: it is not missing on the statement of those days.
  if (before === undefined && !cameBack && isExplained && booked?.isExpected === true) return undefined
  const { kind, reference, currency } = (line ?? booked ?? before)!
  const was = before?.what ?? 'missing_there'
  return {
    ...{ kind, reference, currency },
    what: isExplained ? was : whatDiffers(here, there),
    ...(here === undefined ? {} : { here }),
    ...(there === undefined ? {} : { there }),
    day: before?.day ?? line?.day ?? booked!.day,
    ...(booked === undefined ? {} : { orderId: booked.orderId }),
    ...(booked?.refundId === undefined ? {} : { refundId: booked.refundId }),
    statementId: before === undefined || before.there !== there ? statementId : before.statementId,
    foundBy: before?.foundBy ?? statementId,
    foundAt: before?.foundAt ?? at,
    ...(isExplained ? { closed: { why: cameBack ? 'came_back' : CLOSES[was], statementId, at } } : {}),
  }
}
