/** What somebody wanted, and all that it led to. */
import { describe, expect, it } from 'vitest'
import { trailTreeRows, trailTreeOf, type TrailStep } from '../../../src/projections/trail/tree.js'
import { entryNo, shortStory } from './entries.js'

const shape = (steps: ReadonlyArray<TrailStep>): unknown =>
  steps.map(({ events }) =>
    events.map(({ entry, consequences }) => [entry.eventId, ...(shape(consequences) as ReadonlyArray<unknown>)]),
  )

describe('The tree of a trail', () => {
  it('has commands at its roots, and below each event what was done because of it', () =>
    expect(shape(trailTreeOf(shortStory))).toEqual([[['e-1', [['e-3', [['e-4']]]], [['e-6']]], ['e-2']], [['e-5']]]))

  it('is read from top to bottom with how deep each event stands', () =>
    expect(trailTreeRows(trailTreeOf(shortStory)).map(({ entry, depth }) => `${depth} ${entry.eventId}`)).toEqual([
      ...['0 e-1', '1 e-3', '2 e-4', '1 e-6', '0 e-2', '0 e-5'],
    ]))

  it('loses nothing whose cause is elsewhere, nor what comes before its cause', () => {
    const strange = [entryNo(1, { cause: 'e-2' }), entryNo(2), entryNo(3, { cause: 'e-elsewhere' })]
    expect(shape(trailTreeOf(strange))).toEqual([[['e-1']], [['e-2']], [['e-3']]])
  })

  it('keeps commands of two streams apart that have one id', () =>
    expect(shape(trailTreeOf([entryNo(1, { stream: 'a' }), entryNo(2, { stream: 'b', commandId: 'c-1' })]))).toEqual([
      ...[[['e-1']], [['e-2']]],
    ]))

  it('takes a command for no consequence, whatever id its caller chose', () =>
    expect(shape(trailTreeOf([entryNo(1), entryNo(2, { commandId: 'e-1', cause: 'e-1' })]))).toEqual([
      ...[[['e-1']], [['e-2']]],
    ]))

  it('may be as deep as it likes', () => {
    const chain = Array.from({ length: 20_000 }, (_, n) => entryNo(n, n === 0 ? {} : { cause: `e-${n - 1}` }))
    expect(trailTreeRows(trailTreeOf(chain)).at(-1)).toMatchObject({ depth: 19_999, entry: { eventId: 'e-19999' } })
  })
})
