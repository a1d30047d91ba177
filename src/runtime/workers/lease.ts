/**
 * Which instance works, where several could. A lease saves double work and nothing else: two that work at once do no
 * harm, because revisions and checkpoints decide. So a clock that is wrong costs work, never money.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { isAfter, plusSeconds, type Instant } from '../../domain/values/instant.js'
import type { Clock } from '../../ports/clock.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import { abortedWith } from './abort-with.js'

export interface LeaseOptions {
  readonly readModels: ReadModelStore
  readonly clock: Clock
  readonly name: string
  readonly owner: string
  readonly seconds: number
  readonly signal: AbortSignal
}

interface Held {
  readonly owner: string
  readonly until: Instant
}

/** Renewed three times before it ends, so that one renewal may be lost. */
const RENEW_PART = 3
const MOST_FAILED_RENEWALS = 2

const heldIn = (value: string): Held | undefined => {
  try {
    const { owner, until } = JSON.parse(value) as Partial<Held>
    return typeof owner === 'string' && typeof until === 'string' ? { owner, until } : undefined
  } catch {
    return undefined
  }
}

/** Takes the lease if it is free, over or ours. */
const tryTake = async ({
  readModels,
  clock,
  name,
  owner,
  seconds,
}: LeaseOptions): Promise<'ours' | 'theirs' | 'unknown'> => {
  const key = `lease ${name}`
  const stored = await readModels.checkpoint(key)()
  if (E.isLeft(stored)) return 'unknown'
  const held = O.isNone(stored.right) ? undefined : heldIn(stored.right.value.value)
  const now = clock.now()
  // A lease that ends later than any lease could was taken by a process whose clock was wrong.
  const isHeld = held !== undefined && isAfter(held.until, now) && !isAfter(held.until, plusSeconds(now, 2 * seconds))
  if (isHeld && held.owner !== owner) return 'theirs'
  const until = plusSeconds(now, seconds)
  const expected = O.isNone(stored.right) ? 0 : stored.right.value.version
  const checkpoint = JSON.stringify({ owner, until })
  return E.isRight(await readModels.commit({ name: key, expected, checkpoint, changes: [] })()) ? 'ours' : 'unknown'
}

/** Others need not wait until it is over. What goes wrong here costs them that wait, and nothing else. */
export const giveBack = async ({ readModels, clock, name, owner }: Omit<LeaseOptions, 'seconds' | 'signal'>) => {
  const key = `lease ${name}`
  const stored = await readModels.checkpoint(key)()
  if (E.isLeft(stored) || O.isNone(stored.right)) return
  const { value, version: expected } = stored.right.value
  if (heldIn(value)?.owner !== owner) return
  const checkpoint = JSON.stringify({ owner, until: clock.now() })
  await readModels.commit({ name: key, expected, checkpoint, changes: [] })()
}

/**
 * Runs `work` while this instance holds the lease, again whenever it gets it back. `work` ends when its signal aborts;
 * what it answers otherwise is the answer.
 */
export const whileLeased = async <A>(
  options: LeaseOptions,
  onStandby: () => void,
  work: (signal: AbortSignal) => Promise<A | undefined>,
): Promise<A | undefined> => {
  const { clock, seconds, signal } = options
  if (seconds === 0) return work(signal)
  const pauseMs = (seconds * 1_000) / RENEW_PART
  while (!signal.aborted) {
    if ((await tryTake(options)) !== 'ours') {
      onStandby()
      await clock.sleep(pauseMs, signal)
      continue
    }
    const lost = abortedWith(signal)
    const either = lost.signal
    const renewing = (async () => {
      for (let failed = 0; ;) {
        await clock.sleep(pauseMs, either)
        if (either.aborted) return
        const taken = await tryTake(options)
        failed = taken === 'ours' ? 0 : failed + 1
        if (taken === 'theirs' || failed === MOST_FAILED_RENEWALS) return lost.abort('over')
      }
    })()
    let wasLost = false
    let answer: A | undefined
    try {
      answer = await work(either)
      wasLost = lost.signal.aborted
    } finally {
      // Also when it throws: a lease that nobody works under is not renewed.
      lost.abort('over')
      await renewing
    }
    if (!wasLost || signal.aborted) return answer
  }
  return undefined
}
