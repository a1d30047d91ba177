/** What operators see: how the workers are, and all money that waits for a person, until it does not. */
import { describe, expect, it } from 'vitest'
import { orThrow } from 'after-sales'
import { memoryReadModelStore } from 'after-sales/adapters/memory'
import type { ReadModelStore } from '../../src/ports/read-model-store.js'
import {
  agent,
  controller,
  finance,
  openHanded,
  refusalOf,
  sentBack,
  submitted,
  system,
  warehouse,
} from '../acceptance/shop.js'
import { backgroundShop, worked, workersOf, type BackgroundShop } from './workers/background.js'
import { settled } from './workers/held-clock.js'
import { legOf, MINOR, saying, underWay } from './notices.js'

const DAY = 86_400_000

const attentionOf = async (shop: BackgroundShop) => {
  await worked(shop)
  return shop.operations.attention()
}

describe('Health', () => {
  it('tells of every worker where it stands', async () => {
    const shop = backgroundShop()
    expect(shop.afterSales.operations.workers()).toMatchObject({ timers: { state: 'starting', handled: 0 } })
    const workers = workersOf(shop)
    await submitted(shop, 'R-1', 1, { remedy: 'refund_only' })
    await settled()
    const { workers: health, ...counts } = await shop.operations.health()
    expect(counts).toEqual({ attention: 0, quarantinedNotices: 0, parked: 0, moneyReady: true })
    for (const status of Object.values(health))
      expect(status).toMatchObject({ state: 'live', lagMs: 0, lastProblem: undefined, position: expect.any(String) })
    await workers.stop()
    expect(shop.afterSales.operations.workers()).toMatchObject({ effects: { state: 'stopped' } })
  })

  it('tells which read models a worker makes anew before it goes on', async () => {
    const rows = memoryReadModelStore()
    const seen: Array<unknown> = []
    let slowly = false
    const readModels: ReadModelStore = {
      ...rows,
      commit: (commit) => async () => {
        if (slowly && commit.name.startsWith('build ledger@1')) {
          const { state, building } = shop.afterSales.operations.workers().projections
          seen.push([state, building])
        }
        return rows.commit(commit)()
      },
    }
    const shop = backgroundShop({ readModels })
    await submitted(shop, 'R-1', 1, { remedy: 'refund_only' })
    await worked(shop)
    orThrow(await shop.afterSales.operations.rebuildReadModel('ledger')())
    slowly = true
    const workers = workersOf(shop)
    await settled()
    expect(seen.at(-1)).toEqual(['building', { readModels: ['ledger@1'] }])
    expect(shop.afterSales.operations.workers().projections).toMatchObject({ state: 'live', building: undefined })
    await workers.stop()
  })

  it('measures by the log’s own time how far a worker is behind', async () => {
    const lags = new Set<number>()
    const gauge = (name: string, value: number) => void (name === 'aftersales.worker.lag' && lags.add(value))
    const shop = backgroundShop({ telemetry: { count: () => undefined, gauge } })
    await submitted(shop, 'R-1', 1)
    shop.clock.advance(90_000)
    await worked(shop)
    expect([...lags]).toEqual([90])
    expect(shop.afterSales.operations.workers().timers.lagMs).toBe(0)
  })

  it.each(['attention', 'notices', 'parked', 'health'] as const)(
    'cannot be asked without read models: %s',
    async (what) => {
      const shop = backgroundShop({ readModels: undefined as never })
      expect(await refusalOf(shop.operations[what]())).toEqual({ _tag: 'ReadModelsMissing' })
    },
  )

  it('says so when the read models are out', async () => {
    const shop = backgroundShop()
    shop.readModels.goDown(true)
    expect(await refusalOf(shop.operations.health())).toMatchObject({ _tag: 'ReadModelUnavailable' })
  })
})

describe('A leg that nothing settles by itself', () => {
  it('waits for a person with all that the person needs, and is gone from the list when two persons settled it', async () => {
    const { shop, refundId, key } = await underWay()
    await shop.webhooks.receive(saying(shop, key, 'Succeeded', { minor: 5, providerRef: 'pr-5' }))
    const since = shop.clock.now()
    expect(await attentionOf(shop)).toEqual([
      {
        ...{ _tag: 'Leg', since, refundId, legId: 'card', epoch: 1, why: 'amount_mismatch' },
        answered: { providerRef: 'pr-5', minor: 5, currency: 'EUR' },
      },
    ])
    const leg = { refundId, legId: 'card' }
    await shop.refunds.proposeLegStep({ ...leg, step: { _tag: 'ConfirmPaid', proof: 'statement 7' } }, finance)
    expect(await refusalOf(shop.refunds.confirmLegStep(leg, finance))).toMatchObject({ _tag: 'FourEyes' })
    expect(await attentionOf(shop)).toHaveLength(1)
    await shop.refunds.confirmLegStep(leg, controller)
    expect(await attentionOf(shop)).toEqual([])
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
  })

  it('is there, too, when the provider was silent for three days; its answer after all clears it', async () => {
    const shop = backgroundShop()
    shop.payments.script({ _tag: 'lose_request' })
    await submitted(shop, 'R-1', 3, { remedy: 'refund_only' })
    const { key } = shop.payments.calls[0]!
    const silent = { ...shop.payments }
    Object.assign(shop.payments, {
      lookup: () => () => Promise.resolve({ _tag: 'Left', left: { _tag: 'ProviderSilent', reason: 'down' } }),
    })
    const workers = workersOf(shop, { sweepMs: 60_000 })
    await shop.clock.pass(3 * DAY + 2 * 3_600_000)
    await workers.stop()
    expect(await shop.operations.attention()).toMatchObject([{ _tag: 'Leg', why: 'no_answer', epoch: 1 }])
    expect(await shop.operations.health()).toMatchObject({ attention: 1, moneyReady: true })
    await shop.webhooks.receive(saying({ ...shop, payments: silent }, key, 'Succeeded'))
    expect(await attentionOf(shop)).toEqual([])
    expect(shop.payments.calls.map((call) => call.key)).toEqual([key])
  })

  it('leaves the list when finance has the provider asked again', async () => {
    const { shop, refundId, key } = await underWay()
    await shop.webhooks.receive(saying(shop, key, 'Misused'))
    expect(await attentionOf(shop)).toMatchObject([{ why: 'key_misused', code: 'closed' }])
    await shop.refunds.checkLeg({ refundId, legId: 'card' }, finance)
    await worked(shop)
    await worked(shop)
    expect(await shop.operations.attention()).toEqual([])
    expect(await legOf(shop)).toMatchObject({ status: 'succeeded' })
  })
})

describe('A payment that contradicts our books', () => {
  const contradicted = async () => {
    const { shop, refundId, key } = await underWay()
    await shop.webhooks.receive(saying(shop, key, 'Declined'))
    await shop.refunds.retryLeg({ refundId, legId: 'card' }, finance)
    // The old key was paid after all, and so was the new one.
    await shop.webhooks.receive(saying(shop, key, 'Succeeded', { id: 'evt-late', providerRef: 'pr-old' }))
    return { shop, refundId }
  }

  it('is on the list with the provider’s reference and amount, however often it is told', async () => {
    const { shop, refundId } = await contradicted()
    expect(await attentionOf(shop)).toEqual([
      {
        ...{ _tag: 'Contradiction', since: shop.clock.now(), refundId, legId: 'card', epoch: 1, said: 'paid' },
        ...{ providerRef: 'pr-old', minor: MINOR, currency: 'EUR' },
      },
    ])
  })

  it('is cleared by the fact that mends it: an outside refund under that reference', async () => {
    const { shop } = await contradicted()
    const outside = { orderId: '#1001', tenderId: 'card', minor: MINOR }
    await shop.facts.recordExternalRefund({ ...outside, externalId: 'pr-other' }, system)
    expect(await attentionOf(shop)).toHaveLength(1)
    await shop.facts.recordExternalRefund({ ...outside, externalId: 'pr-old' }, finance)
    expect(await attentionOf(shop)).toEqual([])
  })
})

// Issue 6: the event was there, and nobody saw it.
describe('Goods that went out under a name that somebody else took meanwhile', () => {
  it('are seen by operators, until the order has them by hand', async () => {
    const remedies = ['exchange'] as const
    const shop = backgroundShop({ policy: openHanded('EUR', { remedies }) })
    const { state } = await submitted(shop, 'R-1', 3, { remedy: 'exchange' })
    const { id: replacementId } = state.replacement!
    const cup = { lineId: 'cup', sku: 'CUP', quantity: 1, goods: 0 }
    await shop.replacements.reserve({ replacementId, items: [{ ...cup, goods: 26_997 }] }, agent)
    const edit = { orderId: '#1001', canceled: [], reason: 'gift' }
    await shop.facts.recordEdit({ ...edit, editId: 'e-1', added: [cup] }, agent)
    await sentBack(shop, (await shop.getCase('R-1')).returns[0]!.returnId, 'p-1', { mug: 3 })
    await shop.replacements.ship({ replacementId, parcelId: 'out-1' }, warehouse)
    const item = { _tag: 'NotRecorded', replacementId, claimId: 'R-1', what: 'replacement', why: 'line_taken' }
    expect(await attentionOf(shop)).toMatchObject([item])
    await shop.facts.recordEdit(
      { ...edit, editId: replacementId, added: [{ ...cup, lineId: 'cup-2', goods: 26_997 }] },
      agent,
    )
    expect(await attentionOf(shop)).toEqual([])
  })
})
