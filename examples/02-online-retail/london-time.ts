/**
 * The data's times are local to London; the log's are UTC. British Summer Time is one hour ahead from the last Sunday of
 * March to the last Sunday of October, both at 01:00 UTC (the rule since 1996, so for every year of such data).
 * Where a local time is ambiguous (the hour that October repeats) the first is meant; the hour that March skips is read
 * as the clock would have stood without the change.
 */
import { instantOf, type Instant } from 'after-sales'

const HOUR_MS = 3_600_000

const lastSundayAtOne = (year: number, month: number): number => {
  const last = new Date(Date.UTC(year, month + 1, 0, 1))
  return last.getTime() - last.getUTCDay() * 24 * HOUR_MS
}

const MARCH = 2
const OCTOBER = 9

const LOCAL = /^(20\d\d)-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/

/** `2011-03-28 09:30:00` as an instant; undefined where it is no such text or no such moment of the calendar. */
export const londonToUtc = (local: string): Instant | undefined => {
  const match = LOCAL.exec(local)
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    ...[number, number, number],
    ...[number, number, number],
  ]
  const asIfUtc = Date.UTC(year, month - 1, day, hour, minute, second)
  // Date.UTC carries over what does not exist (30 February, 25 o'clock): then it reads back differently.
  if (instantOf(asIfUtc).slice(0, 19).replace('T', ' ') !== local) return undefined
  const inSummerTime = asIfUtc - HOUR_MS
  const isSummer = inSummerTime >= lastSundayAtOne(year, MARCH) && inSummerTime < lastSundayAtOne(year, OCTOBER)
  return instantOf(isSummer ? inSummerTime : asIfUtc)
}
