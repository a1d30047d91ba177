/**
 * A statement of a payment provider: CSV text, a line for each refund that was paid and each that came back. It is taken as
 * a whole or refused as a whole; what is wrong is named by line and column, never by value. The format stands in
 * docs/operations.md. Next: `reconcile.ts`.
 */
import * as E from 'fp-ts/lib/Either.js'
import { border, type FieldProblem, type InvalidInput } from '../../domain/kernel/border.js'
import { listOf, PROBLEMS_NAMED, record, ruled, text, type Limit } from '../../domain/kernel/codec.js'
import { Code } from '../../domain/values/codes.js'
import { Instant } from '../../domain/values/instant.js'
import { exponentOf, MAX_MINOR } from '../../domain/values/money.js'
import { readCsv } from './csv.js'
import { CURRENCIES } from './currencies.js'

/** What the provider paid, or what came back to it. */
export type StatementKind = 'refund' | 'reversal'

export interface StatementLine {
  readonly line: number
  readonly kind: StatementKind
  readonly reference: string
  readonly minor: number
  readonly currency: string
  readonly day: string
}

export interface Statement {
  /** The text of the file. */
  readonly text: string
  /** The first and the last day that it is over, such as `2026-03-01`, in UTC. */
  readonly from: string
  readonly to: string
  /** The kinds of the means of payment that it is over, such as `card`; all, where nothing is said. */
  readonly means?: ReadonlyArray<string>
}

const COLUMNS = ['reference', 'kind', 'amount', 'currency', 'date'] as const
type Column = (typeof COLUMNS)[number]

/** As much as is compared in some seconds. */
export const MOST_LINES = 300_000
/** Characters. */
const LONGEST_TEXT = 100_000_000
const MOST_MEANS = 100

const rule = (code: string, en: string, zh: string): Limit => ({ _tag: 'Rule', code, sentence: { en, zh } })

const A_DAY = {
  en: 'must be a day of the years 2000 to 2099 such as 2026-03-20',
  zh: '必须是 2000 至 2099 年的日期,例如 2026-03-20',
}
const isDay = (u: unknown): boolean => typeof u === 'string' && u.length === 10 && Instant.is(`${u}T00:00:00.000Z`)
export const Day = ruled<string>('Day', 'DAY', A_DAY, isDay)

const A_FILE: Limit = { _tag: 'Text', min: 1, max: LONGEST_TEXT }
const QUOTES = rule(
  'QUOTES',
  'must close every quote that it opens, and quote whole fields',
  '引号必须成对,且须引用整个字段',
)
const HEADER = rule(
  'COLUMNS',
  `must name the columns ${COLUMNS.join(', ')}, each once`,
  `必须包含以下列,各一次:${COLUMNS.join('、')}`,
)
const FIELDS = rule('COLUMNS', 'must have as many columns as the first line', '列数必须与首行相同')
const LINES: Limit = { _tag: 'List', min: 0, max: MOST_LINES }
const REFERENCE: Limit = { _tag: 'Text', min: 1, max: 200 }
const KIND: Limit = { _tag: 'OneOf', values: ['refund', 'reversal'] }
const CURRENCY = rule('CURRENCY', 'must be a currency of ISO 4217 such as EUR', '必须是 ISO 4217 货币代码,例如 EUR')
const AMOUNT = rule(
  'AMOUNT',
  'must be more than zero, with a point and no more decimals than the currency has, and at most 15 digits',
  '必须大于零,以小数点分隔,小数位数不得超过该货币的位数,总位数至多 15 位',
)
const DATE = rule(
  'DATE',
  'must be a day such as 2026-03-20, or an instant in UTC',
  '必须是日期(例如 2026-03-20)或 UTC 时间',
)
const PERIOD = rule('PERIOD', 'must lie within the days that the statement is over', '必须在对账单所涵盖的日期之内')
const ORDER = rule('PERIOD', 'must not be before `from`, nor more than 366 days', '不得早于 from,且不得超过 366 天')
const TWICE = rule('TWICE', 'must not stand on the statement twice for one kind', '同一类型在对账单中不得重复')

const AnyText = ruled<string>('Text', 'TEXT', { en: 'must be a text', zh: '必须是文本' }, (u) => typeof u === 'string')
const checkStatement = border(
  'Statement',
  record('Statement', { text: AnyText, from: Day, to: Day }, { means: listOf(Code, 1, MOST_MEANS) }),
)

const BOOKED_OTHERWISE = rule(
  'BOOKED_CURRENCY',
  'must be the currency in which the books hold this reference',
  '必须与账簿中该参考号的货币一致',
)

const refused = (...problems: ReadonlyArray<FieldProblem>): E.Either<InvalidInput, never> =>
  E.left({ _tag: 'InvalidInput', subject: 'Statement', problems: problems.slice(0, PROBLEMS_NAMED) })

/** Of lines that the books lack, those whose reference they hold: in another currency, which is no match and no exception. */
export const inOtherCurrency = (
  unbooked: ReadonlyArray<StatementLine>,
  booked: Iterable<Pick<StatementLine, 'kind' | 'reference'>>,
): E.Either<InvalidInput, void> => {
  if (unbooked.length === 0) return E.right(undefined)
  const known = new Set(Array.from(booked, ({ kind, reference }) => `${kind} ${reference}`))
  const misread = unbooked.filter(({ kind, reference }) => known.has(`${kind} ${reference}`))
  return misread.length === 0
    ? E.right(undefined)
    : refused(...misread.map(({ line }) => ({ field: `line ${line}, currency`, limit: BOOKED_OTHERWISE })))
}

const Reference = text('Reference', REFERENCE.min, REFERENCE.max)
const DAY_LENGTH = 10
const INSTANT = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/
const DIGITS = /^(\d{1,15})(?:\.(\d{1,4}))?$/

/** Exact, from digit to digit: `12.5` EUR is 1250. */
const minorOf = (amount: string, currency: string): number | undefined => {
  const [, whole = '', decimals = ''] = DIGITS.exec(amount) ?? []
  const exponent = exponentOf(currency)
  if (whole === '' || decimals.length > exponent) return undefined
  // A number that is too long for a double to tell from its neighbors is beyond the limit with all of them.
  const minor = Number(whole + decimals.padEnd(exponent, '0'))
  return minor > 0 && minor <= MAX_MINOR ? minor : undefined
}

/** The columns by their places; undefined where one is missing or there twice. */
const placesOf = (header: ReadonlyArray<string>): Readonly<Record<Column, number>> | undefined =>
  COLUMNS.every((column) => header.filter((name) => name === column).length === 1)
    ? (Object.fromEntries(COLUMNS.map((column) => [column, header.indexOf(column)])) as Record<Column, number>)
    : undefined

export const isWithin = ({ from, to }: Pick<Statement, 'from' | 'to'>, day: string): boolean => from <= day && day <= to

const MOST_DAYS = 366
const MS_PER_DAY = 86_400_000

/** The days from the first to the last; undefined where it ends before it begins, or is more than 366 of them. */
export const daysOf = ({ from, to }: Pick<Statement, 'from' | 'to'>): ReadonlyArray<string> | undefined => {
  const first = Date.parse(from)
  const count = (Date.parse(to) - first) / MS_PER_DAY + 1
  return count < 1 || count > MOST_DAYS
    ? undefined
    : Array.from({ length: count }, (_, n) => new Date(first + n * MS_PER_DAY).toISOString().slice(0, 10))
}

/** The first day and the last, and that it is no more than 366. */
export const checkPeriod = (
  period: Pick<Statement, 'from' | 'to'>,
  subject: string,
): E.Either<InvalidInput, ReadonlyArray<string>> => {
  const days = daysOf(period)
  return days === undefined
    ? E.left({ _tag: 'InvalidInput', subject, problems: [{ field: 'to', limit: ORDER }] })
    : E.right(days)
}

/** The lines of a statement, all of them as they should be, or what is wrong with the first few that are not. */
export const readStatement = (
  u: unknown,
): E.Either<InvalidInput, { readonly statement: Statement; readonly lines: ReadonlyArray<StatementLine> }> => {
  const checked = checkStatement(u)
  if (E.isLeft(checked)) return checked
  const statement = checked.right as Statement
  const period = checkPeriod(statement, 'Statement')
  if (E.isLeft(period)) return period
  if (statement.text.length === 0 || statement.text.length > LONGEST_TEXT)
    return refused({ field: 'text', limit: A_FILE })

  const lines: Array<StatementLine> = []
  const problems: Array<FieldProblem> = []
  const seen = { refund: new Set<string>(), reversal: new Set<string>() }
  const days = new Set<string>(period.right)
  let places: Readonly<Record<Column, number>> | undefined
  let columns = 0
  const fault = readCsv(statement.text, ({ line, fields }) => {
    if (places === undefined) {
      places = placesOf(fields)
      columns = fields.length
      if (places !== undefined) return undefined
      problems.push({ field: 'line 1', limit: HEADER })
      return 'stop'
    }
    if (lines.length >= MOST_LINES) {
      problems.push({ field: 'text', limit: LINES })
      return 'stop'
    }
    if (fields.length !== columns) problems.push({ field: `line ${line}`, limit: FIELDS })
    else {
      const read = lineOf(line, fields, places, days)
      if ('limit' in read) problems.push(read)
      else if (seen[read.kind].has(read.reference)) problems.push({ field: `line ${line}, reference`, limit: TWICE })
      else {
        seen[read.kind].add(read.reference)
        lines.push(read)
      }
    }
    return problems.length >= PROBLEMS_NAMED ? 'stop' : undefined
  })
  if (fault !== undefined) problems.push({ field: `line ${fault.line}`, limit: QUOTES })
  if (places === undefined && problems.length === 0) problems.push({ field: 'line 1', limit: HEADER })
  return problems.length > 0 ? refused(...problems) : E.right({ statement, lines })
}

const lineOf = (
  line: number,
  fields: ReadonlyArray<string>,
  places: Readonly<Record<Column, number>>,
  days: ReadonlySet<string>,
): StatementLine | FieldProblem => {
  const of = (column: Column): string => fields[places[column]]!
  const wrong = (column: Column, limit: Limit): FieldProblem => ({ field: `line ${line}, ${column}`, limit })
  const [reference, kind, currency] = [of('reference'), of('kind'), of('currency')]
  if (!Reference.is(reference)) return wrong('reference', REFERENCE)
  if (kind !== 'refund' && kind !== 'reversal') return wrong('kind', KIND)
  if (!CURRENCIES.has(currency)) return wrong('currency', CURRENCY)
  const minor = minorOf(of('amount'), currency)
  if (minor === undefined) return wrong('amount', AMOUNT)
  const date = of('date')
  const day = date.length === DAY_LENGTH || INSTANT.test(date) ? date.slice(0, DAY_LENGTH) : ''
  // The days of the period first: nearly every line is of one of them.
  if (!days.has(day)) return wrong('date', isDay(day) ? PERIOD : DATE)
  return { line, kind, reference, minor, currency, day }
}
