/**
 * Strict CSV (RFC 4180): fields with or without quotes, line ends of Unix or Windows, a byte order mark or none. Anything
 * that could be read in two ways is a fault, because what is guessed of a statement is money that is guessed.
 */

/** The line on which the record begins, from 1. */
export interface CsvRecord {
  readonly line: number
  readonly fields: ReadonlyArray<string>
}

/** A quote that is not closed, or stands where none may. */
export interface CsvFault {
  readonly line: number
}

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Calls `each` with every record until it answers `stop`; empty lines at the end are no records. Answers the fault at
 * which it gave up, where there is one.
 *
 * @example
 * readCsv('a,b\r\n"1,5",x\r\n', ({ line, fields }) => void console.log(line, fields)) // 1 [a, b], 2 [1,5, x]
 */
export const readCsv = (text: string, each: (record: CsvRecord) => 'stop' | void): CsvFault | undefined => {
  let at = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0
  let line = 1
  const end = endOfRecords(text)
  while (at < end) {
    const newline = text.indexOf('\n', at)
    const stop = newline === -1 || newline > end ? end : newline
    const plain = text.slice(at, text.charCodeAt(stop - 1) === CR && stop > at ? stop - 1 : stop)
    if (!plain.includes('"')) {
      if (each({ line, fields: plain.split(',') }) === 'stop') return undefined
      at = stop + 1
      line += 1
      continue
    }
    const quoted = readQuoted(text, at, end)
    if (quoted === undefined) return { line }
    if (each({ line, fields: quoted.fields }) === 'stop') return undefined
    at = quoted.next
    line += quoted.lines
  }
  return undefined
}

const CR = 13

const endOfRecords = (text: string): number => {
  let end = text.length
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end -= 1
  return end
}

/** A record in which a quote stands: it may go on over several lines. */
const readQuoted = (
  text: string,
  from: number,
  end: number,
): { readonly fields: ReadonlyArray<string>; readonly next: number; readonly lines: number } | undefined => {
  const fields: Array<string> = []
  let at = from
  let lines = 1
  for (;;) {
    let field = ''
    if (text[at] === '"') {
      for (at += 1; ;) {
        const quote = text.indexOf('"', at)
        if (quote === -1 || quote >= end) return undefined
        field += text.slice(at, quote)
        at = quote + 1
        if (text[at] !== '"') break
        field += '"'
        at += 1
      }
      lines += field.split('\n').length - 1
    } else {
      const begin = at
      while (at < end && text[at] !== ',' && text[at] !== '\n') {
        if (text[at] === '"') return undefined
        at += 1
      }
      field = text.slice(begin, text.charCodeAt(at - 1) === CR && at > begin && text[at] !== ',' ? at - 1 : at)
    }
    fields.push(field)
    if (at >= end) return { fields, next: end, lines }
    if (text[at] === ',') {
      at += 1
      continue
    }
    // Behind a field in quotes the line ends, or the next field begins.
    if (text.startsWith('\r\n', at)) return { fields, next: at + 2, lines }
    if (text[at] === '\n') return { fields, next: at + 1, lines }
    return undefined
  }
}
