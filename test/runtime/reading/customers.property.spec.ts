/**
 * Random lives of a customer: a few requests over several channels, decided, appealed, paid, compensated, judged. What the
 * views tell of them is what the aggregates of their streams say, and the profile is that added up.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Actor, AfterSalesException, Caller, LoggedEvent, NextStep, PolicySet } from 'after-sales'
import { orThrow, readLog } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simulatedOrders } from 'after-sales/testing'
import { lossOf, supervisor, terms } from '../../acceptance/compensations.js'
import { customer, lead, lineOf, openHanded, order, shopOn, type Shop } from '../../acceptance/shop.js'
import { followed } from './followed.js'
import { only, sorted, toldOf, type Told } from './told.js'

const policy: PolicySet = {
  ...openHanded('EUR', { automatic: [] }),
  remedies: ['return_refund', 'refund_only', 'exchange', 'repair'],
}
const REQUESTS = ['R-1', 'R-2', 'R-3']
const CHANNELS = ['web', 'app', 'chat', 'phone'] as const
const REASONS = ['QL_DEFECTIVE', 'CM_CHANGED_MIND', 'FF_WRONG_ITEM']
const ordered = order({
  lines: [lineOf('mug', 4, 8_000), lineOf('lamp', 3, 9_000)],
  tenders: [{ tenderId: 'card', kind: 'card', captured: 17_000 }],
})

interface Move {
  readonly request: number
  readonly pick: number
  readonly chance: number
}
const moves = fc.array(fc.record({ request: fc.nat(2), pick: fc.nat(999), chance: fc.nat(99) }), {
  minLength: 10,
  maxLength: 60,
})

const tried = async (call: Promise<unknown>): Promise<void> => {
  try {
    await call
  } catch (cause) {
    // A refusal is part of life; anything else is not.
    if ((cause as Partial<AfterSalesException>).error === undefined) throw cause
  }
}

const callerFor = ({ by }: NextStep, { pick, chance }: Move): Caller => {
  const { kind, role } = by[pick % by.length]!
  const actor: Actor =
    kind === 'customer'
      ? customer.actor
      : { kind, id: `${kind}-${chance % 3}`, ...(role === undefined ? {} : { roles: [role] }) }
  return { actor, channel: CHANNELS[(pick + chance) % CHANNELS.length]! }
}

const opened = (shop: Shop, requestId: string, { pick, chance }: Move) =>
  shop.requests.open(
    {
      ...{ requestId, orderId: '#1001', remedy: policy.remedies[pick % 4]! },
      lines: ['mug', 'lamp'].map((lineId, n) => ({
        lineId,
        quantity: 1 + (pick % 2),
        reason: REASONS[(pick + n) % REASONS.length]!,
      })),
    },
    { actor: chance % 4 === 0 ? lead.actor : customer.actor, channel: CHANNELS[pick % CHANNELS.length]! },
  )

const step = async (shop: Shop, move: Move): Promise<void> => {
  const requestId = REQUESTS[move.request]!
  const { pick, chance } = move
  shop.clock.advance(60_000 * (1 + (pick % 600)))
  if (chance < 5) shop.payments.script({ _tag: 'decline', code: 'account_closed' })
  else if (chance < 10) return tried(shop.resume(requestId))
  else if (chance < 18)
    return tried(
      shop.compensations.propose(
        {
          ...{
            compensationId: `C-${pick}`,
            requestId,
            currency: 'EUR',
            benefit: { form: pick % 2 ? 'coupon' : 'cash' },
          },
          ...{ terms: terms({ consent: chance % 2 === 0 }), losses: [lossOf('delay', 100 + pick)] },
        },
        supervisor,
      ),
    )
  else if (chance < 30)
    return tried(shop.requests.merge({ requestId, into: REQUESTS[(move.request + 1 + (pick % 2)) % 3]! }, lead))
  const { possible } = await shop.whatNext(requestId).catch(() => ({ possible: undefined }))
  if (possible === undefined) return tried(opened(shop, requestId, move))
  const one = possible[pick % Math.max(1, possible.length)]
  if (one === undefined) return
  const [group, name] = one.call.split('.') as [string, string]
  const functions = shop as unknown as Record<string, Record<string, (data: object, by: Caller) => Promise<unknown>>>
  // Now and then only a part is granted.
  const part = one.call === 'requests.approve' && chance % 3 === 0 ? { lines: [{ lineId: 'mug', quantity: 1 }] } : {}
  return tried(functions[group]![name]!({ ...one.example, ...part }, callerFor(one, move)))
}

/** More of them for a night: `WALKS=1000`. */
const numRuns = Number(process.env['WALKS'] ?? 40)

it(
  'The history of a customer is what the streams of their requests say, and the profile is that added up',
  { timeout: 60_000 + 500 * numRuns },
  async () => {
    const met = new Set<string>()
    await fc.assert(
      fc.asyncProperty(moves, async (life) => {
        const shop = shopOn(memoryEventStore(), { orders: simulatedOrders(ordered), policy })
        for (const move of life) await step(shop, move)
        const [{ rows }, profile] = await followed(shop, () =>
          Promise.all([shop.views.history('customer-7'), shop.views.profile('customer-7')]),
        )
        const log: Array<LoggedEvent> = []
        for await (const logged of readLog(shop.store)) log.push(orThrow(logged))
        const ids = log.flatMap(({ event }) => (event.type === 'RequestOpened' ? [event.data.requestId] : []))
        const told: Array<Told> = []
        for (const id of ids.reverse()) told.push(sorted(toldOf(await shop.getCase(id), log)))
        expect(rows.map((row) => sorted(only(row)))).toEqual(told)
        for (const { outcome } of told) met.add(outcome)

        const own = told.filter(({ outcome }) => outcome !== 'merged')
        const scores = own.flatMap(({ surveys }) => surveys.map(({ score }) => score))
        const total = (amounts: ReadonlyArray<number>) => amounts.reduce((sum, minor) => sum + minor, 0)
        expect([profile.requests, profile.satisfaction]).toEqual([
          own.length,
          { sum: total(scores), count: scores.length },
        ])
        expect(total(profile.refunded.map(({ minor }) => minor))).toBe(total(told.map(({ refunded }) => refunded)))
        expect(total(Object.values(profile.outcomes))).toBe(own.length)
        const given = told.flatMap(({ benefits }) =>
          benefits.filter(({ state }) => state === 'given' || state === 'used'),
        )
        expect(total(profile.compensated.map(({ minor }) => minor))).toBe(total(given.map(({ minor }) => minor)))
      }),
      { numRuns, seed: 20_261_126, endOnFailure: true },
    )
    // The walks came by what they are about.
    for (const outcome of ['approved', 'partly_approved', 'rejected', 'canceled', 'merged'])
      expect([...met]).toContain(outcome)
  },
)
