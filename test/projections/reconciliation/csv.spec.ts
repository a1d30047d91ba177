/** Reading CSV to the letter, and refusing what could be read in two ways. */
import { describe, expect, it } from 'vitest'
import { readCsv, type CsvRecord } from '../../../src/projections/reconciliation/csv.js'

const read = (text: string) => {
  const records: Array<CsvRecord> = []
  const fault = readCsv(text, (record) => void records.push(record))
  return fault ?? records.map(({ line, fields }) => [line, ...fields])
}

describe('CSV', () => {
  it.each([
    [
      'a,b\n1,2\n',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'a,b\r\n1,2',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    ['\uFEFFa,b\n', [[1, 'a', 'b']]],
    ['a\n\n\r\n', [[1, 'a']]],
    [
      'a\n\nb',
      [
        [1, 'a'],
        [2, ''],
        [3, 'b'],
      ],
    ],
    ['', []],
    ['\uFEFF', []],
    [',\n', [[1, '', '']]],
    ['"a",b', [[1, 'a', 'b']]],
    [
      'a,"b"\r\nc,d',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    ['"a,b",c\n', [[1, 'a,b', 'c']]],
    ['"say ""no""",x', [[1, 'say "no"', 'x']]],
    ['"",""', [[1, '', '']]],
    [
      '"a",\nb,c',
      [
        [1, 'a', ''],
        [2, 'b', 'c'],
      ],
    ],
    [
      '"a",b\r\nc',
      [
        [1, 'a', 'b'],
        [2, 'c'],
      ],
    ],
    [
      '"a\nb\r\nc",d\ne,f',
      [
        [1, 'a\nb\r\nc', 'd'],
        [4, 'e', 'f'],
      ],
    ],
    [
      'a,"b\n"\nc',
      [
        [1, 'a', 'b\n'],
        [3, 'c'],
      ],
    ],
    [
      '"a",\r\nb,c',
      [
        [1, 'a', ''],
        [2, 'b', 'c'],
      ],
    ],
  ])('%j is read as it is written', (text, records) => expect(read(text)).toEqual(records))

  it.each([
    ['a\n"b', 2],
    ['a"b\n', 1],
    ['a\nb\n"c"d', 3],
    ['"a" ,b', 1],
    ['"a"\rb', 1],
    ['"a,b\n', 1],
    ['"a\nb",c\n"d', 3],
  ])('%j is refused, with its line', (text, line) => expect(read(text)).toEqual({ line }))

  it('is read no further than it is wanted', () => {
    const lines: Array<number> = []
    readCsv('a\n"b"\nc', ({ line }) => (lines.push(line), line === 2 ? 'stop' : undefined))
    expect(lines).toEqual([1, 2])
  })
})
