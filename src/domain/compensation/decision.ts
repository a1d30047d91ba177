/** The few words in which a compensation's rules answer. */
import * as E from 'fp-ts/lib/Either.js'
import type { CompensationCommand } from './commands.js'
import type { CompensationError } from './errors.js'
import type { CompensationEvent } from './events.js'
import type { ProposedCompensation } from './state.js'

export type Decision = E.Either<CompensationError, ReadonlyArray<CompensationEvent>>
export type CommandNamed<Type extends CompensationCommand['type']> = Extract<
  CompensationCommand,
  { readonly type: Type }
>

export const nothing: Decision = E.right([])
export const accept = (...events: ReadonlyArray<CompensationEvent>): Decision => E.right(events)
export const reject = (error: CompensationError): Decision => E.left(error)

/** The reason why not, for a compensation in the wrong status. */
export const notNow = ({ status }: ProposedCompensation): Decision =>
  reject(status === 'reserving' ? { _tag: 'CompensationPending' } : { _tag: 'CompensationNotOpen', status })

/** What events name, so that others know whom they concern. */
export const idsOf = ({ compensationId, requestId, orderId }: ProposedCompensation) => ({
  compensationId,
  requestId,
  orderId,
})

/** What every end without a benefit names: the allowances to give back, too. */
export const ended = (s: ProposedCompensation) => ({ ...idsOf(s), allowances: s.held })
