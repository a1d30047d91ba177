/** Numbers and Markdown tables. A missing number is a dash, never a guess. */

export const DASH = '–'

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
export const number = (value) => (value === undefined ? DASH : whole.format(value))
export const ratio = (value) => (value === undefined ? DASH : `${value.toFixed(2)}×`)
export const percent = (value) => (value === undefined ? DASH : `${whole.format(value * 100)} %`)
export const oneDigit = (value) => (value === undefined ? DASH : value.toFixed(1))

export const quotient = (a, b) => (a === undefined || b === undefined ? undefined : a / b)
export const times = (a, b) => (a === undefined ? undefined : a * b)

export const table = (head, rows) =>
  [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
