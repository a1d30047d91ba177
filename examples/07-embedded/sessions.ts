/**
 * Who calls. The host vouches for it: here by a token in a list, in a real shop by its sessions. The library believes the
 * actor that it is given, and decides what that actor may do.
 */
import type { FastifyRequest } from 'fastify'
import type { Caller } from 'after-sales'

type Actor = Caller['actor']

const PEOPLE: Readonly<Record<string, Actor>> = {
  'token-customer-7': { kind: 'customer', id: 'customer-7' },
  'token-customer-8': { kind: 'customer', id: 'customer-8' },
  'token-agent-1': { kind: 'agent', id: 'agent-1' },
  'token-agent-2': { kind: 'agent', id: 'agent-2' },
}

/** An answer that the host itself gives, before the library is asked. */
export class Refused extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

export const actorOf = ({ headers }: FastifyRequest): Actor => {
  const actor = PEOPLE[headers.authorization?.replace(/^Bearer /, '') ?? '']
  if (actor === undefined) throw new Refused(401, 'HTTP.WHO', 'Say who you are: Authorization: Bearer <token>.')
  return actor
}

export const staffOf = (request: FastifyRequest): Actor => {
  const actor = actorOf(request)
  if (actor.kind === 'customer') throw new Refused(403, 'HTTP.STAFF_ONLY', 'Only staff may look at this.')
  return actor
}

/**
 * `Idempotency-Key` makes a call that may be repeated one command: the same key with the same payload is done once. `step`
 * tells the commands of one call apart.
 */
export const callerOf = (request: FastifyRequest, step: string): Caller => {
  const key = request.headers['idempotency-key']
  const actor = actorOf(request)
  return { actor, channel: 'app', ...(typeof key === 'string' ? { commandId: `${key}:${step}` } : {}) }
}
