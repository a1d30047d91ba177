/**
 * A stream of the client as a flow to pull from. The client's streams end in four ways, and only one of them is an end:
 * `error` alone without an end (C22), `end`, `close`, or nothing at all after they were destroyed. What was received
 * before an error is given out before it.
 */
import type { Readable } from 'node:stream'
import type { Flow, Heard } from './driver.js'

const ENDED = { _tag: 'Ended' } as const
const GIVEN_UP = { _tag: 'Broken', cause: { code: 1, message: 'given up with its client' } } as const

/**
 * `read` may answer undefined for what is to be passed over. `isGivenUp`: the client was told to let go of everything,
 * and ends what was under way as if all had been said. What came of it is no answer.
 */
export const pulled = <Chunk, A>(
  stream: Readable,
  read: (chunk: Chunk) => A | undefined,
  cancel: () => Promise<unknown>,
  isGivenUp: () => boolean,
): Flow<A> => {
  let failure: { readonly _tag: 'Broken'; readonly cause: unknown } | undefined
  let isOver = false
  let isCanceled = false
  let wake: (() => void) | undefined
  const rouse = (): void => {
    const sleeper = wake
    wake = undefined
    sleeper?.()
  }
  const over = (): void => {
    if (!isOver && isGivenUp()) failure ??= GIVEN_UP
    isOver = true
    rouse()
  }
  stream.on('readable', rouse)
  stream.on('end', over)
  stream.on('close', over)
  // Stays for good: without a listener an error ends the process.
  stream.on('error', (cause) => {
    failure ??= { _tag: 'Broken', cause }
    rouse()
  })

  const take = (): Heard<A> | undefined => {
    for (;;) {
      if (isCanceled) return ENDED
      const chunk = stream.read() as Chunk | null
      if (chunk === null) return failure ?? (isOver ? ENDED : undefined)
      const value = read(chunk)
      if (value !== undefined) return { _tag: 'Next', value }
    }
  }

  return {
    take,
    next: async () => {
      for (;;) {
        const heard = take()
        if (heard !== undefined) return heard
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
    cancel: () => {
      if (isCanceled) return
      isCanceled = true
      rouse()
      // Only this ends the call at the server; leaving a loop or destroying the stream does not (C8). Where there is no
      // connection yet it waits for one, and nobody waits for it.
      if (!isOver && failure === undefined) void cancel().catch(() => undefined)
    },
  }
}
