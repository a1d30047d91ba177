/**
 * Walks through the whole domain, guided by `whatNext` alone: whatever it calls possible is done by the real call with its
 * example, whatever it calls not possible is refused with its reason, and no case comes to a stop where nobody is expected
 * to do anything.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actor, AfterSalesError, AfterSalesException, Caller, Done, PolicySet, Who } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simplePolicy, simulatedOrders } from 'after-sales/testing'
import { describe as inWords, verifyLog } from 'after-sales'
import { lossOf, terms } from '../acceptance/compensations.js'
import { customer, lineOf, order, shopOn, wish, type Shop } from '../acceptance/shop.js'

const none = [{ minor: 0, currency: 'EUR' }]
const some = [{ minor: 3_000, currency: 'EUR' }]
const simple = simplePolicy('EUR')

/** Everything is offered, every refund needs approval, and what is dear two persons. */
const policy: PolicySet = {
  ...simple,
  remedies: ['return_refund', 'refund_only', 'exchange', 'reship', 'repair'],
  automatic: [],
  refunds: { ...simple.refunds, approvalFreeUpTo: none, secondApprovalAbove: some },
}
const ordered = order({
  lines: [lineOf('mug', 2, 4_000), lineOf('lamp', 1, 9_000, { tax: 900 })],
  tenders: [
    { tenderId: 'card', kind: 'card', captured: 10_000 },
    { tenderId: 'gift', kind: 'gift_card', captured: 3_900 },
  ],
})

/** Of each kind two, so that there is always somebody who had no part in it, and somebody who had. */
const people: ReadonlyArray<Actor> = [
  customer.actor,
  ...[1, 2].flatMap((n): ReadonlyArray<Actor> => [
    { kind: 'agent', id: `agent-${n}`, roles: ['lead'] },
    { kind: 'agent', id: `junior-${n}`, roles: ['agent'] },
    { kind: 'warehouse', id: `dock-${n}` },
    { kind: 'finance', id: `finance-${n}` },
  ]),
  { kind: 'platform', id: 'platform' },
  { kind: 'carrier', id: 'carrier' },
  { kind: 'system', id: 'host' },
]

/** What another stream answers only when it is asked: then the command stands in the log, and the answer is no. */
const ELSEWHERE: ReadonlySet<AfterSalesError['_tag']> = new Set([
  'UnitsAlreadyClaimed',
  'DuplicateOpenRequest',
  'GoodsInTransit',
  'RefundInFlight',
  'ReplacementShipped',
] as const)

type AnyCall = (data: object, caller: Caller) => Promise<Done<unknown>>

const call = async (shop: Shop, name: string, data: object, actor: Actor): Promise<Done<unknown> | AfterSalesError> => {
  const [group, fn] = name.split('.') as [string, string]
  const functions = shop as unknown as Readonly<Record<string, Readonly<Record<string, AnyCall>>>>
  try {
    return await functions[group]![fn]!(data, { actor })
  } catch (cause) {
    return (cause as AfterSalesException).error
  }
}

const isLike =
  ({ kind, role }: Who) =>
  (actor: Actor): boolean =>
    actor.kind === kind && (role === undefined || role === kind || (actor.roles ?? []).includes(role))

const pickFrom = <A>(list: ReadonlyArray<A>, pick: number): A | undefined => list[pick % Math.max(1, list.length)]

/** Other inputs than the example's, as likely: whether they are taken is not what this is about. */
const twists: Readonly<Record<string, (data: object) => object>> = {
  'returns.inspect': (data) => ({
    ...data,
    deductions: [{ kind: 'depreciation', minor: 100, ruleId: 'D-1', code: 'worn' }],
  }),
  'requests.recordRuling': (data) => ({ ...data, inFavorOf: 'customer', remedy: 'refund_only' }),
  'repairs.diagnose': (data) => ({
    ...data,
    warranty: 'not_covered',
    quote: { minor: 500, currency: 'EUR', validUntil: '2026-03-01T00:00:00.000Z' },
  }),
  'refunds.proposeLegStep': (data) => ({ ...data, step: { _tag: 'Release', proof: 'statement' } }),
  'refunds.recordReceivablePaid': (data) => ({ ...data, minor: 1 }),
}

/** They end a case or take it out of the house: a walk that took them as they come would be short. */
const RARELY = new Set([
  ...['requests.reject', 'requests.cancel', 'requests.close', 'requests.resolve', 'requests.openPlatformCase'],
  ...['requests.answerSurvey', 'refunds.decline', 'refunds.abandon', 'compensations.cancel', 'returns.closeShort'],
])

const AT_REST = new Set(['resolved', 'closed', 'canceled', 'expired', 'merged', 'rejected'])

interface Move {
  readonly pick: number
  readonly who: number
  readonly chance: number
}
const moves = fc.array(fc.record({ pick: fc.nat(999), who: fc.nat(999), chance: fc.nat(99) }), {
  minLength: 10,
  maxLength: 40,
})
/** More of them for a night: `WALKS=1000`. */
const numRuns = Number(process.env['WALKS'] ?? 25)
// A walk is told by its seed; to shorten it would take longer than the test may.
const parameters = { numRuns, endOnFailure: true }
const LIMIT = { timeout: 60_000 + 500 * numRuns }
const remedies = fc.constantFrom(...policy.remedies)

const begun = async (remedy: PolicySet['remedies'][number]) => {
  const shop = shopOn(memoryEventStore(), { orders: simulatedOrders(ordered), policy })
  const lines = [
    { lineId: 'mug', quantity: 2, reason: 'QL_DEFECTIVE' },
    { lineId: 'lamp', quantity: 1, reason: 'QL_DEFECTIVE' },
  ]
  await shop.requests.open(wish('R-1', 2, { remedy, lines }), customer)
  return shop
}

/** What the world outside does now and then. */
const meanwhile = async (shop: Shop, { chance, pick }: Move): Promise<void> => {
  if (chance < 8) shop.payments.script({ _tag: 'decline', code: 'account_closed' })
  else if (chance < 12) shop.payments.script({ _tag: 'lose_answer' })
  else if (chance < 16) shop.benefits.script({ _tag: 'decline', code: 'sold_out' })
  else if (chance < 22)
    await call(
      shop,
      'compensations.propose',
      {
        ...{ compensationId: `C-${pick}`, requestId: 'R-1', currency: 'EUR', benefit: { form: 'coupon' } },
        ...{ terms: terms({ consent: chance % 2 === 0 }), losses: [lossOf('delay', 1_000 + 100 * (pick % 90))] },
      },
      // Up to 50.00 their own authority, above it somebody else's.
      people[2]!,
    )
  else if (chance < 30) {
    shop.clock.advance(3_600_000 * (1 + (pick % 72)))
    await shop.resume('R-1')
  }
}

const strangerFor = ({ kind, role }: Who, id: string): Actor =>
  kind === 'customer' ? customer.actor : { kind, id, ...(role === undefined ? {} : { roles: [role] }) }

const walked = async (shop: Shop, moving: ReadonlyArray<Move>): Promise<void> => {
  for (const [n, move] of moving.entries()) {
    await meanwhile(shop, move)
    const anybody = await shop.whatNext('R-1')
    const likely = anybody.possible.filter((one) => move.chance % 8 === 0 || !RARELY.has(one.call))
    const expected = likely.filter(({ isExpected }) => isExpected)
    const step = pickFrom(move.chance % 4 === 0 || expected.length === 0 ? likely : expected, move.pick)
    if (step === undefined) return

    // Who had no part in the case may do what it says; whoever had is told so by name.
    const who = pickFrom(step.by, move.who)!
    const stranger = strangerFor(who, `stranger-${n}`)
    const actor = move.who % 3 === 0 ? stranger : (pickFrom(people.filter(isLike(who)), move.who) ?? stranger)
    const own = await shop.whatNext('R-1', actor)
    const isIt = (one: { readonly call: string; readonly id: string }) => one.call === step.call && one.id === step.id
    if (actor === stranger) expect(own.possible.find(isIt)).toMatchObject({ call: step.call, id: step.id })

    const no = pickFrom(own.notNow, move.pick)
    if (no !== undefined) {
      const refused = await call(shop, no.call, no.example, actor)
      expect([no.call, '_tag' in refused ? inWords(refused).code : refused.outcome]).toEqual([no.call, no.why.code])
    }
    const mine = own.possible.find(isIt)
    if (mine === undefined) continue
    const twist = move.pick % 3 === 0 ? twists[step.call] : undefined
    if (twist !== undefined) {
      await call(shop, mine.call, twist(mine.example), actor)
      continue
    }
    const done = await call(shop, mine.call, mine.example, actor)
    if ('_tag' in done)
      expect([mine.call, ELSEWHERE.has(done._tag) ? 'elsewhere' : done]).toEqual([mine.call, 'elsewhere'])
    else expect([mine.call, done.outcome, done.interrupted]).toEqual([mine.call, 'appended', undefined])
  }
}

/** Only what somebody waits for, by whoever is asked, until nobody waits for anything. */
const finished = async (shop: Shop, moving: ReadonlyArray<Move>): Promise<void> => {
  for (let n = 0; n < 200; n++) {
    const { possible } = await shop.whatNext('R-1')
    const step = pickFrom(
      possible.filter(({ call: name, isExpected }) => isExpected && (name === 'requests.resolve' || !RARELY.has(name))),
      n + moving[n % moving.length]!.pick,
    )
    if (step === undefined) {
      const { refunds, compensations } = await shop.getCase('R-1')
      // What the provider or the issuer has to answer is asked about by the library itself.
      const isAsked =
        refunds.some(({ status }) => status === 'executing') || compensations.some(({ status }) => status === 'issuing')
      if (!isAsked) return
      shop.clock.advance(3_600_000)
      await shop.resume('R-1')
      continue
    }
    await call(shop, step.call, step.example, strangerFor(step.by[0]!, `last-${n}`))
  }
}

describe('A case that goes on as whatNext says', () => {
  it('does what is possible, and refuses what is not with the reason that was named', LIMIT, async () => {
    await fc.assert(
      fc.asyncProperty(remedies, moves, async (remedy, moving) => {
        const shop = await begun(remedy)
        await walked(shop, moving)
        expect(await verifyLog(shop.store)).toMatchObject({ _tag: 'Right' })
        const { tenders } = await shop.getOrder('#1001')
        const owed = tenders.reduce((sum, { settled, reserved }) => sum + settled + reserved, 0)
        expect(shop.payments.paidTotal()).toBeLessThanOrEqual(owed)
      }),
      parameters,
    )
  })

  it('comes to its end by what somebody is expected to do, wherever it stood', LIMIT, async () => {
    await fc.assert(
      fc.asyncProperty(remedies, moves, async (remedy, moving) => {
        const shop = await begun(remedy)
        await walked(shop, moving)
        await finished(shop, moving)
        const { request, returns, replacements, repairs, refunds } = await shop.getCase('R-1')
        const parts = [...returns, ...replacements, ...repairs, ...refunds].map(({ status }) => status)
        expect(AT_REST.has(request.status) ? 'at rest' : [request.status, ...parts]).toBe('at rest')
      }),
      parameters,
    )
  })
})
