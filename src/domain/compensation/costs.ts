/**
 * What a compensation costs the shop, and what of that may come back: never more than was given in the end. What was taken
 * back, ran out unused or came back costs nothing, and what the customer pays back costs nobody else.
 */
import { allocate } from '../values/allocation.js'
import { totalOf } from '../values/loss.js'
import type { CompensationEvent } from './events.js'
import { evolve } from './evolve.js'
import { debtOf, type Debt, type ProposedCompensation } from './state.js'

const sum = (debts: ReadonlyArray<Debt>, of: (debt: Debt) => number): number =>
  debts.reduce((total, debt) => total + of(debt), 0)

const liable = (s: ProposedCompensation): ReadonlyArray<Debt> => s.debts.filter(({ party }) => party !== 'customer')

/** What the customer has. */
export const givenOf = (s: ProposedCompensation): number =>
  s.externalRef === undefined || s.status === 'revoked' || s.status === 'expired' ? 0 : totalOf(s.shares)

/** What others than the customer may bear of it. */
const costOf = (s: ProposedCompensation): number => Math.max(0, givenOf(s) - (debtOf(s, 'customer')?.recovered ?? 0))

/** What may still be claimed of a party: of its share, and of what it really cost. */
export const claimableOf = (s: ProposedCompensation, { share, claimed }: Debt): number =>
  Math.max(0, Math.min(share - claimed, costOf(s) - sum(liable(s), (debt) => debt.claimed - debt.writtenOff)))

/** What is claimed, neither paid nor given up, and still owed. */
export const openOf = (s: ProposedCompensation, debt: Debt): number => {
  const { party, claimed, recovered, writtenOff } = debt
  const room = party === 'customer' ? givenOf(s) - recovered : costOf(s) - sum(liable(s), (one) => one.recovered)
  return Math.max(0, Math.min(claimed - recovered - writtenOff, room))
}

const found = (s: ProposedCompensation, { party, surplus }: Debt, minor: number): ReadonlyArray<CompensationEvent> => {
  const { compensationId, currency } = s
  const data = { compensationId, party, minor, currency, total: surplus + minor }
  return minor > 0 ? [{ type: 'RecoverySurplusFound', data }] : []
}

/** These events, and what has come back beyond what is given after them, by whom it is owed to. */
export const withSurplus = (
  before: ProposedCompensation,
  ...events: ReadonlyArray<CompensationEvent>
): ReadonlyArray<CompensationEvent> => {
  const s = events.reduce(evolve, before) as ProposedCompensation
  const parties = liable(s)
  const excess = Math.max(0, sum(parties, ({ recovered }) => recovered) - costOf(s))
  const parts = allocate(
    excess,
    parties.map(({ recovered }) => recovered),
  )
  const ofCustomer = s.debts.filter(({ party }) => party === 'customer')
  return [
    ...events,
    ...parties.flatMap((debt, i) => found(s, debt, parts[i]!)),
    ...ofCustomer.flatMap((debt) => found(s, debt, debt.recovered - givenOf(s))),
  ]
}
