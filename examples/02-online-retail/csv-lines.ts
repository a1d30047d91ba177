/**
 * From a CSV file to checked lines, a chunk at a time. A line that is not as it should be becomes a typed problem that
 * names file, line, field and limit, never the value: it may be personal. One record is one line; the data has no line
 * breaks inside quotes, so a quote that stays open spoils its own line and no other.
 */
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { MAX_QUANTITY, type Limit } from 'after-sales'
import { parse } from 'csv-parse/sync'
import { londonToUtc } from './london-time.js'

export const COLUMNS = [
  ...['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country'],
] as const

export interface CsvLine {
  readonly invoice: string
  readonly stockCode: string
  readonly quantity: number
  /** London time, as the file has it; it sorts as text. */
  readonly at: string
  /** Undefined where the price has more than two decimals. */
  readonly pence: number | undefined
  readonly customer: string | undefined
}

export interface CsvProblem {
  readonly _tag: 'CsvProblem'
  readonly file: string
  readonly line: number
  readonly field: string
  readonly limit: Limit
}

export interface Source {
  readonly name: string
  /** Bytes of text, for the progress bar only. */
  readonly bytes: number
  readonly chunks: () => AsyncIterable<string>
}

// The longest line of the real data has 120 characters.
const MAX_LINE = 4_000
// The cases of a chunk run together, so a larger one means fewer flushes of the disk.
const CHUNK_BYTES = 65_536
const GZIP_SIZE_BYTES = 4

const rule = (code: string, en: string, zh: string): Limit => ({ _tag: 'Rule', code, sentence: { en, zh } })

const LIMITS = {
  InvoiceNo: { _tag: 'Text', min: 1, max: 13, shape: 'at most one letter and 1 to 12 digits' },
  StockCode: { _tag: 'Text', min: 1, max: 40 },
  Quantity: { _tag: 'WholeNumber', min: -MAX_QUANTITY, max: MAX_QUANTITY },
  InvoiceDate: rule(
    'LOCAL_TIME',
    'must be a local time of the years 2000 to 2099 such as 2011-03-28 09:30:00',
    '必须是 2000 至 2099 年的当地时间,例如 2011-03-28 09:30:00',
  ),
  UnitPrice: rule(
    'PRICE',
    'must be a number of at most 7 digits before and 6 after the point',
    '必须是数字,小数点前至多 7 位,后至多 6 位',
  ),
  CustomerID: { _tag: 'Text', min: 0, max: 14, shape: '1 to 12 digits, or nothing' },
} as const satisfies Readonly<Record<string, Limit>>

const TOO_LONG: Limit = { _tag: 'Text', min: 1, max: MAX_LINE }
const WRONG_COLUMNS = rule('COLUMNS', `must have ${COLUMNS.length} columns`, `必须有 ${COLUMNS.length} 列`)
const WRONG_QUOTES = rule('QUOTES', 'must close every quote it opens', '引号必须成对')
const WRONG_HEADER = rule('HEADER', `must be: ${COLUMNS.join(',')}`, `必须为:${COLUMNS.join(',')}`)
const NOT_IN_ORDER = rule(
  'ORDER',
  'must not be earlier than the line before: sort the file by InvoiceDate',
  '不得早于前一行:请按 InvoiceDate 排序',
)

/** A file as a source; `.gz` is unpacked on the way. */
export const fileSource = async (path: string): Promise<Source> => {
  const zipped = path.endsWith('.gz')
  let bytes = (await stat(path)).size
  if (zipped && bytes >= GZIP_SIZE_BYTES) {
    // A gzip file ends with the size of what it holds.
    const handle = await open(path)
    const { buffer } = await handle.read(Buffer.alloc(GZIP_SIZE_BYTES), 0, GZIP_SIZE_BYTES, bytes - GZIP_SIZE_BYTES)
    await handle.close()
    bytes = buffer.readUInt32LE()
  }
  const chunks = (): AsyncIterable<string> => {
    const raw = createReadStream(path, { highWaterMark: CHUNK_BYTES })
    // The reader of the last stream is told of every error; the callback is only there because it must be.
    const text = zipped ? pipeline(raw, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined) : raw
    return text.setEncoding('utf8') as AsyncIterable<string>
  }
  return { name: basename(path), bytes, chunks }
}

/** Nearly no line has a quote, and without one a comma is a comma: the parser is for the others. */
const fieldsOf = (text: string): ReadonlyArray<string> | undefined => {
  if (!text.includes('"')) return text.split(',')
  try {
    return (parse(text, { relax_column_count: true }) as ReadonlyArray<ReadonlyArray<string>>)[0]
  } catch {
    return undefined
  }
}

const INVOICE = /^[A-Za-z]?\d{1,12}$/
const QUANTITY = /^-?\d{1,7}$/
const PRICE = /^-?\d{1,7}(\.\d{1,6})?$/
const CUSTOMER = /^(\d{1,12})?(\.0)?$/

/** With at most 13 digits a double is exact enough to tell whole pence from parts of them. */
const penceOf = (price: string): number | undefined => {
  const pounds = Number(price)
  const pence = Math.round(pounds * 100)
  return pence / 100 === pounds ? pence : undefined
}

/** A file that breaks off is no end of a file: what follows from its lines would be wrong. */
async function* readable({ name, chunks }: Source): AsyncGenerator<string, void, void> {
  try {
    yield* chunks()
  } catch (cause) {
    throw new Error(`${name} cannot be read to its end: ${(cause as Error).message}`, { cause })
  }
}

/** The checked lines of a source, chunk by chunk, and how many bytes of text each chunk had. */
export async function* linesOf(
  source: Source,
  onProblem: (problem: CsvProblem) => void,
): AsyncGenerator<{ readonly lines: ReadonlyArray<CsvLine>; readonly bytes: number }, void, void> {
  let number = 0
  let latest = ''
  const problem = (field: string, limit: Limit): undefined => {
    onProblem({ _tag: 'CsvProblem', file: source.name, line: number, field, limit })
  }

  const check = (text: string): CsvLine | undefined => {
    if (text.length > MAX_LINE) return problem('line', TOO_LONG)
    const fields = fieldsOf(text)
    if (number === 1) return fields?.join() === COLUMNS.join() ? undefined : problem('line', WRONG_HEADER)
    if (fields === undefined) return problem('line', WRONG_QUOTES)
    if (fields.length !== COLUMNS.length) return problem('line', WRONG_COLUMNS)
    const [invoice, stockCode, , quantity, at, price, customer] = fields as [
      ...[string, string, string, string],
      ...[string, string, string],
    ]
    if (!INVOICE.test(invoice)) return problem('InvoiceNo', LIMITS.InvoiceNo)
    if (stockCode.length === 0 || stockCode.length > LIMITS.StockCode.max) return problem('StockCode', LIMITS.StockCode)
    const units = QUANTITY.test(quantity) ? Number(quantity) : NaN
    if (!(Math.abs(units) <= MAX_QUANTITY)) return problem('Quantity', LIMITS.Quantity)
    // Lines of one invoice share their time, so most were checked with the line before.
    if (at !== latest && londonToUtc(at) === undefined) return problem('InvoiceDate', LIMITS.InvoiceDate)
    if (at < latest) return problem('InvoiceDate', NOT_IN_ORDER)
    if (!PRICE.test(price)) return problem('UnitPrice', LIMITS.UnitPrice)
    if (!CUSTOMER.test(customer)) return problem('CustomerID', LIMITS.CustomerID)
    latest = at
    const known = customer.endsWith('.0') ? customer.slice(0, -2) : customer
    return {
      invoice,
      stockCode,
      quantity: units,
      at,
      pence: penceOf(price),
      customer: known === '' ? undefined : known,
    }
  }

  let rest = ''
  let lines: Array<CsvLine> = []
  const take = (text: string): void => {
    number += 1
    const trimmed = text.endsWith('\r') ? text.slice(0, -1) : text
    const line = trimmed === '' ? undefined : check(trimmed)
    if (line !== undefined) lines.push(line)
  }

  for await (const chunk of readable(source)) {
    const text = rest + chunk
    let from = 0
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      take(text.slice(from, end))
      from = end + 1
    }
    rest = text.slice(from)
    // A line without an end must not fill the memory: what is kept is enough to be too long.
    if (rest.length > 2 * MAX_LINE) rest = rest.slice(0, 2 * MAX_LINE)
    yield { lines, bytes: chunk.length }
    lines = []
  }
  take(rest)
  yield { lines, bytes: 0 }
}
