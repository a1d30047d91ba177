/**
 * The vocabulary in which every border of the library is written: commands, stored events, policies, host facts.
 * All codecs here are identities (they check, they never convert), so a value that passed is the value that came in,
 * and `compiled.ts` may turn a codec into one plain function. Objects refuse fields they do not know.
 * Next: `border.ts`, `compiled.ts`, then `values/`.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Form } from './compiled.js'
import type { Sentence } from './sentence.js'

/** What a field must satisfy. It is named in errors instead of the value, which may be personal. */
export type Limit =
  | { readonly _tag: 'Text'; readonly min: number; readonly max: number; readonly shape?: string }
  | { readonly _tag: 'WholeNumber'; readonly min: number; readonly max: number }
  | { readonly _tag: 'List'; readonly min: number; readonly max: number }
  | { readonly _tag: 'OneOf'; readonly values: ReadonlyArray<string> }
  | { readonly _tag: 'YesOrNo' }
  | { readonly _tag: 'Fields'; readonly known: ReadonlyArray<string> }
  | { readonly _tag: 'Rule'; readonly code: string; readonly sentence: Sentence }

/** A codec of one value. With a `form`, `compiled.ts` writes its check out; without, it asks `is`. */
export class LimitedType<A> extends t.Type<A, A, unknown> {
  constructor(
    name: string,
    readonly limit: Limit,
    is: (u: unknown) => u is A,
    readonly form: Form | undefined = undefined,
  ) {
    super(name, is, (u, c) => (is(u) ? t.success(u) : t.failure(u, c)), t.identity)
  }
}

const limited = <A>(name: string, limit: Limit, holds: (u: unknown) => boolean): LimitedType<A> =>
  new LimitedType<A>(name, limit, holds as (u: unknown) => u is A)

/** Where the limit is all there is to check, it is the form too. */
const plain = <A>(name: string, limit: Limit & Form, holds: (u: unknown) => boolean): LimitedType<A> =>
  new LimitedType<A>(name, limit, holds as (u: unknown) => u is A, limit)

// Control characters (C0 without tab and newline, DEL, C1) have no place in what people write, and forge log lines.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/

// The same and every surrogate, paired or not: one pass clears nearly all texts of both worries.
// eslint-disable-next-line no-control-regex
const SUSPECT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff]/

/** A lone surrogate changes when it is written as UTF-8, and with it every hash over the text. */
export const isWellFormed = (s: string): boolean => (s as string & { isWellFormed(): boolean }).isWellFormed()

const isClean = (s: string): boolean => !SUSPECT.test(s) || (!CONTROL.test(s) && isWellFormed(s))

/** A text of `min` to `max` UTF-16 units, well-formed, without control characters. */
export const text = (name: string, min: number, max: number): LimitedType<string> =>
  limited(
    name,
    { _tag: 'Text', min, max },
    (u) => typeof u === 'string' && u.length >= min && u.length <= max && isClean(u),
  )

/** The same on one line: names are joined by line feeds, so that different ones never make the same whole. */
export const lineOfText = (name: string, min: number, max: number): LimitedType<string> =>
  limited(
    name,
    { _tag: 'Text', min, max, shape: 'one line' },
    (u) => typeof u === 'string' && u.length >= min && u.length <= max && !u.includes('\n') && isClean(u),
  )

/** A text that a pattern describes. `shape` is that pattern in words, for the error. */
export const shaped = <A extends string = string>(
  name: string,
  max: number,
  pattern: RegExp,
  shape: string,
): LimitedType<A> =>
  limited<A>(
    name,
    { _tag: 'Text', min: 1, max, shape },
    (u) => typeof u === 'string' && u.length <= max && pattern.test(u),
  )

/** A whole number within bounds. Minus zero is refused: it prints as 0 and hashes as something else. */
export const whole = (name: string, min: number, max: number): LimitedType<number> =>
  plain(
    name,
    { _tag: 'WholeNumber', min, max },
    (u) => Number.isSafeInteger(u) && (u as number) >= min && (u as number) <= max && !Object.is(u, -0),
  )

export const yesOrNo: LimitedType<boolean> = plain('YesOrNo', { _tag: 'YesOrNo' }, (u) => typeof u === 'boolean')

/** One of a few fixed words. */
export const oneOf = <const V extends ReadonlyArray<string>>(name: string, values: V): LimitedType<V[number]> => {
  const known = new Set<string>(values)
  return plain(name, { _tag: 'OneOf', values }, (u) => typeof u === 'string' && known.has(u))
}

/** Anything else that needs a rule of its own, with its sentence. */
export const ruled = <A>(
  name: string,
  code: string,
  sentence: Sentence,
  holds: (u: unknown) => boolean,
): LimitedType<A> => limited<A>(name, { _tag: 'Rule', code, sentence }, holds)

// A reader needs the first few problems; an attacker would like thousands.
export const PROBLEMS_NAMED = 20

export class ListType<A> extends t.Type<ReadonlyArray<A>, ReadonlyArray<A>, unknown> {
  readonly limit: Limit
  readonly form: Form
  constructor(
    name: string,
    readonly item: t.Type<A, A, unknown>,
    readonly min: number,
    readonly max: number,
  ) {
    const validate = (u: unknown, c: t.Context): t.Validation<ReadonlyArray<A>> => {
      if (!Array.isArray(u) || u.length < min || u.length > max) return t.failure(u, c)
      const errors: t.Errors = []
      // By index, because `every` and its like step over holes, and a hole is an item that is missing.
      for (let i = 0; i < u.length && errors.length < PROBLEMS_NAMED; i++) {
        const one = item.validate(u[i], t.appendContext(c, String(i), item, u[i]))
        if (E.isLeft(one)) for (const error of one.left) errors.push(error)
      }
      return errors.length > 0 ? t.failures(errors) : t.success(u as ReadonlyArray<A>)
    }
    super(name, (u): u is ReadonlyArray<A> => E.isRight(validate(u, [])), validate, t.identity)
    this.limit = { _tag: 'List', min, max }
    this.form = { _tag: 'List', item, min, max }
  }
}

/** A list with bounds on its length. */
export const listOf = <A>(item: t.Type<A, A, unknown>, min: number, max: number): ListType<A> =>
  new ListType(`ReadonlyArray<${item.name}>`, item, min, max)

type Fields = Readonly<Record<string, t.Type<any, any, unknown>>>
type Flat<T> = { readonly [K in keyof T]: T[K] }
export type RecordOf<R extends Fields, O extends Fields> = Flat<
  { readonly [K in keyof R]: t.TypeOf<R[K]> } & { readonly [K in keyof O]?: t.TypeOf<O[K]> }
>

export class RecordType<A> extends t.Type<A, A, unknown> {
  readonly limit: Limit
  readonly form: Form
  constructor(
    name: string,
    readonly required: Fields,
    readonly optional: Fields,
  ) {
    const fieldOf = (key: string): t.Mixed | undefined =>
      Object.hasOwn(required, key) ? required[key] : Object.hasOwn(optional, key) ? optional[key] : undefined
    const requiredKeys = Object.keys(required)
    const validate = (u: unknown, c: t.Context): t.Validation<A> => {
      if (typeof u !== 'object' || u === null || Array.isArray(u)) return t.failure(u, c)
      const errors: t.Errors = []
      const given = u as Record<string, unknown>
      let met = 0
      for (const key in given) {
        if (errors.length >= PROBLEMS_NAMED) break
        const field = Object.hasOwn(given, key) ? fieldOf(key) : undefined
        if (field === undefined) {
          errors.push({ value: undefined, context: c })
          continue
        }
        const value = given[key]
        if (Object.hasOwn(required, key)) met++
        else if (value === undefined) continue
        const one = field.validate(value, t.appendContext(c, key, field, value))
        if (E.isLeft(one)) for (const error of one.left) errors.push(error)
      }
      if (met < requiredKeys.length) {
        // As enumerated, not as owned: what the loop above did not meet was not checked, and would not be stored.
        const present = Object.keys(given)
        for (const key of requiredKeys)
          if (!present.includes(key))
            errors.push({ value: undefined, context: t.appendContext(c, key, required[key]!, undefined) })
      }
      return errors.length > 0 ? t.failures(errors) : t.success(u as A)
    }
    super(name, (u): u is A => E.isRight(validate(u, [])), validate, t.identity)
    this.limit = { _tag: 'Fields', known: [...requiredKeys, ...Object.keys(optional)] }
    this.form = { _tag: 'Record', required, optional }
  }
}

/** An object with exactly these fields; a field it does not know is an error, not something to drop in silence. */
export const record = <R extends Fields, O extends Fields = Record<never, never>>(
  name: string,
  required: R,
  optional?: O,
): RecordType<RecordOf<R, O>> => new RecordType<RecordOf<R, O>>(name, required, optional ?? {})

export class ChoiceType<A> extends t.Type<A, A, unknown> {
  readonly limit: Limit
  readonly form: Form
  constructor(
    name: string,
    readonly discriminant: string,
    readonly choices: ReadonlyMap<string, t.Type<any, any, unknown>>,
  ) {
    const chosen = (u: unknown): t.Mixed | undefined => {
      if (typeof u !== 'object' || u === null || !Object.hasOwn(u, discriminant)) return undefined
      const tag = (u as Record<string, unknown>)[discriminant]
      return typeof tag === 'string' ? choices.get(tag) : undefined
    }
    super(
      name,
      (u): u is A => chosen(u)?.is(u) ?? false,
      (u, c) => chosen(u)?.validate(u, c) ?? t.failure(u, t.appendContext(c, discriminant, this, undefined)),
      t.identity,
    )
    this.limit = { _tag: 'OneOf', values: [...choices.keys()] }
    this.form = { _tag: 'Choice', discriminant, choices }
  }
}

/** A tagged union: `_tag` picks the record, so that a wrong one is told what it lacks and not what it is not. */
export const choice = <const C extends Readonly<Record<string, RecordType<any>>>>(
  name: string,
  choices: C,
): ChoiceType<{ [K in keyof C]: t.TypeOf<C[K]> }[keyof C]> =>
  new ChoiceType(name, '_tag', new Map(Object.entries(choices)))

/** The tag of one member of a `choice`. */
export const tag = <const V extends string>(value: V): LimitedType<V> =>
  plain<V>(JSON.stringify(value), { _tag: 'OneOf', values: [value] }, (u) => u === value)
