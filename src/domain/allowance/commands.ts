/** What finance asks of an allowance (the codec is the border), and what reactions ask for compensations. */
import type * as t from 'io-ts'
import { record } from '../kernel/codec.js'
import type { Command } from '../kernel/decider.js'
import { AllowanceScope, Period, type AllowanceRef } from '../values/allowance.js'
import { HostId } from '../values/ids.js'
import type { LossLayer, LossShare, PaidLine } from '../values/loss.js'
import { Currency, Minor } from '../values/money.js'

/** Opens a budget, or sets the limit of one that is open. */
export const OpenAllowance = record('OpenAllowance', {
  scope: AllowanceScope,
  key: HostId,
  period: Period,
  currency: Currency,
  limit: Minor,
})

/** What a compensation wants to give on an order, and what was paid there. */
export interface LossesAsked {
  readonly shares: ReadonlyArray<LossShare>
  readonly paid: ReadonlyArray<PaidLine>
  readonly orderPaid: number
  /** All of it or nothing, as a gift. */
  readonly isIndivisible: boolean
  /** Of these layers, only one may be given for the same loss. */
  readonly exclusive: ReadonlyArray<LossLayer>
  /** Somebody has a reason to go above the cap. */
  readonly mayExceed: boolean
}

export interface ReserveAllowance {
  readonly compensationId: string
  readonly allowance: AllowanceRef
  readonly currency: string
  readonly minor: number
  /** Where nobody has opened it yet, it is opened with this. */
  readonly limit?: number
  readonly losses?: LossesAsked
}

export interface OfCompensation {
  readonly compensationId: string
}

export type AllowanceCommand =
  | Command<'OpenAllowance', t.TypeOf<typeof OpenAllowance>>
  | Command<'ReserveAllowance', ReserveAllowance>
  | Command<'ConfirmAllowance', OfCompensation>
  | Command<'ReturnAllowance', OfCompensation>
