/** F34: webhooks of somebody else, of long ago, or for another tenant change nothing. */
import { describe, expect, it } from 'vitest'
import { plainHabits, simulatedPayments } from 'after-sales/testing'
import { refusalOf, submitted } from '../acceptance/shop.js'
import { countOf, eventsOf, kept, MINUTE, SECOND, workersOf, worldOf } from './world.js'

/** A refund that the provider has paid, and that we have not heard of. */
const paidUnheard = async () => {
  const world = worldOf({ habits: { ...plainHabits, settlesAtLookup: false } })
  const { clock, payments } = world
  const shop = world.instance()
  workersOf(shop)
  payments.script({ _tag: 'process' })
  await clock.during(submitted(shop, 'R-1', 3, kept))
  await clock.pass(SECOND)
  const { key } = payments.calls[0]!
  payments.settle(key, 'succeed')
  return { ...world, shop, key }
}

describe('A webhook that is not what it says', () => {
  it('F34: with any byte changed, or signed by somebody else, is refused, and nothing is written', async () => {
    const { clock, payments, log, shop, key } = await paidUnheard()
    const before = (await eventsOf(log)).length
    const { body, headers } = payments.webhookFor(key)
    for (const [at, byte] of body.entries()) {
      const forged = { body: body.with(at, byte ^ 1), headers }
      expect(await refusalOf(shop.webhooks.receive(forged))).toEqual({ _tag: 'WebhookForged' })
    }
    const stranger = simulatedPayments({ clock, webhookSecret: 'whsec_of_somebody_else' })
    const alien = stranger.signedWebhook(new TextDecoder().decode(body))
    expect(await refusalOf(shop.webhooks.receive(alien))).toEqual({ _tag: 'WebhookForged' })
    expect(await eventsOf(log)).toHaveLength(before)
  })

  it('F34: from long ago is refused', async () => {
    const { clock, payments, shop, key } = await paidUnheard()
    const old = payments.webhookFor(key)
    await clock.pass(5 * MINUTE + SECOND)
    expect(await refusalOf(shop.webhooks.receive(old))).toMatchObject({ _tag: 'WebhookTooOld', toleranceSeconds: 300 })
  })

  it('F34: for another tenant touches no refund: there it is a notice that nobody can place', async () => {
    const { clock, payments, log, shop, key, instance } = await paidUnheard()
    const south = instance({ tenant: 'south' })
    workersOf(south)
    expect((await south.webhooks.receive(payments.webhookFor(key))).notices).toMatchObject([{ outcome: 'quarantined' }])
    await clock.pass(10 * MINUTE)
    expect(await countOf(log, 'RefundLegSucceeded')).toBe(0)
    expect([(await south.operations.notices()).length, (await shop.operations.notices()).length]).toEqual([1, 0])
  })
})
