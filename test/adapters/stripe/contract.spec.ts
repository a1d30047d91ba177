/** The Stripe adapter keeps the contract for providers, with the package's own client over HTTP. */
import { paymentProviderContract, stripeHabits } from 'after-sales/testing'
import { stripeCapabilities } from 'after-sales/adapters/stripe'
import { afterEach, describe, expect, it } from 'vitest'
import { stripeHarness, type StripeHarness } from './harness.js'

const opened: Array<StripeHarness> = []
const open = async (): Promise<StripeHarness> => {
  const harness = await stripeHarness()
  opened.push(harness)
  return harness
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ server }) => server.close()))
})

/** What Stripe does not have: a number of refunds, an API that cannot be asked. */
const NOT_DECLARED = [
  'pays no more refunds of one payment than it declares',
  'does not claim to know anything where it cannot be asked',
]

describe('Stripe', () => {
  it.each(paymentProviderContract)('$name', async ({ name, run }) => {
    expect(await run(open)).toBe(NOT_DECLARED.includes(name) ? 'not_declared' : 'kept')
  })

  it('can do what the simulated provider with its habits can do', () => {
    expect(stripeCapabilities).toEqual(stripeHabits.capabilities)
  })
})
