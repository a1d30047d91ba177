/** What a person may do now, and what everybody around a case needs for it. */
import type * as E from 'fp-ts/lib/Either.js'
import type { AfterSales } from '../../../after-sales.js'
import type { Actor } from '../../../domain/values/actor.js'
import type { AfterSalesError } from '../../../runtime/errors.js'
import type { Parked } from '../../../runtime/workers/parking.js'
import type { SimulatedBenefits } from '../../simulated-benefits.js'
import type { Chance } from '../chance.js'
import type { Monitor } from '../monitor.js'
import type { Scenario } from '../scenario.js'
import type { World } from '../world.js'

export type Api = AfterSales
export interface Caller {
  readonly actor: Actor
  readonly commandId: string
}
export type Do = (api: Api, caller: Caller) => () => Promise<E.Either<AfterSalesError, unknown>>

export interface Option {
  readonly name: string
  /** What it is about: after a no, a person does not ask the same again before something has happened. */
  readonly about: string
  readonly do: Do
}

export const option = (name: string, about: string, action: Do): Option => ({ name, about, do: action })

/** None or some, so that lists of options read as lists of rules. */
export const when = (holds: boolean, ...options: ReadonlyArray<Option>): ReadonlyArray<Option> => (holds ? options : [])

export interface PeopleMeans {
  readonly world: World
  readonly chance: Chance
  readonly monitor: Monitor
  readonly scenario: Scenario
  /** Who gives customers what they were granted. */
  readonly issuer: SimulatedBenefits
  /** An instance that is up, or none. */
  readonly anyApi: (what: string, nth: number) => Api | undefined
  /** How a key stands in the provider's own books. */
  readonly standingOf: (key: string) => 'paid' | 'open' | 'unpaid'
  /** Nothing goes wrong any more. */
  readonly isCalm: () => boolean
  /** Resolves when something was written next, or the weather has become calm. */
  readonly news: () => Promise<void>
  /** Work that was put aside. */
  readonly parked: () => Promise<ReadonlyArray<Pick<Parked, 'role' | 'stream'>>>
  /** An error that no person could have caused. */
  readonly onError: (what: string, error: AfterSalesError) => void
}
