/** The few words in which an entitlement's rules answer. */
import * as E from 'fp-ts/lib/Either.js'
import type { EntitlementCommand } from './commands.js'
import type { EntitlementError } from './errors.js'
import type { EntitlementEvent } from './events.js'

export type Decision = E.Either<EntitlementError, ReadonlyArray<EntitlementEvent>>
/** What a command or an event of this name carries. */
export type Asked<Type extends EntitlementCommand['type']> = Extract<
  EntitlementCommand,
  { readonly type: Type }
>['data']
export type Told<Type extends EntitlementEvent['type']> = Extract<EntitlementEvent, { readonly type: Type }>['data']

export const nothing: Decision = E.right([])
export const accept = (...events: ReadonlyArray<EntitlementEvent>): Decision => E.right(events)
export const reject = (error: EntitlementError): Decision => E.left(error)
