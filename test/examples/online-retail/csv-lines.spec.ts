/** Bad input of the example: every line that is not as it should be is a typed problem, and no other line suffers. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import {
  COLUMNS,
  fileSource,
  linesOf,
  type CsvLine,
  type CsvProblem,
  type Source,
} from '../../../examples/02-online-retail/csv-lines.js'
import { inOrder } from '../../../examples/02-online-retail/in-order.js'
import { problemInWords } from '../../../examples/02-online-retail/report.js'

const folder = mkdtempSync(join(tmpdir(), 'after-sales-csv-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const HEADER = COLUMNS.join(',')
const GOOD = '536365,85123A,LAMP,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom'

/** In pieces of seven characters: a chunk may end anywhere. */
const source = (text: string, name = 'shop.csv'): Source => ({
  name,
  bytes: text.length,
  chunks: async function* () {
    for (let from = 0; from < text.length; from += 7) yield await Promise.resolve(text.slice(from, from + 7))
  },
})

const readAll = async (from: Source) => {
  const lines: Array<CsvLine> = []
  const problems: Array<CsvProblem> = []
  for await (const batch of linesOf(from, (problem) => problems.push(problem))) lines.push(...batch.lines)
  return { lines, problems }
}

describe('A line of the file', () => {
  it('is read with its quotes, its line end and its customer as they come', async () => {
    const quoted = '536366,22423,"RECORD FRAME 7"", BLUE",-2,2010-12-01 08:28:00,1.0,,France'
    const { lines, problems } = await readAll(source(`${HEADER}\r\n${GOOD}\r\n\n${quoted}`))
    expect(problems).toEqual([])
    expect(lines).toEqual([
      {
        ...{ invoice: '536365', stockCode: '85123A', quantity: 6, at: '2010-12-01 08:26:00' },
        ...{ pence: 255, customer: '17850' },
      },
      {
        ...{ invoice: '536366', stockCode: '22423', quantity: -2, at: '2010-12-01 08:28:00' },
        ...{ pence: 100, customer: undefined },
      },
    ])
  })

  it.each([
    ['0.001', undefined],
    ['0.29', 29],
    ['1.1', 110],
    ['4.35', 435],
    ['2.550', 255],
    ['9999999.99', 999_999_999],
    ['-11062.06', -1_106_206],
  ])('has a price of %s', async (price, pence) => {
    const { lines } = await readAll(source(`${HEADER}\n${GOOD.replace('2.55', price)}`))
    expect(lines.map((line) => line.pence)).toEqual([pence])
  })

  it.each([
    ['line', 'has a column too few', GOOD.replace(',United Kingdom', '')],
    ['line', 'has a column too many', `${GOOD},x`],
    ['line', 'opens a quote', GOOD.replace('LAMP', '"LAMP')],
    ['line', 'has text after a quote', GOOD.replace('LAMP', '"LAMP"S')],
    ['line', 'has no end', GOOD.replace('LAMP', 'L'.repeat(50_000))],
    ['InvoiceNo', 'has no invoice', GOOD.replace('536365', '')],
    ['InvoiceNo', 'has no number for an invoice', GOOD.replace('536365', '__proto__')],
    ['StockCode', 'has no stock code', GOOD.replace('85123A', '')],
    ['Quantity', 'has half a unit', GOOD.replace(',6,', ',0.5,')],
    ['Quantity', 'has a word for a quantity', GOOD.replace(',6,', ',NaN,')],
    ['Quantity', 'has a quantity in powers of ten', GOOD.replace(',6,', ',1e3,')],
    ['Quantity', 'has more than a million units', GOOD.replace(',6,', ',1000001,')],
    ['InvoiceDate', 'has another form of time', GOOD.replace('2010-12-01 08:26:00', '12/1/2010 8:26')],
    ['InvoiceDate', 'has a day that does not exist', GOOD.replace('12-01', '11-31')],
    ['InvoiceDate', 'is earlier than the line before', GOOD.replace('08:26', '07:26')],
    ['UnitPrice', 'has a huge price', GOOD.replace('2.55', '12345678')],
    ['UnitPrice', 'has a word for a price', GOOD.replace('2.55', 'Infinity')],
    ['CustomerID', 'has a name for a customer', GOOD.replace('17850.0', 'Mrs Miggins')],
  ])('is refused by its %s where it %s; those around it are read', async (field, _, bad) => {
    const { lines, problems } = await readAll(source(`${HEADER}\n${GOOD}\n${bad}\n${GOOD}\n`))
    expect(problems).toEqual([
      { _tag: 'CsvProblem', file: 'shop.csv', line: 3, field, limit: expect.anything() as unknown },
    ])
    expect(lines).toHaveLength(2)
  })

  it('is told of in both languages, without its values', async () => {
    const { problems } = await readAll(source(`${HEADER}\n${GOOD.replace('17850.0', 'Mrs Miggins')}`))
    expect(problems.map(problemInWords)).toEqual([
      expect.stringMatching(/^shop\.csv:2: CustomerID must be .+ \/ 必须是/) as unknown,
    ])
    expect(problems.map(problemInWords).join()).not.toContain('Miggins')
  })
})

describe('A file', () => {
  it('without its header is told of, and its first line is lost', async () => {
    const { lines, problems } = await readAll(source(`${GOOD}\n${GOOD}`))
    expect(problems.map(({ line, field }) => ({ line, field }))).toEqual([{ line: 1, field: 'line' }])
    expect(lines).toHaveLength(1)
  })

  it('may be zipped', async () => {
    const file = join(folder, 'small.csv.gz')
    writeFileSync(file, gzipSync(`${HEADER}\n${GOOD}\n`))
    const zipped = await fileSource(file)
    expect(zipped).toMatchObject({ name: 'small.csv.gz', bytes: HEADER.length + GOOD.length + 2 })
    expect((await readAll(zipped)).lines).toHaveLength(1)
  })

  it('that breaks off is an error that names it', async () => {
    const file = join(folder, 'broken.csv.gz')
    writeFileSync(file, gzipSync(`${HEADER}\n${GOOD}\n`).subarray(0, -12))
    await expect(readAll(await fileSource(file))).rejects.toThrow('broken.csv.gz cannot be read to its end')
  })
})

describe('Several files', () => {
  it('are one flow in order of time, ties in the order of the files', async () => {
    const at = (invoice: string, minute: number) =>
      GOOD.replace('536365', invoice).replace('08:26', `08:${String(minute).padStart(2, '0')}`)
    const file = (...lines: ReadonlyArray<string>) => source([HEADER, ...lines].join('\n'))
    const files = [
      file(at('1', 10), at('2', 20), at('3', 20), at('4', 40)),
      file(at('5', 5), at('6', 20), at('7', 50)),
      file(at('8', 20)),
    ]
    const invoices: Array<string> = []
    for await (const { lines } of inOrder(files, () => undefined)) invoices.push(...lines.map((line) => line.invoice))
    expect(invoices.join('')).toBe('51236847')
  })
})
