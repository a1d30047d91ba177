/**
 * The simulator on rules and an adapter of your own: `npm run example:03`. First your adapter as it should be: some
 * hundred seeds with crashes, lost answers, outages and wrong clocks, and every promise holds. Then the same adapter
 * with a defect that every code review might miss, and how the simulator tells of it.
 */
import { simulatedIds, faultsText, shrink, simulate, simplePolicy } from 'after-sales/testing'
import type { PaymentProvider, PolicySet } from 'after-sales'

const SEEDS = 200

/** Your rules: here everything above 10.00 needs a person, and two above 50.00. */
const simple = simplePolicy('EUR')
const policy: PolicySet = {
  ...simple,
  refunds: {
    ...simple.refunds,
    approvalFreeUpTo: [{ minor: 1_000, currency: 'EUR' }],
    secondApprovalAbove: [{ minor: 5_000, currency: 'EUR' }],
  },
}

/** Your adapter stands in front of the simulated provider; it would usually translate and call an API. */
const careful = (provider: PaymentProvider): PaymentProvider => provider

/** "The provider complains about our long keys": so each call gets a short one of its own, and pays again. */
const careless = (provider: PaymentProvider): PaymentProvider => {
  const { uuid } = simulatedIds(7)
  return { ...provider, submit: (instruction, signal) => provider.submit({ ...instruction, key: uuid() }, signal) }
}

for (let seed = 1; seed <= SEEDS; seed++) {
  const { violation } = await simulate({ seed, policy, adapt: careful })
  if (violation !== undefined) throw new Error(`seed ${seed}: ${violation.promise}: ${violation.detail}`)
}
console.log(`The careful adapter: ${SEEDS} seeds, every promise holds.`)

for (let seed = 1; ; seed++) {
  const found = await shrink({ seed, policy, adapt: careless })
  if (found === undefined) continue
  const { result, options, story } = found
  console.log(`The careless adapter: seed ${seed} breaks "${result.violation!.promise}".`)
  console.log(story.slice(-12).join('\n'))
  console.log(`Replay: simulate({ seed: ${seed}, faults: faultsFrom('${faultsText(options.faults ?? [])}'), … })`)
  break
}
