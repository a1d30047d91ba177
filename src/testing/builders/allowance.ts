/** The running total of agent `a-1` on a day, 100.00 of it, and the one of order `o-1`. */
import * as allowance from '../../domain/allowance/index.js'
import type { AllowanceCommand, LossesAsked } from '../../domain/allowance/index.js'
import type { Actor } from '../../domain/values/actor.js'
import type { AllowanceRef } from '../../domain/values/allowance.js'
import { grantedOf, type LossShare } from '../../domain/values/loss.js'
import { commandBuilder, eventBuilder, finance, system } from './build.js'
import { orderId } from './request.js'

export const compensationId = 'k-1'
export const ofAgent: AllowanceRef = { scope: 'agent', key: 'a-1', period: '2026-03-02' }
export const ofOrder: AllowanceRef = { scope: 'order', key: orderId, period: 'all' }
export const delay = (minor: number, more: Partial<LossShare> = {}): LossShare => ({
  lineId: 'shirt',
  head: 'delay',
  layer: 'goodwill',
  minor,
  ...more,
})

/** The shirt cost 80.00, the mug 20.00; of the shirt alone, 120.00 may be given. */
export const losses = (shares: ReadonlyArray<LossShare>, more: Partial<LossesAsked> = {}): LossesAsked => ({
  shares,
  paid: [{ lineId: 'shirt', paid: 8_000 }],
  orderPaid: 10_000,
  isIndivisible: false,
  exclusive: [],
  mayExceed: false,
  ...more,
})

type Data<Type extends AllowanceCommand['type']> = Extract<AllowanceCommand, { readonly type: Type }>['data']
const command = <Type extends AllowanceCommand['type']>(type: Type, actor: Actor, usual: Data<Type>) =>
  commandBuilder<Type, Data<Type>>(type, actor, usual)

export const openAllowance = command('OpenAllowance', finance, { ...ofAgent, currency: 'GBP', limit: 10_000 })
export const reserveAllowance = command('ReserveAllowance', system, {
  compensationId,
  allowance: ofAgent,
  currency: 'GBP',
  minor: 6_000,
  limit: 10_000,
})
/** What the order is asked. */
export const reserveOnOrder = (
  shares: ReadonlyArray<LossShare>,
  more: Partial<LossesAsked> = {},
  of: string = compensationId,
) =>
  command('ReserveAllowance', system, {
    compensationId: of,
    allowance: ofOrder,
    currency: 'GBP',
    minor: 0,
    losses: losses(shares, more),
  })()
export const confirmAllowance = command('ConfirmAllowance', system, { compensationId })
export const returnAllowance = command('ReturnAllowance', system, { compensationId })

const answer = { compensationId, allowance: ofAgent }
export const allowanceOpened = eventBuilder(allowance.AllowanceOpened, {
  allowance: ofAgent,
  currency: 'GBP',
  limit: 10_000,
})
export const orderOpened = () => ({
  type: 'AllowanceOpened' as const,
  data: { allowance: ofOrder, currency: 'GBP' },
})
export const allowanceLimitChanged = eventBuilder(allowance.AllowanceLimitChanged, { limit: 5_000 })
export const allowanceReserved = eventBuilder(allowance.AllowanceReserved, { ...answer, minor: 6_000, total: 6_000 })
/** Given on the order for these losses. */
export const reservedOnOrder = (shares: ReadonlyArray<LossShare>, of: string = compensationId, total?: number) => {
  const minor = grantedOf(shares)
  return allowanceReserved({ compensationId: of, allowance: ofOrder, minor, total: total ?? minor, shares })
}
export const allowanceRefused = eventBuilder(allowance.AllowanceRefused, {
  ...answer,
  refusal: { _tag: 'BudgetExhausted', scope: 'agent', asked: 6_000, free: 4_000, limit: 10_000 },
})
export const allowanceConfirmed = eventBuilder(allowance.AllowanceConfirmed, { ...answer, minor: 6_000 })
export const allowanceReturned = eventBuilder(allowance.AllowanceReturned, { ...answer, minor: 6_000 })
