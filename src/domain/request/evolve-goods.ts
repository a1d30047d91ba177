/** What changes once remedies run: goods, money, replacement and repair, until everything has ended. */
import { NO_ENTRIES } from '../kernel/empty.js'
import { refundIdOf } from '../values/ids.js'
import { basisKey, isSameBasis, refundKey, type RefundBasis } from '../values/refund-basis.js'
import { heard, heardRevision, reinstated, reinstating, withdrawn, type Heard } from './evolve-judged-anew.js'
import type { RequestEvent } from './events.js'
import {
  needsPerson,
  type GoodsElsewhere,
  type OpenedRequest,
  type RefundOfRequest,
  type RequestStatus,
} from './state.js'

type GoodsEvent = Extract<
  RequestEvent,
  {
    readonly type:
      | 'RemediesStarted'
      | 'GoodsAccepted'
      | 'GoodsWithoutRefund'
      | 'GoodsComplete'
      | 'GoodsOverdue'
      | 'BasisWithdrawn'
      | 'BasisReinstated'
      | 'ReinstatementNoted'
      | 'RefundDue'
      | 'InspectionWithoutRefund'
      | 'ReturnOutcomeRecorded'
      | 'RefundOutcomeRecorded'
      | 'RefundReopened'
      | 'ReplacementNoted'
      | 'RecoveryNoted'
      | 'RepairNoted'
      | 'SwitchStarted'
      | 'SwitchRefused'
      | 'RemedySwitched'
      | 'CancellationStarted'
      | 'CancellationRefused'
      | 'RequestResolved'
  }
>
type Data<Type extends GoodsEvent['type']> = Extract<GoodsEvent, { readonly type: Type }>['data']

const heardBasis = (s: OpenedRequest, basis: RefundBasis): Heard =>
  basis._tag === 'Revised'
    ? heardRevision(s, basis.returnId, basis.revisionId)
    : { inspections: heard(s, basisKey(basis)), judgedAnew: s.judgedAnew }

const started = (s: OpenedRequest, { goods, replacement, repair, remedy }: Data<'RemediesStarted'>): OpenedRequest => ({
  ...s,
  status: 'in_progress',
  remedy,
  run: s.run + 1,
  ruledUnpriced: false,
  returnId: goods?.returnId,
  returned: undefined,
  inspections: [],
  accepted: NO_ENTRIES,
  credit: 0,
  isComplete: false,
  replacement: running(replacement?.replacementId),
  repair: running(repair?.repairId),
})

const running = (id: string | undefined): GoodsElsewhere | undefined =>
  id === undefined ? undefined : { id, now: 'running', price: undefined, overdue: 0, recovered: 0, recoveries: [] }

const ENDED: ReadonlySet<RequestStatus> = new Set(['resolved', 'closed', 'canceled', 'rejected', 'expired'])

/** Money that is owed again finds an ended case open; one that a platform looks at goes on as an open one. */
const open = (s: OpenedRequest): Pick<OpenedRequest, 'status' | 'platformCase'> => {
  const { status, platformCase: known } = s
  const platformCase =
    known !== undefined && ENDED.has(known.before) ? ({ ...known, before: 'in_progress' } as const) : known
  return { status: ENDED.has(status) ? 'in_progress' : status, platformCase }
}

const GOODS: ReadonlySet<string> = new Set(['Inspection', 'Revised', 'Lost', 'Waived'])

/** The same money tried again. The name tells the run, where one basis is that of two. */
const isTryOf = ({ due: known, run }: RefundOfRequest, data: Data<'RefundDue'>): boolean =>
  isSameBasis(known.basis, data.basis) &&
  data.refundId === refundIdOf(data.requestId, refundKey(data.basis, run), data.attempt)

const due = (s: OpenedRequest, data: Data<'RefundDue'>): OpenedRequest => {
  const refunds = new Map(s.refunds)
  let { run } = s
  for (const [id, refund] of s.refunds) {
    if (!isTryOf(refund, data)) continue
    run = refund.run
    if (refund.due.attempt < data.attempt) refunds.set(id, { ...refund, retried: true })
  }
  refunds.set(data.refundId, {
    due: data,
    end: undefined,
    refusal: undefined,
    paid: 0,
    round: 1,
    retried: false,
    isByHand: false,
    withdrawn: [],
    calledBack: [],
    run,
  })
  const next = { ...s, ...open(s), refunds }
  // Tried again, it may be of an earlier run: nothing new was heard of any goods.
  if (data.attempt > 1) return next
  // What a ruling gives pays for goods that went out, as goods that come back do: nothing of it is missing.
  const credit = data.basis._tag === 'Ruling' ? s.credit + paidByGoods(data) : s.credit
  const key = basisKey(data.basis)
  const accepted = new Map(s.accepted)
  accepted.delete(key)
  const isGoods = GOODS.has(data.basis._tag)
  return { ...next, accepted, credit, inspections: isGoods ? heard(s, key) : s.inspections }
}

/** A ruling keeps nothing back but what went out instead. */
const paidByGoods = ({ deductions }: Data<'RefundDue'>): number => deductions.reduce((sum, d) => sum + d.minor, 0)

const noted = (known: GoodsElsewhere | undefined, id: string, change: Partial<GoodsElsewhere>) =>
  known?.id === id ? { ...known, ...change } : known

const recovered = (
  known: GoodsElsewhere | undefined,
  { replacementId, recoveryId, minor }: Data<'RecoveryNoted'>,
): GoodsElsewhere | undefined =>
  known?.id === replacementId
    ? { ...known, recovered: known.recovered + minor, recoveries: [...known.recoveries, { recoveryId, minor }] }
    : known

export const evolveGoods = (s: OpenedRequest, event: GoodsEvent): OpenedRequest => {
  switch (event.type) {
    case 'RemediesStarted':
      return started(s, event.data)
    case 'GoodsAccepted': {
      const key = basisKey(event.data.basis)
      const accepted = new Map(s.accepted).set(key, event.data)
      return { ...s, inspections: heard(s, key), accepted, credit: s.credit + event.data.credit }
    }
    case 'GoodsComplete':
      return { ...s, isComplete: true }
    case 'GoodsOverdue': {
      const { replacementId, isLast } = event.data
      return { ...s, replacement: noted(s.replacement, replacementId, { overdue: isLast ? 2 : 1 }) }
    }
    case 'GoodsWithoutRefund':
      return { ...s, ...heardBasis(s, event.data.basis) }
    case 'RefundDue':
      return due(s, event.data)
    case 'InspectionWithoutRefund':
      return { ...s, inspections: heard(s, event.data.inspectionId) }
    case 'ReturnOutcomeRecorded': {
      const { inspections, revisions = [], losses = [], waivers = [], returnId } = event.data
      const others: ReadonlyArray<RefundBasis> = [
        ...revisions.map((revisionId) => ({ _tag: 'Revised', returnId, revisionId }) as const),
        ...losses.map((lossId) => ({ _tag: 'Lost', returnId, lossId }) as const),
        ...waivers.map((waiverId) => ({ _tag: 'Waived', returnId, waiverId }) as const),
      ]
      return { ...s, returned: [...inspections, ...others.map(basisKey)] }
    }
    case 'BasisWithdrawn':
      return withdrawn(s, event.data)
    case 'BasisReinstated':
      return reinstating(s, event.data)
    case 'ReinstatementNoted':
      return reinstated(s, event.data)
    case 'RefundOutcomeRecorded': {
      const { refundId, end, paid, refusal } = event.data
      const refund = s.refunds.get(refundId)
      if (refund === undefined) return s
      return { ...s, refunds: new Map(s.refunds).set(refundId, { ...refund, end, paid, refusal }) }
    }
    case 'RefundReopened': {
      const { refundId, round } = event.data
      const refund = s.refunds.get(refundId)
      if (refund === undefined) return s
      const reopened = { ...refund, end: undefined, paid: 0, round: round + 1, isByHand: false }
      return { ...s, ...open(s), refunds: new Map(s.refunds).set(refundId, reopened) }
    }
    case 'ReplacementNoted': {
      const { replacementId, now, price } = event.data
      const replacement = noted(s.replacement, replacementId, price === undefined ? { now } : { now, price })
      return { ...s, replacement, ruledUnpriced: s.ruledUnpriced && price === undefined }
    }
    case 'RecoveryNoted':
      return { ...s, replacement: recovered(s.replacement, event.data) }
    case 'RepairNoted':
      return { ...s, repair: noted(s.repair, event.data.repairId, { now: event.data.now }) }
    case 'SwitchStarted': {
      const { to, consent } = event.data
      return { ...s, status: 'switching', switchTo: { to, consent } }
    }
    case 'SwitchRefused':
      return { ...s, status: 'in_progress', switchTo: undefined }
    case 'RemedySwitched': {
      const { to, replacement, isComplete = false } = event.data
      return {
        ...s,
        isComplete,
        status: 'in_progress',
        remedy: to,
        switches: s.switches + 1,
        switchTo: undefined,
        replacement: running(replacement?.replacementId),
        repair: undefined,
      }
    }
    case 'CancellationStarted':
      return { ...s, status: 'canceling', notCanceled: undefined, cancelReason: event.data.reason }
    case 'CancellationRefused':
      return { ...s, status: 'in_progress', notCanceled: event.data.why }
    case 'RequestResolved': {
      const { appealableUntil, reopenableUntil, reason } = event.data
      const refunds = new Map([...s.refunds].map(([id, r]) => [id, needsPerson(r) ? { ...r, isByHand: true } : r]))
      const ruledRest = reason === undefined ? s.ruledRest : []
      return { ...s, status: 'resolved', holdsUnits: false, refunds, ruledRest, appealableUntil, reopenableUntil }
    }
  }
}
