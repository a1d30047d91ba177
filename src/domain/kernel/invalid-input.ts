/** The words for a refused input: the field and its limit, in both languages, never the value. */
import type { InvalidInput } from './border.js'
import type { Limit } from './codec.js'
import type { Described, Sentence } from './sentence.js'

export const describeLimit = (limit: Limit): Sentence => {
  switch (limit._tag) {
    case 'Text':
      return {
        en: `must be text of ${limit.min} to ${limit.max} characters${limit.shape === undefined ? ' without control characters' : `: ${limit.shape}`}`,
        zh: `必须是 ${limit.min} 至 ${limit.max} 个字符的文本${limit.shape === undefined ? ',不含控制字符' : `:${limit.shape}`}`,
      }
    case 'WholeNumber':
      return {
        en: `must be a whole number from ${limit.min} to ${limit.max}`,
        zh: `必须是 ${limit.min} 到 ${limit.max} 的整数`,
      }
    case 'List':
      return {
        en: `must be a list of ${limit.min} to ${limit.max} items`,
        zh: `必须是 ${limit.min} 到 ${limit.max} 项的列表`,
      }
    case 'OneOf':
      return { en: `must be one of: ${limit.values.join(', ')}`, zh: `必须是以下之一:${limit.values.join('、')}` }
    case 'YesOrNo':
      return { en: 'must be true or false', zh: '必须是 true 或 false' }
    case 'Fields':
      return {
        en: `must be an object with no other fields than: ${limit.known.join(', ')}`,
        zh: `必须是对象,且只含以下字段:${limit.known.join('、')}`,
      }
    case 'Rule':
      return limit.sentence
  }
}

/** @example describeInvalidInput(error).en // "OpenRequest: lines.0.quantity must be a whole number from 1 to 1000000" */
export const describeInvalidInput = (error: InvalidInput): Described => {
  const each = error.problems.map(({ field, limit }) => ({ field, ...describeLimit(limit) }))
  return {
    code: 'INPUT.INVALID',
    retryable: false,
    en: `${error.subject}: ${each.map((p) => `${p.field === '' ? 'it' : p.field} ${p.en}`).join('; ')}`,
    zh: `${error.subject}:${each.map((p) => `${p.field === '' ? '输入' : p.field} ${p.zh}`).join(';')}`,
  }
}
