/** The words in which the sentences speak: amounts, days, goods by the names that the shop gives them. */
import { formatMoney, type DomainEvent, type Sentence } from 'after-sales'

type Units = ReadonlyArray<{ readonly lineId: string; readonly quantity: number }>

export interface Words {
  readonly money: (minor: number) => string
  readonly item: (lineId: string) => Sentence
  readonly units: (lines: Units) => Sentence
  readonly until: (instant: string) => Sentence
  /** The shop's own codes: reasons, losses, why a leg failed. One that has no words yet stands as it is. */
  readonly code: (code: string) => Sentence
}

/** What to say of an event, by its type: a pure function of its data. */
export type Sentences = {
  readonly [T in DomainEvent['type']]?: (
    data: Extract<DomainEvent, { readonly type: T }>['data'],
    words: Words,
  ) => Sentence
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export const dayOf = (instant: string): Sentence => {
  const [, month, day] = instant.slice(0, 10).split('-').map(Number)
  return { en: `${day} ${MONTHS[month! - 1]}`, zh: `${month}月${day}日` }
}
export const timeOf = (instant: string): string => instant.slice(11, 16)

export const wordsFor = (
  currency: string,
  names: Readonly<Record<string, Sentence>>,
  codes: Readonly<Record<string, Sentence>>,
): Words => {
  const item = (lineId: string): Sentence => names[lineId] ?? { en: lineId, zh: lineId }
  return {
    money: (minor) => formatMoney({ minor, currency }),
    item,
    units: (lines) => ({
      en: lines.map(({ lineId, quantity }) => `${quantity} × ${item(lineId).en}`).join(', ') || 'nothing',
      zh: lines.map(({ lineId, quantity }) => `${item(lineId).zh} ×${quantity}`).join('、') || '无',
    }),
    until: (instant) => ({
      en: `${dayOf(instant).en}, ${timeOf(instant)}`,
      zh: `${dayOf(instant).zh} ${timeOf(instant)}`,
    }),
    code: (code) => codes[code] ?? { en: code, zh: code },
  }
}
