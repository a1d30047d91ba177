/**
 * One text for one value, whatever the order of its keys (RFC 8785 for the values we allow: no undefined members, no
 * non-finite numbers, no lone surrogates). Digests of commands and hashes of policies are taken over it.
 */
import { isWellFormed } from './codec.js'

const MAX_DEPTH = 32

// Printable ASCII that JSON writes as it is: nearly all texts, and all field names.
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/

const quoted = (text: string): string => {
  if (PLAIN.test(text)) return `"${text}"`
  if (!isWellFormed(text)) throw new TypeError('lone surrogate')
  return JSON.stringify(text)
}

/** Throws a TypeError on values that have no canonical text; callers pass decoded values only. */
export const canonicalJson = (value: unknown, depth = 0): string => {
  if (depth > MAX_DEPTH) throw new TypeError('nested too deeply')
  switch (typeof value) {
    case 'string':
      return quoted(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('not a finite number')
      return Object.is(value, -0) ? '0' : String(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object': {
      if (value === null) return 'null'
      if (Array.isArray(value)) {
        let items = ''
        for (let i = 0; i < value.length; i++) items += (i === 0 ? '' : ',') + canonicalJson(value[i], depth + 1)
        return `[${items}]`
      }
      const object = value as Record<string, unknown>
      const keys = Object.keys(object).sort()
      let members = ''
      for (const key of keys) {
        const member = object[key]
        // An optional field that is absent and one that is undefined mean the same.
        if (member === undefined) continue
        members += `${members === '' ? '' : ','}${quoted(key)}:${canonicalJson(member, depth + 1)}`
      }
      return `{${members}}`
    }
    default:
      throw new TypeError(`no JSON for ${typeof value}`)
  }
}
