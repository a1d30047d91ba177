/** The few words in which a request's rules answer. */
import * as E from 'fp-ts/lib/Either.js'
import type { RequestCommand } from './commands.js'
import type { RequestError } from './errors.js'
import type { RequestEvent } from './events.js'
import type { OpenedRequest } from './state.js'

export type Decision = E.Either<RequestError, ReadonlyArray<RequestEvent>>
export type CommandNamed<Type extends RequestCommand['type']> = Extract<RequestCommand, { readonly type: Type }>

export const nothing: Decision = E.right([])
export const accept = (...events: ReadonlyArray<RequestEvent>): Decision => E.right(events)
export const reject = (error: RequestError): Decision => E.left(error)

const WAITING: ReadonlySet<string> = new Set(['reserving', 'switching', 'canceling'])

/** The reason why not, for a request in the wrong status. */
export const notNow = (s: OpenedRequest): Decision =>
  reject({
    _tag: WAITING.has(s.status) ? 'AnswerPending' : 'RequestNotOpen',
    status: s.status,
  })
