/**
 * Turns a codec into one plain function that answers yes or no, because every stored event passes its codec on every
 * replay. The invariant: yes exactly when `codec.decode` says right; the words for a no are left to the codec. A value
 * that throws when it is read gets a no or the throw, never a yes. Next: `border` in `codec.ts`, which calls this.
 */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'

type Fields = Readonly<Record<string, t.Mixed>>
type Choices = ReadonlyMap<string, t.Mixed>

/** How a codec checks, as data. The function is written from it; a codec without a form is asked instead. */
export type Form =
  | { readonly _tag: 'WholeNumber'; readonly min: number; readonly max: number }
  | { readonly _tag: 'OneOf'; readonly values: ReadonlyArray<string> }
  | { readonly _tag: 'YesOrNo' }
  | { readonly _tag: 'List'; readonly item: t.Mixed; readonly min: number; readonly max: number }
  | { readonly _tag: 'Record'; readonly required: Fields; readonly optional: Fields }
  | { readonly _tag: 'Choice'; readonly discriminant: string; readonly choices: Choices }

type Check = (u: unknown) => boolean

const isOurs = (codec: t.Mixed): codec is t.Mixed & { readonly form: Form | undefined } => 'form' in codec
const formOf = (codec: t.Mixed): Form | undefined => (isOurs(codec) ? codec.form : undefined)

/** By the codec itself. A codec of io-ts may convert: what it would give back changed does not pass as it stands. */
const asItStands =
  (codec: t.Mixed): Check =>
  (u) => {
    const decoded = codec.decode(u)
    return E.isRight(decoded) && Object.is(decoded.right, u)
  }

// The `is` of our own leaves is their whole check; the one of `t.array` steps over holes, which `decode` refuses.
const ask = (codec: t.Mixed): Check => (isOurs(codec) ? codec.is : asItStands(codec))

// What enters the text: field names and words, as JSON, which is JavaScript; numbers; names made here. Never an input.
const literal = (s: string): string => JSON.stringify(s)

// Beyond, one look into the set of the codec is quicker than comparing word by word.
const WORDS_IN_A_ROW = 16

/** An expression for the value named `v`, where the check is short enough to stand inside another function. */
const expressionOf = (form: Form | undefined, v: string): string | undefined => {
  switch (form?._tag) {
    case 'WholeNumber':
      return `(Number.isSafeInteger(${v}) && ${v} >= ${form.min} && ${v} <= ${form.max} && !Object.is(${v}, -0))`
    case 'YesOrNo':
      return `(typeof ${v} === 'boolean')`
    case 'OneOf':
      return form.values.length > WORDS_IN_A_ROW
        ? undefined
        : `(${['false', ...form.values.map((word) => `${v} === ${literal(word)}`)].join(' || ')})`
    default:
      return undefined
  }
}

/** Writes the check that the value named `v` passes a codec. */
type Passes = (codec: t.Mixed, v: string) => string

const listBody = (item: t.Mixed, min: number, max: number, passes: Passes): string => `
  if (!isArray(u) || u.length < ${min} || u.length > ${max}) return false
  for (let i = 0; i < u.length; i++) {
    const v = u[i]
    if (!${passes(item, 'v')}) return false
  }
  return true`

// A field is read only once its name is known, as the codec does, and by that literal name, which engines make fast.
const fieldCase = (key: string, check: string): string => `
      case ${literal(key)}:
        v = u[${literal(key)}]
        ${check}
        break`

const recordBody = (required: Fields, optional: Fields, passes: Passes): string => {
  const needed = Object.entries(required)
  const allowed = Object.entries(optional).filter(([key]) => !Object.hasOwn(required, key))
  const cases = [
    ...needed.map(([key, codec]) => fieldCase(key, `if (!${passes(codec, 'v')}) return false; met++`)),
    ...allowed.map(([key, codec]) => fieldCase(key, `if (v !== undefined && !${passes(codec, 'v')}) return false`)),
  ]
  // No list of keys is made: `for in` meets inherited ones too, and each must be the object's own.
  return `
  if (typeof u !== 'object' || u === null || isArray(u)) return false
  let met = 0, v
  for (const key in u) {
    if (!own.call(u, key)) return false
    switch (key) {${cases.join('')}
      default:
        return false
    }
  }
  return met === ${needed.length}`
}

const choiceBody = (discriminant: string, choices: Choices, passes: Passes): string => `
  if (typeof u !== 'object' || u === null || !own.call(u, ${literal(discriminant)})) return false
  switch (u[${literal(discriminant)}]) {
    ${[...choices].map(([tag, codec]) => `case ${literal(tag)}: return ${passes(codec, 'u')}`).join('\n    ')}
    default: return false
  }`

const bodyOf = (form: Form | undefined, passes: Passes): string | undefined => {
  switch (form?._tag) {
    case 'List':
      return listBody(form.item, form.min, form.max, passes)
    case 'Record':
      return recordBody(form.required, form.optional, passes)
    case 'Choice':
      return choiceBody(form.discriminant, form.choices, passes)
    default:
      return undefined
  }
}

/** The text of the function, and the codecs that it asks: `asked` is what the text calls by that name. */
const write = (root: t.Mixed): { readonly text: string; readonly asked: ReadonlyArray<Check> } => {
  const names = new Map<t.Mixed, string>()
  const functions: string[] = []
  const asked: Check[] = []

  // One function per codec, however often it occurs: engines optimize small functions and give up on huge ones.
  const nameOf = (codec: t.Mixed): string => {
    const known = names.get(codec)
    if (known !== undefined) return known
    const name = `f${names.size}`
    names.set(codec, name)
    const body = bodyOf(formOf(codec), passes)
    functions.push(
      `const ${name} = ${body === undefined ? `asked[${asked.push(ask(codec)) - 1}]` : `(u) => {${body}\n}`}`,
    )
    return name
  }
  const passes: Passes = (codec, v) => expressionOf(formOf(codec), v) ?? `${nameOf(codec)}(${v})`

  const answer = passes(root, 'u')
  const text = `'use strict'
const isArray = Array.isArray, own = Object.prototype.hasOwnProperty
${functions.join('\n')}
return (u) => ${answer}`
  return { text, asked }
}

const written = (codec: t.Mixed): Check => {
  const { text, asked } = write(codec)
  try {
    return new Function('asked', text)(asked) as Check
  } catch {
    return asItStands(codec)
  }
}

// A codec has several borders: the call of each tenant, each note that is opened. It is written once, and stays warm.
const known = new WeakMap<t.Mixed, Check>()

/** The check of a codec as one function. Where text may not become code, the codec itself answers: the same, slower. */
export const compile = (codec: t.Mixed): Check => {
  const check = known.get(codec) ?? written(codec)
  known.set(codec, check)
  return check
}
