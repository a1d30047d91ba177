/** The streams used last stay folded in memory; which ones must never be seen in an answer. */
import { describe, expect, it } from 'vitest'
import type { Loaded } from '../../src/runtime/load.js'
import { stateCache } from '../../src/runtime/state-cache.js'

const at = (revision: number): Loaded<number> => ({ revision, link: '', state: revision, commands: new Map() })

describe('The memory of streams', () => {
  it('forgets the one that was used least recently', () => {
    const cache = stateCache(2)
    cache.set('a', at(0))
    cache.set('b', at(0))
    cache.get('a')
    cache.set('c', at(0))
    expect(['a', 'b', 'c'].filter((stream) => cache.get(stream) !== undefined)).toEqual(['a', 'c'])
  })

  it('never holds more than it may, whatever comes', () => {
    const cache = stateCache(3)
    for (let n = 0; n < 100; n++) cache.set(`s-${n % 7}`, at(n))
    expect(Array.from({ length: 7 }, (_, n) => cache.get(`s-${n}`)).filter(Boolean)).toHaveLength(3)
  })

  it('holds none when it may hold none', () => {
    const cache = stateCache(0)
    cache.set('a', at(0))
    expect(cache.get('a')).toBeUndefined()
  })

  it('does not go back: a slow reader cannot replace what is newer', () => {
    const cache = stateCache(2)
    cache.set('a', at(5))
    cache.set('a', at(4))
    expect(cache.get('a')?.revision).toBe(5)
    cache.set('a', { ...at(0), revision: 'no_stream' })
    expect(cache.get('a')?.revision).toBe(5)
  })

  it('starts anew with what was dropped', () => {
    const cache = stateCache(2)
    cache.set('a', at(5))
    cache.drop('a')
    expect(cache.get('a')).toBeUndefined()
    cache.set('a', at(4))
    expect(cache.get('a')?.revision).toBe(4)
  })
})
