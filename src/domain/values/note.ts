/**
 * What people write. Free text may hold anything personal, so it is stored sealed only; and it must not hold a payment
 * card number at all, sealed or not (PCI DSS 3.5): such a note is refused, and never repeated in the error.
 */
import { ruled, text } from '../kernel/codec.js'

export const MAX_NOTE = 2_000
const Plain = text('Plain', 1, MAX_NOTE)

// Groups of digits parted by blanks or dashes; full-width digits and blanks count as such.
const GROUPED_DIGITS = /[0-9０-９]+(?:[ \u00a0\u3000-][0-9０-９]+)*/g
const SEPARATOR = /[ \u00a0\u3000-]/

/** How many digits payment cards have (ISO/IEC 7812-1: up to 19; the shortest in use have 13). */
const CARD_DIGITS = { min: 13, max: 19 }

const digitOf = (char: string): number => {
  const code = char.charCodeAt(0)
  return code >= 0xff10 ? code - 0xff10 : code - 0x30
}

/** The check digit rule of payment cards (ISO/IEC 7812-1). */
const passesLuhn = (digits: ReadonlyArray<number>): boolean => {
  let sum = 0
  for (const [i, digit] of [...digits].reverse().entries()) {
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** A card number may stand between other groups: a count before it, an expiry date or check code behind it. */
const cardAmong = (groups: ReadonlyArray<string>): boolean =>
  groups.some((_, first) => {
    const digits: Array<number> = []
    for (const group of groups.slice(first)) {
      digits.push(...[...group].map(digitOf))
      if (digits.length > CARD_DIGITS.max) return false
      if (digits.length >= CARD_DIGITS.min && passesLuhn(digits)) return true
    }
    return false
  })

export const holdsCardNumber = (note: string): boolean =>
  [...note.matchAll(GROUPED_DIGITS)].some(([found]) => cardAmong(found.split(SEPARATOR)))

export const Note = ruled<string>(
  'Note',
  'NOTE',
  {
    en: `must be text of 1 to ${MAX_NOTE} characters without control characters and without a payment card number`,
    zh: `必须是 1 至 ${MAX_NOTE} 个字符的文本,不含控制字符,也不含银行卡号`,
  },
  (u) => Plain.is(u) && !holdsCardNumber(u),
)
