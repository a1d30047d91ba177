import fc from 'fast-check'
import { describe } from 'vitest'
import { Request, requestEvents, requestLifecycle, type RequestCommand } from '../../../src/domain/request/index.js'
import type { RequestEvent } from '../../../src/domain/request/index.js'
import { refundIdOf, replacementIdOf, returnIdOf } from '../../../src/domain/values/ids.js'
import { agent, at, customer, supervisor, warehouse } from '../../../src/testing/builders/build.js'
import * as cases from '../../../src/testing/builders/arbitration.js'
import * as out from '../../../src/testing/builders/elsewhere.js'
import * as evidence from '../../../src/testing/builders/evidence.js'
import * as given from '../../../src/testing/builders/request.js'
import * as looks from '../../../src/testing/builders/second-look.js'
import { holdsForAnyRun } from './any-run.js'

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
    .map(([lines, who]) => given.editRequest({ lines }, who)),
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
  fc.constantFrom(out.replacementId, out.repairId).map((id) => out.recordNotStopped({ id })),
  fc
    .tuple(by, fc.constantFrom('return_refund', 'exchange', 'refund_only'))
    .map(([who, to]) => out.switchRemedy({ to }, who)),
)
const anything = fc.oneof(
  { arbitrary: commands, weight: 4 },
  { arbitrary: disputed, weight: 3 },
  { arbitrary: goodsOut, weight: 1 },
)

const events: fc.Arbitrary<RequestEvent> = fc.oneof(
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

const open = [given.openRequest()]
const again = { appeals: { withinDays: 15, most: 2 }, reopening: { withinDays: 90 } }
const all = given.terms({ ...again, remedies: ['return_refund', 'refund_only', 'exchange', 'reship', 'repair'] })
const submit = given.submitRequest({}, { terms: all })
const submitted = [...open, submit, given.unitsReserved()]
const underReview = [...submitted, given.assessRequest()]
const started = [...underReview, given.approveRequest(), given.startRemedies()]
const kept = [
  given.openRequest({ remedy: 'refund_only' }),
  given.submitRequest({}, { terms: all, for: { remedy: 'refund_only' } }),
  ...[...underReview.slice(2), ...started.slice(-2)],
]

const keptId = { refundId: given.keptRefundId }
const secondId = refundIdOf('r-1', 'RefundOnly', 2)
const paid = [...kept, given.recordRefundEnd(keptId)]
/** The first attempt paid a part and was given up; the second is under way. */
const tried = [...kept, given.recordRefundEnd({ ...keptId, end: 'abandoned', paid: 1 }), given.retryRefund(keptId)]

const rejected = [...underReview, given.rejectRequest()]
const closed = [...paid, given.closeRequest()]
/** Only the shirts of `lines` were granted at first; the rest is looked at again. */
const some = [
  ...kept.slice(0, 4),
  given.approveRequest({ lines: [{ lineId: 'shirt', quantity: 1 }] }),
  ...[given.startRemedies(), given.recordRefundEnd({ ...keptId, paid: 8_999 })],
]
const reserved = given.unitsReserved({ submission: 2, lines: [{ lineId: 'shirt', quantity: 2, value: 17_998 }] })
const ends = { rejected, resolved: some, closed: [...some, given.closeRequest()] }
const looked = Object.values(ends).flatMap((end) => {
  const appealed = [...end, looks.appealRequest(), reserved]
  const reviewed = [...appealed, given.assessRequest()]
  return [
    [...end, looks.appealRequest()],
    [...end, looks.reopenRequest()],
    appealed,
    reviewed,
    [...reviewed, evidence.askForEvidence()],
    [...reviewed, given.approveRequest({}, { actor: supervisor })],
  ]
})
/** The same, while money of the first run has come back. */
const owing = looked.flatMap((run) => [[...run, given.recordRefundReversed(keptId)]])
const expired = [...underReview, evidence.askForEvidence(), evidence.expireEvidence({}, { at: evidence.evidenceDue })]
const inHand = [
  underReview,
  [...underReview, evidence.askForEvidence()],
  started,
  kept,
  expired,
  ...Object.values(ends),
]
const heard = inHand.flatMap((run) => [
  [...run, cases.openPlatformCase()],
  [...run, cases.openPlatformCase(), cases.recordRuling()],
  [...run, cases.openPlatformCase(), cases.rulingForShop()],
  [...run, cases.openPlatformCase(), cases.recordRuling(), cases.applyRuling(), reserved],
])
const outFor = (remedy: 'exchange' | 'reship' | 'repair') => [
  given.openRequest({ remedy }),
  given.submitRequest({}, { terms: all, for: { remedy } }),
  ...[...underReview.slice(2), ...started.slice(-2)],
]
const elsewhere = (['exchange', 'reship', 'repair'] as const).flatMap((remedy) => {
  const run = outFor(remedy)
  const stops = [out.switchRemedy({ to: remedy === 'reship' ? 'refund_only' : 'return_refund' })]
  return [
    run,
    [...run, given.recordInspection()],
    [...run, ...stops],
    [...run, given.cancelRequest()],
    [...run, cases.openPlatformCase()],
    [...run, cases.openPlatformCase(), cases.recordRuling()],
    [...run, given.recordInspection(), out.recordReplacement()],
  ]
})

const back = (round = 1) => given.recordRefundReversed({ ...keptId, round })
const exchange = [...outFor('exchange'), given.recordInspection()]
const comes = given.recordReturnCompleted()
/** The shirts were paid for in part, and the rest is exchanged, as a platform ruled; then the customer wants money. */
const ruledOut = [
  ...[...some, cases.openPlatformCase(), cases.recordRuling({ remedy: 'exchange' }), cases.applyRuling(), reserved],
  ...[given.assessRequest(), given.startRemedies()],
]
const switching = [...ruledOut, out.switchRemedy({ to: 'return_refund' })]
const ruling = [cases.openPlatformCase(), cases.recordRuling()]
const rare = [
  [...open, looks.quoteRequest(), given.cancelRequest()],
  [...underReview, evidence.askForEvidence(), given.cancelRequest()],
  [...underReview, evidence.askForEvidence(), looks.mergeRequest()],
  [...outFor('repair'), given.cancelRequest(), out.recordRepair({ now: 'stuck' })],
  [
    ...[...tried, given.cancelRequest(), given.recordRefundEnd({ refundId: secondId, end: 'canceled', paid: 0 })],
    back(),
  ],
  [...open, looks.mergeRequest(), looks.recordDuplicate()],
  [...open, submit, given.unitsRefused()],
  [...submitted, given.cancelRequest()],
  [...submitted, looks.mergeRequest()],
  [...underReview, given.cancelRequest()],
  [...exchange, comes],
  [...outFor('exchange'), out.switchRemedy(), given.recordInspection({ lines: [] })],
  [...started, cases.openPlatformCase(), given.recordInspection({ lines: [] })],
  [...started, ...ruling, given.recordInspection({ lines: [] })],
  [...started, given.cancelRequest(), given.recordInspection({ lines: [] })],
  [...outFor('repair'), out.switchRemedy(), out.recordRepair({ now: 'stuck' })],
  [...outFor('exchange'), cases.openPlatformCase(), given.recordInspection()],
  [...outFor('exchange'), ...ruling, given.recordInspection(), comes],
  [...paid, evidence.answerSurvey()],
  [...closed, evidence.answerSurvey()],
  [...outFor('exchange'), out.switchRemedy(), out.recordReplacement({ now: 'canceled' })],
  [...paid, ...ruling, back()],
  [...paid, ...ruling, back(), given.recordRefundEnd({ ...keptId, round: 2 })],
  [...open, given.editRequest({ lines: [{ lineId: 'mug', quantity: 1, reason: 'CM_CHANGED_MIND' }] })],
  [...outFor('exchange'), given.cancelRequest(), given.recordInspection(), comes],
  [...tried, given.cancelRequest(), back(1)],
  [...switching, back(), given.recordRefundEnd({ ...keptId, round: 2 })],
  [...exchange, cases.openPlatformCase(), cases.recordRuling(), comes],
  [...exchange, cases.openPlatformCase(), comes],
  [...outFor('exchange'), out.switchRemedy(), given.recordInspection(), comes],
  ...[underReview, started, expired, ...Object.values(ends)].map((run) => [...run, looks.recordDuplicate()]),
  ...looked.flatMap((run) => [
    [...run, given.cancelRequest()],
    [...run, back(), given.cancelRequest()],
    [...run, back(), given.recordRefundEnd({ ...keptId, round: 2 })],
    [...run, given.rejectRequest({}, { actor: supervisor }), evidence.answerSurvey()],
    [...run, given.rejectRequest({}, { actor: supervisor }), back()],
    [...run, back(), given.rejectRequest({}, { actor: supervisor })],
    [...run, back(), given.unitsRefused({ submission: 2 })],
    [...run, back(), evidence.expireEvidence({}, { at: evidence.evidenceDue })],
  ]),
  ...inHand.flatMap((run) => [
    [...run, cases.openPlatformCase(), cases.withdrawPlatformCase()],
    [
      ...run,
      cases.openPlatformCase(),
      cases.recordRuling(),
      cases.applyRuling(),
      given.unitsRefused({ submission: 2 }),
    ],
    [...run, cases.openPlatformCase(), cases.recordRuling(), cases.applyRuling(), reserved, given.cancelRequest()],
    [...run, cases.openPlatformCase(), back(), cases.recordRuling(), cases.applyRuling()],
  ]),
]
const outs = (['reship'] as const).flatMap((remedy) => {
  const run = outFor(remedy)
  const ways = [
    [cases.openPlatformCase()],
    [cases.openPlatformCase(), cases.recordRuling()],
    [out.switchRemedy({ to: 'refund_only' })],
    [given.cancelRequest()],
  ]
  return ways.map((way) => [...run, ...way, out.recordReplacement()])
})

describe('Any request', () => {
  holdsForAnyRun({
    decider: Request,
    catalog: requestEvents,
    lifecycle: requestLifecycle,
    beginnings: [
      [],
      open,
      [...open, given.submitRequest()],
      submitted,
      underReview,
      [...underReview, evidence.askForEvidence()],
      [...underReview, evidence.askForEvidence()],
      [...underReview, given.approveRequest()],
      started,
      kept,
      [...started, given.recordInspection()],
      [...started, given.cancelRequest()],
      [...kept, given.cancelRequest()],
      paid,
      [...paid, given.closeRequest()],
      [...underReview, given.rejectRequest()],
      [...paid, given.closeRequest(), given.recordRefundReversed(keptId)],
      [...tried, given.cancelRequest()],
      ...[...looked, ...owing, ...heard, ...elsewhere, ...rare, ...outs, closed, rejected],
      [...tried, given.cancelRequest(), given.recordRefundEnd({ refundId: secondId, end: 'canceled', paid: 0 })],
    ],
    commands: anything,
    events,
    afterEnd: [
      ...['RefundReopened', 'RefundOutcomeRecorded', 'RequestResolved', 'SurveyAnswered', 'DuplicateMerged'],
      ...['AppealFiled', 'RequestReopened', 'SubmissionStarted', 'PlatformCaseOpened'],
    ],
    runs: 1_500,
  })
})
