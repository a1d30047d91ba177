/**
 * The invariant of `compiled.ts`, by chance: random codecs of the vocabulary meet valid values, valid values with
 * something done to them, and plain junk; the compiled function, its stand-in where code is forbidden, and the codec
 * must agree on every one. A failure prints the seed, the codec as a tree and the value.
 */
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { expect, it } from 'vitest'
import { compile } from '../../../src/domain/kernel/compiled.js'
import {
  ChoiceType,
  listOf,
  oneOf,
  record,
  shaped,
  tag,
  text,
  whole,
  yesOrNo,
} from '../../../src/domain/kernel/codec.js'
import { Instant } from '../../../src/domain/values/instant.js'

// A codec as data, so that a failure can be read and shrunk.
type Tree =
  | { readonly kind: 'text' | 'whole'; readonly min: number; readonly max: number }
  | { readonly kind: 'words'; readonly words: ReadonlyArray<string> }
  | { readonly kind: 'tag'; readonly word: string }
  | { readonly kind: 'yesOrNo' | 'instant' | 'code' }
  | { readonly kind: 'list'; readonly item: Tree; readonly min: number; readonly max: number }
  | { readonly kind: 'record'; readonly fields: ReadonlyArray<Field> }
  | { readonly kind: 'choice'; readonly by: string; readonly choices: ReadonlyArray<readonly [string, Tree]> }
interface Field {
  readonly name: string
  readonly optional: boolean
  readonly of: Tree
}

// What broke parsers before: names that objects have anyway, numbers that JSON bends, text that is not text.
const NAMES = ['a', 'b', 'note', '_tag', '__proto__', 'constructor', 'toString', 'length', '0', '', '"', '\u2028', '数']
const ADVERSARIES: ReadonlyArray<unknown> = [
  ...['__proto__', 'constructor', '$all', '..', '%2e', '\u202e', '=HYPERLINK(', '-0', '1e400', '9007199254740993', ''],
  ...['\ud800', '\udc00a', 'a\ud800', '😀', '\0', '\r', '\u0085', 'true', '2026-02-30T00:00:00.000Z', 'x'.repeat(70)],
  ...[
    JSON.parse('1e400'),
    JSON.parse('-1e400'),
    JSON.parse('9007199254740993'),
    NaN,
    -0,
    0,
    0.1,
    1n,
    null,
    undefined,
    true,
    Symbol('s'),
    Symbol.iterator,
  ],
  ...[[], {}, [[]], new Array(1), new String('a'), new Number(1), Object(false), () => 'a', new Date(0), new Map()],
  ...[JSON.parse('{"__proto__":{"a":1}}'), Object.create(null), Object.create({ a: 'a' }), { length: 1, 0: 'a' }],
]

const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, fc.string({ maxLength: 4 }))
const bounds = (least: number, most: number) =>
  fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most })).map(([a, b]) => ({
    min: Math.min(a, b),
    max: Math.max(a, b),
  }))
const fieldsOf = (of: fc.Arbitrary<Tree>) =>
  fc.uniqueArray(fc.record({ name, optional: fc.boolean(), of }), { selector: (f) => f.name, maxLength: 5 })

const { tree } = fc.letrec<{ tree: Tree; leaf: Tree }>((tie) => ({
  leaf: fc.oneof(
    bounds(0, 12).map((b) => ({ kind: 'text' as const, ...b })),
    fc
      .oneof(bounds(-3, 3), bounds(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER))
      .map((b) => ({ kind: 'whole' as const, ...b })),
    fc.uniqueArray(name, { maxLength: 20 }).map((words) => ({ kind: 'words' as const, words })),
    name.map((word) => ({ kind: 'tag' as const, word })),
    fc.constantFrom('yesOrNo', 'instant', 'code').map((kind) => ({ kind })),
  ),
  tree: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'codec' },
    tie('leaf'),
    fc.record({ item: tie('tree'), range: bounds(0, 4) }).map(({ item, range }) => ({
      kind: 'list' as const,
      item,
      ...range,
    })),
    fieldsOf(tie('tree')).map((fields) => ({ kind: 'record' as const, fields })),
    fc
      .tuple(name, fc.uniqueArray(fc.tuple(name, fieldsOf(tie('tree'))), { selector: ([word]) => word, maxLength: 3 }))
      .map(([by, members]) => ({
        kind: 'choice' as const,
        by,
        choices: members.map(([word, fields]): readonly [string, Tree] => [
          word,
          {
            kind: 'record',
            fields: [{ name: by, optional: false, of: { kind: 'tag', word } }, ...fields.filter((f) => f.name !== by)],
          },
        ]),
      })),
  ),
}))

const CODE = /^[A-Z]{3}$/
const codecOf = (of: Tree): t.Mixed => {
  switch (of.kind) {
    case 'text':
      return text('Text', of.min, of.max)
    case 'whole':
      return whole('Whole', of.min, of.max)
    case 'words':
      return oneOf('Words', of.words)
    case 'tag':
      return tag(of.word)
    case 'yesOrNo':
      return yesOrNo
    case 'instant':
      return Instant
    case 'code':
      return shaped('Code', 3, CODE, 'three capitals')
    case 'list':
      return listOf(codecOf(of.item), of.min, of.max)
    case 'record': {
      const these = (optional: boolean) =>
        Object.fromEntries(of.fields.filter((f) => f.optional === optional).map((f) => [f.name, codecOf(f.of)]))
      return record('Record', these(false), these(true))
    }
    case 'choice':
      return new ChoiceType('Choice', of.by, new Map(of.choices.map(([word, member]) => [word, codecOf(member)])))
  }
}

const ABSENT = Symbol('absent')
/** Values that the codec accepts, nearly always: a text of emoji may come out too long. */
const valid = (of: Tree): fc.Arbitrary<unknown> => {
  switch (of.kind) {
    case 'text':
      return fc.string({
        unit: fc.constantFrom('a', 'Z', ' ', '~', '\t', '\n', 'é', '数', '😀'),
        minLength: of.min,
        maxLength: of.max,
      })
    case 'whole':
      return fc.integer({ min: of.min, max: of.max })
    case 'words':
      return fc.constantFrom(...(of.words.length > 0 ? of.words : [null]))
    case 'tag':
      return fc.constant(of.word)
    case 'yesOrNo':
      return fc.boolean()
    case 'instant':
      return fc.constantFrom('2000-02-29T00:00:00.000Z', '2026-11-23T09:30:00.000Z', '2099-12-31T23:59:59.999Z')
    case 'code':
      return fc.constantFrom('EUR', 'JPY')
    case 'list':
      return fc.array(valid(of.item), { minLength: of.min, maxLength: of.max })
    case 'record':
      return fc
        .tuple(
          fc.boolean(),
          ...of.fields.map(({ name: key, optional, of: inner }) =>
            (optional ? fc.oneof(valid(inner), fc.constantFrom(undefined, ABSENT)) : valid(inner)).map(
              (value): readonly [string, unknown] => [key, value],
            ),
          ),
        )
        .map(([reversed, ...entries]) => {
          const given = entries.filter(([, value]) => value !== ABSENT)
          return Object.fromEntries(reversed ? given.reverse() : given)
        })
    case 'choice':
      return of.choices.length > 0 ? fc.oneof(...of.choices.map(([, member]) => valid(member))) : fc.constant({})
  }
}

type Guise = (u: unknown) => unknown
const isObject = (u: unknown): u is object => typeof u === 'object' && u !== null
const descriptors = (u: object) => Object.getOwnPropertyDescriptors(u)
const objects =
  (guise: (u: object) => unknown): Guise =>
  (u) =>
    isObject(u) ? guise(u) : u
const records = (guise: (u: object) => unknown): Guise => objects((u) => (Array.isArray(u) ? u : guise(u)))
const lists =
  (guise: (u: ReadonlyArray<unknown>) => unknown): Guise =>
  (u) =>
    Array.isArray(u) ? guise(u) : u
/** A copy whose first property is what it was, differently. */
const redefined = (how: (value: unknown) => PropertyDescriptor): Guise =>
  records((u) => {
    const [first] = Object.entries(u)
    if (first === undefined) return u
    const [key, value] = first
    return Object.defineProperties({}, { ...descriptors(u), [key]: { configurable: true, ...how(value) } })
  })

// The same content in another guise, or just past a limit. Most pass; those that must not are the point.
const GUISES: Readonly<Record<string, Guise>> = {
  'one more': (u) => (typeof u === 'number' ? u + 1 : typeof u === 'string' ? `${u}a` : lists((l) => [...l, l[0]])(u)),
  'one less': (u) => (typeof u === 'number' ? u - 1 : typeof u === 'string' ? u.slice(1) : lists((l) => l.slice(1))(u)),
  proxy: objects((u) => new Proxy(u, {})),
  revoked: objects((u) => {
    const { proxy, revoke } = Proxy.revocable(u, {})
    revoke()
    return proxy
  }),
  'proxy that hides its keys': records((u) => new Proxy(u, { ownKeys: () => [] })),
  'proxy that inherits': records((u) => new Proxy(u, { getPrototypeOf: () => ({ inherited: 1 }) })),
  'all inherited': objects((u) => Object.create(u)),
  'no prototype': objects((u) => Object.create(null, descriptors(u))),
  'of a class': records((u) => Object.create(new (class Host {})(), descriptors(u))),
  'one more inherited': records((u) => Object.create({ inherited: 1 }, descriptors(u))),
  'with a symbol': records((u) => Object.defineProperties({ [Symbol('s')]: 1 }, descriptors(u))),
  'record as list': records((u) => Object.defineProperties([], { ...descriptors(u), length: { value: 0 } })),
  'list as record': lists((u) => ({ ...u, length: u.length })),
  'list with a name': lists((u) => Object.assign([...u], { extra: 1 })),
  'list with a hole at its end': lists((u) => Object.assign([...u], { length: u.length + 1 })),
  'list with a hole': lists((u) => Object.assign(new Array(u.length), Object.fromEntries(Object.entries(u).slice(1)))),
  'list that lies about its length': lists(
    (u) => new Proxy([...u], { get: (target, key) => (key === 'length' ? NaN : Reflect.get(target, key)) }),
  ),
  hidden: redefined((value) => ({ value, enumerable: false })),
  computed: redefined((value) => ({ get: () => value, enumerable: true })),
  throwing: redefined(() => ({
    get: () => {
      throw new Error('unreadable')
    },
    enumerable: true,
  })),
  undefined: redefined(() => ({ value: undefined, enumerable: true })),
}

// What is done to a valid value, and where: as data again. Made into the value late, because fast-check itself looks
// into the values that it makes, and some of these throw at that.
interface Change {
  readonly path: ReadonlyArray<number>
  readonly put?: unknown
  readonly guise?: string
  readonly add?: readonly [key: string, value: unknown]
  readonly drop?: number
}
interface Recipe {
  readonly from: unknown
  readonly change?: Change
}

const apply = (change: Change, u: unknown): unknown => {
  const { put, guise, add, drop } = change
  if (guise !== undefined) return GUISES[guise]!(u)
  if (add !== undefined) return records((r) => Object.fromEntries([...Object.entries(r), add]))(u)
  if (drop !== undefined) return records((r) => Object.fromEntries(Object.entries(r).filter((_, i) => i !== drop)))(u)
  return put
}

/** Each step of the path picks a child of what the steps before picked, as far as there are children. */
const changeAt = (path: ReadonlyArray<number>, change: Change, u: unknown): unknown => {
  const [step, ...rest] = path
  const entries = isObject(u) ? Object.entries(u) : []
  if (step === undefined || entries.length === 0) return apply(change, u)
  const at = step % entries.length
  const children = entries.map(([key, value], i) => [key, i === at ? changeAt(rest, change, value) : value] as const)
  return Array.isArray(u) ? children.map(([, value]) => value) : Object.fromEntries(children)
}
const made = ({ from, change }: Recipe): unknown => (change === undefined ? from : changeAt(change.path, change, from))

const junk = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ADVERSARIES) },
  fc.anything({ maxDepth: 2, withBigInt: true, withNullPrototype: true, withSparseArray: true, withMap: true }),
)
const path = fc.array(fc.nat(9), { maxLength: 4 })
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ path, put: junk }),
  fc.record({ path, guise: fc.constantFrom(...Object.keys(GUISES)) }),
  fc.record({ path, add: fc.tuple(name, junk) }),
  fc.record({ path, drop: fc.nat(4) }),
)

const recipeFor = (of: Tree): fc.Arbitrary<Recipe> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ from: valid(of) }) },
    { weight: 8, arbitrary: fc.record({ from: valid(of), change }) },
    { weight: 1, arbitrary: fc.record({ from: junk }) },
  )

type Verdict = 'yes' | 'no' | 'throws'
const verdictOf = (holds: () => boolean): Verdict => {
  try {
    return holds() ? 'yes' : 'no'
  } catch {
    return 'throws'
  }
}

const compileWithoutCode = (codec: t.Mixed) => {
  const native = globalThis.Function
  globalThis.Function = function () {
    throw new EvalError('Code generation from strings disallowed for this context')
  } as unknown as FunctionConstructor
  try {
    return compile(codec)
  } finally {
    globalThis.Function = native
  }
}

const CODECS = 1_000
const VALUES_EACH = 25

it('A compiled codec and its stand-in without code say yes exactly when the codec does', () => {
  const seen = { yes: 0, no: 0, throws: 0 }
  fc.assert(
    fc.property(
      tree.chain((of) =>
        fc.tuple(fc.constant(of), fc.array(recipeFor(of), { minLength: VALUES_EACH, maxLength: VALUES_EACH })),
      ),
      ([of, recipes]) => {
        const codec = codecOf(of)
        const compiled = compile(codec)
        // Of a codec of its own: a compiled check is kept for the codec that it was written for.
        const standIn = compileWithoutCode(codecOf(of))
        for (const u of recipes.map(made)) {
          const expected = verdictOf(() => E.isRight(codec.decode(u)))
          seen[expected]++
          expect(verdictOf(() => standIn(u))).toBe(expected)
          const got = verdictOf(() => compiled(u))
          // The codec reads on after the first problem, to name them all; the compiled function stops at it.
          if (expected === 'throws' && got === 'no') continue
          expect(got).toBe(expected)
        }
      },
    ),
    { numRuns: CODECS },
  )
  // A fuzz that meets only one kind of answer proves nothing.
  expect(seen.yes + seen.no + seen.throws).toBe(CODECS * VALUES_EACH)
  expect(seen.yes).toBeGreaterThan(5_000)
  expect(seen.no).toBeGreaterThan(5_000)
  expect(seen.throws).toBeGreaterThan(50)
})
