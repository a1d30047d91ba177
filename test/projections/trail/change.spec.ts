/** What an event changed, told for people. */
import { describe, expect, it } from 'vitest'
import { changeBetween, MOST_CHARACTERS, MOST_FIELDS } from '../../../src/projections/trail/change.js'

const fieldsOf = (before: unknown, after: unknown) => changeBetween(before, after).fields

describe('A change', () => {
  it('is nothing where nothing changed', () => {
    const state = { status: 'draft', lines: [{ lineId: 'mug', quantity: 1 }] }
    expect(changeBetween(state, { ...state })).toEqual({ statusBefore: 'draft', statusAfter: 'draft', fields: [] })
  })

  it('tells the status, and each field by its path with what it was and is', () =>
    expect(
      changeBetween(
        { status: 'none' },
        { status: 'draft', requestId: 'R-1', terms: { days: 14 }, approvedBy: undefined },
      ),
    ).toEqual({
      statusBefore: 'none',
      statusAfter: 'draft',
      fields: [
        { path: '/requestId', after: 'R-1' },
        { path: '/terms/days', after: 14 },
      ],
    }))

  it('tells only the status at the top as the status', () =>
    expect(fieldsOf({ leg: { status: 'sent' } }, { leg: { status: 'paid' } })).toEqual([
      { path: '/leg/status', before: 'sent', after: 'paid' },
    ]))

  it('has no status where the state has none', () => {
    expect(changeBetween({ orders: 1 }, { orders: 2 })).toEqual({ fields: [{ path: '/orders', before: 1, after: 2 }] })
    expect(changeBetween(undefined, undefined)).toEqual({ fields: [] })
  })

  it.each<readonly [string, unknown, unknown, unknown]>([
    ['a map', new Map([['card', { minor: 1 }]]), new Map([['card', { minor: 2 }]]), '/x/card/minor'],
    ['a list of things with ids', [{ legId: 'card', minor: 1 }], [{ legId: 'card', minor: 2 }], '/x/card/minor'],
    ['a list of things without', [{ minor: 1 }], [{ minor: 2 }], '/x/0/minor'],
    ['a list of texts', ['a'], ['b'], '/x/0'],
    [
      'ids that are not one each',
      [
        { aId: 'a', m: 1 },
        { aId: 'a', m: 1 },
      ],
      [
        { aId: 'a', m: 2 },
        { aId: 'a', m: 1 },
      ],
      '/x/0/m',
    ],
    ['a name with a stroke', { 'a/b~c': 1 }, { 'a/b~c': 2 }, '/x/a~1b~0c'],
  ])('finds its way in %s', (_, before, after, path) =>
    expect(fieldsOf({ x: before }, { x: after }).map((field) => field.path)).toEqual([path]),
  )

  it('does not tell what begins empty, but what becomes so', () =>
    expect(fieldsOf({ a: 1, b: true, c: 'x' }, { a: 0, b: false, c: '', d: 0, e: false, f: '', g: null })).toEqual([
      { path: '/a', before: 1, after: 0 },
      { path: '/b', before: true, after: false },
      { path: '/c', before: 'x', after: '' },
      { path: '/g', after: null },
    ]))

  it('tells what came and what went', () => {
    expect(fieldsOf({ x: new Set(['a', 'b']) }, { x: new Set(['b', 'c']) })).toEqual([
      { path: '/x/a', before: true },
      { path: '/x/c', after: true },
    ])
    expect(fieldsOf({ x: 'none' }, { x: { by: 'a-1' } })).toEqual([
      { path: '/x', before: 'none' },
      { path: '/x/by', after: 'a-1' },
    ])
    expect(fieldsOf({ x: { by: 'a-1' } }, {})).toEqual([{ path: '/x/by', before: 'a-1' }])
    expect(fieldsOf({ x: null }, { x: 0 })).toEqual([{ path: '/x', before: null, after: 0 }])
  })

  it.each(['Sealed', 'Clear', 'Erased'])('never tells what is personal: %s', (_tag) => {
    const note = { _tag, subject: 'c-1', value: 'secret', box: 'secret' }
    for (const state of [{ note }, { notes: [note] }, { notes: new Map([['n-1', { noteId: 'n-1', note }]]) }]) {
      const told = JSON.stringify([changeBetween({}, state), changeBetween(state, {})])
      expect(told).not.toContain('secret')
      expect(told).not.toContain('c-1')
    }
  })

  it(`is cut after ${MOST_FIELDS} fields, and says so`, () => {
    const many = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`f${i}`, i + 1]))
    expect(changeBetween({}, many(MOST_FIELDS))).not.toHaveProperty('isCut')
    const cut = changeBetween({}, many(MOST_FIELDS + 1))
    expect([cut.fields.length, cut.isCut]).toEqual([MOST_FIELDS, true])
  })

  it('cuts long texts, between characters', () => {
    const [whole, long] = ['好'.repeat(MOST_CHARACTERS), '😀'.repeat(MOST_CHARACTERS + 1)]
    expect(fieldsOf({}, { whole, long }).map(({ after }) => after)).toEqual([whole, `${'😀'.repeat(MOST_CHARACTERS)}…`])
  })

  it('does not look into what both states share', () => {
    const shared = new Proxy({}, { ownKeys: () => expect.unreachable() })
    expect(fieldsOf({ shared, a: 1 }, { shared, a: 2 })).toHaveLength(1)
  })
})
