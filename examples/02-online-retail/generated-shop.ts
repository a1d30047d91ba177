/**
 * A small shop for machines without the data: always the same few thousand lines in the same form, with what real shops
 * have too: returns in part, of several orders at once, of goods never bought, and lines that are not as they should be.
 */
import { COLUMNS, type Source } from './csv-lines.js'

const INVOICES = 500
const CUSTOMERS = 60
const GOODS = 150
// Eleven in the morning in London, some weeks before the clocks change.
const START = Date.UTC(2011, 2, 1, 11)
const MINUTE_MS = 60_000

/** Numbers that look like chance and are always the same (Numerical Recipes' generator). */
const seeded = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

interface Bought {
  readonly customer: number
  readonly stockCode: string
  readonly quantity: number
  readonly price: string
}

export const generatedLines = (): ReadonlyArray<string> => {
  const random = seeded(2011)
  const lines: Array<string> = [COLUMNS.join(',')]
  const bought: Array<Bought> = []
  let minutes = 0
  let invoice = 600_000

  const line = (name: string, code: string, quantity: number | string, price: string, customer: number | ''): void => {
    const at = new Date(START + minutes * MINUTE_MS).toISOString().slice(0, 19).replace('T', ' ')
    const words = random(20) === 0 ? '"RECORD FRAME 7"" SINGLE, BLUE"' : 'PAPER LANTERN'
    const id = customer === '' ? '' : `${15_000 + customer}.0`
    lines.push(`${name},${code},${words},${quantity},${at},${price},${id},United Kingdom`)
  }
  const stockCode = () => {
    const n = random(GOODS)
    return `${20_000 + n}${n % 7 === 0 ? 'A' : ''}`
  }
  const price = () => `${random(12)}.${String(5 + 5 * random(19)).padStart(2, '0')}`
  const sell = (name: string, sale: Bought): void => {
    line(name, sale.stockCode, sale.quantity, sale.price, sale.customer)
    bought.push(sale)
  }
  const cancel = (of: Bought, quantity = of.quantity): void =>
    line(`C${++invoice}`, of.stockCode, -quantity, of.price, of.customer)

  for (let n = 0; n < INVOICES; n++) {
    minutes += 1 + random(90)
    const customer = random(CUSTOMERS)
    const name = String(++invoice)
    for (let more = 1 + random(8); more > 0; more--) {
      // A wholesaler: now and then hundreds of pieces, whose return needs the signatures of two.
      const quantity = random(40) === 0 ? 300 + random(900) : 1 + random(24)
      sell(name, { customer, stockCode: stockCode(), quantity, price: price() })
    }
    if (n % 10 === 0) line(name, 'POST', 1, '18.0', customer)
    const some = bought[random(bought.length)]!
    // The same goods again, at the same price: a later return may take units of both orders.
    if (n % 6 === 0) sell(String(++invoice), some)
    if (n % 4 === 0) cancel(some)
    if (n % 5 === 0) cancel(some, 1 + random(some.quantity))
    if (n % 15 === 0) cancel(some, some.quantity * 2)
    if (n % 25 === 0) cancel({ ...some, price: '99.99' }, 1)
    if (n % 30 === 0) cancel({ ...some, stockCode: '99999' })
    if (n % 35 === 0) cancel({ ...some, customer: 900 + n })
    if (n % 50 === 0) {
      // A line that its invoice gets only after goods of it came back.
      const late = { customer, stockCode: '88888', quantity: 5, price: '2.5' }
      sell(name, late)
      cancel(late, 2)
      minutes += 1
      sell(name, { ...late, stockCode: '88889' })
      cancel({ ...late, stockCode: '88889' })
    }
    if (n % 40 === 0) line(name, stockCode(), 4, '0.0', customer)
    if (n % 45 === 0) line(name, stockCode(), 4, '0.125', customer)
    if (n % 12 === 0) line(name, stockCode(), 3, price(), '')
    if (n % 70 === 0) line(String(++invoice), stockCode(), -17, '0.0', '')
    // One number for two customers: two orders.
    if (n % 80 === 0) sell(name, { ...some, customer: customer + 1 })
  }

  // Lines as they come from a broken export, each with one thing wrong.
  const good = lines.findLast((text) => text.includes('PAPER'))!
  lines.push(
    ...[good.replace(',United Kingdom', ''), `${good},more`, good.replace('PAPER', '"PAPER'), 'x'.repeat(5_000)],
    ...[good.replace(/-?\d+,2011/, 'many,2011'), good.replace(/-?\d+,2011/, '1e3,2011')],
    ...[good.replace('2011-', '1011-'), good.replace(/2011-\d\d-\d\d/, '2011-02-30')],
    ...[good.replace(/:00,[\d.]+,/, ':00,free,'), good.replace(/\d+\.0,United/, 'someone,United')],
  )
  return lines
}

export const generatedShop = (): Source => {
  const text = `${generatedLines().join('\n')}\n`
  return {
    name: 'generated shop',
    bytes: text.length,
    chunks: async function* () {
      for (let from = 0; from < text.length; from += 16_384) yield text.slice(from, from + 16_384)
    },
  }
}
