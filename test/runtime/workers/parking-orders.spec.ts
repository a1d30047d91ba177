/** What operators order about work that was put aside, and what stays on record of it. */
import { describe, expect, it } from 'vitest'
import { orThrow, retryThenPark } from 'after-sales'
import { agent, customer, refusalOf } from '../../acceptance/shop.js'
import { backgroundShop, worked } from './background.js'
import { anotherInstance } from '../world.js'

describe('Operators', () => {
  const shopWithParked = async () => {
    const shop = backgroundShop()
    await shop.requests.open(
      {
        requestId: 'R-1',
        orderId: '#1001',
        remedy: 'refund_only',
        lines: [{ lineId: 'mug', quantity: 1, reason: 'CM_CHANGED_MIND' }],
      },
      customer,
    )
    const { events } = orThrow(await shop.store.read('aftersales_request-main.R-1')())
    const stream = 'aftersales_request-main.R-new'
    await shop.store.append(stream, 'no_stream', [{ ...events[0]!, id: crypto.randomUUID(), type: 'RequestPraised' }])()
    await worked(shop, { roles: ['timers'], onFailure: retryThenPark(1) })
    return { shop, parked: { role: 'timers', stream } as const }
  }

  it('see what is put aside, and since when', async () => {
    const { shop, parked } = await shopWithParked()
    expect(await shop.operations.parked()).toEqual([
      {
        ...parked,
        revision: 0,
        code: 'LOG.NEWER_RELEASE',
        attempts: 1,
        firstAt: shop.clock.now(),
        lastAt: shop.clock.now(),
      },
    ])
    expect(await shop.operations.health()).toMatchObject({ parked: 1 })
  })

  it('discard with a reason, and who did so and why stays on record', async () => {
    const { shop, parked } = await shopWithParked()
    const without = refusalOf(shop.operations.discardParked(parked as never, agent))
    expect(await without).toMatchObject({ _tag: 'InvalidInput', problems: [{ field: 'reason' }] })
    await shop.operations.discardParked({ ...parked, reason: 'came twice' }, agent)
    const { events } = orThrow(await shop.store.read('aftersales_worker-main.timers')())
    expect(events.map(({ type, data }) => [type, JSON.parse(data)])).toEqual([
      ['ParkedWorkDiscarded', { ...parked, reason: 'came twice', by: 'agent-1' }],
    ])
    await worked(anotherInstance(shop), { roles: ['timers'] })
    expect(await shop.operations.parked()).toEqual([])
  })

  it('who retry what was discarded or done meanwhile hear that nothing is put aside', async () => {
    const { shop, parked } = await shopWithParked()
    await shop.operations.discardParked({ ...parked, reason: 'came twice' }, agent)
    await worked(shop, { roles: ['timers'] })
    for (const call of [
      () => shop.operations.retryParked(parked, agent),
      () => shop.operations.discardParked({ ...parked, reason: 'again' }, agent),
    ])
      expect(await refusalOf(call())).toEqual({ _tag: 'NotParked', ...parked })
  })

  it('are staff: a customer orders nothing', async () => {
    const { shop, parked } = await shopWithParked()
    expect(await refusalOf(shop.operations.retryParked(parked, customer))).toEqual({ _tag: 'WorkerForStaffOnly' })
    expect(await refusalOf(shop.operations.discardParked({ ...parked, reason: 'x' }, customer))).toEqual({
      _tag: 'WorkerForStaffOnly',
    })
    expect(orThrow(await shop.store.read('aftersales_worker-main.timers')()).events).toEqual([])
  })
})
