/** The trail as a file: for spreadsheets, for programs, and for people who read or print it. */
import { csvOf } from './csv.js'
import type { TrailEntry } from './entry.js'
import { htmlOf } from './html.js'

export type TrailFormat = 'csv' | 'jsonl' | 'html'

const FORMATS: Readonly<Record<TrailFormat, (entries: ReadonlyArray<TrailEntry>) => string>> = {
  csv: csvOf,
  jsonl: (entries) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
  html: htmlOf,
}

/**
 * Entries in the order of the log as text, to be written as UTF-8. `csv`: RFC 4180 with a header and a byte-order mark,
 * beside each code its Chinese words; a cell that a spreadsheet would take for a formula begins with an apostrophe.
 * `jsonl`: one entry a line, nothing left out or changed. `html`: one page in English and Chinese, without scripts and
 * without anything from elsewhere.
 *
 * @example
 * const { rows } = await afterSales.promises.views.trail({ caseId: 'R-1' }, { limit: 1_000 })
 * await writeFile('R-1.html', exportTrail(rows, 'html'))
 */
export const exportTrail = (entries: ReadonlyArray<TrailEntry>, format: TrailFormat): string => FORMATS[format](entries)
