/**
 * Positions as text that sorts in the order of the log, for rows that stand in that order. A position is one number, or
 * two with a stroke between them where several events share the first; one number stands for twice the same. The
 * contract suite holds every store to that.
 */
import type { Position } from './event-store.js'

const DIGITS = 20

export const inLogOrder = (position: Position): string => {
  const [first = '', second = first] = position.split('/')
  return `${first.padStart(DIGITS, '0')}/${second.padStart(DIGITS, '0')}`
}
