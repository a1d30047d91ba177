/**
 * States as plain JSON and back, maps and sets included: for rows that go on folding where an aggregate's own fold left
 * off. Equal states have one text, whichever way they came about. Nothing of the domain holds a key that begins with `~`.
 */
export type Plain = null | boolean | number | string | ReadonlyArray<Plain> | { readonly [name: string]: Plain }

const MAP = '~map'
const SET = '~set'

export const toPlain = (value: unknown): Plain => {
  if (value instanceof Map) return { [MAP]: [...value].map(([key, held]) => [toPlain(key), toPlain(held)]) }
  if (value instanceof Set) return { [SET]: [...value].map(toPlain) }
  if (Array.isArray(value)) return value.map(toPlain)
  if (typeof value !== 'object' || value === null) return value as Plain
  const plain: Record<string, Plain> = {}
  // Sorted: a member that was `undefined` before has another place than one that was not there.
  for (const name of Object.keys(value).sort()) {
    const held = (value as Readonly<Record<string, unknown>>)[name]
    if (held !== undefined) plain[name] = toPlain(held)
  }
  return plain
}

export const fromPlain = (plain: Plain): unknown => {
  if (Array.isArray(plain)) return (plain as ReadonlyArray<Plain>).map(fromPlain)
  if (typeof plain !== 'object' || plain === null) return plain
  const members = plain as { readonly [name: string]: Plain }
  if (MAP in members)
    return new Map(
      (members[MAP] as ReadonlyArray<readonly [Plain, Plain]>).map(([k, v]) => [fromPlain(k), fromPlain(v)]),
    )
  if (SET in members) return new Set((members[SET] as ReadonlyArray<Plain>).map(fromPlain))
  return Object.fromEntries(Object.entries(members).map(([name, held]) => [name, fromPlain(held)]))
}
