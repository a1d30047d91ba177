/** What people write: any language, no control characters, and never the number of a payment card. */
import { describe, expect, it } from 'vitest'
import { holdsCardNumber, MAX_NOTE, Note } from '../../../src/domain/values/note.js'

describe('A note', () => {
  it.each([
    'The zip is broken.',
    '拉链坏了\n第二行',
    'a'.repeat(MAX_NOTE),
    'call +44 20 7946 0958',
    'order 1001, 3 shirts',
  ])('may be %j', (note) => expect(Note.is(note)).toBe(true))
  it.each(['', 'a'.repeat(MAX_NOTE + 1), 'a\u0000b', 1])('may not be %j', (note) => expect(Note.is(note)).toBe(false))
  it('with a card number is refused', () => expect(Note.is('charged 4111 1111 1111 1111 twice')).toBe(false))
})

describe('A card number is found', () => {
  it.each([
    '4111111111111111',
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '5500005555555559',
    '378282246310005',
    '6221 2600 0000 0000 000',
    '4222222222222',
    '４１１１１１１１１１１１１１１１',
    '４１１１　１１１１　１１１１　１１１１',
    '4111\u00a01111\u00a01111\u00a01111',
  ])('as %s', (card) => expect(holdsCardNumber(`my card ${card}.`)).toBe(true))

  // Found by reading: a count before the number or an expiry date behind it hid the number.
  it.each([
    '4111 1111 1111 1111 12/27',
    '4111 1111 1111 1111 12 27 123',
    '4111111111111111 123',
    '2 4111 1111 1111 1111',
    'order 10023 4111111111111111',
  ])('among other digits: %s', (note) => expect(holdsCardNumber(note)).toBe(true))
})

describe('Other numbers are not taken for one', () => {
  it.each([
    'no digits',
    '4111 1111 1111 1112',
    '123456789012',
    'tracking 00340434161094042557',
    'paid 179.98 on 2026-03-01, order 1001',
    '411111111111/1111',
  ])('%s', (note) => expect(holdsCardNumber(note)).toBe(false))
})
