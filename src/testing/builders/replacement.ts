/**
 * The exchange of a shirt, worth 90.00, of request `r-1` for a coat of 250.00: 160.00 are owed. What is asked of it, and
 * what happens. Next: `replacement-events.ts`.
 */
import type { ReplacementCommand, Security } from '../../domain/replacement/index.js'
import type { Actor } from '../../domain/values/actor.js'
import type { Instant } from '../../domain/values/instant.js'
import { agent, at, commandBuilder, customer, envelope, system, warehouse, type Given } from './build.js'
import { orderLine, tender } from './entitlement.js'
import { orderId, requestId } from './request.js'

export const replacementId = '5b1c8a52-7f0e-5d3a-9c41-2e6f8a9b0c1d'
export const ofReplacement = { replacementId, requestId, orderId }
export const coat = orderLine('coat', { goods: 25_000 })
export const payBy: Instant = at('2026-03-05T12:00:00.000Z')
export const returnBy: Instant = at('2026-03-16T12:00:00.000Z')
export const deliveredAt: Instant = at('2026-03-10T09:00:00.000Z')

type Named<Type extends ReplacementCommand['type']> = Extract<ReplacementCommand, { readonly type: Type }>
type Data<Type extends ReplacementCommand['type']> = Named<Type>['data']
const command = <Type extends ReplacementCommand['type']>(type: Type, actor: Actor, usual: Data<Type>) =>
  commandBuilder<Type, Data<Type>>(type, actor, usual)

type WithNames = 'ReserveReplacement' | 'SecureDifference' | 'ReleaseInAdvance'
type Names = Named<WithNames>['facts']
const withNames =
  <Type extends WithNames>(type: Type, usual: Data<Type>) =>
  (data: Partial<Data<Type>> = {}, given: Given & Partial<Names> = {}) => {
    const { lineIds = ['shirt'], tenderIds = [tender('card', 0).tenderId], granularity, ...rest } = given
    return {
      type,
      data: { ...usual, ...data },
      facts: { lineIds, tenderIds, ...(granularity === undefined ? {} : { granularity }) },
      ...envelope({ actor: agent, ...rest }),
    }
  }

export const planReplacement = command('PlanReplacement', system, {
  ...ofReplacement,
  ...{ customerId: customer.id, kind: 'exchange', lines: [{ lineId: 'shirt', quantity: 1 }] },
  ...{ credit: 9_000, currency: 'GBP', involved: ['a-9'] },
})
export const recordGoodsAccepted = command('RecordGoodsAccepted', system, {
  replacementId,
  acceptanceId: 'i-1',
  credit: 9_000,
})
export const recordGoodsBack = command('RecordGoodsBack', system, { replacementId, credit: 9_000 })
export const recordGoodsRuled = command('RecordGoodsRuled', system, {
  replacementId,
  rulingId: 'M-1-1',
  credit: 9_000,
  recordedBy: 'market',
})
export const cancelReplacement = command('CancelReplacement', system, { ...ofReplacement, reason: 'changed_mind' })
export const reserveReplacement = withNames('ReserveReplacement', { replacementId, items: [coat], payBy })
export const hold = { paymentId: 'pay-1', tenderId: 'card-2', kind: 'card', paymentRef: 'pi_2', minor: 16_000 }
export const secureDifference = withNames('SecureDifference', { replacementId, ...hold })
export const reportOutOfStock = command('ReportOutOfStock', warehouse, { replacementId, reason: 'sold_out' })
export const expireReplacement = command('ExpireReplacement', system, { replacementId })
export const security: Security = {
  kind: 'hold',
  tenderId: 'card-3',
  tenderKind: 'card',
  paymentRef: 'pi_3',
  minor: 9_000,
}
export const releaseInAdvance = withNames('ReleaseInAdvance', { replacementId, security, returnBy })
export const shipReplacement = command('ShipReplacement', warehouse, { replacementId, parcelId: 'p-7' })
export const recordReplacementDelivered = command('RecordReplacementDelivered', system, { replacementId, deliveredAt })
export const recordReplacementUndelivered = command('RecordReplacementUndelivered', system, {
  replacementId,
  why: 'lost',
})
export const recordRecovery = command('RecordRecovery', system, {
  replacementId,
  recoveryId: 'rec-1',
  minor: 9_000,
})
export const waiveRecovery = command('WaiveRecovery', agent, { replacementId, reason: 'goodwill' })
