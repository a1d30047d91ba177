/** The simulated provider keeps the contract with every preset of habits, and is as forgetful as its original. */
import {
  adyenHabits,
  alipayHabits,
  paymentProviderContract,
  plainHabits,
  simulatedClock,
  simulatedPayments,
  stripeHabits,
  wechatHabits,
  type Behavior,
  type ProviderHabits,
} from 'after-sales/testing'
import { describe, expect, it } from 'vitest'
import { instructionOf } from '../support/refund-instruction.js'
import { simulatedHarness } from './simulated-harness.js'

const presets: ReadonlyArray<ProviderHabits> = [plainHabits, stripeHabits, adyenHabits, wechatHabits, alipayHabits]

/** Cases about what a preset declares not to have. */
const notDeclared: Readonly<Record<string, number>> = { simulated: 4, stripe: 3, adyen: 7, wechat: 4, alipay: 8 }

describe.each(presets)('The provider with the habits of $name', (habits) => {
  it.each(paymentProviderContract)('$name', async ({ run }) => {
    await run(() => Promise.resolve(simulatedHarness(habits)))
  })

  it('leaves out only the cases about what it does not declare', async () => {
    const outcomes = await Promise.all(
      paymentProviderContract.map(({ run }) => run(() => Promise.resolve(simulatedHarness(habits)))),
    )
    expect(outcomes.filter((outcome) => outcome === 'not_declared')).toHaveLength(notDeclared[habits.name]!)
  })
})

const HOUR = 3_600_000
const at = (habits: ProviderHabits) => {
  const clock = simulatedClock()
  return { clock, payments: simulatedPayments({ habits, clock }) }
}
const tagged = (tag: string, more: object = {}) => ({
  right: expect.objectContaining({ _tag: tag, ...more }) as unknown,
})

describe('A key that grows old', () => {
  it('is remembered for its window', async () => {
    const { clock, payments } = at(stripeHabits)
    await payments.submit(instructionOf())()
    clock.advance(24 * HOUR - 1)
    await payments.submit(instructionOf())()
    expect(payments.payments).toHaveLength(1)
  })

  it('is forgotten afterwards, and pays again; the books show both', async () => {
    const { clock, payments } = at(stripeHabits)
    await payments.submit(instructionOf())()
    clock.advance(24 * HOUR)
    await payments.submit(instructionOf())()
    expect(payments.payments).toHaveLength(2)
    expect(payments.paid.size).toBe(1)
    expect(payments.paidTotal()).toBe(2 * instructionOf().minor)
  })

  it('is remembered for ever where it is the number of the refund itself', async () => {
    const { clock, payments } = at(wechatHabits)
    await payments.submit(instructionOf())()
    clock.advance(365 * 24 * HOUR)
    expect(await payments.submit(instructionOf())()).toMatchObject(tagged('Processing'))
    expect(payments.processing()).toHaveLength(1)
  })
})

describe('A server error that is saved under the key', () => {
  it.each([false, true])('is repeated, also where it was paid (%s); only a look-up tells', async (executes) => {
    const { payments } = at(stripeHabits)
    payments.script({ _tag: 'break', executes })
    for (let n = 0; n < 3; n += 1) expect(await payments.submit(instructionOf())()).toHaveProperty('left')
    expect(payments.payments).toHaveLength(executes ? 1 : 0)
    const found = await payments.lookup(instructionOf())()
    expect(found).toMatchObject(tagged(executes ? 'Succeeded' : 'NeverSeen'))
  })
})

describe('A scripted provider', () => {
  const outcomes: ReadonlyArray<readonly [Behavior, 'left' | 'right', paid: number]> = [
    [{ _tag: 'misuse' }, 'right', 0],
    [{ _tag: 'garble' }, 'right', 0],
    [{ _tag: 'garble', executes: true }, 'right', 1],
    [{ _tag: 'refuse_for_now', retryAfterSeconds: 5 }, 'left', 0],
    [{ _tag: 'lose_request' }, 'left', 0],
    [{ _tag: 'lose_answer' }, 'left', 1],
  ]
  it.each(outcomes)('does as it is told: %j', async (behavior, side, paid) => {
    const payments = simulatedPayments()
    payments.script(behavior)
    expect(await payments.submit(instructionOf())()).toHaveProperty(side)
    expect(payments.payments).toHaveLength(paid)
  })

  it('has the outcome of what is under way when somebody settles it', async () => {
    const { payments } = at(adyenHabits)
    await payments.submit(instructionOf())()
    expect(payments.paidTotal()).toBe(0)
    payments.settle(instructionOf().key, 'succeed')
    expect(payments.paidTotal()).toBe(instructionOf().minor)
    payments.reverse(instructionOf().key, 'account_closed')
    expect([payments.paidTotal(), payments.payments.length, payments.reversals.length]).toEqual([0, 1, 1])
    expect(() => payments.settle(instructionOf().key, 'succeed')).toThrow('is under way')
  })

  it('pays twice what was taken under a key that it had forgotten, also where both are still under way', async () => {
    const { clock, payments } = at(adyenHabits)
    await payments.submit(instructionOf())()
    clock.advance(24 * HOUR)
    await payments.submit(instructionOf())()
    payments.settle(instructionOf().key, 'succeed')
    expect(payments.payments.length).toBe(2)
  })

  it('hides what was just sent where its look-up is eventual', async () => {
    const { clock, payments } = at(alipayHabits)
    await payments.submit(instructionOf())()
    expect(await payments.lookup(instructionOf())()).toMatchObject(tagged('NeverSeen'))
    clock.advance(HOUR)
    expect(await payments.lookup(instructionOf())()).toMatchObject(tagged('Succeeded'))
  })

  it('wants a minute between two calls for a key where that is a habit', async () => {
    const { clock, payments } = at(wechatHabits)
    await payments.submit(instructionOf())()
    clock.advance(20_000)
    expect(await payments.submit(instructionOf())()).toMatchObject({ left: { retryAfterSeconds: 40 } })
  })

  it('remembers what an earlier process of it paid', async () => {
    const { key, tenderId, orderId, minor, currency } = instructionOf()
    const payments = simulatedPayments({ remembering: [{ key, tenderId, orderId, minor, currency }] })
    expect(await payments.submit(instructionOf())()).toMatchObject(tagged('Succeeded'))
    expect(payments.paidTotal()).toBe(minor)
  })
})
