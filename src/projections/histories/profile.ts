/** A customer at a glance: their requests added up. Whole numbers only; who wants an average divides `sum` by `count`. */
import type { Instant } from '../../domain/values/instant.js'
import type { CaseHistory } from './history-row.js'

/** How many requests there are of each. */
export type Counts = Readonly<Record<string, number>>

/** In minor units. */
export interface AmountIn {
  readonly currency: string
  readonly minor: number
}

export interface CustomerProfile {
  readonly customerId: string
  /** Each wish once: a request that was merged into another is not counted, here and below; money of it is. */
  readonly requests: number
  /** Opened between these two instants, the second included. */
  readonly lately: { readonly after: Instant; readonly upTo: Instant; readonly requests: number }
  readonly reasons: Counts
  /** Asked for, and granted: a request counts once for each remedy that was begun. */
  readonly remedies: Counts
  readonly granted: Counts
  readonly outcomes: Counts
  readonly channels: Counts
  readonly appeals: number
  readonly platformCases: number
  /** Of all answers, from 1 to 5. */
  readonly satisfaction: { readonly sum: number; readonly count: number }
  /** Paid back, less what came back to the shop. */
  readonly refunded: ReadonlyArray<AmountIn>
  /** Benefits that the customer has or has used; what expired or was taken back is none. */
  readonly compensated: ReadonlyArray<AmountIn>
  /** Absent for a customer who never asked for anything. */
  readonly firstContactAt?: Instant
  readonly lastContactAt?: Instant
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)

const added = (totals: Map<string, number>, name: string, by: number): void =>
  void totals.set(name, (totals.get(name) ?? 0) + by)

const counted = (rows: ReadonlyArray<CaseHistory>, namesIn: (row: CaseHistory) => ReadonlyArray<string>): Counts => {
  const counts = new Map<string, number>()
  for (const row of rows) for (const name of namesIn(row)) added(counts, name, 1)
  return Object.fromEntries([...counts].sort(byName))
}

const inCurrencies = (amounts: ReadonlyArray<AmountIn>): ReadonlyArray<AmountIn> => {
  const totals = new Map<string, number>()
  for (const { currency, minor } of amounts) added(totals, currency, minor)
  return [...totals].sort(byName).map(([currency, minor]) => ({ currency, minor }))
}

const HAS_IT: ReadonlySet<string> = new Set(['given', 'used'])

/** `histories`: all requests of that customer, in any order. */
export const profileOf = (
  customerId: string,
  histories: ReadonlyArray<CaseHistory>,
  { after, upTo }: { readonly after: Instant; readonly upTo: Instant },
): CustomerProfile => {
  const own = histories.filter(({ outcome }) => outcome !== 'merged')
  const sumOf = (numberIn: (row: CaseHistory) => number): number => own.reduce((sum, row) => sum + numberIn(row), 0)
  const scores = own.flatMap(({ surveys }) => surveys.map(({ score }) => score))
  const [firstContactAt] = histories.map(({ openedAt }) => openedAt).sort()
  const lastContactAt = histories
    .map((row) => row.lastContactAt)
    .sort()
    .at(-1)
  return {
    customerId,
    requests: own.length,
    lately: {
      after,
      upTo,
      requests: own.filter(({ openedAt }) => openedAt > after && openedAt <= upTo).length,
    },
    reasons: counted(own, ({ reasons }) => reasons),
    remedies: counted(own, ({ remedy }) => [remedy]),
    granted: counted(own, ({ granted }) => granted),
    outcomes: counted(own, ({ outcome }) => [outcome]),
    channels: counted(own, ({ channels }) => channels),
    appeals: sumOf(({ appeals }) => appeals.length),
    platformCases: sumOf(({ platformCases }) => platformCases.length),
    satisfaction: { sum: scores.reduce((sum, score) => sum + score, 0), count: scores.length },
    refunded: inCurrencies(
      histories.flatMap(({ currency, refunded: minor }) => (currency === undefined ? [] : [{ currency, minor }])),
    ),
    compensated: inCurrencies(histories.flatMap(({ benefits }) => benefits.filter(({ state }) => HAS_IT.has(state)))),
    ...(firstContactAt === undefined ? {} : { firstContactAt }),
    ...(lastContactAt === undefined ? {} : { lastContactAt }),
  }
}
