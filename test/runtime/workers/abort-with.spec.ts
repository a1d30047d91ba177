/** A controller that a signal aborts, too: what `AbortSignal.any` of the two would say. */
import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { abortedWith } from '../../../src/runtime/workers/abort-with.js'

describe('A controller that a signal aborts, too', () => {
  it('aborts with it, for its reason', () => {
    const outer = new AbortController()
    const own = abortedWith(outer.signal)
    expect(own.signal.aborted).toBe(false)
    outer.abort('over')
    expect([own.signal.aborted, own.signal.reason]).toEqual([true, 'over'])
  })

  it('is aborted from the beginning where the signal is', () => {
    const own = abortedWith(AbortSignal.abort('late'))
    expect([own.signal.aborted, own.signal.reason]).toEqual([true, 'late'])
  })

  it('aborts by itself, and not the signal', () => {
    const outer = new AbortController()
    const own = abortedWith(outer.signal)
    own.abort('done')
    expect([own.signal.aborted, outer.signal.aborted]).toEqual([true, false])
    outer.abort('over')
    expect(own.signal.reason).toBe('done')
  })

  it('leaves nothing behind at a signal that outlives it', () => {
    const outer = new AbortController()
    for (let run = 0; run < 20; run++) abortedWith(outer.signal).abort('done')
    expect(getEventListeners(outer.signal, 'abort')).toEqual([])
  })
})
