/** Amounts, days and times as people write them. */
import { formatMoney } from 'after-sales'

export const number = new Intl.NumberFormat('en-GB')

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

/** @example money(16141507, 'GBP') // "161,415.07 GBP" */
export const money = (minor: number, currency: string): string => {
  const [amount = '', unit = ''] = formatMoney({ minor, currency }).split(' ')
  const [whole = '', decimals] = amount.split('.')
  return `${number.format(Number(whole))}${decimals === undefined ? '' : `.${decimals}`} ${unit}`
}

export const dayOf = (instant: string): string => instant.slice(0, 10)
