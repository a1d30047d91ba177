/** A notice that nobody could use yet. It ends once: given to a refund, or discarded by a person. */
import * as E from 'fp-ts/lib/Either.js'
import type { Decider } from '../kernel/decider.js'
import { isStaff } from '../values/actor.js'
import type { NoticeCommand } from './commands.js'
import type { NoticeError } from './errors.js'
import type { NoticeEvent } from './events.js'

export interface NoticeState {
  readonly status: 'none' | 'quarantined' | 'matched' | 'discarded'
}

type Decision = E.Either<NoticeError, ReadonlyArray<NoticeEvent>>
const nothing: Decision = E.right([])

const decide =
  (c: NoticeCommand) =>
  (s: NoticeState): Decision => {
    switch (c.type) {
      case 'QuarantineNotice':
        return s.status === 'none' ? E.right([{ type: 'NoticeQuarantined', data: c.data }]) : nothing
      case 'MatchNotice':
        return s.status === 'quarantined' ? E.right([{ type: 'NoticeMatched', data: c.data }]) : nothing
      case 'DiscardNotice':
        if (!isStaff(c.actor)) return E.left({ _tag: 'NoticeForStaffOnly' })
        if (s.status === 'discarded') return nothing
        return s.status === 'quarantined'
          ? E.right([{ type: 'NoticeDiscarded', data: { ...c.data, by: c.actor.id } }])
          : E.left({ _tag: 'NoticeNotQuarantined', status: s.status })
    }
  }

const evolve = (s: NoticeState, event: NoticeEvent): NoticeState => {
  switch (event.type) {
    case 'NoticeQuarantined':
      return { status: 'quarantined' }
    case 'NoticeMatched':
      return { status: 'matched' }
    case 'NoticeDiscarded':
      return { status: 'discarded' }
  }
}

export const Notice: Decider<NoticeCommand, NoticeState, NoticeEvent, NoticeError> = {
  name: 'notice',
  initial: { status: 'none' },
  decide,
  evolve,
  isTerminal: (s) => s.status === 'matched' || s.status === 'discarded',
}
