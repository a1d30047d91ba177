/**
 * What was checked must stay as it was checked. Callers keep their objects and may change them while a command waits
 * its turn, so the library works on a copy. For checked values only: plain data, not deep, no unknown keys.
 */
export const ownCopy = <A>(value: A): A => copyOf(value) as A

const copyOf = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copyOf)
  const copy: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) copy[key] = copyOf(member)
  return copy
}
