/** A running total: who holds how much of it. */
import { NO_ENTRIES } from '../kernel/empty.js'
import type { AllowanceRef } from '../values/allowance.js'
import type { LossShare } from '../values/loss.js'
import { MAX_MINOR } from '../values/money.js'
import type { AllowanceEvent } from './events.js'

export interface AllowanceHold {
  readonly minor: number
  readonly shares: ReadonlyArray<LossShare>
  /** What was returned stays on record: it is never reserved again under the same compensation. */
  readonly status: 'reserved' | 'confirmed' | 'returned'
}

export interface OpenedAllowance {
  readonly status: 'open'
  readonly allowance: AllowanceRef
  readonly currency: string
  readonly limit: number | undefined
  /** Reserved and confirmed. */
  readonly total: number
  readonly holds: ReadonlyMap<string, AllowanceHold>
}

export type AllowanceState = { readonly status: 'none' } | OpenedAllowance

export const initialAllowance: AllowanceState = { status: 'none' }

/** Without a limit, as high as anybody can count. */
export const limitOf = ({ limit = MAX_MINOR }: OpenedAllowance): number => limit

/** What may still be given. */
export const freeOf = (s: OpenedAllowance): number => Math.max(0, limitOf(s) - s.total)

const withHold = (s: OpenedAllowance, compensationId: string, hold: AllowanceHold): OpenedAllowance => ({
  ...s,
  holds: new Map(s.holds).set(compensationId, hold),
})

export const evolve = (state: AllowanceState, event: AllowanceEvent): AllowanceState => {
  if (state.status === 'none') {
    if (event.type !== 'AllowanceOpened') return state
    const { allowance, currency, limit } = event.data
    return { status: 'open', allowance, currency, limit, total: 0, holds: NO_ENTRIES }
  }
  const s = state
  switch (event.type) {
    case 'AllowanceOpened':
    case 'AllowanceRefused':
      return s
    case 'AllowanceLimitChanged':
      return { ...s, limit: event.data.limit }
    case 'AllowanceReserved': {
      const { compensationId, minor, total, shares = [] } = event.data
      return { ...withHold(s, compensationId, { minor, shares, status: 'reserved' }), total }
    }
    case 'AllowanceConfirmed': {
      const { compensationId } = event.data
      const hold = s.holds.get(compensationId)
      return hold === undefined ? s : withHold(s, compensationId, { ...hold, status: 'confirmed' })
    }
    case 'AllowanceReturned': {
      const { compensationId, minor } = event.data
      const returned = withHold(s, compensationId, { minor, shares: [], status: 'returned' })
      return { ...returned, total: Math.max(0, s.total - minor) }
    }
  }
}
