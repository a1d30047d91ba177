/**
 * The log told again: every event decoded and checked, and added up by what the events themselves say. Nothing of the
 * files and nothing of the run goes into these figures.
 */
import * as E from 'fp-ts/lib/Either.js'
import { readLog, toException, type EventStore } from 'after-sales'

export interface Turned {
  requests: number
  units: number
}

export interface LogTotals {
  readonly events: number
  readonly orders: number
  readonly requests: number
  /** Requests that have come to their end, by id: a run that goes on need not look at them again. */
  readonly ended: ReadonlySet<string>
  readonly refunds: number
  readonly units: number
  readonly paid: number
  /** Paid after people had approved: by one, by two. */
  readonly approvedBy: readonly [one: number, two: number]
  /** Turned down, by the reason in the log. */
  readonly turnedDown: ReadonlyMap<string, Turned>
}

export const replay = async (store: EventStore): Promise<LogTotals> => {
  const ended = new Set<string>()
  const turnedDown = new Map<string, Turned>()
  /** Units asked for by requests that are not decided yet. */
  const asked = new Map<string, number>()
  const approvedBy: [number, number] = [0, 0]
  let [events, orders, requests, refunds, units, paid] = [0, 0, 0, 0, 0, 0]

  const turnDown = (stream: string, reason: string): void => {
    const sum = turnedDown.get(reason) ?? { requests: 0, units: 0 }
    turnedDown.set(reason, sum)
    sum.requests += 1
    sum.units += asked.get(stream) ?? 0
    asked.delete(stream)
  }

  for await (const logged of readLog(store)) {
    if (E.isLeft(logged)) throw toException(logged.left)
    const { stream, event } = logged.right
    events += 1
    switch (event.type) {
      case 'OrderRegistered':
        orders += 1
        break
      case 'RequestOpened':
        requests += 1
        break
      case 'SubmissionStarted':
        asked.set(
          stream,
          event.data.lines.reduce((sum, line) => sum + line.quantity, 0),
        )
        break
      case 'SubmissionRefused':
        turnDown(stream, event.data.refusal._tag)
        break
      case 'RequestRejected':
        turnDown(stream, event.data.code)
        break
      case 'RequestApproved':
        asked.delete(stream)
        break
      case 'UnitsConfirmed':
        units += event.data.lines.reduce((sum, line) => sum + line.quantity, 0)
        break
      case 'RefundApproved':
        if (event.data.by._tag === 'Persons') approvedBy[event.data.by.approvers.length - 1]! += 1
        break
      case 'RefundLegSucceeded':
        refunds += 1
        paid += event.data.minor
        break
      case 'RequestClosed':
      case 'RequestCanceled':
        ended.add(event.data.requestId)
        break
      default:
    }
  }
  return { events, orders, requests, ended, refunds, units, paid, approvedBy, turnedDown }
}
