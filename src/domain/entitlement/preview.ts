/** What a refund would come to today, before anything is claimed: the very figures that a refund gets. */
import * as E from 'fp-ts/lib/Either.js'
import type { Terms } from '../policy/terms.js'
import type { Breakdown } from '../values/breakdown.js'
import type { Refusal } from '../values/refusal.js'
import { quote } from './quote.js'
import type { RefundAsk } from './refund-ask.js'
import { freeUnits, lineOf, type RegisteredEntitlement } from './state.js'

/** Only what is still free can be shown: the rest is spoken for. */
const notFree = (s: RegisteredEntitlement, lines: RefundAsk['lines']): Refusal | undefined => {
  for (const { lineId, quantity } of lines) {
    const balance = lineOf(s, lineId)
    if (balance === undefined) return { _tag: 'LineUnknown', lineId }
    const free = freeUnits(balance)
    if (quantity > free) return { _tag: 'UnitsAlreadyClaimed', lineId, asked: quantity, free }
  }
  return undefined
}

export const previewRefund = (
  s: RegisteredEntitlement,
  lines: RefundAsk['lines'],
  terms: Terms,
): E.Either<Refusal, Breakdown> => {
  const refusal = notFree(s, lines)
  if (refusal !== undefined) return E.left(refusal)
  const fees = terms.fees.filter((fee) => lines.some((l) => fee.reasons.includes(l.reason)))
  const { shipping, tenders } = terms.refund
  return E.right(quote(s, { lines, deductions: [], fees, shipping, tenders }))
}
