/** Whatever fields hold, they are read as they were written. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readCsv } from '../../../src/projections/reconciliation/csv.js'

const field = fc.oneof(fc.string(), fc.stringMatching(/^[a",\n\r ]{0,6}$/))
const records = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 6 })
const written = (text: string, quotes: boolean): string =>
  quotes || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

it('What is written as CSV is read as it was, with the line on which it begins', () => {
  fc.assert(
    fc.property(records, fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.boolean(), (all, end, quotes, mark) => {
      const texts = all.map((fields) => fields.map((one) => written(one, quotes)).join(','))
      const read: Array<readonly [number, ReadonlyArray<string>]> = []
      const text = (mark ? '\uFEFF' : '') + texts.map((one) => one + end).join('')
      expect(readCsv(text, ({ line, fields }) => void read.push([line, fields]))).toBeUndefined()
      let line = 1
      const expected = all.map((fields, n) => {
        const begins = line
        line += texts[n]!.split('\n').length
        return [begins, fields]
      })
      // A byte order mark that begins the first field is taken for that of the file.
      if (mark || all[0]?.[0]?.startsWith('\uFEFF') !== true) expect(read).toEqual(expected)
    }),
    { numRuns: 500, seed: 20_261_126 },
  )
})
