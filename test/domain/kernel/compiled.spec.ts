/**
 * What the compiled function of a codec does beyond being quick: it is written from the codec's form, asks where there
 * is none, and answers the same where text may not become code. That it agrees with `decode` on everything else is
 * `compiled.property.spec.ts`.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { compile } from '../../../src/domain/kernel/compiled.js'
import { border } from '../../../src/domain/kernel/border.js'
import { choice, listOf, oneOf, record, ruled, tag, text, whole } from '../../../src/domain/kernel/codec.js'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const Line = record('Line', { id: text('LineId', 1, 20), quantity: whole('Quantity', 1, 9) })
const Order = choice('Order', { Paid: record('Paid', { _tag: tag('Paid'), lines: listOf(Line, 1, 3) }) })
const order = { _tag: 'Paid', lines: [{ id: 'l1', quantity: 2 }] }
const tooMany = { _tag: 'Paid', lines: [{ id: 'l1', quantity: 10 }] }

describe('A compiled codec', () => {
  it('answers without the codec, and leaves the words for a no to it', () => {
    const decode = vi.spyOn(Order, 'decode')
    const holds = compile(Order)
    expect([holds(order), holds(tooMany)]).toEqual([true, false])
    expect(decode).not.toHaveBeenCalled()
    expect(E.isLeft(border('Order', Order)(tooMany))).toBe(true)
    expect(decode).toHaveBeenCalledOnce()
  })

  it('is written once, however many borders it has', () => {
    expect(compile(Line)).toBe(compile(Line))
    const written = vi.fn(function () {
      return () => () => true
    })
    vi.stubGlobal('Function', written)
    const Note = record('Note', { of: Line })
    for (const subject of ['first', 'second']) expect(border(subject, Note)({ of: 1 })._tag).toBe('Right')
    expect(written).toHaveBeenCalledOnce()
  })

  it('asks a codec with a rule of its own', () => {
    const Even = ruled('Even', 'EVEN', { en: 'must be even', zh: '必须是偶数' }, (u) => u === 2 || u === 4)
    const holds = compile(listOf(record('Pair', { of: Even }), 0, 9))
    expect([holds([{ of: 2 }, { of: 4 }]), holds([{ of: 2 }, { of: 3 }])]).toEqual([true, false])
  })

  it.each([1, 16, 17, 300])('knows each of %i words and no other', (count) => {
    const known = Array.from({ length: count }, (_, i) => `W${i}`)
    const holds = compile(record('R', { word: oneOf('Word', known) }))
    expect(known.every((word) => holds({ word }))).toBe(true)
    expect(['', 'w0', `W${count}`, 'constructor', 0, null].some((word) => holds({ word }))).toBe(false)
  })

  it.each(['__proto__', 'constructor', '', '"', '\\', "'", '`', '*/ } return true //', '\n', '\u2028', '\ud800'])(
    'reads a field, a tag and a word named %j as names, not as code',
    (name) => {
      const fields = Object.fromEntries([[name, oneOf('Word', [name])]])
      const holds = compile(choice('C', Object.fromEntries([[name, record('R', { ...fields, _tag: tag(name) })]])))
      const given = Object.fromEntries([
        [name, name],
        ['_tag', name],
      ])
      expect(holds(given)).toBe(true)
      expect(holds({ ...given, other: 1 })).toBe(false)
      expect(holds(Object.fromEntries([...Object.entries(given), [name, `${name}x`]]))).toBe(false)
    },
  )

  it('follows a codec that stands in itself', () => {
    interface Tree {
      readonly of: ReadonlyArray<Tree>
    }
    const Tree: t.Type<Tree, Tree, unknown> = t.recursion('Tree', () => record('Tree', { of: listOf(Tree, 0, 2) }))
    const holds = compile(Tree)
    expect([holds({ of: [{ of: [] }] }), holds({ of: [{ of: 1 }] })]).toEqual([true, false])
  })
})

describe('A codec of io-ts inside', () => {
  it.each([
    ['t.number', t.number, NaN, '1'],
    ['t.array, by its decode, which refuses holes', t.array(t.string), ['a'], new Array(1)],
    ['t.union', t.union([t.string, t.null]), null, 1],
  ])('is asked: %s', (_, inside, good, bad) => {
    const holds = compile(record('R', { inside }))
    expect([holds({ inside: good }), holds({ inside: bad })]).toEqual([true, false])
  })

  it('passes only what it would not change, so that a border gives what it makes of the rest', () => {
    const Size = t.strict({ size: t.number }) as t.Mixed
    const small = { size: 1 }
    expect([compile(Size)(small), compile(Size)({ size: 1, color: 'red' })]).toEqual([true, false])
    expect(border('Size', Size)({ size: 1, color: 'red' })).toEqual(E.right(small))
  })
})

describe('A value that throws when it is read', () => {
  const torn = Object.defineProperty({ id: 'l1' }, 'quantity', {
    enumerable: true,
    get: () => {
      throw new Error('torn')
    },
  })
  const { proxy: revoked, revoke } = Proxy.revocable({}, {})
  revoke()

  it.each([
    ['a field', torn],
    ['the whole', revoked],
  ])('never passes: %s', (_, u) => {
    const verdict = (): boolean => compile(Line)(u)
    expect(verdict).toThrow()
  })

  it('is not read where its name is not known', () => {
    const unread = Object.defineProperty(
      { id: 'l1', quantity: 1 },
      'other',
      Object.getOwnPropertyDescriptor(torn, 'quantity')!,
    )
    expect(compile(Line)(unread)).toBe(false)
    expect(E.isLeft(Line.decode(unread))).toBe(true)
  })
})

describe('Where text may not become code', () => {
  // As `node --disallow-code-generation-from-strings` and the content security policies of browsers do it.
  const forbidCode = () =>
    vi.stubGlobal('Function', function () {
      throw new EvalError('Code generation from strings disallowed for this context')
    })

  it('the codec itself answers, the same', () => {
    forbidCode()
    // One that was not compiled before.
    const Placed = choice('Placed', { Paid: record('Paid', { _tag: tag('Paid'), lines: listOf(Line, 1, 3) }) })
    const decode = vi.spyOn(Placed, 'decode')
    const holds = compile(Placed)
    expect([holds(order), holds(tooMany), holds(null)]).toEqual([true, false, false])
    expect(decode).toHaveBeenCalledTimes(3)
  })
})
