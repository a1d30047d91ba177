/**
 * The matching rule of the data's README once more, written as it reads and with nothing shared with the example: all lines
 * at once, decimals as text, plain arrays.
 */
import { parse } from 'csv-parse/sync'

export interface Figures {
  readonly sales: readonly [lines: number, units: number, pence: number]
  readonly cancellations: readonly [lines: number, units: number, pence: number]
  readonly fully: number
  readonly partly: number
  readonly wholly: number
  readonly matched: readonly [units: number, pence: number]
  readonly unmatched: readonly [units: number, pence: number]
}

const wholePence = (price: string): number | undefined => {
  const [pounds = '', decimals = ''] = price.split('.')
  if (price.startsWith('-') || /[1-9]/.test(decimals.slice(2))) return undefined
  const pence = Number(pounds + decimals.slice(0, 2).padEnd(2, '0'))
  return pence > 0 ? pence : undefined
}

export const naiveFigures = (...files: ReadonlyArray<string>): Figures => {
  const rows = files.flatMap((text) => parse(text, { from_line: 2, relax_column_count: true, columns: false }))
  const open = new Map<string, Array<number>>()
  const sales: [number, number, number] = [0, 0, 0]
  const cancellations: [number, number, number] = [0, 0, 0]
  let [fully, partly, wholly, units, worth] = [0, 0, 0, 0, 0]
  for (const [invoice, stockCode, , quantityText, , price, customer] of rows) {
    const quantity = Number(quantityText)
    const pence = wholePence(price!)
    if (!/^\d{5}[A-Za-z]*$/.test(stockCode!) || customer === '' || pence === undefined || quantity === 0) continue
    const key = `${customer} ${stockCode} ${pence}`
    const purchases = open.get(key) ?? []
    open.set(key, purchases)
    const sums = invoice!.startsWith('C') ? cancellations : sales
    if (sums === sales ? quantity < 0 : quantity > 0) continue
    sums[0] += 1
    sums[1] += Math.abs(quantity)
    sums[2] += Math.abs(quantity) * pence
    if (sums === sales) {
      purchases.push(quantity)
      continue
    }
    let missing = -quantity
    for (let i = purchases.length - 1; i >= 0; i--) {
      const taken = Math.min(missing, purchases[i]!)
      purchases[i]! -= taken
      missing -= taken
    }
    units += -quantity - missing
    worth += (-quantity - missing) * pence
    if (missing === 0) fully += 1
    else if (missing === -quantity) wholly += 1
    else partly += 1
  }
  return {
    ...{ sales, cancellations, fully, partly, wholly },
    matched: [units, worth],
    unmatched: [cancellations[1] - units, cancellations[2] - worth],
  }
}
