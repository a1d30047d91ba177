/**
 * Goods that are sent once more and get lost, too. The case stays with a person until the customer has the goods, or money:
 * what went out is a line of the order with all its worth, so that it goes out again, or is claimed as what it is.
 */
import { describe, expect, it } from 'vitest'
import { simulatedOrders } from 'after-sales/testing'
import {
  agent,
  customer,
  lineOf,
  NOW,
  openHanded,
  order,
  paidBy,
  refusalOf,
  shopOn,
  stores,
  submitted,
  warehouse,
} from './shop.js'

const coat = order({
  lines: [lineOf('coat', 1, 9_000)],
  tenders: [{ tenderId: 'card', kind: 'card', captured: 9_000 }],
})
const oldCoat = [{ lineId: 'coat', quantity: 1, reason: 'QL_DEFECTIVE' }]
const carrier = { actor: { kind: 'carrier', id: 'dhl' } } as const

describe.each(stores)('A coat that was sent once more and is lost, on $name', ({ open }) => {
  const lost = async () => {
    const policy = openHanded('EUR', { remedies: ['refund_only', 'reship'] })
    const shop = shopOn(await open(), { orders: simulatedOrders(coat), policy })
    const { state } = await submitted(shop, 'R-1', 1, { remedy: 'reship', lines: oldCoat })
    const replacementId = state.replacement!.id
    const items = [{ lineId: 'coat-2', sku: 'COAT', quantity: 1, goods: 9_000 }]
    const send = async (parcelId: string) => {
      await shop.replacements.reserve({ replacementId, items }, agent)
      await shop.replacements.ship({ replacementId, parcelId }, warehouse)
    }
    await send('out-1')
    await shop.replacements.recordUndelivered({ replacementId, why: 'lost' }, carrier)
    return { shop, replacementId, send }
  }

  it('stays with staff: nobody closes the case, and it says who may do what', async () => {
    const { shop } = await lost()
    expect(await refusalOf(shop.requests.close({ requestId: 'R-1' }, agent))).toMatchObject({ status: 'in_progress' })
    const { possible } = await shop.whatNext('R-1', agent.actor)
    const calls = possible.map(({ call }) => call)
    expect(calls).toContain('replacements.reserve')
    expect(calls).toContain('requests.resolve')
  })

  it('goes out again at no cost, as often as it takes', async () => {
    const { shop, replacementId, send } = await lost()
    await send('out-2')
    await shop.replacements.recordUndelivered({ replacementId, why: 'damaged' }, carrier)
    await send('out-3')
    await shop.replacements.recordDelivered({ replacementId, deliveredAt: NOW }, carrier)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
    expect(paidBy(shop)).toEqual({})
  })

  it('is paid for, once and whole, when the customer would rather have the money', async () => {
    const { shop } = await lost()
    await shop.requests.resolve({ requestId: 'R-1', reason: 'lost_twice' }, agent)
    await submitted(shop, 'R-2', 1, { remedy: 'refund_only', lines: [{ ...oldCoat[0]!, lineId: 'coat-2' }] })
    expect(paidBy(shop)).toEqual({ card: 9_000 })
    expect((await shop.getCase('R-2')).request.status).toBe('resolved')
    // Neither coat is paid for once more.
    await shop.requests.open({ requestId: 'R-3', orderId: '#1001', remedy: 'refund_only', lines: oldCoat }, customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-3' }, customer))).toMatchObject({
      ...{ _tag: 'UnitsAlreadyClaimed', free: 0 },
    })
  })
})
