/** Finance closes its books through the façade: a statement is compared with what was paid, kept whole or not at all. */
import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { orThrow, retryThenPark, type Statement } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simulatedReference, statementText } from 'after-sales/testing'
import { system, refusalOf, shopOn, stores, submitted, type Shop } from '../acceptance/shop.js'
import { readModelStoreOf } from './ledger-of.js'
import { workersOf } from './workers/background.js'

const LEDGER = 'ledger@1@main'
const JANUARY = { from: '2026-01-01', to: '2026-01-31' }
const HEADER = 'reference,kind,amount,currency,date'
const statement = (...lines: ReadonlyArray<string>): Statement => ({
  ...JANUARY,
  text: [HEADER, ...lines].join('\r\n'),
})

/** Two refunds of 89.99 and 179.98, as the provider knows them. */
const paidShop = async (store = memoryEventStore()) => {
  const shop = shopOn(store)
  await submitted(shop, 'R-1', 1, { remedy: 'refund_only' })
  await submitted(shop, 'R-2', 2, { remedy: 'refund_only' })
  const workers = workersOf(shop, { sweepMs: 1 })
  await shop.views.upToDate()
  const { rows } = await shop.views.ledgerEntries('2026-01-05')
  const refs = [8_999, 17_998].map((minor) => rows.find((row) => row.minor === minor)!.reference)
  return { shop, workers, small: refs[0]!, large: refs[1]! }
}
const open = async (shop: Shop) =>
  (await shop.views.exceptions()).rows.map(({ what, reference, here, there }) => [what, reference, here, there])

describe.each(stores)('A statement on $name', ({ open: openStore }) => {
  it('adds up to the penny, is worked off, and is silent when it is read again', async () => {
    const { shop, workers, small, large } = await paidShop(await openStore())
    const january = statement(`${small},refund,89.99,EUR,2026-01-05`, `re_dash,refund,10.01,EUR,2026-01-07`)
    const first = await shop.operations.reconcile(january)
    expect(first).toMatchObject({
      ...{ lines: 2, matched: 1, closed: [] },
      sums: [
        {
          ...{ kind: 'refund', currency: 'EUR', statement: 10_000, books: 26_997, matched: 8_999 },
          ...{ missingHere: 1_001, missingThere: 17_998, differsHere: 0, differsThere: 0 },
        },
      ],
      differences: [
        { what: 'missing_here', reference: 're_dash', line: 3, there: 1_001 },
        { what: 'missing_there', reference: large, orderId: '#1001', here: 17_998 },
      ],
    })
    const both = [
      ['missing_there', large, 17_998, undefined],
      ['missing_here', 're_dash', undefined, 1_001],
    ]
    expect(await open(shop)).toEqual(both)
    expect(await shop.operations.reconcile(january)).toEqual(first)
    expect(await open(shop)).toEqual(both)
    const page = await shop.views.exceptions({ limit: 1 })
    expect([page.rows, (await shop.views.exceptions({ limit: 1, after: page.next! })).rows]).toMatchObject([
      [{ reference: large }],
      [{ reference: 're_dash' }],
    ])
    for (const after of ['', Buffer.from('["closed\u0001","x"]').toString('base64url')])
      expect(await refusalOf(shop.views.exceptions({ after }))).toMatchObject({ problems: [{ field: 'after' }] })

    // Somebody had paid it in the dashboard, which is recorded; the other stands on the next statement.
    const outside = { orderId: '#1001', externalId: 're_dash', tenderId: 'card', minor: 1_001 }
    await shop.facts.recordExternalRefund(outside, system)
    const february = {
      ...{ from: '2026-02-01', to: '2026-02-28' },
      text: `${HEADER}\n${large},refund,179.98,EUR,2026-02-01\n`,
    }
    const { closed, differences } = await shop.operations.reconcile(february)
    expect(differences).toEqual([])
    expect(closed.map(({ reference, closed: end }) => [reference, end?.why])).toEqual([
      [large, 'on_statement'],
      ['re_dash', 'in_books'],
    ])
    expect(await open(shop)).toEqual([])
    // Read once more, January misses nothing that February has shown.
    expect(await shop.operations.reconcile(january)).toMatchObject({ matched: 2, differences: [], closed: [] })
    expect(await open(shop)).toEqual([])
    await workers.stop()
  })
})

describe('A statement', () => {
  it('from the books of the provider agrees with ours', async () => {
    const { shop, workers } = await paidShop()
    const entries = [...shop.payments.paid.values()].map(({ key, minor, currency }) => ({
      ...({ reference: simulatedReference(key), kind: 'refund', minor, currency, date: '2026-01-05' } as const),
    }))
    const { matched, differences } = await shop.operations.reconcile({ ...JANUARY, text: statementText(entries) })
    expect([matched, differences]).toEqual([2, []])
    await workers.stop()
  })

  it('that is refused leaves nothing behind', async () => {
    const { shop, workers, small } = await paidShop()
    const wrong = statement('re_dash,refund,10.01,EUR,2026-01-07', `${small},refund,89.999,EUR,2026-01-05`)
    expect(await refusalOf(shop.operations.reconcile(wrong))).toMatchObject({
      ...{ _tag: 'InvalidInput', subject: 'Statement' },
      problems: [{ field: 'line 3, amount' }],
    })
    expect(await open(shop)).toEqual([])
    await workers.stop()
  })

  it('that tells a reference in another currency than the books is refused, and nothing is kept', async () => {
    const { shop, workers, small, large } = await paidShop()
    const wrong = statement(
      ...[`${small},refund,89.99,EUR,2026-01-05`, `${large},refund,179.98,USD,2026-01-05`],
      // Of a reference that nobody knows, no currency is wrong.
      're_us,refund,7.00,USD,2026-01-05',
    )
    expect(await refusalOf(shop.operations.reconcile(wrong))).toMatchObject({
      ...{ _tag: 'InvalidInput', subject: 'Statement' },
      problems: [{ field: 'line 3, currency', limit: { code: 'BOOKED_CURRENCY' } }],
    })
    expect(await open(shop)).toEqual([])
    await workers.stop()
  })

  it('with which next to nothing agrees is not kept: it is another one', async () => {
    const { shop, workers } = await paidShop()
    const lines = Array.from({ length: 10_001 }, (_, n) => `re_${n},refund,1,EUR,2026-01-05`)
    expect(await refusalOf(shop.operations.reconcile(statement(...lines)))).toEqual({
      ...{ _tag: 'StatementDoesNotFit', differences: 10_003, limit: 10_000 },
    })
    expect(await open(shop)).toEqual([])
    await workers.stop()
  })

  it('that was the wrong file leaves nothing behind when it is taken back', async () => {
    const { shop, workers, small, large } = await paidShop()
    const wrong = statement(...['re_uk', 're_us'].map((reference) => `${reference},refund,7.00,USD,2026-01-05`))
    const { statementId } = await shop.operations.reconcile(wrong)
    expect(await open(shop)).toHaveLength(4)
    const { removed, reopened } = await shop.operations.withdrawStatement({ statementId })
    expect([removed.length, reopened]).toEqual([4, []])
    expect(await open(shop)).toEqual([])
    // The right one is compared as if the other had never been.
    const right = statement(`${small},refund,89.99,EUR,2026-01-05`, `${large},refund,179.98,EUR,2026-01-05`)
    expect(await shop.operations.reconcile(right)).toMatchObject({ matched: 2, differences: [], closed: [] })
    await workers.stop()
  })

  it('that explained what an earlier one had missed leaves it open again when it is taken back', async () => {
    const { shop, workers, small, large } = await paidShop()
    await shop.operations.reconcile(statement(`${small},refund,89.99,EUR,2026-01-05`))
    const missed = [['missing_there', large, 17_998, undefined]]
    expect(await open(shop)).toEqual(missed)
    const { statementId } = await shop.operations.reconcile(
      statement(`${small},refund,89.99,EUR,2026-01-05`, `${large},refund,179.98,EUR,2026-01-05`),
    )
    expect(await open(shop)).toEqual([])
    await shop.operations.withdrawStatement({ statementId })
    expect(await open(shop)).toEqual(missed)
    await workers.stop()
  })

  it('is taken back once, and only where it was read', async () => {
    const { shop, workers, small } = await paidShop()
    const { statementId } = await shop.operations.reconcile(statement(`${small},refund,89.99,EUR,2026-01-05`))
    await shop.operations.withdrawStatement({ statementId })
    for (const unknown of [statementId, 'another'])
      expect(await refusalOf(shop.operations.withdrawStatement({ statementId: unknown }))).toEqual({
        _tag: 'StatementUnknown',
      })
    expect(await refusalOf(shop.operations.withdrawStatement({ statementId: '' }))).toMatchObject({
      ...{ _tag: 'InvalidInput', problems: [{ field: 'statementId' }] },
    })
    await workers.stop()
  })

  it('is kept once when two persons read statements at the same time: one of them tries again', async () => {
    const { shop, workers, small } = await paidShop()
    const both = [statement('re_a,refund,1,EUR,2026-01-05'), statement('re_b,refund,1,EUR,2026-01-05')]
    const answers = await Promise.all(both.map((one) => shop.afterSales.operations.reconcile(one)()))
    expect(answers.filter(E.isRight)).toHaveLength(1)
    expect(answers.find(E.isLeft)).toMatchObject({ left: { _tag: 'CheckpointMoved' } })
    expect((await open(shop)).map(([, reference]) => reference)).toContain(small)
    for (const one of both) await shop.operations.reconcile(one)
    expect(await open(shop)).toHaveLength(4)
    await workers.stop()
  })

  it('waits for what is in the log, and is refused when nobody brings it into the books', async () => {
    const { shop, workers, small } = await paidShop()
    await workers.stop()
    await shop.facts.recordExternalRefund({ orderId: '#1001', externalId: 'x', tenderId: 'card', minor: 1 }, system)
    const asked = refusalOf(shop.operations.reconcile(statement(`${small},refund,89.99,EUR,2026-01-05`)))
    let isAnswered = false
    void asked.finally(() => (isAnswered = true))
    for (; !isAnswered; shop.clock.advance(1_000)) await new Promise(setImmediate)
    expect(await asked).toMatchObject({ _tag: 'ReadModelsBehind' })
  })

  it('is not compared with books that were never made', async () => {
    const shop = shopOn(memoryEventStore())
    const refused = await refusalOf(shop.operations.reconcile(statement()))
    expect(refused).toEqual({ _tag: 'ReadModelNotBuilt', readModel: 'ledger@1' })
  })

  it('is not compared with books that lack what was put aside, and says which stream that is', async () => {
    const { shop, workers, small } = await paidShop()
    await workers.stop()
    const account = orThrow(await shop.readModels.list(LEDGER)())[0]!
    const put = (value: string, expected: number) =>
      shop.readModels.commit({
        ...{ name: 'somebody', expected, checkpoint: '' },
        changes: [{ _tag: 'Put', table: LEDGER, row: { ...account, value } }],
      })()
    await put('not a row', 0)
    await shop.facts.recordExternalRefund({ orderId: '#1001', externalId: 'x', tenderId: 'card', minor: 1 }, system)
    const later = workersOf(shop, { sweepMs: 1, onFailure: retryThenPark(1) })
    await shop.views.upToDate()
    const [parked] = await shop.operations.parked()
    expect(parked).toMatchObject({ role: 'projections', code: 'READ_MODEL.BROKEN' })
    const agreeing = statement(`${small},refund,89.99,EUR,2026-01-05`, 'x,refund,0.01,EUR,2026-01-05')
    const refused = { _tag: 'ProjectionsParked', stream: parked!.stream }
    expect(await refusalOf(shop.operations.reconcile(agreeing))).toEqual(refused)
    expect(await open(shop)).toEqual([])
    await later.stop()

    await put(account.value, 1)
    const mended = workersOf(shop, { sweepMs: 1 })
    await shop.operations.retryParked({ role: 'projections', stream: parked!.stream }, system)
    await shop.views.upToDate()
    expect(await shop.operations.reconcile(agreeing)).toMatchObject({ lines: 2, matched: 2 })
    await mended.stop()
  })

  it('is told which row of the queue somebody has written by hand', async () => {
    const { shop, workers } = await paidShop()
    const row = { key: 'k', sort: 'open\u0001', value: 'not a row' }
    const changes = [{ _tag: 'Put', table: 'exceptions@main', row } as const]
    orThrow(await shop.readModels.commit({ name: 'somebody', expected: 0, checkpoint: '', changes })())
    const broken = { _tag: 'ReadModelBroken', readModel: 'exceptions', key: 'k' }
    expect(await refusalOf(shop.operations.reconcile(statement()))).toEqual(broken)
    expect(await refusalOf(shop.views.exceptions())).toEqual(broken)
    await workers.stop()
  })

  it('of 20,000 refunds is compared at once, all of them', async () => {
    const { readModels, text } = await readModelStoreOf(20_000)
    const shop = shopOn(memoryEventStore(), { readModels })
    const { matched, differences, sums } = await shop.operations.reconcile({ ...JANUARY, text })
    expect([matched, differences]).toEqual([20_000, []])
    expect(sums).toMatchObject([{ statement: 200_010_000, books: 200_010_000, matched: 200_010_000 }])
  }, 30_000)
})
