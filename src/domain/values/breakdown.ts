/**
 * A refund in figures: line × component × tender. Everything adds up to the last unit: the lines and shipping, less
 * deductions and shortfall, are the total; the tenders are the total; and what each tender pays of each line is stored,
 * so that books and credit notes never have to divide again. How it is computed: `entitlement/quote.ts`.
 */
import type * as t from 'io-ts'
import { listOf, oneOf, record } from '../kernel/codec.js'
import { Code, RuleId } from './codes.js'
import { Funded } from './funding.js'
import { HostId } from './ids.js'
import { Currency, Minor, PositiveMinor } from './money.js'
import { MAX_ORDER_LINES } from './order-facts.js'
import { Quantity } from './quantity.js'

/** What was paid for units of a line. `goods` is after discount, which was never paid; an absent one is zero. */
export const Components = record('Components', { goods: Minor }, { tax: Minor, duty: Minor, fee: Minor })
export type Components = t.TypeOf<typeof Components>
export const COMPONENTS = ['goods', 'tax', 'duty', 'fee'] as const
export type Component = (typeof COMPONENTS)[number]

export const sumOf = (c: Components): number => c.goods + (c.tax ?? 0) + (c.duty ?? 0) + (c.fee ?? 0)

/** What one tender pays of a line, after deductions. */
export const LineShare = record('LineShare', { tenderId: HostId, amounts: Components })

const ofLine = {
  lineId: HostId,
  quantity: Quantity,
  /** Gross, before deductions. */
  amounts: Components,
  paidBy: listOf(LineShare, 0, 20),
}
const BreakdownLineV2 = record('BreakdownLine', ofLine)
export const BreakdownLine = record('BreakdownLine', ofLine, {
  /** What others than the shop paid for these units: theirs again, no part of the total and nobody's cash. */
  funded: Funded,
})
export type BreakdownLine = t.TypeOf<typeof BreakdownLine>

const FOUND = ['restocking', 'return_label', 'depreciation', 'missing_parts'] as const
const whereFrom = { ruleId: RuleId, code: Code, lineId: HostId }

/** What an inspector or a fee of the policy keeps back: always named, always with its reason. */
export const FoundDeduction = record(
  'Deduction',
  { kind: oneOf('DeductionKind', FOUND), minor: PositiveMinor },
  whereFrom,
)
export type FoundDeduction = t.TypeOf<typeof FoundDeduction>

/** Kept back from the refund. `replacement`: the goods that came back pay for those that went out instead. */
export const Deduction = record(
  'Deduction',
  { kind: oneOf('DeductionKind', [...FOUND, 'replacement']), minor: PositiveMinor },
  whereFrom,
)
export type Deduction = t.TypeOf<typeof Deduction>

/**
 * Deductions take no more than the goods of all lines give, one for a line no more than the goods of that line: tax and
 * duty of what came back are the customer's, however worn it is. `goods`: what was paid for the goods of each line.
 *
 * @example
 * withinGoods([{ kind: 'depreciation', minor: 150, lineId: '1' }], new Map([['1', 127]])) // minor: 127
 */
export const withinGoods = <D extends Deduction>(
  deductions: ReadonlyArray<D>,
  goods: ReadonlyMap<string, number>,
): ReadonlyArray<D> => {
  const leftOf = new Map(goods)
  let left = 0
  for (const minor of goods.values()) left += minor
  return deductions.flatMap((d) => {
    const ofLine = d.lineId === undefined ? left : (leftOf.get(d.lineId) ?? 0)
    const minor = Math.min(d.minor, left, ofLine)
    left -= minor
    if (d.lineId !== undefined) leftOf.set(d.lineId, ofLine - minor)
    return minor === 0 ? [] : [{ ...d, minor }]
  })
}

const breakdownWith = <D, L>(deduction: t.Type<D, D, unknown>, line: t.Type<L, L, unknown>) =>
  record('Breakdown', {
    currency: Currency,
    lines: listOf(line, 1, MAX_ORDER_LINES),
    shipping: Minor,
    shippingTax: Minor,
    shippingPaidBy: listOf(record('ShippingShare', { tenderId: HostId, shipping: Minor, shippingTax: Minor }), 0, 20),
    deductions: listOf(deduction, 0, 100),
    /** Worth a refund, but no longer there to refund: already paid back outside, lost to a chargeback, never captured. */
    shortfall: Minor,
    /** What the customer gets. */
    total: Minor,
    tenders: listOf(record('TenderShare', { tenderId: HostId, minor: PositiveMinor }), 0, 20),
  })

/** As the first version of the events wrote it; and the second, before discounts had funders. */
export const BreakdownV1 = breakdownWith(FoundDeduction, BreakdownLineV2)
export const BreakdownV2 = breakdownWith(Deduction, BreakdownLineV2)
export const Breakdown = breakdownWith(Deduction, BreakdownLine)
export type Breakdown = t.TypeOf<typeof Breakdown>
