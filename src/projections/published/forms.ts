/**
 * What published facts are made of. Written out once more, apart from the stored events, which may grow: whatever is not
 * named here is not told. Words that may become more (remedies, dispositions, reasons) are plain text in what is published.
 */
import type * as t from 'io-ts'
import { listOf, record } from '../../domain/kernel/codec.js'
import { idOfStream } from '../../domain/values/ids.js'
import { Code } from '../../domain/values/codes.js'
import { HostId } from '../../domain/values/ids.js'
import { Minor, PositiveMinor } from '../../domain/values/money.js'
import { Quantity, QuantityOrNone } from '../../domain/values/quantity.js'

const MAX_LINES = 2_000

/** Pieces of order lines, by the order's own line ids. */
const Piece = record('Units', { lineId: HostId, quantity: Quantity })
export const Units = listOf(Piece, 0, MAX_LINES)

const Wished = record('WishedUnits', { lineId: HostId, quantity: Quantity, reason: Code })
export const WishedUnits = listOf(Wished, 0, MAX_LINES)

const Worth = record('ValuedUnits', { lineId: HostId, quantity: Quantity, value: Minor })
export const ValuedUnits = listOf(Worth, 0, MAX_LINES)

const Judged = record(
  'JudgedUnits',
  { lineId: HostId, accepted: QuantityOrNone, rejected: QuantityOrNone, grade: Code },
  { fault: Code },
)
export const JudgedUnits = listOf(Judged, 0, MAX_LINES)

const placed = { lineId: HostId, quantity: Quantity, of: Code, disposition: Code }
const Placed = record('DisposedUnits', placed, { location: Code })
export const DisposedUnits = listOf(Placed, 0, MAX_LINES)
const Moved = record('MovedUnits', { ...placed, before: Code }, { location: Code })
export const MovedUnits = listOf(Moved, 0, MAX_LINES)

/** Money by means of payment. */
const OnTender = record('TenderAmount', { tenderId: HostId, minor: PositiveMinor })
export const TenderAmounts = listOf(OnTender, 0, 20)

/** New goods, as lines of the order. */
const Item = record(
  'Item',
  { lineId: HostId, sku: HostId, quantity: Quantity, goods: Minor },
  { discount: Minor, tax: Minor, duty: Minor, fee: Minor },
)
export const Items = listOf(Item, 0, 100)

/** A held payment, and how much of it is captured now. */
const Captured = record('CapturedPayment', { paymentId: HostId, tenderId: HostId, minor: PositiveMinor })
export const CapturedPayments = listOf(Captured, 0, 20)
export const PaymentIds = listOf(HostId, 0, 20)

/** What was paid for the goods, and with them. */
const Amounts = record('Amounts', { goods: Minor }, { tax: Minor, duty: Minor, fee: Minor })
const PaidShare = record('PaidShare', { tenderId: HostId, amounts: Amounts })
/** Whoever paid for a discount in place of the shop. */
const FundedShare = record('FundedShare', { by: Code, minor: PositiveMinor })
const CreditLine = record(
  'CreditLine',
  { lineId: HostId, quantity: Quantity, amounts: Amounts, paidBy: listOf(PaidShare, 0, 20) },
  { funded: listOf(FundedShare, 1, 50) },
)
export const CreditLines = listOf(CreditLine, 0, MAX_LINES)
const Kept = record('KeptBack', { kind: Code, minor: PositiveMinor }, { ruleId: Code, code: Code, lineId: HostId })
export const KeptBack = listOf(Kept, 0, 100)

type Present<A> = { readonly [K in keyof A]?: Exclude<A[K], undefined> }
/** Without what is not there. */
export const present = <A extends object>(fields: A): Present<A> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<A>

/** The id of the thing that a stream is about. */
export const idOf = ({ stream }: { readonly stream: string }): string => idOfStream(stream)

type ListOf<T extends t.Any> = t.TypeOf<T>
interface Piecewise {
  readonly lineId: string
  readonly quantity: number
}
export const units = (lines: ReadonlyArray<Piecewise>): ListOf<typeof Units> =>
  lines.map(({ lineId, quantity }) => ({ lineId, quantity }))

export const wished = (lines: ReadonlyArray<Piecewise & { readonly reason: string }>): ListOf<typeof WishedUnits> =>
  lines.map(({ lineId, quantity, reason }) => ({ lineId, quantity, reason }))

export const onTenders = (
  parts: ReadonlyArray<{ readonly tenderId: string; readonly minor: number }>,
): ListOf<typeof TenderAmounts> => parts.map(({ tenderId, minor }) => ({ tenderId, minor }))

type Paid = t.TypeOf<typeof Amounts>
const amountsOf = ({ goods, tax, duty, fee }: Paid): Paid => ({ goods, ...present({ tax, duty, fee }) })

export const creditLines = (lines: ListOf<typeof CreditLines>): ListOf<typeof CreditLines> =>
  lines.map(({ lineId, quantity, amounts, paidBy, funded }) => ({
    ...{ lineId, quantity, amounts: amountsOf(amounts) },
    ...present({ funded: funded?.map(({ by, minor }) => ({ by, minor })) }),
    paidBy: paidBy.map((share) => ({ tenderId: share.tenderId, amounts: amountsOf(share.amounts) })),
  }))

export const keptBack = (
  deductions: ReadonlyArray<{
    readonly kind: string
    readonly minor: number
    readonly ruleId?: string
    readonly code?: string
    readonly lineId?: string
  }>,
): ListOf<typeof KeptBack> =>
  deductions.map(({ kind, minor, ruleId, code, lineId }) => ({ kind, minor, ...present({ ruleId, code, lineId }) }))

export const items = (lines: ListOf<typeof Items>): ListOf<typeof Items> =>
  lines.map(({ lineId, sku, quantity, goods, discount, tax, duty, fee }) => ({
    ...{ lineId, sku, quantity, goods },
    ...present({ discount, tax, duty, fee }),
  }))
