/**
 * Dividing an amount so that the parts add up to it exactly: by largest remainder where weights decide, within caps
 * where a part may not exceed what is left. Order-level amounts go to lines once, with this, and stay there.
 */

const greatestFirst = (remainders: ReadonlyArray<bigint>): ReadonlyArray<number> =>
  remainders
    .map((_, i) => i)
    .sort((a, b) => (remainders[a]! === remainders[b]! ? a - b : remainders[a]! > remainders[b]! ? -1 : 1))

/**
 * Splits `total` by `weights` (largest remainder, ties to the earlier part, equal parts where all weights are zero).
 * Parts are multiples of `granularity` but for the last unit that does not divide; a negative total mirrors.
 *
 * @example allocate(299, [1000, 1000, 1000]) // [100, 100, 99]
 */
export const allocate = (total: number, weights: ReadonlyArray<number>, granularity = 1): ReadonlyArray<number> => {
  if (weights.length === 0) return []
  if (total < 0) return allocate(-total, weights, granularity).map((part) => (part === 0 ? 0 : -part))
  const sum = weights.reduce((s, w) => s + BigInt(w), 0n)
  const fair = sum === 0n ? weights.map(() => 1n) : weights.map((w) => BigInt(w))
  const whole = sum === 0n ? BigInt(weights.length) : sum
  const coin = BigInt(granularity)
  const coins = BigInt(total) / coin
  const parts = fair.map((w) => (coins * w) / whole)
  const remainders = fair.map((w) => (coins * w) % whole)
  let left = coins - parts.reduce((s, p) => s + p, 0n)
  const order = greatestFirst(remainders)
  for (const i of order) {
    if (left === 0n) break
    parts[i]! += 1n
    left -= 1n
  }
  const odd = BigInt(total) % coin
  return parts.map((p, i) => Number(p * coin + (i === order[0] ? odd : 0n)))
}

/**
 * Splits `total` by `weights`, no part above its cap; what a full part cannot take flows to the others. `total` may not
 * exceed the sum of the caps.
 *
 * @example allocateWithin(100, [1, 1], [30, 500]) // [30, 70]
 */
export const allocateWithin = (
  total: number,
  weights: ReadonlyArray<number>,
  caps: ReadonlyArray<number>,
): ReadonlyArray<number> => {
  if (weights.length === 1) return [Math.min(total, caps[0]!)]
  const parts = weights.map(() => 0)
  let left = total
  // Each round fills at least one part for good or places everything, so it ends after as many rounds as parts.
  while (left > 0) {
    const open = parts.flatMap((part, i) => (part < caps[i]! ? [i] : []))
    if (open.length === 0) break
    const wanted = allocate(
      left,
      open.map((i) => weights[i]!),
    )
    for (const [k, i] of open.entries()) {
      const taken = Math.min(wanted[k]!, caps[i]! - parts[i]!)
      parts[i]! += taken
      left -= taken
    }
  }
  return parts
}

/** Fills the parts one after another, each up to its cap. */
export const fillInOrder = (total: number, caps: ReadonlyArray<number>): ReadonlyArray<number> => {
  let left = total
  return caps.map((cap) => {
    const taken = Math.min(left, cap)
    left -= taken
    return taken
  })
}
