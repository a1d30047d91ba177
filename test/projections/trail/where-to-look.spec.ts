/** What is kept as rows: where to look, and nothing that the log says itself. */
import { describe, expect, it } from 'vitest'
import type { Metadata } from '../../../src/domain/kernel/envelope.js'
import { doings, isDecided } from '../../../src/projections/trail/doings.js'
import { caseStreams } from '../../../src/projections/trail/streams.js'
import { RECORDED, seen, STREAM } from '../every-event.js'

const by = (authority: string, more: Partial<Metadata> = {}) => {
  const event = seen('RequestClosed')
  return { ...event, metadata: { ...event.metadata, authority, ...more } }
}

describe('The streams of a case', () => {
  it('are a row each, which later events find as it is', () => {
    const [first, again] = [seen('RequestOpened'), seen('RequestClosed', {}, { revision: 7 })]
    const [touch] = caseStreams.touches(first)
    const row = touch!.change(undefined)
    expect(row).toEqual({ caseId: '1', stream: STREAM })
    const [later] = caseStreams.touches(again)
    expect(later!.key).toBe(touch!.key)
    expect(later!.change(row)).toBe(row)
  })
})

describe('What somebody did', () => {
  it('is a row that says where it stands in the log', () =>
    expect(doings.touches(seen('RequestClosed', {}, { revision: 7 })).map(({ change }) => change(undefined))).toEqual([
      { actorKind: 'agent', actorId: 'a-1', at: RECORDED, stream: STREAM, revision: 7 },
    ]))

  it.each(['reaction', 'timer', 'worker', 'order_directory', 'provider'])(
    'is not what the library did by itself: %s',
    (authority) => expect(doings.touches(by(authority))).toEqual([]),
  )

  it.each(['customer', 'agent', 'warehouse', 'finance', 'merchant', 'platform', 'carrier', 'system'])(
    'is what a host says that it did: %s',
    (authority) => {
      expect(isDecided({ authority })).toBe(true)
      expect(doings.touches(by(authority))).toHaveLength(1)
    },
  )
})
