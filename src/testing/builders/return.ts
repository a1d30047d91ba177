/** The return of three shirts of request `r-1`, and everything that happens to it. */
import * as goods from '../../domain/return/index.js'
import type { ReturnCommand } from '../../domain/return/index.js'
import type { Actor } from '../../domain/values/actor.js'
import { at, commandBuilder, customer, eventBuilder, system, warehouse } from './build.js'
import { orderId, requestId, returnId } from './request.js'

const shirts = { lineId: 'shirt', quantity: 3 }
const good = { lineId: 'shirt', accepted: 3, rejected: 0, grade: 'A_NEW_SEALED' } as const
const shipBy = at('2026-03-16T12:00:00.000Z')

type Data<Type extends ReturnCommand['type']> = Extract<ReturnCommand, { readonly type: Type }>['data']
const command = <Type extends ReturnCommand['type']>(type: Type, actor: Actor, usual: Data<Type>) =>
  commandBuilder<Type, Data<Type>>(type, actor, usual)

export const authorizeReturn = command('AuthorizeReturn', system, {
  returnId,
  requestId,
  orderId,
  lines: [shirts],
  shipBy,
})
export const registerParcel = command('RegisterParcel', customer, { returnId, parcelId: 'p-1' })
export const receiveParcel = command('ReceiveParcel', warehouse, { returnId, receiptId: 'rc-1', lines: [shirts] })
export const inspectItems = command('InspectItems', warehouse, { returnId, inspectionId: 'i-1', lines: [good] })
export const disposeItems = command('DisposeItems', warehouse, {
  returnId,
  dispositionId: 'd-1',
  lines: [{ ...shirts, code: 'RESTOCK' }],
})
export const closeReturnShort = command('CloseReturnShort', warehouse, { returnId, reason: 'not_sent' })
export const expireReturn = command('ExpireReturn', system, { returnId })
export const cancelReturn = command('CancelReturn', system, { returnId, requestId, reason: 'changed_mind' })

export const returnAuthorized = eventBuilder(goods.ReturnAuthorized, {
  returnId,
  requestId,
  orderId,
  lines: [shirts],
  shipBy,
})
export const parcelShipped = eventBuilder(goods.ParcelShipped, { parcelId: 'p-1' })
export const parcelReceived = eventBuilder(goods.ParcelReceived, { receiptId: 'rc-1', lines: [shirts] })
export const receiptException = eventBuilder(goods.ReceiptExceptionRecorded, {
  receiptId: 'rc-1',
  kind: 'surplus',
  quantity: 1,
})
export const itemsInspected = eventBuilder(goods.ItemsInspected, {
  returnId,
  requestId,
  inspectionId: 'i-1',
  inspector: warehouse.id,
  lines: [good],
  deductions: [],
})
export const itemsDisposed = eventBuilder(goods.ItemsDisposed, {
  dispositionId: 'd-1',
  lines: [{ ...shirts, code: 'RESTOCK' }],
})
export const returnClosedShort = eventBuilder(goods.ReturnClosedShort, { missing: [shirts], reason: 'not_sent' })
export const returnCompleted = eventBuilder(goods.ReturnCompleted, {
  returnId,
  requestId,
  inspections: ['i-1'],
  accepted: [shirts],
  rejected: [],
})
export const returnExpired = eventBuilder(goods.ReturnExpired, { returnId, requestId, missing: [shirts] })
export const returnCanceled = eventBuilder(goods.ReturnCanceled, { returnId, requestId, reason: 'changed_mind' })
export const returnCancellationRefused = eventBuilder(goods.ReturnCancellationRefused, { returnId, requestId })
