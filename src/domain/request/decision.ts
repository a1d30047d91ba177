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

interface Where {
  readonly status: OpenedRequest['status']
  readonly mergedInto?: string | undefined
}

/** The status does not allow it; of a merged request, where the case goes on. */
export const notOpen = ({ status, mergedInto }: Where): RequestError => ({
  _tag: 'RequestNotOpen',
  status,
  ...(mergedInto === undefined ? {} : { mergedInto }),
})

/** The reason why not, for a request in the wrong status. */
export const notNow = (s: OpenedRequest): Decision =>
  reject(WAITING.has(s.status) ? { _tag: 'AnswerPending', status: s.status } : notOpen(s))
