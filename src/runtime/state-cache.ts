/** The streams used last, folded. A cached state may be behind the log; the exact expected revision notices. */
import type { Loaded } from './load.js'

export interface StateCache {
  /** The caller knows what kind of state the stream has. */
  readonly get: <S>(stream: string) => Loaded<S> | undefined
  readonly set: (stream: string, loaded: Loaded<unknown>) => void
  readonly drop: (stream: string) => void
}

const placeOf = (loaded: Loaded<unknown>): number => (loaded.revision === 'no_stream' ? -1 : loaded.revision)

export const stateCache = (capacity: number): StateCache => {
  // A Map keeps insertion order: taking an entry out and putting it back makes it the youngest.
  const entries = new Map<string, Loaded<unknown>>()
  return {
    get: <S>(stream: string) => {
      const found = entries.get(stream)
      if (found === undefined) return undefined
      entries.delete(stream)
      entries.set(stream, found)
      return found as Loaded<S>
    },
    set: (stream, loaded) => {
      const known = entries.get(stream)
      // Somebody read while somebody else wrote: what comes later is not always newer.
      if (known !== undefined && placeOf(known) > placeOf(loaded)) return
      entries.delete(stream)
      entries.set(stream, loaded)
      if (entries.size > capacity) entries.delete(entries.keys().next().value as string)
    },
    drop: (stream) => {
      entries.delete(stream)
    },
  }
}
