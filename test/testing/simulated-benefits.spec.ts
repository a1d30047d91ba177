/** The simulated issuer keeps its word: what a key has given, it has given, whatever is scripted for the next call. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { BenefitInstruction } from '../../src/ports/benefit-issuer.js'
import { simulatedBenefits } from '../../src/testing/simulated-benefits.js'

const instruction: BenefitInstruction = {
  ...{ key: 'k-1', tenant: 'main', compensationId: 'c-1', requestId: 'r-1', orderId: 'o-1', customerId: 'customer-7' },
  form: 'cash',
  minor: 150,
  currency: 'EUR',
}

describe('A simulated issuer that is told to decline', () => {
  // Bug: two persons said that cash had come back which had not, and the key that had paid it was declined.
  it('still says of a key what it has given under it', async () => {
    const issuer = simulatedBenefits()
    await issuer.issue(instruction)()
    issuer.script({ _tag: 'decline', code: 'sold_out' })
    expect(await issuer.issue(instruction)()).toMatchObject(E.right({ _tag: 'Issued', minor: 150 }))
  })
  it('declines a key whose payout came back', async () => {
    const issuer = simulatedBenefits()
    await issuer.issue(instruction)()
    issuer.comeBack('k-1')
    issuer.script({ _tag: 'decline', code: 'sold_out' })
    expect(await issuer.issue(instruction)()).toEqual(E.right({ _tag: 'Declined', code: 'sold_out' }))
  })
})
