/** The simulated provider with the habits of a real one, under the contract for providers. */
import {
  simulatedClock,
  simulatedPayments,
  type Behavior,
  type ProviderHabits,
  type ProviderHarness,
  type SimulatedClock,
  type SimulatedPayments,
  type Trouble,
} from 'after-sales/testing'

const BEHAVIOR: Readonly<Partial<Record<Trouble, Behavior>>> = {
  request_lost: { _tag: 'lose_request' },
  answer_lost: { _tag: 'lose_answer' },
  server_error: { _tag: 'break' },
  too_many_requests: { _tag: 'refuse_for_now', retryAfterSeconds: 7 },
}

export const SECRET = 'whsec_of_the_test'

export interface SimulatedHarness extends ProviderHarness {
  readonly provider: SimulatedPayments
  readonly clock: SimulatedClock
}

export const simulatedHarness = (habits: ProviderHabits): SimulatedHarness => {
  const clock = simulatedClock()
  const provider = simulatedPayments({ habits, clock, webhookSecret: SECRET })
  const taken = new Map<string, { readonly key: string; readonly minor: number; readonly currency: string }>()
  return {
    provider,
    clock,
    paymentRef: 'pay-1',
    secrets: [SECRET],
    backend: {
      executed: () => {
        for (const { key, minor, currency } of provider.calls)
          if (provider.processing().includes(key) && !taken.has(key)) taken.set(key, { key, minor, currency })
        const made = provider.payments.map(({ key, minor, currency }) => ({ key, minor, currency }))
        const underWay = [...taken.values()].filter(({ key }) => provider.processing().includes(key))
        return [...made, ...underWay]
      },
      troubles: Object.keys(BEHAVIOR) as ReadonlyArray<Trouble>,
      ...(habits.savesServerErrors ? { saved: ['server_error'] as const } : {}),
      failNext: (trouble) => provider.script(BEHAVIOR[trouble]!),
      failsLookups: false,
      declineNext: (code) => provider.script({ _tag: 'decline', code }),
      hangNext: () => provider.script({ _tag: 'hang' }),
      processNext: () => provider.script({ _tag: 'process' }),
      settle: (key, how) => provider.settle(key, how),
      reverse: (key) => provider.reverse(key, 'account_closed'),
      pass: (seconds) => clock.advance(seconds * 1_000),
      now: clock.now,
      webhookFor: (key, at) => provider.webhookFor(key, { at }),
      signed: (text, at) => provider.signedWebhook(text, at),
      messageAboutSomethingElse: '{"id":"notice-1","payout":{"minor":1}}',
    },
  }
}
