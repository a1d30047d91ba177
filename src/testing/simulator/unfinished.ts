/**
 * What has not come to its end. Everybody does in time what they can, so at the end of a run nothing is left that anybody
 * would have to do: what is listed here then waits for nobody.
 */
import { openOf } from '../../domain/compensation/costs.js'
import type { StreamStates } from '../../domain/deciders.js'
import { openOf as owedOf } from '../../domain/refund/owed.js'
import type { Monitor } from './monitor.js'

/** A draft may be left lying; everything else that a customer asked for ends. */
const ENDS: Readonly<Partial<Record<keyof StreamStates, ReadonlySet<string>>>> = {
  request: new Set(['none', 'draft', 'closed', 'canceled', 'expired', 'merged']),
  return: new Set(['none', 'completed', 'canceled', 'expired']),
  refund: new Set(['none', 'succeeded', 'not_due', 'refused', 'declined', 'canceled', 'abandoned']),
  replacement: new Set(['none', 'delivered', 'canceled']),
  repair: new Set(['none', 'completed', 'canceled']),
  compensation: new Set([
    ...['none', 'refused', 'rejected', 'declined', 'lapsed', 'canceled'],
    ...['issued', 'revoked', 'redeemed', 'expired'],
  ]),
}

const KINDS = ['request', 'return', 'refund', 'replacement', 'repair', 'compensation'] as const

const told = (what: string, state: unknown): string =>
  `${what} ${JSON.stringify(state, (_, value: unknown) =>
    value instanceof Map ? [...value.entries()] : value instanceof Set ? [...value] : value,
  )}`

export const unfinished = (watch: Pick<Monitor, 'of'>): ReadonlyArray<string> => [
  ...KINDS.flatMap((kind) =>
    watch
      .of(kind)
      .filter(({ status }) => !ENDS[kind]!.has(status))
      .map((state) => told(kind, state)),
  ),
  ...watch.of('refund').flatMap((s) => {
    if (s.status === 'none') return []
    const owed = [...s.receivables.values()].filter((r) => r.status === 'open' && owedOf(r) > 0)
    const contested = [...s.contests.values()].filter(({ end }) => end === undefined)
    return [...owed.map((r) => told('receivable', r)), ...contested.map((c) => told('contest', c))]
  }),
  ...watch.of('compensation').flatMap((s) => {
    if (s.status === 'none') return []
    return s.debts.filter((debt) => openOf(s, debt) + debt.surplus > 0).map((debt) => told('debt', debt))
  }),
  ...watch.of('replacement').flatMap((s) => {
    if (s.status === 'none' || s.advance === undefined) return []
    return s.advance.phase === 'held' || s.advance.phase === 'due' ? [told('security', s.advance)] : []
  }),
  ...watch.of('entitlement').flatMap((s) => {
    if (s.status === 'unknown') return []
    return [...s.chargebacks.values()].filter(({ status }) => status === 'open').map((c) => told('chargeback', c))
  }),
]
