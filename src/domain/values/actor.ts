/** Who acts, through which channel, by what right. Actor ids are pseudonyms: no names, no addresses. */
import type * as t from 'io-ts'
import { listOf, oneOf, record, text } from '../kernel/codec.js'

export const ActorKind = oneOf('ActorKind', [
  'customer',
  'agent',
  'warehouse',
  'finance',
  'merchant',
  'platform',
  'carrier',
  'provider',
  'system',
])
export type ActorKind = t.TypeOf<typeof ActorKind>

export const ActorId = text('ActorId', 1, 128)
export const Role = text('Role', 1, 64)

/** `roles` are those that the host vouches for; limits and approvals read them. */
export const Actor = record('Actor', { kind: ActorKind, id: ActorId }, { roles: listOf(Role, 0, 20) })
export type Actor = t.TypeOf<typeof Actor>

export const Channel = oneOf('Channel', ['web', 'app', 'chat', 'phone', 'mail', 'store', 'api', 'system'])
export type Channel = t.TypeOf<typeof Channel>

/** The same person, whatever hat they wear: kinds do not distinguish people, ids do. */
export const samePerson = (a: { readonly id: string }, b: { readonly id: string }): boolean => a.id === b.id

const OUTSIDERS: ReadonlySet<ActorKind> = new Set<ActorKind>(['customer', 'carrier', 'provider'])

/** The shop and whoever works for it. */
export const isStaff = ({ kind }: Actor): boolean => !OUTSIDERS.has(kind)

/** A role is one in the shop: who acts as a customer, a carrier or a provider brings none along. */
export const hasRole = (actor: Actor, role: string): boolean =>
  isStaff(actor) && (actor.kind === role || (actor.roles ?? []).includes(role))

export const hasAnyRole = (actor: Actor, roles: ReadonlyArray<string>): boolean =>
  roles.some((role) => hasRole(actor, role))

/** Not a program that passes on what it was told: whose word about money needs a second one. */
export const isPerson = ({ kind }: Pick<Actor, 'kind'>): boolean => kind !== 'provider' && kind !== 'system'

/** Of payments, benefits and what is taken from them: not for customers, nor for those who only carry the goods. */
export const mayTellOfMoney = (actor: Actor): boolean => isStaff(actor) || actor.kind === 'provider'

/** By command, who else than the shop may give it. */
export type FromOthers<Type extends string> = Readonly<Partial<Record<Type, ReadonlyArray<ActorKind>>>>

/** Asked before anything else: whoever may not say it, hears no more than that. */
export const maySay = <Type extends string>(
  { type, actor }: { readonly type: Type; readonly actor: Actor },
  others: FromOthers<Type>,
): boolean => isStaff(actor) || (others[type] ?? []).includes(actor.kind)
