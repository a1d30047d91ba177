/**
 * The feed: hands what is published to the host, event by event, in the order of each stream and at least once. The
 * checkpoint moves behind what the host has taken; what it rejects is tried again or parked, as its failure policy says.
 */
import * as E from 'fp-ts/lib/Either.js'
import { publishedOf, type PublishedEvent } from '../../projections/published/index.js'
import type { AfterSalesError } from '../errors.js'
import { inTime } from '../in-time.js'
import type { LoggedEvent } from '../read-log.js'
import type { Runtime } from '../runtime.js'
import { seenBy } from '../seen-by.js'
import type { FeedError } from './feed-errors.js'
import type { Finished } from './progress.js'

/**
 * Takes one event. It resolves when the event is safe with whoever has to know it; a rejection, or a minute without an
 * answer, means that it is not, and it comes again. The same event has the same `id` each time. Events of one stream come
 * one after the other, those of different streams at once, 64 at most. `signal`: nobody waits for the answer any more.
 *
 * @example
 * onEvent: async (event) => queue.publish(event.type, JSON.stringify(event), { messageId: event.id })
 */
export type OnEvent = (event: PublishedEvent, context: { readonly signal: AbortSignal }) => Promise<unknown>

/** Long enough for a slow queue; whoever takes longer writes the event down first. */
const ANSWER_SECONDS = 60
const NO_ROWS: Finished = E.right([])

export const noListener: OnEvent = () => Promise.reject(new Error('nobody takes the events'))

export const feedOf =
  (runtime: Runtime, onEvent: OnEvent) =>
  async (logged: LoggedEvent): Promise<Finished> => {
    const { tenant, clock, telemetry } = runtime
    const event = publishedOf(tenant, seenBy(logged))
    if (event === undefined) return NO_ROWS
    const not = (why: 'rejected' | 'silent') => (): FeedError => ({
      ...{ _tag: 'EventNotDelivered', eventId: event.id, type: event.type, why },
    })
    // What it rejects with may hold anything, also personal data: it stays with the host.
    const taken = await inTime<AfterSalesError, unknown>(clock, ANSWER_SECONDS, not('silent'), (signal) => async () => {
      try {
        return E.right(await onEvent(event, { signal }))
      } catch {
        return E.left(not('rejected')())
      }
    })
    if (E.isLeft(taken)) return taken
    telemetry.count('aftersales.feed.delivered', 1, { type: event.type })
    return NO_ROWS
  }
