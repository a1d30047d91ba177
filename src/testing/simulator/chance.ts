/**
 * All chance of a simulation, from one seed. A draw is named, not counted: what happens to the third append of a refund
 * does not depend on what else was drawn before, so that a fault can be taken out of a run without changing the rest.
 */
export interface Chance {
  /** A number of 0 up to, but not including, 1. */
  readonly unit: (what: string, nth?: number) => number
  /** The same for what is drawn at every call: its name is looked at once. */
  readonly units: (what: string) => (nth: number) => number
  /** A whole number from `min` to `max`. */
  readonly whole: (min: number, max: number, what: string, nth?: number) => number
  readonly pick: <A>(list: ReadonlyArray<A>, what: string, nth?: number) => A
  readonly happens: (probability: number, what: string, nth?: number) => boolean
}

// The finalizer of MurmurHash3 over FNV-1a: quick, and good enough that no pattern shows in a hundred thousand seeds.
const FNV_PRIME = 0x01000193
const mixed = (h: number): number => {
  let x = h
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

const hashOf = (text: string): number => {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), FNV_PRIME)
  return h >>> 0
}

export const chanceOf = (seed: number): Chance => {
  const hashes = new Map<string, number>()
  const drawn = (hash: number, nth: number): number =>
    mixed(mixed(hash ^ Math.imul(seed, 0x9e3779b1)) ^ Math.imul(nth + 1, 0x85ebca77)) / 2 ** 32
  const unit = (what: string, nth = 0): number => {
    let hash = hashes.get(what)
    if (hash === undefined) hashes.set(what, (hash = hashOf(what)))
    return drawn(hash, nth)
  }
  const whole = (min: number, max: number, what: string, nth?: number): number =>
    min + Math.floor(unit(what, nth) * (max - min + 1))
  return {
    unit,
    units: (what) => {
      const hash = hashOf(what)
      return (nth) => drawn(hash, nth)
    },
    whole,
    pick: (list, what, nth) => list[whole(0, list.length - 1, what, nth)]!,
    happens: (probability, what, nth) => unit(what, nth) < probability,
  }
}
