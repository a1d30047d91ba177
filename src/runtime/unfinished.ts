/**
 * What a worker has read but is not done with: legs whose answer is awaited, events whose reactions could not be run.
 * The checkpoint stays before the oldest of them, so that a worker that starts from there finds them again.
 */
import type { EventOfFamily } from '../domain/kernel/event-family.js'
import type { RefundLegSubmitted } from '../domain/refund/index.js'
import type { Position } from '../ports/event-store.js'
import type { AfterSalesError } from './errors.js'
import type { LoggedEvent } from './read-log.js'

interface OpenLeg {
  readonly _tag: 'OpenLeg'
  readonly refundId: string
  readonly dueAt: string
}
/** Without the event where not even that could be read. */
interface Stuck {
  readonly _tag: 'Stuck'
  readonly logged: LoggedEvent | undefined
}
type Work = OpenLeg | Stuck

interface Entry {
  /** Where the worker stood before it; absent at the beginning of the log. */
  readonly before: Position | undefined
  readonly work: Work
  reported: AfterSalesError['_tag'] | undefined
}

export type Unfinished = ReturnType<typeof unfinished>

export const unfinished = () => {
  // In the order of the log: what was put first and is still there is the oldest.
  const entries = new Map<string, Entry>()
  const put = (key: string, before: Position | undefined, work: Work): void => {
    const known = entries.get(key)
    entries.set(key, { before: known === undefined ? before : known.before, work, reported: known?.reported })
  }

  return {
    /** A leg that goes out awaits its answer; one that was answered for good is done. */
    note: ({ stream, event }: LoggedEvent, before: Position | undefined): void => {
      if (event.type === 'RefundLegSubmitted') {
        const { refundId, legId, answerDueAt }: EventOfFamily<typeof RefundLegSubmitted>['data'] = event.data
        put(`leg ${stream} ${legId}`, before, { _tag: 'OpenLeg', refundId, dueAt: answerDueAt })
      }
      if (event.type === 'RefundLegSucceeded' || event.type === 'RefundLegFailed')
        entries.delete(`leg ${stream} ${event.data.legId}`)
    },
    stuck: (eventId: string, before: Position | undefined, logged: LoggedEvent | undefined): void =>
      put(`event ${eventId}`, before, { _tag: 'Stuck', logged }),
    done: (key: string): boolean => entries.delete(key),
    keyOf: (eventId: string): string => `event ${eventId}`,
    list: (): ReadonlyArray<readonly [key: string, work: Work]> => [...entries].map(([key, { work }]) => [key, work]),
    /** True the first time that this went wrong in this way: an alarm every few seconds is heard by nobody. */
    isNews: (key: string, problem: AfterSalesError): boolean => {
      const entry = entries.get(key)
      if (entry === undefined) return true
      const isNews = entry.reported !== problem._tag
      entry.reported = problem._tag
      return isNews
    },
    /** How far everything is done, for one who has read up to `passed`. */
    doneUpTo: (passed: Position | undefined): Position | undefined => {
      const [oldest] = entries.values()
      return oldest === undefined ? passed : oldest.before
    },
  }
}
