/**
 * How a refund is divided over the means of payment, never more than each has left, and in steps that each can pay.
 * What no division can pay in such steps stays claimable.
 */
import type { TenderStrategy } from '../policy/policy-set.js'
import { allocateWithin, fillInOrder } from '../values/allocation.js'
import { share } from '../values/money.js'
import { refundable, type TenderBalance } from './state.js'

const NOT_CASH: ReadonlySet<string> = new Set(['points', 'gift_card', 'store_credit', 'coupon'])
const isCash = (t: TenderBalance): boolean => !NOT_CASH.has(t.kind)

/** In the tender's smallest step; the rest of a step is not there to be paid. */
export const payable = (t: TenderBalance): number => refundable(t) - (refundable(t) % t.granularity)

const inOrder = (
  strategy: Exclude<TenderStrategy, 'original_ratio'>,
  tenders: ReadonlyArray<TenderBalance>,
): ReadonlyArray<TenderBalance> => {
  switch (strategy) {
    case 'first_first':
      return tenders
    case 'last_first':
      return [...tenders].reverse()
    case 'cash_first':
      return [...tenders.filter(isCash), ...tenders.filter((t) => !isCash(t))]
    case 'non_cash_first':
      return [...tenders.filter((t) => !isCash(t)), ...tenders.filter(isCash)]
  }
}

/**
 * Each tender moves towards its share of everything refunded so far, so that partial refunds telescope per tender too,
 * whatever was refunded or given back before.
 */
const byRatio = (total: number, tenders: ReadonlyArray<TenderBalance>): ReadonlyArray<number> => {
  const caps = tenders.map(payable)
  const captured = tenders.map((t) => t.captured)
  const sum = captured.reduce((a, b) => a + b, 0)
  const gone = tenders.map((t, i) => t.captured - caps[i]!)
  const all = gone.reduce((a, b) => a + b, 0) + total
  const wanted = captured.map((c, i) => Math.max(0, share(all, c, sum) - gone[i]!))
  return allocateWithin(total, wanted, caps)
}

interface Part {
  readonly tender: TenderBalance
  minor: number
}

/** Brings each part down to whole steps of its tender; says how much is left over. */
const toSteps = (parts: ReadonlyArray<Part>): number => {
  let odd = 0
  for (const part of parts) {
    const rest = part.minor % part.tender.granularity
    part.minor -= rest
    odd += rest
  }
  return odd
}

/** What is left over goes to a tender that can pay it; or one more coarse step is paid, and a finer tender pays less. */
const placeOdd = (parts: ReadonlyArray<Part>, over: number): void => {
  let odd = over
  const room = (part: Part) => payable(part.tender) - part.minor
  for (const part of parts) {
    const more = Math.min(odd - (odd % part.tender.granularity), room(part))
    part.minor += more
    odd -= more
  }
  for (const coarse of parts) {
    const step = coarse.tender.granularity
    const fine = parts.find(({ minor, tender }) => minor >= step - odd && (step - odd) % tender.granularity === 0)
    if (odd === 0 || room(coarse) < step || fine === undefined) continue
    fine.minor -= step - odd
    coarse.minor += step
    odd = 0
  }
}

/** What each tender pays of `total`, which may be up to the sum of what they can pay; in the order's own order. */
export const overTenders = (
  total: number,
  tenders: ReadonlyArray<TenderBalance>,
  strategy: TenderStrategy,
): ReadonlyArray<{ readonly tenderId: string; readonly minor: number }> => {
  if (total === 0) return []
  const order = strategy === 'original_ratio' ? tenders : inOrder(strategy, tenders)
  const minors = strategy === 'original_ratio' ? byRatio(total, order) : fillInOrder(total, order.map(payable))
  const parts = order.map((tender, i): Part => ({ tender, minor: minors[i]! }))
  placeOdd(parts, toSteps(parts))
  return tenders.flatMap((tender) => {
    const { minor } = parts.find((part) => part.tender === tender)!
    return minor === 0 ? [] : [{ tenderId: tender.tenderId, minor }]
  })
}
