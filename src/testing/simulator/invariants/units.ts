/** 1: goods are counted once, on the order and on their way back. */
import type { RegisteredEntitlement } from '../../../domain/entitlement/index.js'
import { inspectedUnits } from '../../../domain/return/line.js'
import type { AuthorizedReturn } from '../../../domain/return/index.js'
import type { Invariant } from './seen.js'

const ORDERED = 'I1 never more units than were ordered'

/** What is claimed, back, kept or gone is no more than was ordered; and what is held, somebody holds. */
export const unitsWithinOrder: Invariant =
  ({ broken }) =>
  ({ event, state }) => {
    if (event.type !== 'UnitsReserved' && event.type !== 'UnitsConfirmed' && event.type !== 'UnitsReleased') return
    const { orderId, lines, claims } = state as RegisteredEntitlement
    for (const { line, held, returned, kept, external, canceled } of lines) {
      const used = held + returned + kept
      // Facts from outside come late, and are true all the same.
      const isNew = event.type === 'UnitsReserved' && event.data.lines.some((l) => l.lineId === line.lineId)
      if (used > line.quantity || (isNew && used + external + canceled > line.quantity))
        broken(ORDERED, `${orderId} ${line.lineId}`)
      const claimed = [...claims.values()].flatMap((c) => c.lines).filter((l) => l.lineId === line.lineId)
      if (claimed.reduce((sum, l) => sum + l.held, 0) !== held)
        broken('I1 what is held, a claim holds', `${orderId} ${line.lineId}`)
    }
  }

/** Accepted is no more than authorized and due; inspected no more than received. */
export const acceptedWithinReceived: Invariant =
  ({ broken }) =>
  ({ kind, state }) => {
    if (kind !== 'return' || (state as AuthorizedReturn).returnId === undefined) return
    const { returnId, lines } = state as AuthorizedReturn
    for (const l of lines) {
      if (inspectedUnits(l) > l.received) broken('I1 inspected is no more than received', `${returnId} ${l.lineId}`)
      if (l.accepted + l.lost + l.waived > l.authorized)
        broken('I1 accepted is no more than authorized', `${returnId} ${l.lineId}`)
      if (l.disposed > inspectedUnits(l)) broken('I1 nothing goes to two places', `${returnId} ${l.lineId}`)
    }
  }
