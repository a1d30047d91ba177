/** Killer case 22: the shop neither takes the goods nor gives them back. It cannot sell them, and time does not let it rest. */
import { describe, expect, it } from 'vitest'
import { at, refusalOf, submitted, warehouse } from '../acceptance/shop.js'
import { countOf, DAY, HOUR, MINUTE, statusOf, workersOf, worldOf } from './world.js'

const sendBackBy = at('2026-01-06T12:00:00.000Z')

/** Two mugs came back and were rejected; by noon of the next day they have to be on their way to the customer. */
const rejected = async () => {
  const world = worldOf()
  const shop = world.instance()
  const { state } = await world.clock.during(submitted(shop, 'R-1', 2))
  const returnId = state.returnId!
  const lines = [{ lineId: 'mug', quantity: 2 }]
  await shop.returns.receiveParcel({ returnId, receiptId: 'P-1', lines }, warehouse)
  const found = [{ lineId: 'mug', accepted: 0, rejected: 2, grade: 'D_USED_WORN' }] as const
  await world.clock.during(shop.returns.inspect({ returnId, inspectionId: 'I-1', lines: found }, warehouse))
  await shop.returns.setSendBackDeadline({ returnId, sendBackBy }, warehouse)
  const dispose = (code: 'RESTOCK' | 'EVIDENCE_HOLD' | 'RETURN_TO_CUSTOMER') =>
    shop.returns.dispose(
      { returnId, dispositionId: `D-${code}`, lines: [{ lineId: 'mug', quantity: 2, code }] },
      warehouse,
    )
  const sendBack = () =>
    world.clock.during(
      shop.returns.sendBack({ returnId, consignmentId: 'B-1', lines, bearer: 'customer', carrier: 'post' }, warehouse),
    )
  return { ...world, shop, returnId, dispose, sendBack }
}

describe('Goods that the shop holds back', () => {
  it('cannot be sold, and putting them aside ends nothing', async () => {
    const { shop, dispose } = await rejected()
    expect(await refusalOf(dispose('RESTOCK'))).toMatchObject({ _tag: 'BelongsToCustomer', code: 'RESTOCK' })
    await dispose('EVIDENCE_HOLD')
    expect((await shop.getCase('R-1')).returns[0]!.status).toBe('inspected')
    expect(await statusOf(shop)).toBe('in_progress')
  })

  it('are overdue at the deadline, once, whoever looks and however often', async () => {
    const { clock, log, shop } = await rejected()
    workersOf(shop)
    workersOf(shop)
    await clock.pass(27 * HOUR - MINUTE)
    expect(await countOf(log, 'HeldGoodsOverdue')).toBe(0)
    await clock.pass(3 * DAY)
    expect(await countOf(log, 'HeldGoodsOverdue')).toBe(1)
  })

  it('are not overdue when they are on their way, and the case is over', async () => {
    const { clock, log, shop, dispose, sendBack } = await rejected()
    workersOf(shop)
    await dispose('RETURN_TO_CUSTOMER')
    await sendBack()
    expect(await statusOf(shop)).toBe('resolved')
    await clock.pass(3 * DAY)
    expect([await countOf(log, 'HeldGoodsOverdue'), await countOf(log, 'SendBackDeadlineMet')]).toEqual([0, 1])
  })
})
