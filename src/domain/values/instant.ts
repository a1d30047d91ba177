/** A moment, as UTC text with milliseconds: it sorts as text, reads as what it is and hashes the same everywhere. */
import { ruled } from '../kernel/codec.js'

export type Instant = string & { readonly Instant: unique symbol }

const PATTERN = /^20\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

const isInstant = (u: unknown): boolean =>
  typeof u === 'string' && u.length === 24 && PATTERN.test(u) && existsInCalendar(u)

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days of the month; between 2000 and 2099 every fourth year has a 29 February. */
const existsInCalendar = (text: string): boolean => {
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8, 10))
  return day >= 1 && day <= DAYS[month - 1]! && (month !== 2 || day < 29 || Number(text.slice(0, 4)) % 4 === 0)
}

export const Instant = ruled<Instant>(
  'Instant',
  'INSTANT',
  {
    en: 'must be a UTC instant of the years 2000 to 2099 such as 2026-11-23T09:30:00.000Z',
    zh: '必须是 2000 至 2099 年的 UTC 时间,例如 2026-11-23T09:30:00.000Z',
  },
  isInstant,
)

const MS_PER_SECOND = 1_000
const MS_PER_DAY = 86_400_000

export const instantOf = (epochMs: number): Instant => new Date(epochMs).toISOString() as Instant
export const epochMsOf = (instant: Instant): number => Date.parse(instant)
export const plusSeconds = (instant: Instant, seconds: number): Instant =>
  instantOf(epochMsOf(instant) + seconds * MS_PER_SECOND)
/** Days of 24 hours. Windows of local calendar days belong to the calendars of a policy. */
export const plusDays = (instant: Instant, days: number): Instant => instantOf(epochMsOf(instant) + days * MS_PER_DAY)
export const isAfter = (a: Instant, b: Instant): boolean => a > b
