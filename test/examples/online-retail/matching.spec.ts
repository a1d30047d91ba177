/** The example's matching against a naive one, and against the figures of the data's README where the data is there. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { MAX_ORDER_LINES, type Instant, type OrderFacts } from 'after-sales'
import { describe, expect, it } from 'vitest'
import { fileSource, type Source } from '../../../examples/02-online-retail/csv-lines.js'
import { generatedLines, generatedShop } from '../../../examples/02-online-retail/generated-shop.js'
import { inOrder } from '../../../examples/02-online-retail/in-order.js'
import { isKnown, knownFigures } from '../../../examples/02-online-retail/known-figures.js'
import { matcher } from '../../../examples/02-online-retail/matching.js'
import { agrees } from '../../../examples/02-online-retail/report.js'
import { createShop } from '../../../examples/02-online-retail/shop.js'
import { count, emptyTally, type Tally } from '../../../examples/02-online-retail/tally.js'
import { naiveFigures, type Figures } from './naive-matcher.js'

export const DATA = resolve(import.meta.dirname, '../../../../shared/data/online-retail')

const tallyOf = async (sources: ReadonlyArray<Source>): Promise<Tally> => {
  const tally = emptyTally()
  const pathOf = matcher(createShop())
  for await (const { lines } of inOrder(sources, () => undefined)) for (const line of lines) count(tally, pathOf(line))
  return tally
}

const figuresOf = ({ sales, cancellations, fully, partly, wholly, matched, unmatched }: Tally): Figures => ({
  sales: [sales.lines, sales.units, sales.pence],
  cancellations: [cancellations.lines, cancellations.units, cancellations.pence],
  ...{ fully, partly, wholly },
  matched: [matched.units, matched.pence],
  unmatched: [unmatched.units, unmatched.pence],
})

describe('The matching rule', () => {
  it('gives the figures of a naive reader on the generated shop', async () => {
    const readable = generatedLines().slice(0, -10).join('\n')
    const tally = await tallyOf([generatedShop()])
    expect(figuresOf(tally)).toEqual(naiveFigures(readable))
    // The shop has all that the example must deal with.
    expect(Object.values({ ...tally.claims, late: tally.lateLines, partly: tally.partly }).every((n) => n > 0)).toBe(
      true,
    )
    expect(tally.returns).toBeGreaterThan(tally.fully + tally.partly)
  })

  it.runIf(existsSync(DATA))('gives the figures of a naive reader on a month', async () => {
    const file = join(DATA, '2010-12.csv.gz')
    const tally = await tallyOf([await fileSource(file)])
    expect(figuresOf(tally)).toEqual(naiveFigures(gunzipSync(readFileSync(file)).toString('utf8')))
  })

  it.runIf(existsSync(DATA))('gives the figures of the README on the seven months', { timeout: 60_000 }, async () => {
    const files = readdirSync(DATA).filter((name) => name.endsWith('.gz'))
    // In any order: the lines have their time.
    const sources = await Promise.all(files.reverse().map((name) => fileSource(join(DATA, name))))
    expect(isKnown(sources)).toBe(true)
    const tally = await tallyOf(sources)
    expect(knownFigures(tally, tally.lines).filter((check) => !agrees(check))).toEqual([])
  })
})

describe('The shop', () => {
  const AT = '2011-01-01T10:00:00.000Z' as Instant
  const factsOf = async (shop: ReturnType<typeof createShop>, orderId: string) => {
    const found = await shop.directory.order(orderId)()
    return E.isRight(found) && O.isSome(found.right) ? (found.right.value as OrderFacts) : undefined
  }

  it('serves an order as it was when a request first touched it, and says which lines came later', async () => {
    const shop = createShop()
    expect(shop.sell('1', 'ann', AT, '10001', 2, 150).isLate).toBe(false)
    shop.sell('1', 'ann', AT, '10001', 1, 150)
    expect(shop.take('ann', '10001', 3, 150).map(({ lineId, quantity }) => ({ lineId, quantity }))).toEqual([
      { lineId: '10001-2', quantity: 1 },
      { lineId: '10001-1', quantity: 2 },
    ])
    expect(shop.sell('1', 'ann', AT, '10002', 1, 1)).toMatchObject({ lineId: '10002-3', isLate: true })
    const facts = await factsOf(shop, '1')
    expect(facts?.lines.map((line) => line.goods)).toEqual([300, 150])
    expect(facts?.tenders).toEqual([{ tenderId: 'card', kind: 'card', captured: 450 }])
  })

  it('makes several orders of an invoice with two customers or too many lines', async () => {
    const shop = createShop()
    for (let i = 0; i <= MAX_ORDER_LINES; i++) shop.sell('1', 'ann', AT, '10001', 1, 150)
    shop.sell('1', 'bob', AT, '10001', 1, 150)
    const orders = new Set(shop.take('ann', '10001', MAX_ORDER_LINES + 1, 150).map(({ order }) => order.id))
    expect([...orders]).toEqual(['1/2', '1'])
    expect(shop.take('bob', '10001', 9, 150).map(({ order, quantity }) => [order.id, quantity])).toEqual([['1/3', 1]])
    expect((await factsOf(shop, '1'))?.lines).toHaveLength(MAX_ORDER_LINES)
  })

  it('knows no order that nobody touched', async () => {
    const shop = createShop()
    shop.sell('1', 'ann', AT, '10001', 1, 150)
    expect(await factsOf(shop, '1')).toBeUndefined()
    expect(await factsOf(shop, 'C2')).toBeUndefined()
  })
})
