/** What crashes, silence and time do to compensations, with workers that finish what was left undone. */
import { describe, expect, it } from 'vitest'
import { instantOf, type StoredEvent } from 'after-sales'
import { faultStore, simulatedBenefits } from 'after-sales/testing'
import { agentNamed, proposed, statusOf, terms } from '../acceptance/compensations.js'
import { agent, customer, wish, type Shop } from '../acceptance/shop.js'
import { DAY, HOUR, eventsOf, MINUTE, workersOf, worldOf } from './world.js'

const by = agentNamed('a-1')
const ID = { compensationId: 'C-1' }
const budgets = terms({ allowances: [{ _tag: 'Agent', period: '2026-01', limit: 10_000 }] })

const openedWorld = async () => {
  const world = worldOf()
  const benefits = simulatedBenefits()
  const instance = (store = world.log): Shop => world.instance({ benefits }, store)
  await instance().requests.open(wish('R-1', 1), customer)
  return { ...world, benefits, instance }
}

const keyIn = ({ data }: StoredEvent): string => (JSON.parse(data) as { readonly key: string }).key

describe('A process that dies after any write of a compensation', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])('leaves what workers finish, once: write %i', async (nth) => {
    const world = await openedWorld()
    const store = faultStore(world.log)
    const dying = world.instance(store)
    store.dieAt(nth, 'after')
    await world.clock.during(proposed(dying, 'C-1', by, { terms: budgets }).catch(() => undefined))
    const shop = world.instance()
    const workers = workersOf(shop)
    await world.clock.pass(HOUR)
    await workers.stop()
    const [compensation] = (await shop.getCase('R-1')).compensations
    expect(compensation).toMatchObject({ status: 'issued' })
    expect(world.benefits.given.size).toBe(1)
    for (const allowance of [
      { scope: 'agent', key: 'a-1', period: '2026-01' },
      { scope: 'order', key: '#1001', period: 'all' },
    ] as const) {
      const { holds, total } = await shop.allowances.get(allowance)
      expect([total, [...holds.values()].map(({ status }) => status)]).toEqual([3_000, ['confirmed']])
    }
    expect(workers.problems).toEqual([])
  })
})

describe('An issuer who is silent', () => {
  it('for an hour is told again under the same key, and the coupon is there once', async () => {
    const world = await openedWorld()
    const shop = world.instance()
    const workers = workersOf(shop)
    world.benefits.script(...Array.from({ length: 5 }, () => ({ _tag: 'lose_request' }) as const))
    await world.clock.during(proposed(shop, 'C-1', by))
    await world.clock.pass(HOUR)
    expect(await statusOf(shop, 'C-1')).toBe('issued')
    expect(world.benefits.given.size).toBe(1)
    const sent = await eventsOf(world.log, 'BenefitSubmitted')
    expect(sent.length).toBe(6)
    expect(new Set(sent.map(keyIn)).size).toBe(1)
    await workers.stop()
  })

  it('for three days waits for a person, who tries again under the same key', async () => {
    const world = await openedWorld()
    const shop = world.instance()
    const workers = workersOf(shop)
    world.benefits.script({ _tag: 'lose_answer' })
    world.benefits.hush(true)
    await world.clock.during(proposed(shop, 'C-1', by))
    await world.clock.pass(3 * DAY + 2 * HOUR)
    expect(await statusOf(shop, 'C-1')).toBe('needs_attention')
    expect(await shop.operations.attention()).toMatchObject([{ _tag: 'Benefit', why: 'no_answer', ...ID }])
    await world.clock.during(shop.compensations.retry(ID, agent))
    await world.clock.pass(HOUR)
    expect(await statusOf(shop, 'C-1')).toBe('issued')
    expect(world.benefits.given.size).toBe(1)
    expect(await shop.operations.attention()).toEqual([])
    await workers.stop()
  })

  it('and then answers nonsense is told of, and asked again', async () => {
    const world = await openedWorld()
    const store = faultStore(world.log)
    const dying = world.instance(store)
    store.dieAt(0, 'after')
    await proposed(dying, 'C-1', by).catch(() => undefined)
    world.benefits.script({ _tag: 'garble' })
    const shop = world.instance()
    const workers = workersOf(shop)
    await world.clock.pass(HOUR)
    expect(await statusOf(shop, 'C-1')).toBe('issued')
    expect(workers.problems).toEqual([{ _tag: 'IssuerAnswerInvalid', ...ID }])
    await workers.stop()
  })

  it('at the look-up answers nonsense, and is asked again', async () => {
    const world = await openedWorld()
    let isBroken = true
    const { lookup } = world.benefits
    const benefits = {
      ...world.benefits,
      lookup: (...[i, signal]: Parameters<typeof lookup>) => {
        if (!isBroken) return lookup(i, signal)
        isBroken = false
        return () => Promise.reject(new Error('broken'))
      },
    }
    const shop = worldOf().instance({ benefits, ...{ clock: world.clock, readModels: world.readModels } }, world.log)
    const workers = workersOf(shop)
    world.benefits.script({ _tag: 'lose_answer' })
    await world.clock.during(proposed(shop, 'C-1', by))
    await world.clock.pass(HOUR)
    expect(await statusOf(shop, 'C-1')).toBe('issued')
    expect(world.benefits.given.size).toBe(1)
    await workers.stop()
  })
})

describe('An offer', () => {
  it('lapses by itself at its end, and holds nothing any more', async () => {
    const world = await openedWorld()
    const shop = world.instance()
    const workers = workersOf(shop)
    await proposed(shop, 'C-1', by, { terms: { ...budgets, consent: true } })
    const expiresAt = instantOf(Date.parse(world.clock.now()) + DAY)
    await shop.compensations.offer({ ...ID, expiresAt }, agent)
    await world.clock.pass(DAY - 2 * MINUTE)
    expect(await statusOf(shop, 'C-1')).toBe('offered')
    await world.clock.pass(4 * MINUTE)
    expect(await statusOf(shop, 'C-1')).toBe('lapsed')
    expect(await shop.allowances.get({ scope: 'agent', key: 'a-1', period: '2026-01' })).toMatchObject({ total: 0 })
    await workers.stop()
  })
})

describe('Operators', () => {
  it('see cash that came back until it is paid again, and what is owed to who had paid for it until it is given back', async () => {
    const world = await openedWorld()
    const shop = world.instance()
    const { compensations, operations } = shop
    const ofCarrier = { ...ID, party: 'carrier' } as const
    const workers = workersOf(shop)
    await world.clock.during(proposed(shop, 'C-1', by, { benefit: { form: 'cash' } }))
    await compensations.assignCost({ ...ID, shares: [{ party: 'carrier', basisPoints: 10_000 }] }, agent)
    await compensations.claimRecovery({ ...ofCarrier, minor: 3_000, reference: 'claim-1' }, agent)
    await compensations.recordRecovered({ ...ofCarrier, minor: 2_000, reference: 'paid-1' }, agent)
    world.benefits.comeBack([...world.benefits.given.keys()][0]!)
    await compensations.recordReturned({ ...ID, code: 'account_closed', reference: 'RJ-1' }, agent)
    await world.clock.pass(MINUTE)
    const surplus = { _tag: 'Surplus', ...ofCarrier, minor: 2_000, total: 2_000, currency: 'EUR' }
    expect(await operations.attention()).toMatchObject([
      { _tag: 'ReturnedBenefit', ...ID, minor: 3_000, currency: 'EUR', code: 'account_closed' },
      surplus,
    ])
    await world.clock.during(compensations.retry(ID, agentNamed('agent-2')))
    await world.clock.pass(MINUTE)
    expect(await operations.attention()).toMatchObject([surplus])
    await compensations.recordRepaid({ ...ofCarrier, reference: 'back-1' }, agent)
    await world.clock.pass(MINUTE)
    expect(await operations.attention()).toEqual([])
    await workers.stop()
  })
})
