/** Who asks what of whom. Each row of the tables is one sentence: when X happens, Y is asked of Z. */
import { describe, it } from 'vitest'
import { reactions, type AnyReply, type DomainEvent } from '../../../src/domain/reactions/index.js'
import * as cases from '../../../src/testing/builders/arbitration.js'
import { requestExpired } from '../../../src/testing/builders/evidence.js'
import * as money from '../../../src/testing/builders/refund.js'
import * as owed from '../../../src/testing/builders/owed.js'
import * as request from '../../../src/testing/builders/request.js'
import * as goods from '../../../src/testing/builders/return.js'
import * as moved from '../../../src/testing/builders/return-events.js'
import * as out from '../../../src/testing/builders/elsewhere.js'
import * as looks from '../../../src/testing/builders/second-look.js'
import { specReactions } from '../../../src/testing/spec.js'

const { requestId, orderId, returnId, inspectionRefundId: refundId } = request
const shirts = [{ lineId: 'shirt', quantity: 3 }]
const lostShirt = [{ lineId: 'shirt', quantity: 1 }]
const claim = { claimId: requestId, submission: 1 }
const card = { legId: 'card', epoch: 1, tenderId: 'card', minor: 20_000 }
const gift = { legId: 'gift', epoch: 1, tenderId: 'gift', minor: 6_997 }
const breakdown = money.breakdown()
const refusal = request.chargebackOpen

const toOrder = (command: Extract<AnyReply, { readonly to: 'entitlement' }>['command']): AnyReply => ({
  to: 'entitlement',
  id: orderId,
  command,
})
const toRequest = (command: Extract<AnyReply, { readonly to: 'request' }>['command']): AnyReply => ({
  to: 'request',
  id: requestId,
  command,
})
const toReturn = (command: Extract<AnyReply, { readonly to: 'return' }>['command']): AnyReply => ({
  to: 'return',
  id: returnId,
  command,
})
const toRefund = (command: Extract<AnyReply, { readonly to: 'refund' }>['command']): AnyReply => ({
  to: 'refund',
  id: refundId,
  command,
})
const settle = (leg: typeof card) => toOrder({ type: 'SettleMoney', data: { refundId, ...leg } })
const releaseMoney = toOrder({ type: 'ReleaseMoney', data: { refundId } })
const releaseUnits = (of: object = claim) => toOrder({ type: 'ReleaseUnits', data: { claimId: requestId, ...of } })
const heard = (end: 'succeeded' | 'not_due' | 'declined' | 'abandoned' | 'canceled', paid = 0) =>
  toRequest({ type: 'RecordRefundEnd', data: { refundId, end, paid, round: 1 } })
const notCanceled = (why: 'goods_in_transit' | 'refund_in_flight') =>
  toRequest({ type: 'RecordCancellationRefused', data: { why } })

const unitsReserved = (lines = [{ ...shirts[0]!, value: 26_997 }]): DomainEvent => ({
  type: 'UnitsReserved',
  data: { ...claim, remedy: 'return_refund', lines, currency: 'GBP' },
})

type Row = readonly [told: string, event: DomainEvent, ...asked: ReadonlyArray<AnyReply>]

const claiming: ReadonlyArray<Row> = [
  [
    'a submission asks the order for its units',
    request.submissionStarted(),
    toOrder({
      type: 'ReserveUnits',
      data: { ...claim, remedy: 'return_refund', lines: shirts, evenIfAlike: false },
    }),
  ],
  [
    'reserved units submit the request',
    unitsReserved(),
    toRequest({
      type: 'RecordReservation',
      data: { _tag: 'Reserved', submission: 1, lines: [{ ...shirts[0]!, value: 26_997 }], currency: 'GBP' },
    }),
  ],
  [
    'refused units return it to its draft',
    { type: 'ReservationRefused', data: { ...claim, refusal } },
    toRequest({ type: 'RecordReservation', data: { _tag: 'Refused', submission: 1, refusal } }),
  ],
  [
    'a submitted request is assessed',
    request.requestSubmitted(),
    toRequest({ type: 'AssessRequest', data: { requestId } }),
  ],
  [
    'an approved one starts its remedies',
    request.requestApproved(),
    toRequest({ type: 'StartRemedies', data: { requestId } }),
  ],
  [
    'an approval of an earlier release names no submission: what it declined goes back all the same',
    request.requestApproved({ declined: [{ lineId: 'shirt', quantity: 1 }], submission: undefined as never }),
    toOrder({ type: 'ReleaseUnits', data: { claimId: requestId, lines: [{ lineId: 'shirt', quantity: 1 }] } }),
    toRequest({ type: 'StartRemedies', data: { requestId } }),
  ],
  [
    'what was declined of it goes back to the order first',
    request.requestApproved({ declined: [{ lineId: 'shirt', quantity: 1 }] }),
    releaseUnits({ submission: 1, lines: [{ lineId: 'shirt', quantity: 1 }] }),
    toRequest({ type: 'StartRemedies', data: { requestId } }),
  ],
]

const returning: ReadonlyArray<Row> = [
  [
    'started remedies authorize the return',
    request.remediesStarted(),
    toReturn({ type: 'AuthorizeReturn', data: goods.returnAuthorized().data }),
  ],
  ['where nothing comes back there is no return', request.remediesStartedWithoutReturn()],
  [
    'an inspection tells the request what it accepted',
    goods.itemsInspected({
      lines: [
        { lineId: 'shirt', accepted: 3, rejected: 0, grade: 'A_NEW_SEALED' },
        { lineId: 'mug', accepted: 0, rejected: 1, grade: 'E_DAMAGED' },
      ],
    }),
    toRequest({
      type: 'RecordInspection',
      data: { returnId, inspectionId: 'i-1', inspector: 'w-1', lines: shirts, deductions: [] },
    }),
  ],
  [
    'a completed return tells it which inspections there were',
    goods.returnCompleted(),
    toRequest({
      type: 'RecordReturnCompleted',
      data: { returnId, inspections: ['i-1'], revisions: [], losses: [], waivers: [] },
    }),
  ],
  [
    'one that expired tells it that there is none to wait for',
    goods.returnExpired(),
    toRequest({ type: 'RecordReturnCompleted', data: { returnId, inspections: [], waivers: [] } }),
  ],
  [
    'goods that are gone are owed for, whoever is liable but the customer',
    moved.goodsLost({ liable: 'carrier' }),
    toRequest({
      type: 'RecordGoodsLost',
      data: { returnId, lossId: 'lo-1', lines: shirts, atCustomersRisk: false, declaredBy: 'a-1' },
    }),
  ],
  [
    'goods that need not come back are as good as back',
    moved.goodsWaived(),
    toRequest({
      type: 'RecordGoodsWaived',
      data: { returnId, waiverId: 'wa-1', lines: shirts, waivedBy: 'a-1' },
    }),
  ],
  [
    'an inspection that is judged anew is told with what changed',
    moved.inspectionRevised({ added: [], withdrawn: lostShirt }),
    toRequest({
      type: 'RecordInspectionRevised',
      data: {
        ...{ returnId, inspectionId: 'i-1', revisionId: 'v-1', inspector: 'a-2' },
        ...{ added: [], withdrawn: lostShirt, reason: moved.inspectionRevised().data.reason },
      },
    }),
  ],
  [
    'what was accepted too much is called back where it was paid',
    out.basisWithdrawn({ refundId }),
    {
      to: 'refund',
      id: refundId,
      command: {
        type: 'WithdrawBasis',
        data: { refundId, requestId, orderId, withdrawalId: 'rev-1', lines: lostShirt, reason: 'worn' },
      },
    },
  ],
  ['and where no money fell due, nobody is asked', out.basisWithdrawn()],
]

const asked = {
  refundId,
  claimId: requestId,
  attempt: 1,
  outcome: 'returned' as const,
  deductions: [],
  fees: [],
  lines: [{ ...shirts[0]!, reason: 'QL_DEFECTIVE' }],
  shipping: 'none' as const,
  tenders: 'original_ratio' as const,
}
const terms = request.terms().refund
const owing: ReadonlyArray<Row> = [
  [
    'a refund of a waived deduction asks for what was kept back',
    money.refundProposed({ basis: { _tag: 'DeductionWaived', refundId: 'f-1', contestId: 'ct-1', minor: 5 } }),
    toOrder({
      type: 'ReserveMoney',
      data: { ...asked, from: { _tag: 'KeptBack', refundId: 'f-1', contestId: 'ct-1', minor: 5 } },
    }),
  ],
  [
    'a refund of recovered duty asks for it',
    money.refundProposed({
      basis: { _tag: 'DutyRecovered', reclaimId: 'dr-1' },
      terms: { ...terms, duty: 'when_recovered' },
    }),
    toOrder({
      type: 'ReserveMoney',
      data: { ...asked, duty: 'when_recovered', from: { _tag: 'Duty', reclaimId: 'dr-1' } },
    }),
  ],
  [
    'such money that is reserved is reserved like any',
    owed.withheldMoneyReserved({ refundId, breakdown }),
    toRefund({ type: 'RecordMoneyAnswer', data: { _tag: 'Reserved', breakdown } }),
  ],
  [
    'money that went out twice is owed',
    {
      type: 'OverpaymentFound',
      data: { refundId, chargebackId: 'cb-1', tenderId: 'card', epoch: 1, minor: 20_000 },
    },
    toRefund({
      type: 'RecordOverpayment',
      data: { refundId, chargebackId: 'cb-1', tenderId: 'card', epoch: 1, minor: 20_000 },
    }),
  ],
  [
    'and not owed when it did not',
    { type: 'OverpaymentCleared', data: { refundId, chargebackId: 'cb-1', tenderId: 'card', epoch: 1 } },
    toRefund({ type: 'ClearOverpayment', data: { refundId, chargebackId: 'cb-1', epoch: 1 } }),
  ],
  [
    'what the customer pays back is the order’s again',
    owed.receivablePaid({ chargebackId: 'cb-1' }),
    toOrder({
      type: 'RecordReceivedBack',
      data: {
        ...{ refundId, receivableId: owed.receivableId, paymentId: 'in-1', lines: shirts, chargebackId: 'cb-1' },
        tenders: owed.receivablePaid().data.tenders,
      },
    }),
  ],
  [
    'what was all that they had to pay back frees its units, once the rest is not owed any more',
    owed.receivableCanceled({ orderId, lines: shirts }),
    toOrder({
      type: 'RecordReceivedBack',
      data: { refundId, receivableId: owed.receivableId, paymentId: 'rest-not-owed', tenders: [], lines: shirts },
    }),
  ],
]

const paying: ReadonlyArray<Row> = [
  [
    'money that is due is proposed as a refund',
    request.refundDue({ attempt: 2 }),
    toRefund({ type: 'ProposeRefund', data: money.refundProposed({ attempt: 2 }).data }),
  ],
  [
    'a proposed refund asks the order for the money',
    money.refundProposed(),
    toOrder({
      type: 'ReserveMoney',
      data: asked,
    }),
  ],
  [
    'reserved money tells the refund what it amounts to',
    { type: 'MoneyReserved', data: { refundId, claimId: requestId, outcome: 'returned', rest: false, breakdown } },
    toRefund({ type: 'RecordMoneyAnswer', data: { _tag: 'Reserved', breakdown } }),
  ],
  [
    'refused money tells it why',
    { type: 'MoneyReservationRefused', data: { refundId, claimId: requestId, refusal } },
    toRefund({ type: 'RecordMoneyAnswer', data: { _tag: 'Refused', refusal } }),
  ],
  [
    'an approved refund sends each of its legs',
    money.refundApproved(),
    toRefund({ type: 'SubmitLeg', data: { refundId, legId: 'card' } }),
    toRefund({ type: 'SubmitLeg', data: { refundId, legId: 'gift' } }),
  ],
  ['a paid leg is settled with the order', money.refundLegSucceeded(), settle(card)],
  ['one that was paid by hand, too', money.refundLegPaidManually(), settle({ ...card, epoch: 2 })],
  [
    'a leg that carries the amount another way is sent',
    money.refundLegRerouted(),
    toRefund({ type: 'SubmitLeg', data: { refundId, legId: money.newLegId } }),
  ],
  [
    'money that came back is reserved again, and the case is open again',
    money.refundLegReversed(),
    toOrder({ type: 'ReverseMoney', data: { refundId, ...card } }),
    toRequest({ type: 'RecordRefundReversed', data: { refundId, round: 1 } }),
  ],
]

const ending: ReadonlyArray<Row> = [
  [
    // Bug: the request was resolved, and its units were free again, before the order knew that they were paid for.
    'a refund that succeeded settles every leg before the request hears of it',
    money.refundSucceeded(),
    settle(card),
    settle(gift),
    heard('succeeded', 26_997),
  ],
  ['one that is not due is heard', money.refundNotDue(), heard('not_due')],
  [
    'one that was refused is heard with the reason',
    money.refundRefused(),
    toRequest({ type: 'RecordRefundEnd', data: { refundId, end: 'refused', paid: 0, round: 1, refusal } }),
  ],
  ['one that was declined gives its money back', money.refundDeclined(), releaseMoney, heard('declined')],
  ['one that was canceled gives its money back', money.refundCanceled(), releaseMoney, heard('canceled')],
  [
    // Bug: the money of a leg that was paid was released, and could be paid again.
    'one that was given up settles what was paid before the rest is given back',
    money.refundAbandoned(),
    settle(gift),
    toOrder({ type: 'ReleaseMoney', data: { refundId, paid: ['gift'] } }),
    heard('abandoned', 6_997),
  ],
  ['a rejected request gives its units back', request.requestRejected(), releaseUnits()],
  ['a canceled one, too', request.requestCanceled(), releaseUnits()],
  ['an expired one, too', requestExpired(), releaseUnits()],
  ['a resolved one gives back what nobody paid for', request.requestResolved(), releaseUnits()],
]

const canceling: ReadonlyArray<Row> = [
  [
    'a cancellation asks the return, where there is one',
    request.cancellationStarted({ returnId }),
    toReturn({ type: 'CancelReturn', data: { returnId, requestId, reason: 'changed_mind' } }),
  ],
  [
    'and otherwise the refund',
    request.cancellationStarted({ refundIds: [refundId] }),
    toRefund({ type: 'CancelRefund', data: { refundId, requestId, orderId } }),
  ],
  [
    'a canceled return is heard',
    goods.returnCanceled(),
    toRequest({ type: 'RecordReturnCanceled', data: { returnId } }),
  ],
  ['goods on their way say no', goods.returnCancellationRefused(), notCanceled('goods_in_transit')],
  ['a refund on its way says no', money.refundCancellationRefused(), notCanceled('refund_in_flight')],
]

const toOther = (id: string, data: ReturnType<typeof looks.recordDuplicate>['data']): AnyReply => ({
  to: 'request',
  id,
  command: { type: 'RecordDuplicate', data },
})

/** As they were written when a merged request could not live again. */
const { submission: _, ...mergedBefore } = looks.requestMerged().data

const looking: ReadonlyArray<Row> = [
  ['an appeal waits for its units', looks.appealFiled()],
  ['a case that is opened again does, too', looks.requestReopened()],
  // Late, it gives nothing back of a later look at the same case.
  ['an appeal that is taken back gives back its own', looks.appealWithdrawn(), releaseUnits({ submission: 2 })],
  [
    'a merged request gives its units back, and its evidence to the other',
    looks.requestMerged({ evidence: ['photo-1'] }),
    releaseUnits({ submission: 1 }),
    toOther('r-0', { from: requestId, evidence: ['photo-1'], submission: 1 }),
  ],
  [
    'one that was merged long ago does so, too',
    { ...looks.requestMerged(), data: mergedBefore },
    releaseUnits({}),
    toOther('r-0', { from: requestId, evidence: [] }),
  ],
  ['what was merged into a case that goes on stays there', looks.duplicateMerged()],
  [
    'it goes on to what this one was merged into',
    looks.duplicateMerged({ into: 'r-0' }),
    toOther('r-0', { from: 'r-2', evidence: ['photo-9'], submission: 1 }),
  ],
  [
    'it goes back to where it came from',
    looks.duplicateMerged({ into: 'r-2' }),
    toOther('r-2', { from: 'r-2', evidence: ['photo-9'], submission: 1 }),
  ],
  ['a case before a platform waits for its word', cases.platformCaseOpened()],
  ['what is ruled is done', cases.caseDecided(), toRequest({ type: 'ApplyRuling', data: { requestId } })],
  ['what was done of it is told by the events beside it', cases.rulingApplied()],
]

const tables = { claiming, returning, paying, owing, ending, canceling, 'looking again': looking }

describe.each(Object.entries(tables))('When it comes to %s', (_, rows) => {
  it.each(rows.map((row) => [row[0], row] as const))('%s', (_told, [, event, ...asked]) =>
    specReactions(reactions)
      .when(event)
      .thenAsks(...asked),
  )
})
