/** Words that several verbs show: kinds of what belongs to a case, and the columns that they share. */
import type { FileKind } from '../projections/case-files/case-files.js'
import type { Sentence } from '../domain/kernel/sentence.js'

export const KINDS: Readonly<Record<FileKind, Sentence>> = {
  request: { en: 'request', zh: '申请' },
  return: { en: 'return', zh: '退货' },
  refund: { en: 'refund', zh: '退款' },
  replacement: { en: 'replacement', zh: '换货' },
  repair: { en: 'repair', zh: '维修' },
  compensation: { en: 'compensation', zh: '补偿' },
}
