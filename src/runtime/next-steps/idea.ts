/**
 * Who may do what next is not written down a second time: each thing that somebody might do is tried on the decider
 * itself, with a plausible example and without writing anything. So the answer is what the call would say.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Decider, Event } from '../../domain/kernel/decider.js'
import type { Actor, ActorKind } from '../../domain/values/actor.js'
import type { StreamKind } from '../../domain/values/ids.js'
import type { Instant } from '../../domain/values/instant.js'
import { aggregateOf, type AnyCommand } from '../aggregates.js'
import { describe, type AfterSalesError } from '../errors.js'

/** What would be asked: as plausible as it can be without knowing what the person wants. */
export interface Example {
  readonly type: string
  readonly data: unknown
  readonly facts?: unknown
}

/** Something that somebody might do with an aggregate. No example: there is nothing that it could be about. */
export interface Idea<S> {
  /** The function of the façade, such as `requests.approve`. */
  readonly call: string
  /** Who does this in a shop, the most likely first. */
  readonly by: ReadonlyArray<Actor>
  readonly examples: (s: S, at: Instant) => ReadonlyArray<Example>
}

export interface Who {
  readonly kind: ActorKind
  readonly role?: string
}

interface OfCall {
  readonly call: string
  readonly kind: StreamKind
  readonly id: string
}
export interface NextStep extends OfCall {
  readonly by: ReadonlyArray<Who>
}
export interface NotNow extends OfCall {
  /** Of the one who would most likely do it. */
  readonly why: { readonly tag: string; readonly code: string; readonly en: string; readonly zh: string }
}
export interface Steps {
  readonly possible: ReadonlyArray<NextStep>
  readonly notNow: ReadonlyArray<NotNow>
}

/** Nobody who had a part in the case; rules about persons are answered for a real one with `as`. */
export const somebody = (kind: ActorKind, role?: string): Actor => ({
  kind,
  id: 'somebody',
  ...(role === undefined ? {} : { roles: [role] }),
})

const whoIs = ({ kind, roles = [] }: Actor): Who => (roles[0] === undefined ? { kind } : { kind, role: roles[0] })

/** Tries every idea on the state. */
export const stepsFor = <S>(
  of: {
    readonly kind: StreamKind
    readonly id: string
    readonly state: S
    readonly at: Instant
    readonly tenant: string
  },
  ideas: ReadonlyArray<Idea<S>>,
  as: Actor | undefined,
): Steps => {
  const { kind, id, state, at, tenant } = of
  const decider = aggregateOf<S>(kind).decider as Decider<AnyCommand, S, Event, AfterSalesError>
  const possible: Array<NextStep> = []
  const notNow: Array<NotNow> = []
  for (const { call, by, examples } of ideas) {
    const allowed: Array<Who> = []
    let no: AfterSalesError | undefined
    for (const { type, data, facts } of examples(state, at))
      for (const actor of as === undefined ? by : [as]) {
        const command = { type, data, facts, tenant, commandId: 'what-next', actor, channel: 'api', at } as const
        const decided = decider.decide(command)(state)
        if (E.isLeft(decided)) no ??= decided.left
        else if (decided.right.length > 0) allowed.push(whoIs(actor))
      }
    const who = allowed.filter((one, i) => allowed.findIndex((o) => o.kind === one.kind && o.role === one.role) === i)
    if (who.length > 0) possible.push({ call, kind, id, by: who })
    else if (no !== undefined) {
      const { code, en, zh } = describe(no)
      notNow.push({ call, kind, id, why: { tag: no._tag, code, en, zh } })
    }
  }
  return { possible, notNow }
}
