/** Amounts, times and durations as the tables of the command show them. */
import { formatMoney } from '../domain/values/money.js'
import type { Language } from './verb.js'

interface Amount {
  readonly minor: number
  readonly currency: string
}

/** With as many decimals as the currency has; sums may be below zero. */
export const moneyText = ({ minor, currency }: Amount): string =>
  minor < 0 ? `-${formatMoney({ minor: -minor, currency })}` : formatMoney({ minor, currency })

export const amountText = (amount: Amount | undefined): string => (amount === undefined ? '' : moneyText(amount))

/** `2026-01-05 09:30`, in UTC. */
export const timeText = (instant: string | undefined): string =>
  instant === undefined ? '' : instant.slice(0, 16).replace('T', ' ')

const UNITS: ReadonlyArray<readonly [ms: number, en: string, zh: string]> = [
  [86_400_000, 'd', ' 天'],
  [3_600_000, 'h', ' 小时'],
  [60_000, 'min', ' 分钟'],
  [1_000, 's', ' 秒'],
]

/** In its largest unit, rounded down: `3 d`, `5 h`. */
export const durationText = (ms: number, lang: Language): string => {
  const [size, en, zh] = UNITS.find(([unit]) => ms >= unit) ?? UNITS.at(-1)!
  const count = Math.max(0, Math.floor(ms / size))
  return lang === 'en' ? `${count} ${en}` : `${count}${zh}`
}

/** How long ago; clocks differ, and nothing is younger than now. */
export const ageText = (since: string | undefined, now: string, lang: Language): string =>
  since === undefined ? '' : durationText(Date.parse(now) - Date.parse(since), lang)

/** `12 345`: digits in groups, the same in both languages and in every locale. */
export const countText = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ' ')
