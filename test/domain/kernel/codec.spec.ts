/**
 * The vocabulary of every border, one rule per test: what each codec accepts at its limits, and what it says when it
 * refuses. The rule above all: a refusal names the field and the limit, never what came in.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { border, problemsOf } from '../../../src/domain/kernel/border.js'
import {
  choice,
  isWellFormed,
  listOf,
  oneOf,
  record,
  ruled,
  shaped,
  tag,
  text,
  whole,
  yesOrNo,
} from '../../../src/domain/kernel/codec.js'
import { describeInvalidInput } from '../../../src/domain/kernel/invalid-input.js'

const accepts = (codec: t.Mixed, u: unknown): boolean => E.isRight(codec.decode(u))

const refusal = (codec: t.Mixed, u: unknown, subject = 'OpenRequest') => {
  const result = border(subject, codec)(u)
  if (E.isRight(result)) throw new Error('expected a refusal')
  return result.left
}
const words = (codec: t.Mixed, u: unknown) => describeInvalidInput(refusal(codec, u))

const Quantity = whole('Quantity', 1, 1_000_000)
const Line = record('Line', { id: text('LineId', 1, 20), quantity: Quantity }, { note: text('Note', 0, 10) })
const Request = record('Request', { lines: listOf(Line, 1, 3), channel: oneOf('Channel', ['web', 'phone']) })

describe('A text', () => {
  const Note = text('Note', 1, 5)

  it.each(['a', 'abcde', 'a\tb\n', '数量', '😀', '\u00a0'])('may be %j', (note) =>
    expect(accepts(Note, note)).toBe(true),
  )

  it.each(['', 'abcdef', '😀😀😀'])('counts its UTF-16 units: not %j', (note) =>
    expect(accepts(Note, note)).toBe(false),
  )

  it.each(['\0', '\b', '\v', '\r', '\u001b[0m', '\u007f', '\u0080', '\u009f', '😀\r'])(
    'holds no control character: not %j',
    (note) => expect(accepts(Note, note)).toBe(false),
  )

  it.each(['\ud800', '\udfff', 'a\ud83d', '\ude00\ud83d', '😀\ud83d', '\ud83d\ud83d\ude00'])(
    'holds no half of a character: not %j',
    (note) => {
      expect(isWellFormed(note)).toBe(false)
      expect(accepts(Note, note)).toBe(false)
    },
  )

  it.each([1, null, undefined, ['a'], { length: 1 }, new String('a')])('is not %o', (u) =>
    expect(accepts(Note, u)).toBe(false),
  )
})

describe('A shaped text', () => {
  const Code = shaped('Code', 3, /^[A-Z]{2,}$/, 'capital letters')

  it.each([
    ['AB', true],
    ['ABC', true],
    ['ABCD', false],
    ['ab', false],
    ['AB\n', false],
    [['AB'], false],
  ])('follows its pattern within its length: %j is %s', (code, verdict) => expect(accepts(Code, code)).toBe(verdict))
})

describe('A whole number', () => {
  const Balance = whole('Balance', -2, Number.MAX_SAFE_INTEGER)

  it.each([-2, 0, 1, Number.MAX_SAFE_INTEGER])('may be %d', (n) => expect(accepts(Balance, n)).toBe(true))

  it.each([-3, -0, 0.5, NaN, Infinity, JSON.parse('1e400'), JSON.parse('9007199254740993'), '1', 1n, null])(
    'is not %o',
    (n) => expect(accepts(Balance, n)).toBe(false),
  )
})

describe('One of a few words', () => {
  const Channel = oneOf('Channel', ['web', 'phone'])

  it.each([
    ['web', true],
    ['Web', false],
    ['', false],
    ['constructor', false],
    ['__proto__', false],
    [['web'], false],
  ])('%j: %s', (word, verdict) => expect(accepts(Channel, word)).toBe(verdict))
})

describe('Yes or no', () => {
  it.each([
    [true, true],
    [false, true],
    [0, false],
    ['true', false],
    [null, false],
  ])('%j: %s', (u, verdict) => expect(accepts(yesOrNo, u)).toBe(verdict))
})

describe('A list', () => {
  const Pair = listOf(Quantity, 1, 2)

  it.each([
    [[1], true],
    [[1, 2], true],
    [[], false],
    [[1, 2, 3], false],
    [[1, 0], false],
    ['1', false],
    [{ 0: 1, length: 1 }, false],
  ])('%j: %s', (u, verdict) => expect(accepts(Pair, u)).toBe(verdict))

  it('has no holes: a hole is an item that is missing', () => {
    expect(accepts(Pair, new Array(1))).toBe(false)
    expect(Pair.is(new Array(1))).toBe(false)
  })
})

describe('A record', () => {
  const line = { id: 'l1', quantity: 2 }

  it('is the very object that came in: codecs check, they never convert', () => {
    const given = { ...line, note: 'torn' }
    const result = border('Line', Line)(given)
    expect(E.isRight(result) && result.right).toBe(given)
  })

  it.each([
    ['without an optional field', line],
    ['with an optional field undefined', { ...line, note: undefined }],
    ['in any order', { quantity: 2, id: 'l1' }],
    ['without a prototype', Object.assign(Object.create(null), line)],
  ])('may come %s', (_, u) => expect(accepts(Line, u)).toBe(true))

  it.each([
    ['without a required field', { id: 'l1' }],
    ['with a required field undefined', { id: 'l1', quantity: undefined }],
    ['with an optional field null', { ...line, note: null }],
    ['with a field that is not known', { ...line, price: 1 }],
    ['with an own __proto__', JSON.parse('{"id":"l1","quantity":2,"__proto__":{}}')],
    ['with a field named like a method of objects', { ...line, constructor: 1 }],
    ['with a required field inherited', Object.assign(Object.create({ quantity: 2 }), { id: 'l1' })],
    ['with an unknown field inherited', Object.assign(Object.create({ price: 1 }), line)],
    ['with a required field that no store would see', Object.defineProperty({ id: 'l1' }, 'quantity', { value: 2 })],
    ['as a list', Object.assign([], line)],
    ['as null', null],
    ['as text', 'line'],
  ])('may not come %s', (_, u) => expect(accepts(Line, u)).toBe(false))
})

describe('A choice', () => {
  const Remedy = choice('Remedy', {
    Refund: record('Refund', { _tag: tag('Refund'), minor: Quantity }),
    Exchange: record('Exchange', { _tag: tag('Exchange') }),
  })

  it.each([
    ['the fields of its tag', { _tag: 'Refund', minor: 1 }, true],
    ['the fields of another tag', { _tag: 'Exchange', minor: 1 }, false],
    ['a tag that is not known', { _tag: 'Voucher' }, false],
    ['a tag named like a method of objects', { _tag: 'constructor' }, false],
    ['a tag that is not text', { _tag: ['Refund'], minor: 1 }, false],
    ['no tag', { minor: 1 }, false],
    ['a tag inherited', Object.assign(Object.create({ _tag: 'Refund' }), { minor: 1 }), false],
    ['no object', null, false],
    ['text', 'Refund', false],
  ])('decides by its tag: %s', (_, u, verdict) => {
    expect(accepts(Remedy, u)).toBe(verdict)
    expect(Remedy.is(u)).toBe(verdict)
  })

  it('says which tags there are, or what the chosen one lacks', () => {
    expect(words(Remedy, { _tag: 'Voucher' }).en).toBe('OpenRequest: _tag must be one of: Refund, Exchange')
    expect(words(Remedy, { _tag: 'Refund' }).en).toBe('OpenRequest: minor must be a whole number from 1 to 1000000')
  })
})

describe('A refusal', () => {
  const Even = ruled('Even', 'EVEN', { en: 'must be even', zh: '必须是偶数' }, (u) => u === 2)
  const all = record('All', {
    name: text('Name', 1, 5),
    code: shaped('Code', 3, /^[A-Z]+$/, 'capital letters'),
    count: Quantity,
    channel: oneOf('Channel', ['web', 'phone']),
    urgent: yesOrNo,
    lines: listOf(Line, 1, 3),
    line: Line,
    even: Even,
  })

  it.each([
    ['name', 'must be text of 1 to 5 characters without control characters', '必须是 1 至 5 个字符的文本,不含控制字符'],
    ['code', 'must be text of 1 to 3 characters: capital letters', '必须是 1 至 3 个字符的文本:capital letters'],
    ['count', 'must be a whole number from 1 to 1000000', '必须是 1 到 1000000 的整数'],
    ['channel', 'must be one of: web, phone', '必须是以下之一:web、phone'],
    ['urgent', 'must be true or false', '必须是 true 或 false'],
    ['lines', 'must be a list of 1 to 3 items', '必须是 1 到 3 项的列表'],
    [
      'line',
      'must be an object with no other fields than: id, quantity, note',
      '必须是对象,且只含以下字段:id、quantity、note',
    ],
    ['even', 'must be even', '必须是偶数'],
  ])('of %s names its limit in both languages', (field, en, zh) => {
    const said = words(all, { [field]: 7n })
    expect(said).toMatchObject({ code: 'INPUT.INVALID', retryable: false })
    expect(said.en).toContain(`${field} ${en}`)
    expect(said.zh).toContain(`${field} ${zh}`)
  })

  it.each([
    [{ lines: [{ id: 'l1', quantity: 1 }, { id: 'l2' }], channel: 'web' }, ['lines.1.quantity']],
    [{ lines: [{ id: '', quantity: 0 }], channel: 'fax' }, ['lines.0.id', 'lines.0.quantity', 'channel']],
    [{ lines: [{ id: 'l1', quantity: 1, note: 7 }], channel: 'web' }, ['lines.0.note']],
    [{ lines: [], channel: 'web' }, ['lines']],
    [{}, ['lines', 'channel']],
    [null, ['']],
  ])('names the path of each field: %j', (u, fields) =>
    expect(refusal(Request, u).problems.map(({ field }) => field)).toEqual(fields),
  )

  it('of the whole input says so', () => {
    expect(words(Request, 7)).toMatchObject({
      en: 'OpenRequest: it must be an object with no other fields than: lines, channel',
      zh: 'OpenRequest:输入 必须是对象,且只含以下字段:lines、channel',
    })
  })

  const SECRET = 'Anna Müller, +49 170 4711'
  it.each([
    ['in a field', { lines: [{ id: SECRET, quantity: SECRET, note: SECRET }], channel: SECRET }],
    ['as the name of a field', { lines: [{ id: 'l1', quantity: 1, [SECRET]: 1 }], channel: 'web', [SECRET]: 1 }],
    ['instead of everything', SECRET],
    ['instead of a list', { lines: SECRET, channel: [SECRET] }],
  ])('never repeats what came in: %s', (_, u) => {
    const refused = refusal(Request, u)
    expect(JSON.stringify([refused, describeInvalidInput(refused)])).not.toContain('4711')
  })

  it('names the codecs of io-ts by their name, and what has no name as a value', () => {
    expect(words(record('Loose', { size: t.number }), { size: 'XL' })).toMatchObject({
      en: 'OpenRequest: size must be number',
      zh: 'OpenRequest:size 必须是 number',
    })
    expect(problemsOf([{ value: SECRET, context: [] }])).toMatchObject([
      { field: '', limit: { sentence: { en: 'must be known', zh: '必须是 已知值' } } },
    ])
  })

  // Every list of problems used to be spread into the one above: enough of them ended in a stack overflow.
  const Nested = record('Nested', { inner: record('Inner', { items: listOf(Quantity, 0, 500_000) }) })
  const unknownFields = Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`x${i}`, i]))
  it.each([
    ['unknown fields', { inner: unknownFields }],
    ['wrong items', { inner: { items: new Array<number>(500_000).fill(0) } }],
  ])('names the first 20 problems of a flood of %s', (_, u) => {
    expect(refusal(Nested, u).problems).toHaveLength(20)
  })
})
