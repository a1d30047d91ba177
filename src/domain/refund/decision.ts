/** The few words in which a refund's rules answer. */
import * as E from 'fp-ts/lib/Either.js'
import type { RefundCommand } from './commands.js'
import type { RefundError } from './errors.js'
import type { RefundEvent } from './events.js'
import type { ProposedRefund } from './state.js'

export type Decision = E.Either<RefundError, ReadonlyArray<RefundEvent>>
export type CommandNamed<Type extends RefundCommand['type']> = Extract<RefundCommand, { readonly type: Type }>

export const nothing: Decision = E.right([])
export const accept = (...events: ReadonlyArray<RefundEvent>): Decision => E.right(events)
export const reject = (error: RefundError): Decision => E.left(error)

/** What every last event of a refund names, so that request and entitlement know whom it concerns. */
export const ended = ({ refundId, requestId, orderId }: ProposedRefund) => ({ refundId, requestId, orderId })
