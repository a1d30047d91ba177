/** The events of the fixture as whole JSON envelopes, one a line. There may be more of them than one text can hold. */
import { closeSync, openSync, readSync } from 'node:fs'
import { envelopesFile } from './paths.mjs'

const PIECE = 2 ** 24
const NEW_LINE = 10

/** Arrays of lines, one after the other. */
export function* envelopeLines() {
  const file = openSync(envelopesFile, 'r')
  const piece = Buffer.alloc(PIECE)
  try {
    for (let kept = 0; ;) {
      const end = kept + readSync(file, piece, kept, PIECE - kept, null)
      const cut = piece.subarray(0, end).lastIndexOf(NEW_LINE) + 1
      if (cut === 0) return
      yield piece.toString('utf8', 0, cut - 1).split('\n')
      piece.copy(piece, 0, cut, end)
      kept = end - cut
    }
  } finally {
    closeSync(file)
  }
}
