/** Personal data stands in the log sealed, or not at all. */
import { describe, expect, it } from 'vitest'
import { record, text } from '../../../src/domain/kernel/codec.js'
import { clear, personal, Sealed } from '../../../src/domain/kernel/personal.js'

const sealed: Sealed = { _tag: 'Sealed', subject: 'c-1', key: 'k-1', nonce: 'q83vEjRWeJq8RzRW', box: 'V2VsY29tZQ' }
const Note = personal(record('NoteContent', { note: text('Note', 1, 100) }))

describe('A personal field of a stored event', () => {
  it('holds the sealed form', () => expect(Note.is(sealed)).toBe(true))

  it.each([
    ['clear text', clear('c-1', { note: 'The zip is broken.' })],
    ['what was erased', { _tag: 'Erased', subject: 'c-1' }],
    ['the text itself', 'The zip is broken.'],
    ['a seal without its person', { ...sealed, subject: '' }],
    ['a box that is no base64url', { ...sealed, box: 'a+b/' }],
    ['a nonce that is too long', { ...sealed, nonce: 'q83vEjRWeJq8RzRWx' }],
    ['more than a seal', { ...sealed, note: 'The zip is broken.' }],
  ])('never holds %s', (_, stored) => expect(Note.is(stored)).toBe(false))

  it('says what is inside once it is opened', () => expect(Note.content.is({ note: 'The zip is broken.' })).toBe(true))
})

it('clear text knows whose it is', () => expect(clear('c-1', 1)).toEqual({ _tag: 'Clear', subject: 'c-1', value: 1 }))
