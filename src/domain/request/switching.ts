/**
 * Goods that go out instead, or are in the workshop: what is heard of them, and what happens when they cannot be had. A
 * remedy is switched only with the customer's consent, and only after the one under way has said that it stopped.
 */
import * as E from 'fp-ts/lib/Either.js'
import { basisKey, type RefundBasis } from '../values/refund-basis.js'
import type { Remedy } from '../policy/policy-set.js'
import { canceled } from './cancellation.js'
import { accept, notNow, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import type { Consent, RequestEvent } from './events.js'
import { evolve } from './evolve.js'
import { isRunning } from './goods.js'
import { involvedIn, isOut, refundDue, ruledDue } from './owed.js'
import type { Instant } from '../values/instant.js'
import { after, goesOn, goodsOut, keptDue, thenResolved } from './remedies.js'
import type { GoodsElsewhere, OpenedRequest } from './state.js'
import { refundIdOf } from '../values/ids.js'

/** What a remedy may turn into: goods in the house are paid for or replaced, goods never received are paid for. */
const TURNS: Readonly<Partial<Record<Remedy, ReadonlyArray<Remedy>>>> = {
  exchange: ['return_refund'],
  reship: ['refund_only'],
  repair: ['return_refund', 'exchange'],
}

export const mayTurnInto = (s: OpenedRequest): ReadonlyArray<Remedy> => TURNS[s.remedy] ?? []

const elsewhere = (s: OpenedRequest): GoodsElsewhere | undefined => s.replacement ?? s.repair

/** Asks what is under way to stop; what has stopped already is switched at once. */
export const startSwitch = (
  s: OpenedRequest,
  c: { readonly at: Instant },
  to: Remedy,
  consent: Consent,
  ...before: ReadonlyArray<RequestEvent>
): Decision => {
  const { requestId, orderId, remedy: from, replacement, repair } = s
  const started: RequestEvent = {
    type: 'SwitchStarted',
    data: {
      ...{ requestId, orderId, from, to, consent },
      ...(replacement === undefined ? {} : { replacementId: replacement.id }),
      ...(repair === undefined ? {} : { repairId: repair.id }),
    },
  }
  if (elsewhere(s)?.now !== 'canceled') return accept(...before, started)
  return thenSwitched(evolve(s, started) as OpenedRequest, c, [...before, started])
}

export const switchRemedy = (c: CommandNamed<'SwitchRemedy'>, s: OpenedRequest): Decision => {
  if (s.status !== 'in_progress') return notNow(s)
  const { to, proof } = c.data
  const out = elsewhere(s)
  if (!mayTurnInto(s).includes(to) || out === undefined || out.now === 'done')
    return reject({ _tag: 'SwitchNotPossible', from: s.remedy, to })
  if (isOut(s)) return reject({ _tag: 'ReplacementShipped' })
  if (c.actor.kind !== 'customer' && proof === undefined) return reject({ _tag: 'ConsentMissing' })
  const { kind, id } = c.actor
  const consent: Consent = { kind, id, ...(proof === undefined ? {} : { proof }) }
  return startSwitch(s, c, to, consent)
}

/** What was under way has stopped: the new remedy takes over what came back so far. */
const thenSwitched = (s: OpenedRequest, c: { readonly at: Instant }, before: ReadonlyArray<RequestEvent>): Decision => {
  const { requestId, orderId, remedy: from, approved: lines } = s
  const { to, consent } = s.switchTo!
  const accepted = [...s.accepted].map(([key, { credit }]) => ({ acceptanceId: refundIdOf(requestId, key, 1), credit }))
  const switched: RequestEvent = {
    type: 'RemedySwitched',
    data: {
      ...{ requestId, orderId, from, to, lines },
      ...(to !== 'exchange'
        ? {}
        : {
            replacement: goodsOut(s, lines, s.run),
            isComplete: s.isComplete,
            ...(accepted.length === 0 ? {} : { accepted }),
          }),
    },
  }
  const state = evolve(s, switched) as OpenedRequest
  // A ruling wanted more than the remedy can turn into: its money is not kept waiting for goods.
  const isRuled = s.ruledBy !== undefined && consent.proof === s.ruledBy && to !== s.binding?.remedy
  const due = to === 'refund_only' ? [keptDue(state, lines)] : isRuled ? ruledDue(state) : []
  return E.map((events: ReadonlyArray<RequestEvent>) => [...before, ...events])(thenResolved(s, c.at, switched, ...due))
}

/** News of the goods that go out; the same news again, and older news, change nothing. */
export const recordReplacement = (c: CommandNamed<'RecordReplacement'>, s: OpenedRequest): Decision => {
  const { replacementId, price } = c.data
  const known = s.replacement
  if (known?.id !== replacementId) return nothing
  const isOver = known.now === 'done' || known.now === 'canceled'
  // The news that it went out may be slower than that it arrived: what it cost is news all the same.
  const now = isOver ? known.now : c.data.now
  const tellsPrice = price !== undefined && known.price === undefined
  if (!tellsPrice && known.now === now) return nothing
  const noted: RequestEvent = {
    type: 'ReplacementNoted',
    data: { requestId: s.requestId, replacementId, now, ...(price === undefined ? {} : { price }) },
  }
  if (now === 'canceled' && !isOver) return stopped(s, c, noted)
  const followed = [noted, ...reshipped(after(s, [noted]))]
  return thenResolved(s, c.at, ...followed, ...(s.ruledUnpriced ? ruledMeanwhile(after(s, followed)) : []))
}

/** A ruling came between the arrival of the goods and the news of what they cost: its money has waited for that. */
const ruledMeanwhile = (s: OpenedRequest): ReadonlyArray<RequestEvent> =>
  s.binding?.remedy === s.remedy && goesOn(s) ? [] : ruledDue(s)

/**
 * Old goods did not come, and the security paid for what went out in advance: whatever falls due for them later is not
 * kept back for it once more. Each part is heard once. When its run has ended, a second look begins another, which keeps
 * nothing back for it.
 */
export const recordRecovered = (c: CommandNamed<'RecordRecovered'>, s: OpenedRequest): Decision => {
  const { replacementId, recoveryId, minor } = c.data
  const known = s.replacement
  return known?.id !== replacementId || isNoted(known, recoveryId, minor) || !s.holdsUnits || !isRunning(s)
    ? nothing
    : accept({ type: 'RecoveryNoted', data: { requestId: s.requestId, replacementId, recoveryId, minor } })
}

/** A part without a name may be any of its size: nothing is given back twice for it. */
const isNoted = ({ recoveries }: GoodsElsewhere, recoveryId: string, minor: number): boolean =>
  recoveries.some((part) => (part.recoveryId === undefined ? part.minor === minor : part.recoveryId === recoveryId))

export const recordRepair = (c: CommandNamed<'RecordRepair'>, s: OpenedRequest): Decision => {
  const { repairId, now } = c.data
  const known = s.repair
  if (known?.id !== repairId || known.now === 'done' || known.now === 'canceled' || known.now === now) return nothing
  const noted: RequestEvent = { type: 'RepairNoted', data: { requestId: s.requestId, repairId, now } }
  return now === 'canceled' ? stopped(s, c, noted) : thenResolved(s, c.at, noted)
}

const stopped = (
  s: OpenedRequest,
  c: CommandNamed<'RecordReplacement' | 'RecordRepair'>,
  noted: RequestEvent,
): Decision => {
  if (s.status === 'switching') return thenSwitched(evolve(s, noted) as OpenedRequest, c, [noted])
  if (s.status === 'canceling' && s.returnId === undefined)
    return accept(noted, canceled(evolve(s, noted) as OpenedRequest, s.cancelReason))
  return thenResolved(s, c.at, noted)
}

/** Goods that are sent once more stand for those that never came: these are paid for by them, and no money is due. */
const reshipped = (s: OpenedRequest): ReadonlyArray<RequestEvent> => {
  const { replacement, approved: lines } = s
  if (s.returnId !== undefined || replacement === undefined || !isOut(s)) return []
  const basis: RefundBasis = { _tag: 'Replaced', replacementId: replacement.id }
  if (s.refunds.has(refundIdOf(s.requestId, basisKey(basis), 1))) return []
  const { credit: minor } = goodsOut(s, lines, s.run)
  const deductions = [{ kind: 'replacement' as const, minor }].filter((d) => d.minor > 0)
  return [refundDue(s, { basis, outcome: 'kept', lines, deductions, involved: involvedIn(s) })]
}

/** The goods were on their way already: nothing was switched, or taken back. */
export const recordNotStopped = (c: CommandNamed<'RecordNotStopped'>, s: OpenedRequest): Decision => {
  if (elsewhere(s)?.id !== c.data.id) return nothing
  if (s.status === 'switching')
    return thenResolved(s, c.at, { type: 'SwitchRefused', data: { requestId: s.requestId, to: s.switchTo!.to } })
  return s.status === 'canceling' && s.returnId === undefined
    ? thenResolved(s, c.at, { type: 'CancellationRefused', data: { why: 'replacement_shipped' } })
    : nothing
}
