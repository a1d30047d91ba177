/**
 * One subscription, watched: it must be confirmed in time, and while it catches up it must not fall silent. Servers
 * before 23.10 never say that they have caught up; where a subscription is quiet, the rest of the log is looked at
 * instead.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Connections } from './connections.js'
import type { Flow, Heard, LogPosition, Signal } from './driver.js'
import { readLog } from './end-of-log.js'
import { stopwatch, TOO_LATE, within, type Patience } from './patience.js'
import { isAfter } from './position.js'

export interface Subscribed extends Pick<Flow<Signal>, 'take' | 'next'> {
  readonly end: () => void
}

export interface Wanted {
  readonly after: LogPosition | undefined
  readonly prefixes: ReadonlyArray<string>
  /** Where the log ended when the reader came. */
  readonly last: LogPosition | undefined
}

const PAGE = 500
const CAUGHT_UP: Heard<Signal> = { _tag: 'Next', value: { _tag: 'CaughtUp' } }
const SILENT: Heard<Signal> = { _tag: 'Broken', cause: { code: 4, message: 'no word in time' } }

export const subscribed = (
  connections: Connections,
  patience: Patience,
  wanted: Wanted,
  stop: AbortSignal,
): Subscribed => {
  const { driver, release } = connections.forSubscription()
  const flow = driver.subscribe(wanted)
  let phase: 'opening' | 'catching_up' | 'live' = 'opening'
  let upTo = wanted.after
  let isOver = false
  const end = (): void => {
    if (isOver) return
    isOver = true
    stop.removeEventListener('abort', end)
    flow.cancel()
    release()
  }
  stop.addEventListener('abort', end)
  if (stop.aborted) end()

  /** Whether nothing that is wanted stands between here and the end as the reader found it. */
  const isNothingLeft = async (): Promise<boolean> => {
    for (let from = upTo; ;) {
      const page = await readLog(connections, patience, { from: from ?? 'start', count: PAGE })
      if (E.isLeft(page)) return false
      for (const { position, stream } of page.right) {
        if (position === undefined || !isAfter(position, upTo)) continue
        if (wanted.last === undefined || isAfter(position, wanted.last)) return true
        if (wanted.prefixes.some((prefix) => stream.startsWith(prefix))) return false
      }
      const next = page.right.at(-1)?.position
      if (page.right.length < PAGE || next === undefined) return true
      from = next
    }
  }

  /** What the subscription will say next, where we have gone on without it. */
  let held: Promise<Heard<Signal>> | undefined

  const listen = async (): Promise<Heard<Signal>> => {
    const next = held ?? flow.next()
    held = undefined
    if (phase === 'live') return next
    if (phase === 'opening') {
      const heard = await within(patience.tryMs, () => next)
      return heard === TOO_LATE ? SILENT : heard
    }
    for (const left = stopwatch(patience.deadlineMs); left() > 0;) {
      const heard = await within(patience.quietMs, () => next)
      if (heard !== TOO_LATE) return heard
      if (await isNothingLeft()) {
        held = next
        return CAUGHT_UP
      }
    }
    return SILENT
  }

  const noted = (heard: Heard<Signal>): Heard<Signal> => {
    if (heard._tag !== 'Next') return heard
    const { value } = heard
    if (value._tag === 'Confirmed') phase = 'catching_up'
    if (value._tag === 'CaughtUp') phase = 'live'
    if (value._tag === 'Event') upTo = value.event.position ?? upTo
    if (value._tag === 'Checkpoint') upTo = value.position
    return heard
  }

  return {
    take: () => {
      const heard = held === undefined ? flow.take() : undefined
      return heard === undefined ? undefined : noted(heard)
    },
    next: async () => noted(await listen()),
    end,
  }
}
