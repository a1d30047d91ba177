/**
 * How one line, tender or claim changes while all others stay the same objects, so that an event on one line of a
 * two-thousand-line order costs one copied array and no more.
 */
import type { Components } from '../values/breakdown.js'
import type { WithFunded } from '../values/funding.js'
import type { Tender } from '../values/order-facts.js'
import type { LineUnits } from '../values/units.js'
import type { RegisteredLine } from './events.js'
import { withTaken } from './funding.js'
import type { Claim, ClaimLine, LineBalance, RegisteredEntitlement, TenderBalance } from './state.js'

const NOTHING_TAKEN: Required<Components> = { goods: 0, tax: 0, duty: 0, fee: 0 }
const NO_ENTRY: LineBalance['fundedTaken'] = []

const opened = (line: RegisteredLine): LineBalance => ({
  line,
  canceled: 0,
  held: 0,
  returned: 0,
  kept: 0,
  external: 0,
  settledUnits: 0,
  taken: NOTHING_TAKEN,
  fundedTaken: NO_ENTRY,
  dutyRecovered: 0,
})

export const withLines = (
  s: RegisteredEntitlement,
  changes: ReadonlyArray<{ readonly lineId: string }>,
  change: (balance: LineBalance, index: number) => LineBalance,
): ReadonlyArray<LineBalance> => {
  const lines = s.lines.slice()
  for (const [i, { lineId }] of changes.entries()) {
    const index = s.indexOf.get(lineId)
    if (index !== undefined) lines[index] = change(lines[index]!, i)
  }
  return lines
}

const plus = (taken: Required<Components>, more: Components, sign: 1 | -1): Required<Components> => ({
  goods: taken.goods + sign * more.goods,
  tax: taken.tax + sign * (more.tax ?? 0),
  duty: taken.duty + sign * (more.duty ?? 0),
  fee: taken.fee + sign * (more.fee ?? 0),
})

/** Units that leave the order, or come back to it, with the money that goes with them. */
interface Settled extends WithFunded {
  readonly quantity: number
  readonly amounts: Components
}

export const settle = (b: LineBalance, { quantity, amounts, funded = [] }: Settled, sign: 1 | -1): LineBalance => ({
  ...b,
  settledUnits: b.settledUnits + sign * quantity,
  taken: plus(b.taken, amounts, sign),
  fundedTaken: withTaken(b.fundedTaken, funded, sign),
})

/** A means of payment of which nothing is gone. */
export const paidWith = ({ tenderId, kind, captured, granularity = 1, paymentRef }: Tender): TenderBalance => ({
  tenderId,
  kind,
  ...(paymentRef === undefined ? {} : { paymentRef }),
  granularity,
  captured,
  reserved: 0,
  settled: 0,
  external: 0,
  disputed: 0,
  back: 0,
})

export const withTender = (
  s: RegisteredEntitlement,
  tenderId: string,
  change: (t: TenderBalance) => TenderBalance,
): ReadonlyArray<TenderBalance> => s.tenders.map((t) => (t.tenderId === tenderId ? change(t) : t))

export const withClaim = (
  s: RegisteredEntitlement,
  claimId: string,
  changes: ReadonlyArray<LineUnits>,
  change: (line: ClaimLine, quantity: number) => ClaimLine,
): ReadonlyMap<string, Claim> => {
  const claim = s.claims.get(claimId)
  if (claim === undefined) return s.claims
  const by = new Map(changes.map((c) => [c.lineId, c.quantity]))
  const lines = claim.lines.map((line) => (by.has(line.lineId) ? change(line, by.get(line.lineId)!) : line))
  return new Map(s.claims).set(claimId, { ...claim, lines })
}

export const appended = (s: RegisteredEntitlement, lines: ReadonlyArray<RegisteredLine>): RegisteredEntitlement => ({
  ...s,
  lines: [...s.lines, ...lines.map(opened)],
  indexOf: new Map([...s.indexOf, ...lines.map((l, i) => [l.lineId, s.lines.length + i] as const)]),
})
