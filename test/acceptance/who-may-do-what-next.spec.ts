/** Whoever looks at a case hears who may do what next, and why something else is not possible: as the calls would say it. */
import { describe, expect, it } from 'vitest'
import { simplePolicy } from 'after-sales/testing'
import { agent, lead, shopOn, stores, submitted } from './shop.js'

describe.each(stores)('A request of 269.97 under review, of which an agent may decide 200.00 ($name)', ({ open }) => {
  const underReview = async () => {
    const shop = shopOn(await open(), { policy: simplePolicy('EUR', { automatic: [] }) })
    await submitted(shop, 'R-1', 3)
    return shop
  }

  it('may be approved by the lead, and says in words why not by the agent', async () => {
    const shop = await underReview()
    const ofLead = await shop.whatNext('R-1', lead.actor)
    expect(ofLead.possible.map(({ call }) => call)).toContain('requests.approve')
    const ofAgent = await shop.whatNext('R-1', agent.actor)
    expect(ofAgent.possible.map(({ call }) => call)).not.toContain('requests.approve')
    expect(ofAgent.notNow.find(({ call }) => call === 'requests.approve')!.why).toMatchObject({ tag: 'LimitExceeded' })
  })

  it('changes nothing by being looked at', async () => {
    const shop = await underReview()
    const before = await shop.getCase('R-1')
    await shop.whatNext('R-1')
    expect(await shop.getCase('R-1')).toEqual(before)
  })
})
