/**
 * What follows from an approval: goods come back, money falls due, goods go out or are repaired, and when all of it has
 * ended the request is resolved. Each inspection that accepts goods makes one refund due, so nobody waits for the last
 * parcel. Next: `owed.ts` (for which units), `goods.ts` (what comes back), `refunds.ts` (how refunds end), `switching.ts`
 * (goods that go out).
 */
import { plusDays, type Instant } from '../values/instant.js'
import { repairIdOf, replacementIdOf, returnIdOf } from '../values/ids.js'
import type { RefundBasis } from '../values/refund-basis.js'
import type { LineUnits } from '../values/units.js'
import { accept, nothing, type CommandNamed, type Decision } from './decision.js'
import { MAX_SUBMISSIONS, type RequestEvent } from './events.js'
import { evolve } from './evolve.js'
import { acceptedLines, involvedIn, isOut, moneyWaits, owedFor, refundDue, worthOf } from './owed.js'
import { submittedAgain } from './second-look.js'
import { hasEnded, refundedTotal, type GoodsElsewhere, type OpenedRequest } from './state.js'

/** Goods that go out instead of `lines`, and what these are worth. */
export const goodsOut = (s: OpenedRequest, lines: ReadonlyArray<LineUnits>, run: number) => ({
  replacementId: replacementIdOf(s.requestId, run, s.switches),
  customerId: s.customerId,
  credit: worthOf(s, lines),
  currency: s.currency,
  involved: involvedIn(s),
})

export const startRemedies = (c: CommandNamed<'StartRemedies'>, s: OpenedRequest): Decision => {
  if (s.status !== 'approved') return nothing
  const { requestId, orderId, remedy, approved: lines, customerId } = s
  const run = s.run + 1
  const back = { returnId: returnIdOf(requestId, run), shipBy: plusDays(c.at, s.terms!.shipWithinDays) }
  const days = s.terms!.repairs?.mostDays
  const start = (more: Partial<Extract<RequestEvent, { readonly type: 'RemediesStarted' }>['data']>): RequestEvent => ({
    type: 'RemediesStarted',
    data: { requestId, orderId, remedy, lines, run, ...more },
  })
  switch (remedy) {
    case 'return_refund':
      return accept(start({ goods: back }))
    case 'exchange':
      return accept(start({ goods: back, replacement: goodsOut(s, lines, run) }))
    case 'reship':
      return accept(start({ replacement: goodsOut(s, lines, run) }))
    case 'repair': {
      const finishBy = days === undefined ? {} : { finishBy: plusDays(c.at, days) }
      return accept(start({ goods: back, repair: { repairId: repairIdOf(requestId, run), customerId, ...finishBy } }))
    }
    case 'refund_only': {
      const started = start({})
      const after = evolve(s, started) as OpenedRequest
      return accept(started, keptDue(after, lines))
    }
  }
}

/** Money for goods that stay with the customer, or never reached them. */
export const keptDue = (s: OpenedRequest, lines: ReadonlyArray<LineUnits>): RequestEvent => {
  const basis: RefundBasis =
    s.ruledBy === undefined
      ? { _tag: 'RefundOnly', ...(s.run > 1 ? { run: s.run } : {}) }
      : { _tag: 'Ruling', rulingId: s.ruledBy }
  return refundDue(s, { basis, outcome: 'kept', lines, deductions: [], involved: involvedIn(s) })
}

/** The goods are dealt with, and every inspection is heard: answers may overtake each other. */
export const goodsDone = (s: OpenedRequest): boolean =>
  s.returnId === undefined || (s.returned !== undefined && s.returned.every((id) => s.inspections.includes(id)))

/** It went out, or left the workshop. */
export const isGone = (out: GoodsElsewhere): boolean => out.now === 'done' || out.price !== undefined

/** The remedy of this run can still do something. */
export const goesOn = (s: OpenedRequest): boolean => {
  const out = s.replacement ?? s.repair
  return out === undefined ? !goodsDone(s) : out.now !== 'canceled' && !(isGone(out) && goodsDone(s))
}

/** Nothing came back that could be replaced or repaired, so there is nothing to do instead. */
const nothingCame = (s: OpenedRequest): boolean => s.returnId !== undefined && s.accepted.size === 0

/** What arrived is done once its price is known: the old goods pay for it first. */
const elsewhereDone = (s: OpenedRequest): boolean =>
  [s.replacement, s.repair].every(
    (out) =>
      out === undefined ||
      (out.now === 'done' && (out === s.repair || isOut(s))) ||
      (out.now === 'canceled' && nothingCame(s)),
  )

/** Everything that was started has ended, and nothing accepted waits for anything. */
const isComplete = (s: OpenedRequest): boolean =>
  s.status === 'in_progress' &&
  goodsDone(s) &&
  [...s.refunds.values()].every(hasEnded) &&
  elsewhereDone(s) &&
  s.reinstating.length === 0 &&
  (s.accepted.size === 0 || s.repair?.now === 'done')

/** Until when another pair of eyes may be asked for, and until when staff may open the case again. */
export const windowsAfter = (s: OpenedRequest, at: Instant) => {
  const { appeals, reopening } = s.terms!
  return {
    submission: s.submission,
    ...(appeals === undefined ? {} : { appealableUntil: plusDays(at, appeals.withinDays) }),
    ...(reopening === undefined ? {} : { reopenableUntil: plusDays(at, reopening.withinDays) }),
  }
}

export const resolved = (s: OpenedRequest, at: Instant, reason?: string): RequestEvent => ({
  type: 'RequestResolved',
  data: {
    requestId: s.requestId,
    orderId: s.orderId,
    refunded: refundedTotal(s),
    currency: s.currency,
    ...windowsAfter(s, at),
    ...(reason === undefined ? {} : { reason }),
  },
})

export const after = (s: OpenedRequest, events: ReadonlyArray<RequestEvent>): OpenedRequest =>
  events.reduce<OpenedRequest>((state, event) => evolve(state, event) as OpenedRequest, s)

/** Everything accepted that nothing keeps waiting any more falls due, one refund each. */
const nowDue = (s: OpenedRequest): ReadonlyArray<RequestEvent> => {
  if (moneyWaits(s)) return []
  const events: Array<RequestEvent> = []
  let state = s
  for (const accepted of s.accepted.values()) {
    const due = refundDue(state, owedFor(state, accepted))
    events.push(due)
    state = after(state, [due])
  }
  return events
}

/** Whom it concerns learns that no more goods will come. */
const nowComplete = (s: OpenedRequest): ReadonlyArray<RequestEvent> => {
  const { replacement, repair } = s
  if (s.isComplete || s.returned === undefined || !goodsDone(s)) return []
  if (replacement === undefined && repair === undefined) return []
  return [
    {
      type: 'GoodsComplete',
      data: {
        requestId: s.requestId,
        lines: acceptedLines(s),
        credit: s.credit,
        ...(replacement === undefined ? {} : { replacementId: replacement.id }),
        ...(repair === undefined ? {} : { repairId: repair.id }),
      },
    },
  ]
}

/** The events, what falls due by them, and the resolution where they were the last ones missing. */
export const thenResolved = (s: OpenedRequest, at: Instant, ...events: ReadonlyArray<RequestEvent>): Decision => {
  const followed = [...events]
  for (const next of [nowDue, nowComplete]) followed.push(...next(after(s, followed)))
  const then = after(s, followed)
  return isComplete(then) ? accept(...followed, resolved(then, at), ...ruledNext(then)) : accept(...followed)
}

/** What a ruling ordered beyond this run is asked for now. */
const ruledNext = (s: OpenedRequest): ReadonlyArray<RequestEvent> =>
  s.ruledRest.length === 0 || s.submission >= MAX_SUBMISSIONS
    ? []
    : [submittedAgain({ ...s, remedy: s.binding!.remedy! }, s.binding!.recordedBy.id, s.ruledRest)]
