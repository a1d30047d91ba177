/** Numbers by the hundred thousand without an object for each: a column of whole numbers, and names as numbers. */

/** Grows as it is written to; 32 bits hold every quantity and price that the reader lets through. */
export const column = () => {
  let data = new Int32Array(1_024)
  return {
    get: (i: number): number => data[i]!,
    set: (i: number, value: number): void => {
      if (i >= data.length) {
        const larger = new Int32Array(data.length * 2)
        larger.set(data)
        data = larger
      }
      data[i] = value
    },
  }
}

/** Gives every name a number, the same one again for the same name. */
export const numbering = () => {
  const numbers = new Map<string, number>()
  const names: Array<string> = []
  return {
    number: (name: string): number => {
      const known = numbers.get(name)
      if (known !== undefined) return known
      numbers.set(name, names.length)
      return names.push(name) - 1
    },
    name: (number: number): string => names[number]!,
  }
}
