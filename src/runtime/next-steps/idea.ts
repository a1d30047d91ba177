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
  readonly data: object
  /** As the façade looks them up; or why it cannot. */
  readonly facts?: E.Either<AfterSalesError, unknown>
}

/** Something that somebody might do with an aggregate. No example: there is nothing that it could be about. */
export interface Idea<S> {
  /** The function of the façade, such as `requests.approve`. */
  readonly call: string
  /** Who does this in a shop, the most likely first. */
  readonly by: ReadonlyArray<Actor>
  readonly examples: (s: S, at: Instant) => ReadonlyArray<Example>
  /** False where it may be done and nobody waits for it. */
  readonly isExpected?: boolean
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
  /** Somebody waits for it. A correction, a second thought or a word from outside may come as well, and nobody does. */
  readonly isExpected: boolean
  /** An input that the call would take now, from any of these. */
  readonly example: object
}
export interface NotNow extends OfCall {
  /** Who would most likely do it, with what, and why they cannot. */
  readonly by: Who
  readonly example: object
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

/** Where a person would say why, and what names a thing. */
export const NEW = 'what-next'
/** A name that is new among those. */
export const named = ({ size }: { readonly size: number }): string => `${NEW}-${size + 1}`

const whoIs = ({ kind, roles = [] }: Actor): Who => (roles[0] === undefined ? { kind } : { kind, role: roles[0] })

interface Of<S> {
  readonly kind: StreamKind
  readonly id: string
  readonly state: S
  readonly at: Instant
  readonly tenant: string
}

/** How one person would fare with one example; `noChange`: it was done before. */
const tried = <S>(
  { kind, state, at, tenant }: Of<S>,
  { type, data, facts = E.right(undefined) }: Example,
  by: Actor,
) => {
  if (E.isLeft(facts)) return facts.left
  const decider = aggregateOf<S>(kind).decider as Decider<AnyCommand, S, Event, AfterSalesError>
  const command = {
    type,
    data,
    facts: facts.right,
    tenant,
    commandId: 'what-next',
    actor: by,
    channel: 'api',
    at,
  } as const
  const decided = decider.decide(command)(state)
  if (E.isLeft(decided)) return decided.left
  return decided.right.length > 0 ? 'possible' : 'noChange'
}

const stepFor = <S>(of: Of<S>, idea: Idea<S>, as: Actor | undefined): NextStep | NotNow | undefined => {
  const { kind, id, state, at } = of
  const { call, examples, isExpected = true } = idea
  let no: NotNow | undefined
  for (const example of examples(state, at)) {
    const allowed = new Map<string, Who>()
    for (const by of as === undefined ? idea.by : [as]) {
      const fared = tried(of, example, by)
      const who = whoIs(by)
      if (fared === 'possible') allowed.set(JSON.stringify(who), who)
      if (typeof fared === 'string') continue
      const { code, en, zh } = describe(fared)
      no ??= { call, kind, id, by: who, example: example.data, why: { tag: fared._tag, code, en, zh } }
    }
    if (allowed.size > 0) return { call, kind, id, by: [...allowed.values()], isExpected, example: example.data }
  }
  return no
}

/** Tries every idea on the state. */
export const stepsFor = <S>(of: Of<S>, ideas: ReadonlyArray<Idea<S>>, as: Actor | undefined): Steps => {
  const steps = ideas.flatMap((idea) => stepFor(of, idea, as) ?? [])
  return {
    possible: steps.flatMap((step) => ('isExpected' in step ? [step] : [])),
    notNow: steps.flatMap((step) => ('why' in step ? [step] : [])),
  }
}
