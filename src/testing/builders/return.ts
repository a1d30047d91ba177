/** The return of three shirts of request `r-1`: what people say of it. What then happens: `return-events.ts`. */
import type { ReturnCommand } from '../../domain/return/index.js'
import type { Actor } from '../../domain/values/actor.js'
import { agent, at, commandBuilder, customer, supervisor, system, warehouse, type Given } from './build.js'
import { orderId, requestId, returnId } from './request.js'

export * from './return-events.js'

export const carrier: Actor = { kind: 'carrier', id: 'royal_mail' }
const shirts = { lineId: 'shirt', quantity: 3 }
const good = { lineId: 'shirt', accepted: 3, rejected: 0, grade: 'A_NEW_SEALED' } as const
const shipBy = at('2026-03-16T12:00:00.000Z')
export const sendBackBy = at('2026-03-20T12:00:00.000Z')

type Data<Type extends ReturnCommand['type']> = Extract<ReturnCommand, { readonly type: Type }>['data']
const command = <Type extends ReturnCommand['type']>(type: Type, actor: Actor, usual: Data<Type>) =>
  commandBuilder<Type, Data<Type>>(type, actor, usual)

/** Of goods of the usual customer and order, whoever says it. */
const ofTheirs = <Type extends 'ArrangeReturn' | 'IssueLabel' | 'RegisterParcel' | 'DisputeCount'>(
  type: Type,
  actor: Actor,
  usual: Data<Type>,
) => {
  const build = command(type, actor, usual)
  return (data: Partial<Data<Type>> = {}, given: Given = {}) => ({
    ...build(data, given),
    facts: { customerId: customer.id, currency: 'GBP' },
  })
}

export const authorizeReturn = command('AuthorizeReturn', system, {
  returnId,
  requestId,
  orderId,
  lines: [shirts],
  shipBy,
})
export const callBackGoods = command('CallBackGoods', agent, { returnId, as: 'recall', reason: 'battery-fire' })
export const arrangeReturn = ofTheirs('ArrangeReturn', customer, { returnId, method: 'pickup' })
export const issueLabel = ofTheirs('IssueLabel', system, {
  ...{ returnId, labelId: 'lb-1', parcelId: 'p-1', carrier: 'royal_mail' },
  cost: { minor: 350, currency: 'GBP' },
  bearer: 'merchant',
})
export const voidLabel = command('VoidLabel', agent, { returnId, labelId: 'lb-1' })
export const registerParcel = ofTheirs('RegisterParcel', customer, { returnId, parcelId: 'p-1' })
export const recordScan = command('RecordScan', carrier, {
  ...{ returnId, scanId: 'sc-1', parcelId: 'p-1', kind: 'first_scan' },
  at: at('2026-03-03T09:00:00.000Z'),
})
export const receiveParcel = command('ReceiveParcel', warehouse, { returnId, receiptId: 'rc-1', lines: [shirts] })
export const refuseParcel = command('RefuseParcel', warehouse, {
  ...{ returnId, parcelId: 'p-1', reason: 'not_ours', evidenceIds: ['photo-1'] },
})
export const disputeCount = ofTheirs('DisputeCount', customer, {
  ...{ returnId, receiptId: 'rc-1', lineId: 'shirt', counted: 3, evidenceIds: ['photo-2'] },
})
export const settleCount = command('SettleCount', supervisor, {
  ...{ returnId, receiptId: 'rc-1', lineId: 'shirt', quantity: 3, reason: 'seen_on_video' },
})
export const inspectItems = command('InspectItems', warehouse, { returnId, inspectionId: 'i-1', lines: [good] })
export const reviseInspection = command('ReviseInspection', supervisor, {
  ...{ returnId, inspectionId: 'i-1', revisionId: 'v-1', reason: 'looked_again' },
  lines: [{ lineId: 'shirt', accepted: 2, rejected: 1, grade: 'D_USED_WORN' }],
})
export const disposeItems = command('DisposeItems', warehouse, {
  returnId,
  dispositionId: 'd-1',
  lines: [{ ...shirts, code: 'RESTOCK' }],
})
export const redisposeItems = command('RedisposeItems', warehouse, {
  ...{ returnId, redispositionId: 'rd-1', reason: 'tested' },
  lines: [{ ...shirts, from: 'QUARANTINE', to: 'RESTOCK' }],
})
export const returnRejectedGoods = command('ReturnRejectedGoods', warehouse, {
  ...{ returnId, consignmentId: 'co-1', lines: [{ lineId: 'shirt', quantity: 1 }] },
  ...{ bearer: 'customer', carrier: 'royal_mail', tracking: 'QM9' },
})
export const recordGoodsBackWithCustomer = command('RecordGoodsBackWithCustomer', agent, {
  returnId,
  consignmentId: 'co-1',
})
export const recordGoodsAbandoned = command('RecordGoodsAbandoned', agent, {
  ...{ returnId, consignmentId: 'co-1', reason: 'never_fetched' },
})
export const setSendBackDeadline = command('SetSendBackDeadline', system, { returnId, sendBackBy })
export const escalateHeldGoods = command('EscalateHeldGoods', system, { returnId })
export const declareLost = command('DeclareLost', agent, {
  ...{ returnId, lossId: 'lo-1', lines: [shirts], bearer: 'carrier', reason: 'no_scan_for_two_weeks' },
})
export const waiveReturn = command('WaiveReturn', agent, {
  ...{ returnId, waiverId: 'wa-1', lines: [shirts], as: 'keep', reason: 'not_worth_the_freight' },
})
export const closeReturnShort = command('CloseReturnShort', warehouse, { returnId, reason: 'not_sent' })
export const closeOverdueReturn = command('CloseOverdueReturn', system, { returnId, isLast: false })
export const expireReturn = command('ExpireReturn', system, { returnId })
export const cancelReturn = command('CancelReturn', system, { returnId, requestId, reason: 'changed_mind' })
