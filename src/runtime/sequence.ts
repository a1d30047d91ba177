/**
 * One at a time per stream within this process: two calls on one order wait for each other instead of colliding. Between
 * processes the expected revision decides.
 */

export type Sequence = <A>(key: string, task: () => Promise<A>) => Promise<A>

export const sequence = (): Sequence => {
  // A key is there while somebody works on it, with those who wait for it, the first one first.
  const busy = new Map<string, Array<() => void> | undefined>()
  const waitFor = (key: string, resume: () => void): void => {
    const waiting = busy.get(key)
    if (waiting === undefined) busy.set(key, [resume])
    else waiting.push(resume)
  }
  return async (key, task) => {
    if (busy.has(key)) await new Promise<void>((resolve) => waitFor(key, resolve))
    else busy.set(key, undefined)
    try {
      return await task()
    } finally {
      const resume = busy.get(key)?.shift()
      if (resume === undefined) busy.delete(key)
      else resume()
    }
  }
}
