/** Rows that were made from another log, or from one that was restored: nobody calls them up to date, or throws them away. */
import { describe, expect, it } from 'vitest'
import { orThrow } from 'after-sales'
import { memoryEventStore, memoryReadModelStore } from 'after-sales/adapters/memory'
import { storedStanding } from '../../../src/runtime/workers/checkpoint.js'
import { NOW, refusalOf, shopOn, storedText, submitted, type Shop } from '../../acceptance/shop.js'
import { workersOf } from '../workers/background.js'

const DAY = '2026-01-05'
const NAME = 'projections@main'
const REGRESSED = { _tag: 'LogRegressed', name: NAME }
const EMPTY = { from: DAY, to: DAY, text: 'reference,kind,amount,currency,date' }

const paid = async (requestId: string, readModels = memoryReadModelStore()): Promise<Shop> => {
  const shop = shopOn(memoryEventStore({ now: () => NOW }), { readModels })
  await submitted(shop, requestId, 1, { remedy: 'refund_only' })
  return shop
}
const followed = async (shop: Shop): Promise<void> => {
  const workers = workersOf(shop, { roles: ['projections'], sweepMs: 1 })
  await shop.views.upToDate()
  await workers.stop()
}

/** Two logs of one length, and the rows of the first. */
const twoLogs = async () => {
  const shop = await paid('R-1')
  await followed(shop)
  const other = await paid('R-2', shop.readModels)
  const lengths = [shop, other].map(async ({ store }) => (await storedText(store)).length)
  expect(await lengths[0]).toBe(await lengths[1])
  return { shop, other }
}

const asked: ReadonlyArray<readonly [string, (shop: Shop) => Promise<unknown>]> = [
  ['nobody is up to date', ({ views }) => views.upToDate()],
  ['no lag can be told', ({ operations }) => operations.lag()],
  ['they cannot be verified', ({ operations }) => operations.verifyReadModels({ scratch: memoryReadModelStore() })],
  ['no statement is compared', ({ operations }) => operations.reconcile(EMPTY)],
  ['no read model is made anew', ({ operations }) => operations.rebuildReadModel('ledger')],
  ['nothing is retired', ({ operations }) => operations.retireReadModels()],
]

describe('With the rows of another log of the same length', () => {
  it.each(asked)('%s, and no row is touched', async (_, ask) => {
    const { shop, other } = await twoLogs()
    const before = orThrow(await storedStanding(shop.readModels, NAME))
    expect(await refusalOf(ask(other))).toMatchObject(REGRESSED)
    expect(orThrow(await storedStanding(shop.readModels, NAME))).toEqual(before)
    expect((await shop.operations.readModels()).map(({ state }) => state)).not.toContain('not_built')
    const verified = await shop.operations.verifyReadModels({ scratch: memoryReadModelStore() })
    expect(verified.map(({ wrong }) => wrong)).toEqual(verified.map(() => 0))
  })

  it('that begin to be made while somebody waits for them, nobody is up to date', async () => {
    const readModels = memoryReadModelStore()
    const [shop, other] = [await paid('R-1', readModels), await paid('R-2', readModels)]
    const waiting = refusalOf(other.views.upToDate())
    let isAnswered = false
    void waiting.finally(() => (isAnswered = true))
    await followed(shop)
    for (; !isAnswered; other.clock.advance(25)) await new Promise(setImmediate)
    expect(await waiting).toMatchObject(REGRESSED)
  })
})

it('With rows that stand behind the end of a log that was restored, nobody is up to date', async () => {
  const shop = await paid('R-1')
  await followed(shop)
  const { at, version } = orThrow(await storedStanding(shop.readModels, NAME))
  const checkpoint = JSON.stringify({ ...at, position: '999' })
  orThrow(await shop.readModels.commit({ name: NAME, expected: version, checkpoint, changes: [] })())
  expect(await refusalOf(shop.views.upToDate())).toMatchObject(REGRESSED)
  expect(await refusalOf(shop.operations.lag())).toMatchObject(REGRESSED)
})

it('How long somebody waits is a whole number of milliseconds, up to a day', async () => {
  const { views } = shopOn(memoryEventStore())
  for (const timeoutMs of [-1, 0.5, 86_400_001, 'x', null, NaN])
    expect(await refusalOf(views.upToDate({ timeoutMs } as never))).toMatchObject({
      ...{ _tag: 'InvalidInput', subject: 'UpToDate' },
      problems: [{ field: 'timeoutMs' }],
    })
})
