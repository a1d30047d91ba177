/** Ids are stored and compared for ever: the quick way to make them must give what their definition gives. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventId, reactionCommandId } from '../../src/domain/values/ids.js'
import { eventIdOf, reactionCommandIdOf } from '../../src/runtime/derived-id.js'

const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme', maxLength: 200 }), fc.uuid())
const index = fc.nat({ max: 1_000 })

describe('An id by the one-shot hash', () => {
  it('is the id that the domain defines, for events', () => {
    fc.assert(
      fc.property(text, text, text, index, (tenant, stream, commandId, n) => {
        expect(eventIdOf(tenant, stream, commandId, n)).toBe(eventId(tenant, stream, commandId, n))
      }),
    )
  })

  it('is the id that the domain defines, for commands of reactions', () => {
    fc.assert(
      fc.property(text, text, index, (source, reaction, n) => {
        expect(reactionCommandIdOf(source, reaction, n)).toBe(reactionCommandId(source, reaction, n))
      }),
    )
  })
})
