/**
 * The payment provider, a company of its own with an address of its own: what it knows it keeps when the shop goes down. It
 * takes a refund at once, pays it later, and says so by a signed webhook, which it sends until somebody answers with 200.
 * A real shop has Stripe in its place: `stripePayments` of `after-sales/adapters/stripe`.
 */
import * as E from 'fp-ts/lib/Either.js'
import fastify from 'fastify'
import type { RawWebhook, RefundInstruction } from 'after-sales'
import { systemClock } from 'after-sales/adapters/node'
import { plainHabits, simulatedPayments, type Payment } from 'after-sales/testing'

export interface PaymentCompany {
  readonly url: string
  /** What it has really paid; twice would stand here twice. */
  readonly payments: ReadonlyArray<Payment>
  /** How often it was asked to pay. */
  readonly calls: () => number
  /** Pays what it has taken, and sends every webhook that nobody has answered yet: how many are still not answered. */
  readonly settle: (webhookUrl: string) => Promise<number>
  readonly close: () => Promise<void>
}

/** What webhooks are signed with; the shop knows it, too. */
export const WEBHOOK_SECRET = 'whsec_example'
export const HABITS = { ...plainHabits, name: 'paycompany', outcome: 'later', settlesAtLookup: false } as const

const isAnswered = async (url: string, { body, headers }: RawWebhook): Promise<boolean> => {
  try {
    const init = { method: 'POST', body, headers: headers as Record<string, string> }
    return (await fetch(url, init)).status === 200
  } catch {
    return false
  }
}

/** `thinksMs`: how long it takes to answer. */
export const startPaymentCompany = async ({ thinksMs = 0 } = {}): Promise<PaymentCompany> => {
  const simulated = simulatedPayments({ clock: systemClock, habits: HABITS, webhookSecret: WEBHOOK_SECRET })
  const unanswered = new Set<string>()
  const app = fastify()
  app.post('/refunds', async ({ body }, reply) => {
    const answer = await simulated.submit(body as RefundInstruction)()
    await systemClock.sleep(thinksMs, new AbortController().signal)
    return E.isRight(answer) ? answer.right : reply.code(503).send()
  })
  app.post('/refunds/find', async ({ body }, reply) => {
    const answer = await simulated.lookup(body as RefundInstruction)()
    return E.isRight(answer) ? answer.right : reply.code(503).send()
  })
  return {
    url: await app.listen({ host: '127.0.0.1', port: 0 }),
    payments: simulated.payments,
    calls: () => simulated.calls.length,
    settle: async (webhookUrl) => {
      for (const key of simulated.processing()) {
        simulated.settle(key, 'succeed')
        unanswered.add(key)
      }
      for (const key of unanswered) if (await isAnswered(webhookUrl, simulated.webhookFor(key))) unanswered.delete(key)
      return unanswered.size
    },
    close: () => app.close(),
  }
}
