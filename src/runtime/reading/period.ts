/** A stretch of time that questions are asked about. Of what it is the time, each question says. */
import type * as E from 'fp-ts/lib/Either.js'
import { border, type InvalidInput } from '../../domain/kernel/border.js'
import { record } from '../../domain/kernel/codec.js'
import { Instant } from '../../domain/values/instant.js'

/** From the one UTC instant on, and before the other; without one of them, from the beginning or to the end. */
export interface Period {
  /** Included. */
  readonly from?: string | undefined
  /** Not included. */
  readonly to?: string | undefined
}

export interface CheckedPeriod extends Period {
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
}

export const periodFields = { from: Instant, to: Instant }
const check = border('Period', record('Period', {}, periodFields))

export const checkPeriod = (period: unknown = {}): E.Either<InvalidInput, CheckedPeriod> => check(period)

export const isWithin = ({ from, to }: Period, at: string): boolean =>
  (from === undefined || at >= from) && (to === undefined || at < to)
