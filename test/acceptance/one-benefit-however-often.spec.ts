/** Whatever happens to the calls, a customer has one benefit for one compensation, or none and everybody knows. */
import { describe, expect, it } from 'vitest'
import { createAfterSales, orThrow, policiesFrom } from 'after-sales'
import type { IssuerBehavior } from 'after-sales/testing'
import { agentNamed, orderTotal, proposed, shopWithRequest, statusOf, supervisor, terms } from './compensations.js'
import { agent, at, customer, refusalOf, stores, type Shop } from './shop.js'

const by = agentNamed('a-1')
const A_MINUTE = 60_000
const asked = (shop: Shop) => shop.benefits.calls.map(({ call }) => call)
const keysOf = (shop: Shop) => new Set(shop.benefits.calls.map(({ instruction }) => instruction.key))

describe.each(stores)('A coupon over 30.00 ($name)', ({ open }) => {
  const meeting = async (...behaviors: ReadonlyArray<IssuerBehavior>) => {
    const shop = await shopWithRequest(await open())
    shop.benefits.script(...behaviors)
    const { state } = await proposed(shop, 'C-1', by)
    return { shop, state }
  }
  const afterAMinute = async (shop: Shop) => {
    shop.clock.advance(A_MINUTE)
    await shop.resume('R-1')
    return statusOf(shop, 'C-1')
  }

  it('is issued in the call that proposes it', async () => {
    const { shop, state } = await meeting()
    expect(state).toMatchObject({ status: 'issued', externalRef: 'benefit_1' })
    expect(shop.benefits.calls).toMatchObject([
      {
        call: 'issue',
        instruction: {
          ...{ compensationId: 'C-1', requestId: 'R-1', orderId: '#1001', customerId: 'customer-7', tenant: 'main' },
          ...{ form: 'coupon', minor: 3_000, currency: 'EUR' },
        },
      },
    ])
  })

  it('whose answer is lost is asked about, and not given again', async () => {
    const { shop, state } = await meeting({ _tag: 'lose_answer' })
    expect(state.status).toBe('issuing')
    expect(await afterAMinute(shop)).toBe('issued')
    expect(asked(shop)).toEqual(['issue', 'lookup'])
    expect(shop.benefits.given.size).toBe(1)
  })

  it('whose request is lost goes out again, under the same key', async () => {
    const { shop } = await meeting({ _tag: 'lose_request' })
    expect(await afterAMinute(shop)).toBe('issued')
    expect(asked(shop)).toEqual(['issue', 'lookup', 'issue'])
    expect(keysOf(shop).size).toBe(1)
  })

  it('that takes time is given when it is there', async () => {
    const { shop } = await meeting({ _tag: 'process' })
    expect(await afterAMinute(shop)).toBe('issuing')
    shop.benefits.settle([...keysOf(shop)][0]!)
    expect(await afterAMinute(shop)).toBe('issued')
  })

  it('is not canceled while nobody knows', async () => {
    const { shop } = await meeting({ _tag: 'lose_answer' })
    const cancel = shop.compensations.cancel({ compensationId: 'C-1', reason: 'no' }, agent)
    expect(await refusalOf(cancel)).toEqual({ _tag: 'CompensationNotOpen', status: 'issuing' })
  })

  it('that was refused for sure may be tried again, or given up, and then holds nothing', async () => {
    const { shop, state } = await meeting({ _tag: 'decline', code: 'sold_out' }, { _tag: 'decline', code: 'sold_out' })
    expect(state).toMatchObject({ status: 'failed', failure: 'sold_out' })
    expect((await shop.compensations.retry({ compensationId: 'C-1' }, agent)).state.status).toBe('failed')
    await shop.compensations.revoke({ compensationId: 'C-1', reason: 'sold_out' }, agent)
    expect(keysOf(shop).size).toBe(1)
    const order = await shop.allowances.get({ scope: 'order', key: '#1001', period: 'all' })
    expect(order.total).toBe(0)
  })

  it('that was given up is not issued by a call that comes late', async () => {
    const { shop } = await meeting({ _tag: 'decline', code: 'sold_out' })
    await shop.compensations.revoke({ compensationId: 'C-1', reason: 'sold_out' }, agent)
    const [late] = shop.benefits.calls
    expect(await shop.benefits.issue(late!.instruction)()).toMatchObject({ right: { _tag: 'Revoked' } })
    expect(shop.benefits.total()).toBe(0)
  })

  it('whose issuer answers nonsense, or not in time, is unknown, and settled by asking', async () => {
    const { shop } = await meeting({ _tag: 'garble' })
    expect(await statusOf(shop, 'C-1')).toBe('issuing')
    expect(await afterAMinute(shop)).toBe('issued')
    const { shop: other } = await meeting({ _tag: 'hang' })
    expect(await afterAMinute(other)).toBe('issued')
  })

  it('whose revocation is lost is taken back once', async () => {
    const { shop } = await meeting()
    shop.benefits.script({ _tag: 'lose_request' })
    const { state } = await shop.compensations.revoke({ compensationId: 'C-1', reason: 'mistake' }, agent)
    expect(state.status).toBe('revoking')
    expect(await afterAMinute(shop)).toBe('revoked')
    expect(asked(shop)).toEqual(['issue', 'revoke', 'lookup', 'revoke'])
    expect(shop.benefits.total()).toBe(0)
  })

  it('that nobody can be asked about stays open, and is asked about again and again', async () => {
    const { shop } = await meeting({ _tag: 'lose_answer' })
    shop.benefits.hush(true)
    expect(await afterAMinute(shop)).toBe('issuing')
    expect(await afterAMinute(shop)).toBe('issuing')
    shop.benefits.hush(false)
    expect(await afterAMinute(shop)).toBe('issued')
    expect(shop.benefits.given.size).toBe(1)
  })

  it('of a host without an issuer fails for sure, and waits for one', async () => {
    const shop = await shopWithRequest(await open())
    const { store, orders, payments, clock, ids, keyRing, policy } = shop
    const policies = orThrow(policiesFrom([policy]))
    const bare = createAfterSales({ store, orders, payments, clock, ids, keyRing, policies }).promises
    const { state } = await proposed(bare, 'C-1', by)
    expect(state).toMatchObject({ status: 'failed', failure: 'NO_BENEFIT_ISSUER' })
    expect((await shop.compensations.retry({ compensationId: 'C-1' }, agent)).state.status).toBe('issued')
  })
})

describe.each(stores)('A coupon that the customer is asked about first ($name)', ({ open }) => {
  const offered = async () => {
    const shop = await shopWithRequest(await open())
    await proposed(shop, 'C-1', by, { terms: terms({ consent: true }) })
    expect(shop.benefits.calls).toEqual([])
    await shop.compensations.offer({ compensationId: 'C-1', expiresAt: at('2026-01-12T09:00:00.000Z') }, agent)
    return shop
  }

  it('is issued when they accept', async () => {
    const shop = await offered()
    expect((await shop.compensations.accept({ compensationId: 'C-1' }, customer)).state.status).toBe('issued')
  })

  it('is given back when they decline', async () => {
    const shop = await offered()
    await shop.compensations.decline({ compensationId: 'C-1' }, customer)
    const order = await shop.allowances.get({ scope: 'order', key: '#1001', period: 'all' })
    expect(order.total).toBe(0)
    expect(shop.benefits.calls).toEqual([])
  })

  it('is not accepted by staff without a proof', async () => {
    const shop = await offered()
    expect(await refusalOf(shop.compensations.accept({ compensationId: 'C-1' }, agent))).toEqual({
      _tag: 'ConsentRequired',
    })
  })
})

describe.each(stores)('What a compensation has cost ($name)', ({ open }) => {
  it('is borne by those who are liable, claimed from them and paid back', async () => {
    const shop = await shopWithRequest(await open())
    const { compensations } = shop
    await proposed(shop, 'C-1', by)
    const id = { compensationId: 'C-1' }
    await compensations.assignCost(
      {
        ...id,
        shares: [
          { party: 'carrier', basisPoints: 7_500 },
          { party: 'merchant', basisPoints: 2_500 },
        ],
      },
      agent,
    )
    await compensations.claimRecovery({ ...id, party: 'carrier', minor: 2_250, reference: 'claim-1' }, agent)
    await compensations.recordRecovered({ ...id, party: 'carrier', minor: 2_000, reference: 'pay-1' }, agent)
    await compensations.proposeWriteOff({ ...id, party: 'carrier', reason: 'too_old' }, agent)
    expect(await refusalOf(compensations.confirmWriteOff({ ...id, party: 'carrier' }, agent))).toEqual({
      _tag: 'FourEyes',
    })
    const { state } = await compensations.confirmWriteOff({ ...id, party: 'carrier' }, supervisor)
    expect(state.debts.find(({ party }) => party === 'carrier')).toEqual({
      ...{ party: 'carrier', basisPoints: 7_500, share: 2_250 },
      ...{ claimed: 2_250, recovered: 2_000, writtenOff: 250, surplus: 0 },
    })
  })

  it('is nothing once it is taken back: nothing more is claimed, and what the carrier paid is given back to them', async () => {
    const shop = await shopWithRequest(await open())
    const { compensations } = shop
    await proposed(shop, 'C-1', by)
    const ofCarrier = { compensationId: 'C-1', party: 'carrier' } as const
    await compensations.assignCost(
      { compensationId: 'C-1', shares: [{ party: 'carrier', basisPoints: 10_000 }] },
      agent,
    )
    await compensations.claimRecovery({ ...ofCarrier, minor: 2_500, reference: 'claim-1' }, agent)
    await compensations.recordRecovered({ ...ofCarrier, minor: 2_000, reference: 'pay-1' }, agent)
    await compensations.revoke({ compensationId: 'C-1', reason: 'sent_twice' }, agent)
    expect(await statusOf(shop, 'C-1')).toBe('revoked')
    const none = { _tag: 'RecoveryTooHigh', open: 0 }
    expect(
      await refusalOf(compensations.claimRecovery({ ...ofCarrier, minor: 500, reference: 'claim-2' }, agent)),
    ).toMatchObject(none)
    expect(
      await refusalOf(compensations.recordRecovered({ ...ofCarrier, minor: 500, reference: 'pay-2' }, agent)),
    ).toMatchObject(none)
    const { state } = await compensations.recordRepaid({ ...ofCarrier, reference: 'back-1' }, agent)
    expect(state.debts).toMatchObject([{ party: 'carrier', recovered: 0, surplus: 0 }])
    expect(await refusalOf(compensations.recordRepaid({ ...ofCarrier, reference: 'back-2' }, agent))).toEqual({
      _tag: 'NothingToGiveBack',
      party: 'carrier',
    })
  })
})

describe.each(stores)('Cash that comes back ($name)', ({ open }) => {
  const paidOut = async () => {
    const shop = await shopWithRequest(await open())
    await proposed(shop, 'C-1', by, { benefit: { form: 'cash' } })
    expect(await statusOf(shop, 'C-1')).toBe('redeemed')
    return { shop, key: [...shop.benefits.given.keys()][0]! }
  }
  const returned = { compensationId: 'C-1', code: 'account_closed', reference: 'RJ-1' }

  it('is owed again, waits for a person, and is paid again under the same key', async () => {
    const { shop, key } = await paidOut()
    shop.benefits.comeBack(key)
    await shop.compensations.recordReturned(returned, agent)
    expect(await statusOf(shop, 'C-1')).toBe('failed')
    expect(shop.benefits.total()).toBe(0)
    // Whoever alone saw it come back does not send it again.
    const again = shop.compensations.retry({ compensationId: 'C-1' }, agent)
    expect(await refusalOf(again)).toEqual({ _tag: 'FourEyes' })
    await shop.compensations.retry({ compensationId: 'C-1' }, agentNamed('agent-2'))
    expect(await statusOf(shop, 'C-1')).toBe('redeemed')
    expect([shop.benefits.given.size, shop.benefits.total()]).toEqual([1, 3_000])
    // The bank says it again: it is the return of the first payout.
    await shop.compensations.recordReturned(returned, agent)
    expect(await statusOf(shop, 'C-1')).toBe('redeemed')
  })

  it('is given up by a person, and the order has it to give again', async () => {
    const { shop, key } = await paidOut()
    shop.benefits.comeBack(key)
    await shop.compensations.recordReturned(returned, agent)
    await shop.compensations.revoke({ compensationId: 'C-1', reason: 'customer_waives' }, agentNamed('agent-2'))
    expect(await statusOf(shop, 'C-1')).toBe('revoked')
    expect(await orderTotal(shop)).toMatchObject({ total: 0 })
  })
})
