/**
 * Several files as one flow of lines in order of time, ties in the order of the files: whatever names they have and
 * however their months overlap. One chunk of each file is in memory.
 */
import { linesOf, type CsvLine, type CsvProblem, type Source } from './csv-lines.js'

export interface Batch {
  readonly lines: ReadonlyArray<CsvLine>
  /** Bytes of text that have been read to their end. */
  readonly bytes: number
}

interface Cursor {
  readonly next: () => Promise<void>
  head: CsvLine | undefined
  lines: ReadonlyArray<CsvLine>
  at: number
  bytes: number
}

const cursorOn = async (source: Source, onProblem: (problem: CsvProblem) => void): Promise<Cursor> => {
  const chunks = linesOf(source, onProblem)
  const cursor: Cursor = {
    head: undefined,
    lines: [],
    at: 0,
    bytes: 0,
    next: async () => {
      cursor.at = 0
      cursor.bytes = 0
      cursor.lines = []
      while (cursor.lines.length === 0) {
        const chunk = await chunks.next()
        if (chunk.done === true) break
        cursor.lines = chunk.value.lines
        cursor.bytes += chunk.value.bytes
      }
      cursor.head = cursor.lines[0]
    },
  }
  await cursor.next()
  return cursor
}

export async function* inOrder(
  sources: ReadonlyArray<Source>,
  onProblem: (problem: CsvProblem) => void,
): AsyncGenerator<Batch, void, void> {
  const cursors: Array<Cursor> = []
  for (const source of sources) cursors.push(await cursorOn(source, onProblem))
  for (;;) {
    const open = cursors.filter((c) => c.head !== undefined)
    const first = open.reduce<Cursor | undefined>(
      (a, b) => (a === undefined || b.head!.at < a.head!.at ? b : a),
      undefined,
    )
    if (first === undefined) return
    // Its lines come next until a line of another file is older, or as old and that file comes first.
    const rank = cursors.indexOf(first)
    const others = open.filter((c) => c !== first).map((c) => ({ at: c.head!.at, before: cursors.indexOf(c) < rank }))
    const isNext = (line: CsvLine) => others.every(({ at, before }) => (before ? line.at < at : line.at <= at))
    const from = first.at
    do first.at += 1
    while (first.at < first.lines.length && isNext(first.lines[first.at]!))
    const lines = first.lines.slice(from, first.at)
    first.head = first.lines[first.at]
    const { bytes } = first
    if (first.head === undefined) {
      await first.next()
      yield { lines, bytes }
    } else yield { lines, bytes: 0 }
  }
}
