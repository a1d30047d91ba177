/**
 * How the builders beside this file are made: each fills in what a rule does not mention, so that a test shows only what
 * matters. The people are always the same few; ids are short words, times one working day.
 */
import type { Command, Envelope, Event } from '../../domain/kernel/decider.js'
import type { EventFamily } from '../../domain/kernel/event-family.js'
import type { Actor } from '../../domain/values/actor.js'
import type { Instant } from '../../domain/values/instant.js'

export const customer: Actor = { kind: 'customer', id: 'c-1' }
export const agent: Actor = { kind: 'agent', id: 'a-1' }
export const supervisor: Actor = { kind: 'agent', id: 'a-2', roles: ['supervisor'] }
export const warehouse: Actor = { kind: 'warehouse', id: 'w-1' }
export const finance: Actor = { kind: 'finance', id: 'f-1' }
export const secondFinance: Actor = { kind: 'finance', id: 'f-2' }
export const system: Actor = { kind: 'system', id: 'reaction' }
export const provider: Actor = { kind: 'provider', id: 'psp' }

/** Text as an instant, for tests only: it is not checked. */
export const at = (instant: string): Instant => instant as Instant
export const noon = at('2026-03-02T12:00:00.000Z')

export type Given = Partial<Envelope>

export const envelope = (given: Given = {}): Envelope => ({
  tenant: 'main',
  commandId: 'command-1',
  actor: system,
  channel: 'api',
  at: noon,
  ...given,
})

/** A builder of one command: the usual data and actor, changed by what a test says. */
export const commandBuilder =
  <Type extends string, Data extends object>(type: Type, actor: Actor, usual: Data) =>
  (data: Partial<Data> = {}, given: Given = {}): Command<Type, Data> => ({
    type,
    data: { ...usual, ...data },
    facts: undefined,
    ...envelope({ actor, ...given }),
  })

/** A builder of one event, likewise. */
export const eventBuilder =
  <Type extends string, Data extends object>(family: EventFamily<Type, Data>, usual: NoInfer<Data>) =>
  (data: Partial<Data> = {}): Event<Type, Data> => ({ type: family.type, data: { ...usual, ...data } })
