/**
 * How many lines of an order fit into one refund. Its figures stand in one event, line × component × means of payment,
 * and an event has 256 KiB: a wish that would not fit is refused when it is made, never when the money is due.
 */
import { fundedOf } from './funding.js'
import { worthOf } from './quote.js'
import { lineOf, type RegisteredEntitlement } from './state.js'

// What is left of 256 KiB for metadata, deductions and the frame around the lines is more than they ever take.
const BYTES_FOR_LINES = 230_000
const FRAME_OF_LINE = 60
const FRAME_OF_SHARE = 34
const MOST_BYTES_PER_UNIT = 3

const PLAIN = /^[\x20-\x7e]*$/
const bytesOf = (value: unknown): number => {
  const text = JSON.stringify(value)
  return PLAIN.test(text) ? text.length : text.length * MOST_BYTES_PER_UNIT
}

/** Of these lines, in their order, as many as fit. They are lines of the order. */
export const linesThatFit = (
  s: RegisteredEntitlement,
  lines: ReadonlyArray<{ readonly lineId: string; readonly quantity: number }>,
): number => {
  const tenders = s.tenders.reduce((sum, t) => sum + FRAME_OF_SHARE + bytesOf(t.tenderId), 0)
  let bytes = 0
  for (const [i, { lineId, quantity }] of lines.entries()) {
    const balance = lineOf(s, lineId)!
    const amounts = bytesOf(worthOf(balance, quantity))
    const funded = bytesOf(fundedOf(balance, quantity))
    bytes += FRAME_OF_LINE + bytesOf(lineId) + tenders + amounts * (1 + s.tenders.length) + funded
    if (bytes > BYTES_FOR_LINES) return i
  }
  return lines.length
}
