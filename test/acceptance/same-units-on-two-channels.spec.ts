/** Killer case 1: web and phone claim the same units in the same second. */
import { describe, expect, it } from 'vitest'
import type { AfterSalesError } from 'after-sales'
import { faultStore, simplePolicy } from 'after-sales/testing'
import { agent, customer, refusalOf, shopOn, stores, wish, type Shop } from './shop.js'

const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await Promise.resolve()
}

describe.each(stores)('An order line of 3, claimed for 2 on the web and for 2 on the phone ($name)', ({ open }) => {
  const twoInstances = async (webIsSlowBy: number, phoneIsSlowBy: number) => {
    const store = await open()
    const slow = (by: number) => {
      const own = faultStore(store)
      own.always({ _tag: 'slow', wait: () => turns(by) })
      return own
    }
    const policy = simplePolicy('EUR')
    const web = shopOn(slow(webIsSlowBy), { policy })
    const phone = shopOn(slow(phoneIsSlowBy), { policy, orders: web.orders, keyRing: web.keyRing })
    await web.requests.open(wish('R-web', 2), customer)
    await phone.requests.open(wish('R-phone', 2, { remedy: 'refund_only' }), agent)
    return { web, phone }
  }

  const bothSubmit = async ({ web, phone }: { readonly web: Shop; readonly phone: Shop }) => {
    const refused = new Map<string, AfterSalesError>()
    const submit = async (shop: Shop, requestId: string, by: typeof customer | typeof agent) => {
      const done = await shop.requests.submit({ requestId }, by).catch((cause: { error: AfterSalesError }) => {
        refused.set(requestId, cause.error)
      })
      return done?.state.status
    }
    await Promise.all([submit(web, 'R-web', customer), submit(phone, 'R-phone', agent)])
    return refused
  }

  const delays = [0, 1, 3, 8, 21]
  const interleavings = delays.flatMap((webIsSlowBy) => delays.map((phoneIsSlowBy) => ({ webIsSlowBy, phoneIsSlowBy })))

  it('gives the units to one of them and tells the other how many are free, whoever is slow where', async () => {
    for (const { webIsSlowBy, phoneIsSlowBy } of interleavings) {
      const both = await twoInstances(webIsSlowBy, phoneIsSlowBy)
      const refused = await bothSubmit(both)
      expect([...refused.values()]).toEqual([{ _tag: 'UnitsAlreadyClaimed', lineId: 'mug', asked: 2, free: 1 }])
      const { lines } = await both.web.getOrder('#1001')
      expect(lines[0]).toMatchObject({ held: 2, returned: 0, kept: 0 })
    }
  })

  it('lets the second ask again for what is free', async () => {
    const both = await twoInstances(0, 2)
    const [loser] = (await bothSubmit(both)).keys()
    const again = { requestId: loser!, lines: [{ lineId: 'mug', quantity: 1, reason: 'CM_CHANGED_MIND' }] }
    const by = loser === 'R-web' ? customer : agent
    await both.phone.requests.edit(again, by)
    const done = await both.phone.requests.submit({ requestId: loser! }, by)
    expect(done.state.status).toBe('under_review')
    expect((await both.phone.getOrder('#1001')).lines[0]).toMatchObject({ held: 3 })
  })

  it('lets nobody have a fourth', async () => {
    const both = await twoInstances(0, 0)
    await bothSubmit(both)
    await both.web.requests.open(wish('R-third', 2), agent)
    const third = both.web.requests.submit({ requestId: 'R-third', evenIfAlike: true }, agent)
    expect(await refusalOf(third)).toMatchObject({ _tag: 'UnitsAlreadyClaimed', free: 1 })
    await both.web.requests.open(wish('R-fourth', 4), customer)
    expect(await refusalOf(both.web.requests.submit({ requestId: 'R-fourth' }, customer))).toEqual({
      _tag: 'ExceedsOrdered',
      lineId: 'mug',
      asked: 4,
      ordered: 3,
    })
  })
})
