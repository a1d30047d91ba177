/** A person, or a program of the host, as `kind:id`. */
import { InvalidArgumentError } from 'commander'
import { ActorId, ActorKind } from '../domain/values/actor.js'

export interface GivenActor {
  readonly kind: ActorKind
  readonly id: string
}

export const actor = (given: string): GivenActor => {
  const at = given.indexOf(':')
  const [kind, id] = [given.slice(0, at), given.slice(at + 1)]
  if (at < 0 || !ActorKind.is(kind) || !ActorId.is(id))
    throw new InvalidArgumentError('An actor is kind:id, such as agent:agent-1 or system:nightly.')
  return { kind, id }
}
