/** What follows from a command happens in the same call; where a process dies in between, any other finishes it. */
import { describe, expect, it } from 'vitest'
import type { AfterSalesException } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { faultStore, simplePolicy, simulatedOrders, simulatedPayments, type FaultStore } from 'after-sales/testing'
import {
  agent,
  controller,
  customer,
  finance,
  lineOf,
  order,
  paidBy,
  shopOn,
  storedText,
  warehouse,
  wish,
  type Shop,
} from '../acceptance/shop.js'
import { isQuiet, until, workersOf } from './workers/background.js'
import { anotherInstance, workingClock } from './world.js'

const strict = simplePolicy('EUR', {
  reviewLimits: [{ role: 'agent', atMost: [{ minor: 1_000_000, currency: 'EUR' }] }],
  refunds: {
    ...simplePolicy('EUR').refunds,
    approvalFreeUpTo: [],
    secondApprovalAbove: [{ minor: 10_000, currency: 'EUR' }],
  },
})
const twoTenders = () =>
  simulatedOrders(
    order({
      lines: [lineOf('mug', 3, 26_997)],
      tenders: [
        { tenderId: 'gift', kind: 'gift_card', captured: 6_997 },
        { tenderId: 'card', kind: 'card', captured: 20_000 },
      ],
    }),
  )

type Step = (shop: Shop, commandId: string) => Promise<unknown>
const returnIdOf = async (shop: Shop): Promise<string> => (await shop.getCase('R-1')).request.returnId!
const refundIdOf = async (shop: Shop): Promise<string> => [...(await shop.getCase('R-1')).request.refunds.keys()][0]!

const parcel = (name: string, quantity: number): ReadonlyArray<Step> => [
  async (shop, commandId) =>
    shop.returns.receiveParcel(
      { returnId: await returnIdOf(shop), receiptId: `P-${name}`, lines: [{ lineId: 'mug', quantity }] },
      { ...warehouse, commandId },
    ),
  async (shop, commandId) =>
    shop.returns.inspect(
      {
        returnId: await returnIdOf(shop),
        inspectionId: `I-${name}`,
        lines: [{ lineId: 'mug', accepted: quantity, rejected: 0, grade: 'A_NEW_SEALED' }],
      },
      { ...warehouse, commandId },
    ),
  async (shop, commandId) =>
    shop.returns.dispose(
      {
        returnId: await returnIdOf(shop),
        dispositionId: `D-${name}`,
        lines: [{ lineId: 'mug', quantity, code: 'RESTOCK' }],
      },
      { ...warehouse, commandId },
    ),
]
const approval =
  (by: typeof finance | typeof controller): Step =>
  async (shop, commandId) =>
    shop.refunds.approve({ refundId: await refundIdOf(shop) }, { ...by, commandId })

/** A whole case: reviewed, one of two parcels comes, its refund is approved by two people and paid on two tenders. */
const steps: ReadonlyArray<Step> = [
  (shop, commandId) => shop.requests.open(wish('R-1', 3), { ...customer, commandId }),
  (shop, commandId) => shop.requests.submit({ requestId: 'R-1' }, { ...customer, commandId }),
  (shop, commandId) => shop.requests.approve({ requestId: 'R-1' }, { ...agent, commandId }),
  ...parcel('first', 2),
  approval(finance),
  approval(controller),
  async (shop, commandId) =>
    shop.returns.closeShort({ returnId: await returnIdOf(shop), reason: 'lost' }, { ...warehouse, commandId }),
  (shop, commandId) => shop.requests.close({ requestId: 'R-1' }, { ...agent, commandId }),
]

const shopWith = (store: FaultStore, clock = workingClock()) =>
  shopOn(store, { policy: strict, orders: twoTenders(), payments: simulatedPayments(), clock })

const wasInterrupted = (done: unknown): boolean =>
  (done as { readonly interrupted?: unknown } | undefined)?.interrupted !== undefined

/** Sends the command again under its own id until it is done, as a client does that heard no answer. */
const untilDone = async (step: Step, n: number, shop: Shop, afterCrash: () => Promise<Shop>): Promise<Shop> => {
  try {
    if (!wasInterrupted(await step(shop, `step-${n}`))) return shop
  } catch (cause) {
    if ((cause as AfterSalesException).error._tag !== 'StoreClosed') throw cause
  }
  const next = await afterCrash()
  await step(next, `step-${n}`)
  return next
}

const summary = async (shop: Shop) => {
  const {
    request,
    returns: [goods],
    refunds,
  } = await shop.getCase('R-1')
  const { lines, tenders, claims } = await shop.getOrder('#1001')
  return {
    status: request.status,
    // When it has to be sent depends on when it was approved, and the crash took its time.
    goods: { ...goods, shipBy: undefined },
    refunds: refunds.map(({ status, breakdown, legs }) => ({ status, breakdown, legs: legs.map((l) => l.status) })),
    lines,
    tenders,
    claims,
    paid: paidBy(shop),
    keys: [...shop.payments.paid.keys()].sort(),
  }
}

const faultFree = async () => {
  const store = faultStore(memoryEventStore())
  let shop: Shop = shopWith(store)
  for (const [n, step] of steps.entries()) shop = await untilDone(step, n, shop, () => Promise.reject(new Error('no')))
  return { appends: store.appends.length, summary: await summary(shop) }
}

type Repair = (shop: Shop) => Promise<void>
const resumed: Repair = async (shop) => {
  const repair = () => shop.resume('R-1').catch(() => undefined)
  await repair()
  shop.clock.advance(120_000)
  await repair()
}
/** When all workers stand at the end of the log, nothing is left to repair. */
const started: Repair = async (shop) => {
  shop.clock.advance(120_000)
  const workers = workersOf(shop, { sweepMs: 1 })
  if ((await storedText(shop.store)).length > 0) await until(() => isQuiet(shop))
  await workers.stop()
}
/** Nobody repairs: the next command has to find its way through what the dead process left. */
const onlyRepeated: Repair = () => Promise.resolve()

const withCrashAt = async (place: number, when: 'before' | 'after', repair: Repair) => {
  const clock = workingClock()
  const inner = memoryEventStore({ now: clock.now })
  const store = faultStore(inner)
  let shop: Shop = shopWith(store, clock)
  store.dieAt(place, when)
  const afterCrash = async () => {
    const next = anotherInstance(shop, {}, inner)
    await repair(next)
    return next
  }
  for (const [n, step] of steps.entries()) shop = await untilDone(step, n, shop, afterCrash)
  // A leg that was never sent, or whose answer nobody heard, is asked about when its answer is due.
  shop.clock.advance(120_000)
  await shop.resume('R-1')
  if ((await shop.getCase('R-1')).request.status === 'resolved') await steps.at(-1)!(shop, 'close-at-last')
  return { died: store.isDead(), summary: await summary(shop) }
}

// Some sixty cases each, on whatever machine.
describe('A process that dies around any write of a whole case', { timeout: 30_000 }, async () => {
  const whole = await faultFree()
  const places = Array.from({ length: whole.appends }, (_, place) => place)

  it('is about a case with every kind of step', () => {
    expect(whole.appends).toBeGreaterThan(25)
    expect(whole.summary).toMatchObject({ status: 'closed', paid: { gift: 4_665, card: 13_333 } })
    expect(whole.summary.keys).toHaveLength(2)
  })

  describe.each([
    ['resume() in a new process', resumed],
    ['start() in a new process', started],
  ])('and is repaired by %s', (_how, repair) => {
    it.each(['before', 'after'] as const)(
      'ends as without the crash, paid exactly once (%s the write)',
      async (when) => {
        for (const place of places) {
          const crashed = await withCrashAt(place, when, repair)
          expect(crashed.died, `append ${place}`).toBe(true)
          expect(crashed.summary, `append ${place}`).toEqual(whole.summary)
        }
      },
    )
  })

  it.each(['before', 'after'] as const)('ends as without the crash when the client only repeats (%s)', async (when) => {
    // Where the money is out, or was never asked for, only time tells; `withCrashAt` asks once at the end.
    for (const place of places) {
      const crashed = await withCrashAt(place, when, onlyRepeated).catch(
        (cause: AfterSalesException) => cause.error._tag,
      )
      // A leg whose answer is not due yet keeps the request open, and the client cannot close it.
      if (typeof crashed === 'string') {
        expect(crashed).toBe('RequestNotOpen')
        continue
      }
      expect(crashed.summary.paid, `append ${place}`).toEqual(whole.summary.paid)
      expect(crashed.summary.status, `append ${place}`).toBe('closed')
    }
  })
})

describe('A case that is repaired although nothing is wrong with it', () => {
  it('gets no new event, and costs one walk through its events', async () => {
    const store = faultStore(memoryEventStore())
    let shop: Shop = shopWith(store)
    for (const [n, step] of steps.entries())
      shop = await untilDone(step, n, shop, () => Promise.reject(new Error('no')))
    const before = store.appends.length
    const reads = store.reads.length
    await shop.resume('R-1')
    await shop.resume('R-1')
    expect(store.appends.length).toBe(before)
    expect(store.reads.length - reads).toBeLessThan(6 * before)
  })
})
