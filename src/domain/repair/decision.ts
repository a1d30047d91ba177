/** The few words in which a repair's rules answer. */
import * as E from 'fp-ts/lib/Either.js'
import { epochMsOf, type Instant } from '../values/instant.js'
import type { RepairCommand } from './commands.js'
import type { RepairError } from './errors.js'
import type { RepairEvent } from './events.js'
import type { PlannedRepair } from './state.js'

export type Decision = E.Either<RepairError, ReadonlyArray<RepairEvent>>
export type CommandNamed<Type extends RepairCommand['type']> = Extract<RepairCommand, { readonly type: Type }>

export const nothing: Decision = E.right([])
export const accept = (...events: ReadonlyArray<RepairEvent>): Decision => E.right(events)
export const reject = (error: RepairError): Decision => E.left(error)
export const notNow = ({ status }: PlannedRepair): Decision => reject({ _tag: 'RepairNotOpen', status })

export const idsOf = ({ repairId, requestId, orderId }: PlannedRepair) => ({ repairId, requestId, orderId })

const MS_PER_DAY = 86_400_000
const MOST_DAYS = 10_000

/** Since the first goods came; a day that has begun counts, as it does for the customer. */
export const daysSince = (s: PlannedRepair, at: Instant): number => {
  const days = Math.ceil((epochMsOf(at) - epochMsOf(s.receivedAt!)) / MS_PER_DAY)
  return Math.min(MOST_DAYS, Math.max(0, days))
}
