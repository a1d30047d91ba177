/** Adds up one number of each; 0 where there is none. For whole numbers: of fractions the order would matter. */
export const sum = <A>(all: Iterable<A>, of: (one: A) => number): number => {
  let total = 0
  for (const one of all) total += of(one)
  return total
}
