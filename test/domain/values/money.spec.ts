/** Money is whole minor units; rounding is half-up; slices of an amount add up to it. */
import { describe, expect, it } from 'vitest'
import {
  Currency,
  exponentOf,
  formatMoney,
  MAX_MINOR,
  Minor,
  Money,
  share,
  slice,
} from '../../../src/domain/values/money.js'

describe('A share of an amount is rounded half-up', () => {
  it.each([
    [10_000, 1, 3, 3_333],
    [10_000, 2, 3, 6_667],
    [1, 1, 2, 1],
    [3, 1, 2, 2],
    [1, 1, 3, 0],
    [0, 5, 7, 0],
    [5, 0, 7, 0],
    [540, 125, 1_000, 68],
    [900, 125, 1_000, 113],
    [290, 125, 1_000, 36],
  ])('%i × %i / %i is %i', (total, part, whole, expected) => expect(share(total, part, whole)).toBe(expected))

  it('to the last digit, however large the amounts', () => {
    expect(share(MAX_MINOR, MAX_MINOR - 1, MAX_MINOR)).toBe(MAX_MINOR - 1)
    expect(share(MAX_MINOR, 1, 2)).toBe(500_000_000_000_000)
    expect(share(1, 1, MAX_MINOR)).toBe(0)
    expect(share(3, 1, 2 ** 52)).toBe(0)
  })
})

describe('The next units of a line are worth what is due so far, less what was taken', () => {
  it.each([
    ['33.33 first', slice(10_000, 3, 0, 1, 0), 3_333],
    ['then 33.34', slice(10_000, 3, 1, 1, 3_333), 3_334],
    ['and 33.33 last', slice(10_000, 3, 2, 1, 6_667), 3_333],
    ['all of it, when more units come than there are', slice(10_000, 3, 2, 5, 6_667), 3_333],
    ['what was left behind before, too', slice(10_000, 3, 1, 1, 3_000), 3_667],
    ['nothing, where more was taken already', slice(10_000, 3, 1, 1, 9_000), 0],
    ['nothing, of no units', slice(10_000, 0, 0, 1, 0), 0],
  ])('%s', (_, worth, expected) => expect(worth).toBe(expected))
})

describe('A currency has its ISO 4217 digits, whatever a payment provider lists', () => {
  it.each('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '))('%s has none', (code) =>
    expect(exponentOf(code)).toBe(0),
  )
  it.each('BHD IQD JOD KWD LYD OMR TND'.split(' '))('%s has three', (code) => expect(exponentOf(code)).toBe(3))
  it.each('CLF UYW'.split(' '))('%s has four', (code) => expect(exponentOf(code)).toBe(4))
  it.each('EUR GBP USD CNY HUF TWD MGA MRU'.split(' '))('%s has two', (code) => expect(exponentOf(code)).toBe(2))
})

it.each([
  [17_998, 'GBP', '179.98 GBP'],
  [5, 'EUR', '0.05 EUR'],
  [0, 'EUR', '0.00 EUR'],
  [1_000, 'JPY', '1000 JPY'],
  [10_000, 'KWD', '10.000 KWD'],
  [7, 'KWD', '0.007 KWD'],
])('%i minor units of %s read %s', (minor, currency, text) => expect(formatMoney({ minor, currency })).toBe(text))

it.each([
  [0, true],
  [MAX_MINOR, true],
  [-1, false],
  [MAX_MINOR + 1, false],
  [0.5, false],
  [-0, false],
  ['1', false],
])('an amount may be %o: %s', (minor, verdict) => {
  expect(Minor.is(minor)).toBe(verdict)
  expect(Money.is({ minor, currency: 'EUR' })).toBe(verdict)
})

it.each([
  ['EUR', true],
  ['eur', false],
  ['EURO', false],
  ['€', false],
])('a currency is an ISO code: %s %s', (code, verdict) => expect(Currency.is(code)).toBe(verdict))
