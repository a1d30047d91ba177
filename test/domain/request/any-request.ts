/** Anything that a request may be told, and anything that may have happened to it. */
import fc from 'fast-check'
import type { RequestCommand, RequestEvent } from '../../../src/domain/request/index.js'
import { refundIdOf, replacementIdOf, returnIdOf } from '../../../src/domain/values/ids.js'
import { agent, at, customer, noon, supervisor, warehouse } from '../../../src/testing/builders/build.js'
import * as cases from '../../../src/testing/builders/arbitration.js'
import * as out from '../../../src/testing/builders/elsewhere.js'
import * as evidence from '../../../src/testing/builders/evidence.js'
import * as later from '../../../src/testing/builders/later.js'
import * as given from '../../../src/testing/builders/request.js'
import * as looks from '../../../src/testing/builders/second-look.js'

const again = { appeals: { withinDays: 15, most: 2 }, reopening: { withinDays: 90 } }
export const all = given.terms({ ...again, remedies: ['return_refund', 'refund_only', 'exchange', 'reship', 'repair'] })

const someone = fc.constantFrom(customer, agent, agent, supervisor, supervisor, warehouse, { ...customer, id: 'c-2' })
const by = someone.map((actor) => ({ actor }))
const submission = fc.constantFrom(1, 1, 2, 3)
const returnId = fc.constantFrom(given.returnId, given.returnId, given.returnId, returnIdOf('r-1', 2))
const inspectionId = fc.constantFrom('i-1', 'i-2')
const refundId = fc.constantFrom(
  ...['i-1', 'i-2', 'RefundOnly', 'Ruling\nruling-1'].flatMap((basis) =>
    [1, 1, 2].map((n) => refundIdOf('r-1', basis, n)),
  ),
)
const end = fc.constantFrom('succeeded', 'succeeded', 'not_due', 'refused', 'declined', 'abandoned', 'canceled')
const round = fc.constantFrom(1, 1, 1, 2, 3)
const remedy = fc.constantFrom('return_refund', 'refund_only')
const quantity = fc.constantFrom(1, 2, 3, 4)
const units = fc.record({ lineId: fc.constantFrom('shirt', 'shirt', 'hat'), quantity })
const asked = fc.record({
  lineId: fc.constantFrom('shirt', 'mug'),
  quantity,
  reason: fc.constantFrom('QL_DEFECTIVE', 'CM_CHANGED_MIND', 'OT_OTHER', 'MOON_PHASE'),
})
const note = fc.constantFrom({}, { note: 'It hums' })
const moment = fc.constantFrom('2026-03-02T12:00:00.000Z', '2026-04-02T12:00:00.000Z').map((text) => at(text))
const dueDates = fc.constantFrom(evidence.evidenceDue, at('2026-03-02T12:30:00.000Z'))
const automatic = fc.constantFrom(
  [],
  [{ ruleId: 'AUTO', verdict: 'approve', atMost: 99_999 } as const],
  [{ ruleId: 'NEVER', verdict: 'reject' } as const],
)
const staff = fc.constantFrom({}, {}, { evenIfAlike: true }, { override: { reason: 'strike' } })

const commands: fc.Arbitrary<RequestCommand> = fc.oneof(
  fc.tuple(remedy, note, by).map(([wish, told, who]) => given.openRequest({ remedy: wish, ...told }, who)),
  fc
    // Without a note: what was written is sealed, so that nobody can tell whether it was written before.
    .tuple(fc.array(asked, { minLength: 1, maxLength: 2 }), by)
    // The order answers for what was asked: the shirts are always among it.
    .map(([lines, who]) => given.editRequest({ lines: [{ ...lines[0]!, lineId: 'shirt' }, ...lines.slice(1)] }, who)),
  fc
    .tuple(staff, automatic, someone, moment)
    .map(([asks, rules, actor, when]) =>
      given.submitRequest(asks, { actor, at: when, terms: { ...all, automatic: rules } }),
    ),
  submission.map((n) => given.unitsReserved({ submission: n })),
  submission.map((n) => given.unitsRefused({ submission: n })),
  fc.constantFrom<RequestCommand>(given.assessRequest(), given.startRemedies(), given.closeRequest()),
  fc
    .tuple(fc.option(fc.array(units, { minLength: 1, maxLength: 2 }), { nil: undefined }), by)
    .map(([lines, who]) => given.approveRequest(lines === undefined ? {} : { lines }, who)),
  fc.tuple(note, by).map(([told, who]) => given.rejectRequest(told, who)),
  by.map((who) => given.cancelRequest({}, who)),
  fc
    .tuple(returnId, inspectionId, fc.constantFrom([], [{ lineId: 'shirt', quantity: 1 }]))
    .map(([goods, id, lines]) => given.recordInspection({ returnId: goods, inspectionId: id, lines })),
  fc
    .tuple(returnId, fc.subarray(['i-1', 'i-2']))
    .map(([goods, inspections]) => given.recordReturnCompleted({ returnId: goods, inspections })),
  returnId.map((goods) => given.recordReturnCanceled({ returnId: goods })),
  fc
    .tuple(refundId, end, round)
    .map(([id, how, n]) => given.recordRefundEnd({ refundId: id, end: how, paid: 0, round: n })),
  fc.tuple(refundId, round).map(([id, n]) => given.recordRefundReversed({ refundId: id, round: n })),
  fc.constantFrom('goods_in_transit', 'refund_in_flight').map((why) => given.recordCancellationRefused({ why })),
  fc.tuple(refundId, by).map(([id, who]) => given.retryRefund({ refundId: id }, who)),
  by.map((who) => given.resolveRequest({}, who)),
  fc.tuple(by, dueDates).map(([who, dueAt]) => evidence.askForEvidence({ dueAt }, who)),
  fc
    .tuple(by, moment, fc.constantFrom('photo-1', 'photo-2'))
    .map(([who, when, evidenceId]) =>
      evidence.supplyEvidence({ items: [{ ...evidence.photo, evidenceId }] }, { ...who, at: when }),
    ),
  moment.map((when) => evidence.expireEvidence({}, { at: when })),
  fc.tuple(note, by).map(([told, who]) => evidence.answerSurvey(told, who)),
)

const parties = fc.constantFrom<RequestCommand>(
  looks.quoteRequest(),
  looks.recordDuplicate(),
  cases.openCaseRound(),
  cases.fileCaseEvidence(),
  cases.withdrawPlatformCase(),
  cases.withdrawPlatformCase(),
  cases.recordRuling(),
  cases.recordRuling({ remedy: 'return_refund', lines: [{ lineId: 'shirt', quantity: 1 }] }),
  cases.rulingForShop(),
  cases.applyRuling(),
  cases.applyRuling(),
)
const other = fc.constantFrom('under_review', 'merged')
const disputed: fc.Arbitrary<RequestCommand> = fc.oneof(
  by.map((who) => looks.appealRequest({}, who)),
  by.map((who) => looks.reopenRequest({}, who)),
  fc.tuple(by, other).map(([who, status]) => looks.mergeRequest({}, { ...who, other: { status } })),
  fc.constantFrom('case-1', 'case-2').map((caseId) => cases.openPlatformCase({ caseId })),
  parties,
  parties,
)
const now = fc.constantFrom('shipped', 'done', 'canceled', 'stuck')
const replacementId = fc.constantFrom(out.replacementId, out.replacementId, replacementIdOf('r-1', 1, 1))
const goodsOut: fc.Arbitrary<RequestCommand> = fc.oneof(
  fc.tuple(replacementId, now).map(([id, how]) => out.recordReplacement({ replacementId: id, now: how })),
  now.map((how) => out.recordRepair({ now: how })),
  fc
    .tuple(replacementId, fc.boolean(), fc.constantFrom(noon, out.returnBy))
    .map(([id, isLast, when]) => out.reportGoodsOverdue({ replacementId: id, isLast }, { at: when })),
  fc.constantFrom(out.replacementId, out.repairId).map((id) => out.recordNotStopped({ id })),
  fc
    .tuple(by, fc.constantFrom('return_refund', 'exchange', 'refund_only'))
    .map(([who, to]) => out.switchRemedy({ to }, who)),
)
const some = fc.array(units, { minLength: 1, maxLength: 1 })
const none = fc.constant([])
const heard: fc.Arbitrary<RequestCommand> = fc.oneof(
  fc
    .tuple(returnId, some, fc.boolean())
    .map(([goods, lines, atCustomersRisk]) => later.recordGoodsLost({ returnId: goods, lines, atCustomersRisk })),
  fc.tuple(returnId, some).map(([goods, lines]) => later.recordGoodsWaived({ returnId: goods, lines })),
  fc
    .tuple(returnId, fc.oneof(some, none), fc.oneof(some, none), fc.constantFrom('v-1', 'v-2', 'v-3'))
    .map(([goods, added, withdrawn, revisionId]) =>
      later.recordInspectionRevised({ returnId: goods, added, withdrawn, revisionId }),
    ),
  fc
    .tuple(refundId, fc.oneof(some, none), fc.constantFrom('v-1', 'v-2', 'v-3'))
    .map(([id, lines, revisionId]) => later.recordReinstatement({ refundId: id, revisionId, lines })),
  fc.tuple(refundId, some).map(([id, lines]) => later.recordDeductionWaived({ refundId: id, lines })),
  some.map((lines) => later.recordDutyRecovered({ lines })),
)
export const anything = fc.oneof(
  { arbitrary: commands, weight: 4 },
  { arbitrary: disputed, weight: 3 },
  { arbitrary: goodsOut, weight: 1 },
  { arbitrary: heard, weight: 1 },
)

export const events: fc.Arbitrary<RequestEvent> = fc.oneof(
  fc.constantFrom<RequestEvent>(
    ...[given.requestOpened(), given.requestEdited(), given.submissionStarted(), given.submissionRefused()],
    ...[given.requestSubmitted(), given.requestAssessed(), given.requestApproved(), given.requestRejected()],
    ...[given.remediesStarted(), given.remediesStartedWithoutReturn(), given.inspectionWithoutRefund()],
    ...[given.returnOutcomeRecorded(), given.cancellationStarted(), given.cancellationRefused()],
    ...[given.requestCanceled(), given.requestResolved(), given.requestClosed()],
    ...[
      evidence.evidenceRequested(),
      evidence.evidenceSupplied(),
      evidence.requestExpired(),
      evidence.surveyAnswered(),
    ],
  ),
  fc.tuple(refundId, fc.constantFrom(1, 2)).map(([id, attempt]) => given.refundDue({ refundId: id, attempt })),
  refundId.map((id) => given.refundDue({ refundId: id, basis: { _tag: 'RefundOnly' } })),
  refundId.map((id) => given.refundOutcomeRecorded({ refundId: id })),
  refundId.map((id) => given.refundReopened({ refundId: id })),
)
