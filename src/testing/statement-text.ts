/** A statement as a payment provider would send it, for tests and examples of `operations.reconcile`. */
import { formatMoney } from '../domain/values/money.js'

export interface StatementEntry {
  /** Of the simulated provider: `simulatedReference(key)`. */
  readonly reference: string
  readonly kind: 'refund' | 'reversal'
  readonly minor: number
  readonly currency: string
  /** Such as `2026-03-20`. */
  readonly date: string
}

/** @example statementText([{ reference: 're_1', kind: 'refund', minor: 1250, currency: 'EUR', date: '2026-03-20' }]) */
export const statementText = (entries: Iterable<StatementEntry>): string => {
  const lines = ['reference,kind,amount,currency,date']
  for (const { reference, kind, minor, currency, date } of entries) {
    const [amount] = formatMoney({ minor, currency }).split(' ')
    lines.push([quoted(reference), kind, amount, currency, date].join(','))
  }
  return `${lines.join('\r\n')}\r\n`
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
