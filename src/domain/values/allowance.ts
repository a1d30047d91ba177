/** How compensations and allowances name each other, and why an allowance says no. The no is stored, so it has a form. */
import type * as t from 'io-ts'
import { choice, listOf, oneOf, record, tag, text } from '../kernel/codec.js'
import { HostId } from './ids.js'
import { LossHead } from './loss.js'
import { Currency, Minor } from './money.js'

/** Whose running total it is. */
export const AllowanceScope = oneOf('AllowanceScope', ['department', 'agent', 'customer', 'order'])
export type AllowanceScope = t.TypeOf<typeof AllowanceScope>

/** As the host counts time: `2026-11`, `2026-11-25`, `2026-Q4`, `all`. */
export const Period = text('Period', 1, 32)

export const AllowanceRef = record('AllowanceRef', { scope: AllowanceScope, key: HostId, period: Period })
export type AllowanceRef = t.TypeOf<typeof AllowanceRef>
export const AllowanceRefs = listOf(AllowanceRef, 0, 20)

/** The running total of an order lasts as long as the order. */
export const ORDER_PERIOD = 'all'

/** As they were before `NotStackable` was one of them. */
export const refusalsV1 = {
  BudgetExhausted: record('BudgetExhausted', {
    _tag: tag('BudgetExhausted'),
    scope: AllowanceScope,
    asked: Minor,
    free: Minor,
    limit: Minor,
  }),
  /** More than 150 % of what was paid for the goods, with all that was given before. */
  ExceedsLoss: record('ExceedsLoss', { _tag: tag('ExceedsLoss'), asked: Minor, free: Minor, cap: Minor }),
  /** This loss was made good by an earlier compensation already. */
  DuplicateCompensation: record('DuplicateCompensation', {
    _tag: tag('DuplicateCompensation'),
    lineId: HostId,
    head: LossHead,
  }),
  AllowanceInOtherCurrency: record('AllowanceInOtherCurrency', {
    _tag: tag('AllowanceInOtherCurrency'),
    currency: Currency,
    asked: Currency,
  }),
} as const

export const AllowanceRefusalV1 = choice('AllowanceRefusal', refusalsV1)

export const refusals = {
  ...refusalsV1,
  /** Something was given for this loss on another ground, and the terms want only one of the two. */
  NotStackable: record('NotStackable', { _tag: tag('NotStackable'), lineId: HostId, head: LossHead }),
} as const

export const AllowanceRefusal = choice('AllowanceRefusal', refusals)
export type AllowanceRefusal = t.TypeOf<typeof AllowanceRefusal>
