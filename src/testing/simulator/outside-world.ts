/**
 * The payment provider and its webhooks in the simulated world: what it does with a call is drawn, what it takes it
 * settles later, what it paid may come back; and it tells so by webhooks that come late, twice, in any order, or never.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { AfterSales } from '../../after-sales.js'
import type { PaymentProvider, RawWebhook } from '../../ports/payment-provider.js'
import type { Behavior, SimulatedPayments } from '../simulated-payments.js'
import type { Chance } from './chance.js'
import type { Monitor } from './monitor.js'
import type { Storm } from './weather.js'
import { never, type World } from './world.js'

export interface OutsideMeans {
  readonly world: World
  readonly chance: Chance
  readonly provider: SimulatedPayments
  readonly watch: Monitor
  readonly storm: Pick<Storm, 'isCalm' | 'isMute'>
  /** An instance that is up, or none. */
  readonly anyApi: (nth: number) => AfterSales | undefined
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const ANSWER_MS = 30_000

export const outsideWorld = (means: OutsideMeans) => {
  const { world, chance, provider, watch, storm } = means
  let underWay = 0
  let deliveries = 0
  const known = new Set<string>()
  const scheduled = new Set<string>()
  const cannotBeAsked = provider.capabilities.lookup._tag === 'none'
  let paidBefore = 0

  /** Sends a webhook until somebody takes it, as providers do. */
  const deliver = async (webhook: () => RawWebhook, nth: number): Promise<void> => {
    underWay += 1
    for (let tries = 0; tries < 200; tries++) {
      const api = storm.isMute() ? undefined : means.anyApi(nth + tries)
      const gaveUp = world.sleep(undefined, ANSWER_MS).then(() => undefined)
      // Signed anew for every try, as providers do, so that it is never too old.
      const answer = api === undefined ? undefined : await Promise.race([api.webhooks.receive(webhook())(), gaveUp])
      if (answer !== undefined && E.isRight(answer)) break
      await world.sleep(undefined, MINUTE_MS * (1 + tries))
    }
    underWay -= 1
  }

  /** How often it is told: usually once; where nothing else would tell, at least once. */
  const announce = (key: string, what: string, atLeast: number): void => {
    const copies = Math.max(atLeast, chance.pick([0, 1, 1, 2, 3], `copies ${what}`, deliveries))
    // The words as they are now, however late they arrive.
    const now = provider.webhookFor(key)
    for (let copy = 0; copy < copies; copy++) {
      const nth = deliveries++
      const late = chance.pick([10, 2_000, 5_000, HOUR_MS], 'webhook late', nth)
      const signed = (): RawWebhook => provider.signedWebhook(new TextDecoder().decode(now.body))
      underWay += 1
      world.schedule.after(late, () => {
        underWay -= 1
        void deliver(signed, nth)
      })
    }
  }

  const settleLater = (key: string): void => {
    underWay += 1
    const ms = chance.whole(1, 30 * 60, 'settles after', deliveries) * MINUTE_MS
    world.schedule.after(ms, () => {
      underWay -= 1
      scheduled.delete(key)
      if (!provider.processing().includes(key)) return
      const fails = chance.happens(0.15, `settles ${key}`)
      provider.settle(key, fails ? 'fail' : 'succeed')
      noticePayments()
      announce(key, 'settled', cannotBeAsked ? 1 : 0)
    })
  }

  const reverseLater = (key: string): void => {
    underWay += 1
    const ms = chance.whole(1, 40, 'reversed after', deliveries) * HOUR_MS
    world.schedule.after(ms, () => {
      underWay -= 1
      if (!provider.paid.has(key)) return
      provider.reverse(key, 'account_closed')
      world.tell(() => `the provider: what was paid under ${key} comes back`)
      // Nothing else would ever tell.
      announce(key, 'reversed', 1)
    })
  }

  /** Everything that the provider has paid since the last look. */
  const noticePayments = (): void => {
    for (; paidBefore < provider.payments.length; paidBefore++) {
      const { key } = provider.payments[paidBefore]!
      world.tell(() => `the provider pays under ${key}`)
      watch.paid(key)
      const mayReverse = provider.capabilities.reversal && !storm.isCalm()
      if (mayReverse && chance.happens(0.06, `reverses ${key}`)) reverseLater(key)
    }
  }

  const behaviors: ReadonlyArray<Behavior> = [
    { _tag: 'decline', code: 'account_closed' },
    { _tag: 'process' },
    { _tag: 'process' },
    { _tag: 'garble', executes: true },
    { _tag: 'garble' },
    { _tag: 'refuse_for_now', retryAfterSeconds: 120 },
    { _tag: 'break', executes: true },
    { _tag: 'break' },
    { _tag: 'lose_answer' },
  ]

  const wrapped: PaymentProvider = {
    ...provider,
    submit: (instruction, signal) => async () => {
      const { key } = instruction
      const nth = provider.calls.length
      if (!storm.isCalm() && chance.happens(0.35, 'provider behaves', nth) && !known.has(key))
        provider.script(chance.pick(behaviors, 'provider behavior', nth))
      const answer = await provider.submit(instruction, signal)()
      noticePayments()
      const isNew = !known.has(key)
      known.add(key)
      if (!scheduled.has(key) && provider.processing().includes(key)) {
        scheduled.add(key)
        settleLater(key)
      } else if (isNew && provider.paid.has(key)) announce(key, 'paid', cannotBeAsked ? 1 : 0)
      return storm.isMute() ? never() : answer
    },
    lookup: (instruction, signal) => async () => {
      const answer = await provider.lookup(instruction, signal)()
      noticePayments()
      return storm.isMute() ? never() : answer
    },
  }

  return {
    provider: wrapped,
    isQuiet: () => underWay === 0,
  }
}
