/** An event keeps its name for ever; its versions are read with their own codec and carried forward one by one. */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { oneOf, record, text, whole } from '../../../src/domain/kernel/codec.js'
import { catalogOf, family } from '../../../src/domain/kernel/event-family.js'
import { personal } from '../../../src/domain/kernel/personal.js'

const V1 = record('ParcelSent', { carrier: text('Carrier', 1, 20), grams: whole('Grams', 0, 100_000) })
const V2 = record('ParcelSent', { carrier: text('Carrier', 1, 20), kilograms: text('Kilograms', 1, 10) })
const V3 = record('ParcelSent', { carrier: text('Carrier', 1, 20), weight: V2.required['kilograms']!, from: oneOf('From', ['shop', 'customer']) }) // prettier-ignore

const first = family('ParcelSent', V1)
const third = first
  .next(V2, ({ carrier, grams }) => ({ carrier, kilograms: (grams / 1_000).toFixed(3) }))
  .next(V3, ({ carrier, kilograms }) => ({ carrier, weight: kilograms, from: 'customer' as const }))

describe('An event with three versions', () => {
  it('is written in the last, and knows the codec of each', () => {
    expect([first.version, third.version]).toEqual([1, 3])
    expect([1, 2, 3, 4].map((v) => third.codecOf(v))).toEqual([V1, V2, V3, undefined])
    expect(third.type).toBe('ParcelSent')
  })

  it.each([
    [1, { carrier: 'DHL', grams: 1_250 }, { carrier: 'DHL', weight: '1.250', from: 'customer' }],
    [2, { carrier: 'DHL', kilograms: '1.250' }, { carrier: 'DHL', weight: '1.250', from: 'customer' }],
    [3, { carrier: 'DHL', weight: '1.250', from: 'shop' }, { carrier: 'DHL', weight: '1.250', from: 'shop' }],
  ])('is read from version %i as it is meant today', (version, stored, data) =>
    expect(third.decode(version, stored)).toEqual(E.right(data)),
  )

  it('is never read with the codec of another version', () =>
    expect(third.decode(2, { carrier: 'DHL', grams: 1_250 })).toMatchObject({ left: { _tag: 'InvalidInput' } }))

  it('written by a newer release, is refused and not guessed', () =>
    expect(third.decode(4, {})).toEqual(
      E.left({ _tag: 'NewerEventVersion', type: 'ParcelSent', version: 4, known: 3 }),
    ))

  it('grows without changing the family it grew from', () =>
    expect(first.decode(2, {})).toMatchObject({ left: { known: 1 } }))
})

describe('A catalog of events', () => {
  const catalog = catalogOf([third, family('ParcelLost', record('ParcelLost', {}))])

  it('reads each by its name and version', () =>
    expect(catalog.decode('ParcelLost', 1, {})).toEqual(E.right({ type: 'ParcelLost', data: {} })))

  it('refuses a name that it does not know', () =>
    expect(catalog.decode('ParcelEaten', 1, {})).toEqual(E.left({ _tag: 'UnknownEventType', type: 'ParcelEaten' })))

  it.each(['constructor', '__proto__', 'toString'])('even one that objects have anyway: %s', (type) =>
    expect(catalog.decode(type, 1, {})).toEqual(E.left({ _tag: 'UnknownEventType', type })),
  )

  it('refuses a field that it does not know, and names only those that it knows', () =>
    expect(catalog.decode('ParcelLost', 1, { where: 'sea' })).toEqual(
      E.left({
        _tag: 'InvalidInput',
        subject: 'ParcelLost',
        problems: [{ field: '', limit: { _tag: 'Fields', known: [] } }],
      }),
    ))

  it('passes on why an event cannot be read', () =>
    expect(catalog.decode('ParcelSent', 9, {})).toMatchObject({ left: { _tag: 'NewerEventVersion', version: 9 } }))

  it('finds a family by its name', () => {
    expect(catalog.family('ParcelSent')).toBe(third)
    expect(catalog.family('ParcelEaten')).toBeUndefined()
  })
})

describe('Personal fields', () => {
  const Content = record('Content', { note: text('Note', 1, 10) })
  it('are found, required and optional, with what is inside', () => {
    const Told = record('Told', { id: text('Id', 1, 10), who: personal(Content) }, { note: personal(Content) })
    expect(family('Told', Told).personalFields).toEqual([
      ['who', Content],
      ['note', Content],
    ])
  })
  it('are those of the version that is written today', () => {
    const later = family('Told', record('Told', { who: personal(Content) })).next(record('Told', {}), () => ({}))
    expect(later.personalFields).toEqual([])
  })
  it('are none where the data is no record', () => expect(family('Counted', t.number).personalFields).toEqual([]))
})
