/**
 * Any call about cases that are there: an input that the border takes, each value of which is exchanged for one that the
 * log knows under the same name, for one of nobody, or for one out of range; by anybody.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Actor, AfterSales, StoredEvent } from 'after-sales'
import type { History } from './any-history.js'
import { callerOf, inputs, pathsIn, withAt, type Path } from './calls.js'

export interface AnyCall {
  readonly name: string
  readonly input: object
  readonly by: { readonly actor: Actor; readonly commandId: string }
}

type Words = ReadonlyMap<string, ReadonlyArray<unknown>>

/** What a field is called in the log where it is called otherwise in a call. */
const ALSO_CALLED: Readonly<Record<string, ReadonlyArray<string>>> = {
  into: ['requestId'],
  id: ['requestId', 'returnId', 'refundId', 'replacementId', 'repairId', 'compensationId'],
  receiptId: ['receiptId', 'parcelId'],
  canceled: ['lines'],
}
const OUT_OF_RANGE = [0, -1, 1, 2, 3, 1.5, 2 ** 53, 999_999_999]
const CURRENCIES = ['EUR', 'JPY', 'USD', 'XXX', 'eur']
const KINDS: ReadonlyArray<Actor['kind']> = [
  ...(['agent', 'agent', 'agent', 'finance', 'finance', 'warehouse', 'merchant', 'platform', 'system'] as const),
  ...(['customer', 'customer', 'carrier', 'provider'] as const),
]
const STAFF = ['agent-1', 'agent-2', 'director-1', 'counsel-1', 'finance-1', 'dock-1', 'somebody-else']
const ROLES = ['lead', 'lead', 'director', 'legal', 'finance', 'manager']

/** Every name in the log with the values that it had. */
const wordsOf = (log: ReadonlyArray<StoredEvent>): Words => {
  const words = new Map<string, Array<unknown>>([['stream', log.map(({ stream }) => stream)]])
  const walk = (name: string, value: unknown): void => {
    if (Array.isArray(value)) value.forEach((member) => walk(name, member))
    else if (typeof value === 'object' && value !== null)
      for (const [key, member] of Object.entries(value)) walk(key, member)
    else {
      const known = words.get(name)
      if (known === undefined) words.set(name, [value])
      else known.push(value)
    }
  }
  for (const { data } of log) walk('', JSON.parse(data))
  return words
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>>)[key], value)
const nameOf = (path: Path): string => path.filter((key) => !/^\d+$/.test(key)).at(-1) ?? ''

/** A call that somebody has in mind: a sample, or what `whatNext` names, also where it would be a no. */
interface Idea {
  readonly name: string
  readonly input: object
  readonly by: ReadonlyArray<{ readonly kind: Actor['kind']; readonly role?: string }>
}
const samples: ReadonlyArray<Idea> = Object.entries(inputs).map(([name, input]) => ({ name, input, by: [] }))

const namedNext = async (api: AfterSales, requestId: string, isPossible: boolean): Promise<ReadonlyArray<Idea>> => {
  const next = await api.whatNext(requestId)()
  if (E.isLeft(next)) return []
  const { possible, notNow } = next.right
  return isPossible
    ? possible.map(({ call, example, by }) => ({ name: call, input: example, by }))
    : notNow.map(({ call, example }) => ({ name: call, input: example, by: [] }))
}

export const anyCall = async ({ api, log, chance, scenario }: History, n: number): Promise<AnyCall> => {
  const words = wordsOf(log)
  const pick = <A>(list: ReadonlyArray<A>, what: string): A => chance.pick(list, what, n)
  const happens = (probability: number, what: string): boolean => chance.happens(probability, what, n)

  const { requestId } = pick(scenario.wishes, 'whose case')
  const named = happens(0.6, 'is named') ? await namedNext(api, requestId, happens(0.75, 'is possible')) : []
  const isNamed = named.length > 0
  const idea = pick(isNamed ? named : samples, 'which call')

  const instead = (path: Path, value: unknown): unknown => {
    const what = path.join('.')
    const name = nameOf(path)
    if (isNamed && !happens(0.1, `changes ${what}`)) return value
    if (happens(0.03, `is nobody ${what}`)) return typeof value === 'string' ? 'nobody-has-this' : -1
    if (name === 'currency' && happens(0.2, `other ${what}`)) return pick(CURRENCIES, `of ${what}`)
    if (typeof value === 'number' && happens(0.15, `range ${what}`)) return pick(OUT_OF_RANGE, `out of ${what}`)
    const known = (ALSO_CALLED[name] ?? [name]).flatMap((one) => words.get(one) ?? [])
    const alike = known.filter((one) => typeof one === typeof value)
    return alike.length > 0 && happens(0.85, `is known ${what}`) ? pick(alike, `known ${what}`) : value
  }
  const leaves = pathsIn(idea.input).filter((path) => typeof valueAt(idea.input, path) !== 'object')
  const made = leaves.reduce<unknown>(
    (input, path) => withAt(input, path, instead(path, valueAt(idea.input, path))),
    idea.input,
  )
  const kept = Object.entries(made as object).filter(([key]) => !happens(isNamed ? 0.01 : 0.05, `lacks ${key}`))

  const [who] = idea.by
  const isTheirs = who !== undefined && happens(0.8, 'is theirs')
  const kind = isTheirs ? who.kind : pick(KINDS, 'kind')
  const id = kind === 'customer' ? pick(scenario.wishes, 'customer').customerId : pick(STAFF, 'id')
  const roles = [...(isTheirs && who.role !== undefined ? [who.role] : []), ...ROLES.filter((r) => happens(0.4, r))]
  const actor: Actor = { kind, id, roles }
  return {
    name: idea.name,
    input: Object.fromEntries(kept),
    by: { ...callerOf(idea.name), actor, commandId: `call-${n}` },
  }
}
