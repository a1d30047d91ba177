/**
 * What may still be claimed of one order, and what may still be paid back on each means of payment.
 * The lines stay an array in the order's own order; the index beside it is made once, so that an event on one line of
 * a two-thousand-line order costs one copied array and no more.
 */
import type { Instant } from '../values/instant.js'
import type { PolicyRef, Remedy } from '../policy/policy-set.js'
import { COMPONENTS, type Breakdown, type Component, type Components } from '../values/breakdown.js'
import type { FundedShare } from '../values/funding.js'
import type { LineUnits, UnitOutcome } from '../values/units.js'
import type { DutyShare, EntitlementEvent, RegisteredLine, WithheldMoney } from './events.js'

/** One line: units by where they are, and the money of the units that were settled. */
export interface LineBalance {
  readonly line: RegisteredLine
  /** Taken out of the order by an edit. */
  readonly canceled: number
  /** Claimed by an open request. */
  readonly held: number
  readonly returned: number
  readonly kept: number
  /** Paid back by somebody outside the library. */
  readonly external: number
  /** Units whose money is taken, and how much of each component that was. */
  readonly settledUnits: number
  readonly taken: Required<Components>
  /** And of what others than the shop had paid for them. */
  readonly fundedTaken: ReadonlyArray<FundedShare>
  /** What the authority has given back of the duty. */
  readonly dutyRecovered: number
}

export interface ClaimLine {
  readonly lineId: string
  readonly asked: number
  readonly held: number
  /** Came back or stays with the customer by agreement: no longer free. */
  readonly confirmed: number
  /** Units, held or confirmed, that a refund has taken money for. */
  readonly paid: number
}

export interface Claim {
  readonly claimId: string
  /** The last one that was granted; a second look at the case claims anew. */
  readonly submission: number
  readonly remedy: Remedy
  readonly lines: ReadonlyArray<ClaimLine>
}

export interface TenderBalance {
  readonly tenderId: string
  readonly kind: string
  readonly paymentRef?: string
  readonly granularity: number
  readonly captured: number
  /** Promised to refunds that are not settled yet. */
  readonly reserved: number
  readonly settled: number
  readonly external: number
  /** In open or lost chargebacks: the bank holds it or gave it back already. */
  readonly disputed: number
  /** Paid back by the customer: there to be refunded again. */
  readonly back: number
}

export interface Chargeback {
  readonly tenderId: string
  readonly minor: number
  readonly status: 'open' | 'won' | 'lost'
}

/** A refund that was paid in part, and by line the first of its units for whose rest another asks. */
export interface RestOf {
  readonly refundId: string
  readonly from: ReadonlyMap<string, number>
}

export interface MoneyHold {
  readonly claimId: string
  readonly outcome: UnitOutcome
  readonly breakdown: Breakdown
  /** Still reserved, by tender; what was released is gone from here. */
  readonly open: ReadonlyMap<string, number>
  /** By leg and epoch. */
  readonly payments: ReadonlyMap<string, Payment>
  /** Some of it was settled once, whatever came back later. */
  readonly wasPaid: boolean
  /** It asks for what an earlier refund left unpaid. */
  readonly restOf: RestOf | undefined
  /** Where its money comes from, when it is not that of its units. */
  readonly from: WithheldMoney | undefined
  /** Some of what it kept back was given after all: the rest of it stays kept back, whatever becomes of its legs. */
  readonly gaveWay: boolean
  /** What the customer paid back, by tender; and the units of which all that this refund paid is here again, by line. */
  readonly back: ReadonlyMap<string, number>
  readonly unitsBack: ReadonlyMap<string, number>
}

/** What a chargeback made the customer get twice, as far as it is not paid back. */
export interface Overpayment {
  readonly refundId: string
  readonly chargebackId: string
  readonly tenderId: string
  readonly epoch: number
  readonly minor: number
}

export const overpaymentKey = ({ refundId, chargebackId }: Pick<Overpayment, 'refundId' | 'chargebackId'>): string =>
  `${refundId} ${chargebackId}`

/** One payment of a refund, and what became of it. On each tender the epochs rise from payment to payment. */
export interface Payment {
  readonly legId: string
  readonly epoch: number
  readonly tenderId: string
  readonly minor: number
  readonly end: 'settled' | 'reversed'
}

export const paymentKey = ({ legId, epoch }: Pick<Payment, 'legId' | 'epoch'>): string => `${epoch} ${legId}`

/** Whether anything is left of its payments: promised, owed or paid. */
export const keepsAny = ({ open, payments }: Pick<MoneyHold, 'open' | 'payments'>): boolean =>
  open.size > 0 || [...payments.values()].some(({ end }) => end === 'settled')

/** Goods that replaced others. */
export interface ReplacementLines {
  readonly is: 'expected' | 'recorded' | 'not_recorded'
  readonly lineIds: ReadonlyArray<string>
  /** What the customer paid for them beside the old goods; without shipping. */
  readonly paid: number
  readonly deliveredAt: Instant | undefined
}

/** Goods that were in the workshop. */
export interface RecordedRepair {
  readonly days: number
  readonly lines: ReadonlyArray<LineUnits>
  readonly serials: ReadonlyArray<{ readonly lineId: string; readonly serial: string }>
}

export interface RegisteredEntitlement {
  readonly status: 'registered'
  readonly orderId: string
  readonly customerId: string
  readonly currency: string
  readonly orderedAt: Instant
  readonly deliveredAt: Instant | undefined
  readonly policy: PolicyRef
  readonly shipping: number
  readonly shippingTax: number
  readonly shippingTaken: number
  readonly shippingTaxTaken: number
  readonly lines: ReadonlyArray<LineBalance>
  readonly indexOf: ReadonlyMap<string, number>
  readonly tenders: ReadonlyArray<TenderBalance>
  readonly claims: ReadonlyMap<string, Claim>
  readonly holds: ReadonlyMap<string, MoneyHold>
  readonly chargebacks: ReadonlyMap<string, Chargeback>
  readonly replacements: ReadonlyMap<string, ReplacementLines>
  readonly repairs: ReadonlyMap<string, RecordedRepair>
  readonly overpayments: ReadonlyMap<string, Overpayment>
  /** Recovered duty of units that were refunded without it, by reclaim. */
  readonly reclaims: ReadonlyMap<string, ReadonlyArray<DutyShare>>
  /** Ids of captures, outside refunds, edits and refused refunds that were recorded: the same fact twice is one fact. */
  readonly recorded: ReadonlySet<string>
}

export type EntitlementState = { readonly status: 'unknown' } | RegisteredEntitlement

/** Units that nobody claims and nothing happened to. Late facts from outside can make the rest negative: then none. */
export const freeUnits = (b: LineBalance): number =>
  Math.max(0, b.line.quantity - b.canceled - b.held - b.returned - b.kept - b.external)

/** What may still be paid back on a tender: never more than came in on it. */
export const refundable = (t: TenderBalance): number =>
  Math.max(0, Math.min(t.captured, t.captured + t.back - t.reserved - t.settled - t.external - t.disputed))

export const lineOf = (s: RegisteredEntitlement, lineId: string): LineBalance | undefined => {
  const index = s.indexOf.get(lineId)
  return index === undefined ? undefined : s.lines[index]
}

/** Units of a claim for which a refund may still be asked. */
export const payableUnits = (line: ClaimLine): number => line.held + line.confirmed - line.paid

/** Whether what it kept back is kept back by what was paid, not given back with the rest. */
export const keepsBack = (hold: MoneyHold): boolean => hold.gaveWay || keepsAny(hold)

export const openChargeback = (s: RegisteredEntitlement): string | undefined => {
  for (const [chargebackId, { status }] of s.chargebacks) if (status === 'open') return chargebackId
  return undefined
}

/** What was paid for a whole line, by component. The discount was not. */
export const paidFor = (line: RegisteredLine, component: Component): number =>
  component === 'goods' ? line.goods - (line.discount ?? 0) : (line[component] ?? 0)

/** What was paid for a whole line, all in all. */
export const paidForLine = (line: RegisteredLine): number =>
  COMPONENTS.reduce((sum, component) => sum + paidFor(line, component), 0)

/** Hosts number captures, refunds and edits each on their own, so the same text may stand for one of each. */
export const factKey = (type: EntitlementEvent['type'], id: string): string => `${type} ${id}`

export const initialEntitlement: EntitlementState = { status: 'unknown' }
