/** What an invariant looks at: one event, the state before and after it, and what the world outside really did. */
import type { DomainEvent } from '../../../domain/reactions/index.js'
import type { StreamKind } from '../../../domain/values/ids.js'
import type { StoredEvent } from '../../../ports/event-store.js'
import type { SimulatedBenefits } from '../../simulated-benefits.js'
import type { SimulatedPayments } from '../../simulated-payments.js'
import type { StreamStates } from '../../../domain/deciders.js'

export interface Seen {
  readonly stored: StoredEvent
  readonly kind: StreamKind
  readonly event: DomainEvent
  readonly old: unknown
  readonly state: unknown
}

export interface LegOfKey {
  readonly refundId: string
  readonly legId: string
  readonly epoch: number
  readonly tenderId: string
  readonly minor: number
}

export type Books = Pick<SimulatedPayments, 'paid' | 'payments' | 'reversals' | 'calls' | 'processing'>
export type Given = Pick<SimulatedBenefits, 'given' | 'calls'>

export interface Watching {
  readonly broken: (promise: string, detail: string) => void
  readonly state: <K extends keyof StreamStates>(kind: K, id: string) => StreamStates[K] | undefined
  readonly payments: Books
  readonly issuer: Given
  /** Every key whose intent stands in the log. */
  readonly legs: ReadonlyMap<string, LegOfKey>
  /** How long customers may ask by the policy of every order here; undefined where there is no such policy. */
  readonly windowDays?: number | undefined
}

/** Made anew for each run, with a memory of its own. */
export type Invariant = (watching: Watching) => (seen: Seen) => void
