/** Who or what decided, and why not, in the words of people: from the event alone, with the words of the domain's errors. */
import { allowanceWords } from '../../domain/allowance/index.js'
import { compensationWords } from '../../domain/compensation/index.js'
import { entitlementWords } from '../../domain/entitlement/index.js'
import { describeWith, type Catalog, type Sentence } from '../../domain/kernel/sentence.js'

type Data = Readonly<Record<string, unknown>>

/** The first of these that is a text. */
export const textIn = (data: Data, ...names: ReadonlyArray<string>): string | undefined => {
  for (const name of names) if (typeof data[name] === 'string') return data[name]
  return undefined
}

/** The record of that name; where there is none, one without fields. */
export const recordIn = (data: Data, name: string): Data => {
  const found = data[name]
  return typeof found === 'object' && found !== null ? (found as Data) : {}
}

/** What is stored as a refusal, and the words of its error: whichever tag it has, its facts stand beside it. */
const words = { ...compensationWords, ...allowanceWords, ...entitlementWords }
const refusals = words as unknown as Catalog<{ readonly _tag: string }>

const refused = (refusal: Data): Sentence | undefined => {
  const tag = textIn(refusal, '_tag')
  if (tag === undefined || !Object.hasOwn(refusals, tag)) return undefined
  const { en, zh } = describeWith(refusals)({ ...refusal, _tag: tag })
  return { en, zh }
}

const limitOf = ({ atMost }: Data): Sentence =>
  typeof atMost === 'number'
    ? { en: `, up to ${atMost} minor units`, zh: `,上限 ${atMost}(最小货币单位)` }
    : { en: '', zh: '' }

const decided = (by: Data, policy: string | undefined): Sentence | undefined => {
  const limit = limitOf(by)
  const under = policy === undefined ? { en: '', zh: '' } : { en: ` under ${policy}`, zh: `(政策 ${policy})` }
  switch (by['_tag']) {
    case 'Rule':
      return {
        en: `Decided by rule ${String(by['ruleId'])}${under.en}${limit.en}.`,
        zh: `由规则 ${String(by['ruleId'])} 决定${under.zh}${limit.zh}。`,
      }
    case 'Person':
    case 'Authority':
      return {
        en: `Decided by a person as ${String(by['role'])}${under.en}${limit.en}.`,
        zh: `由人员以 ${String(by['role'])} 身份决定${under.zh}${limit.zh}。`,
      }
    case 'Persons': {
      const approvers = Array.isArray(by['approvers']) ? by['approvers'].length : 0
      return { en: `Approved by persons: ${approvers}${under.en}.`, zh: `由 ${approvers} 人批准${under.zh}。` }
    }
    case 'Ruling':
      return {
        en: `Ruling ${String(by['rulingId'])} under ${String(by['authority'])} binds.`,
        zh: `依据 ${String(by['authority'])} 作出的裁决 ${String(by['rulingId'])},具有约束力。`,
      }
    default:
      return undefined
  }
}

export const whyOf = (data: Data, policy: string | undefined): Sentence | undefined =>
  refused(recordIn(data, 'refusal')) ?? decided(recordIn(data, 'by'), policy)
