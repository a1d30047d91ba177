/** How far along a request is, as the commands that led there; rare steps are not left to chance. */
import { refundIdOf, returnIdOf } from '../../../src/domain/values/ids.js'
import { supervisor } from '../../../src/testing/builders/build.js'
import type { RequestCommand } from '../../../src/domain/request/index.js'
import * as cases from '../../../src/testing/builders/arbitration.js'
import * as out from '../../../src/testing/builders/elsewhere.js'
import * as evidence from '../../../src/testing/builders/evidence.js'
import * as later from '../../../src/testing/builders/later.js'
import * as given from '../../../src/testing/builders/request.js'
import * as looks from '../../../src/testing/builders/second-look.js'
import { all } from './any-request.js'

const open = [given.openRequest()]
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
const looksAt = (end: ReadonlyArray<RequestCommand>): ReadonlyArray<ReadonlyArray<RequestCommand>> => {
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
}
const looked = Object.values(ends).flatMap(looksAt)
/** The same, while money of the first run has come back. */
const owing = looked.flatMap((run) => [[...run, given.recordRefundReversed(keptId)]])
const expired = [...underReview, evidence.askForEvidence(), evidence.expireEvidence({}, { at: evidence.evidenceDue })]
const asked = [...underReview, evidence.askForEvidence()]
const inHand = [underReview, asked, started, kept, expired, ...Object.values(ends)]
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
const sent = [...outFor('exchange'), out.recordReplacement()]
const late = out.reportGoodsOverdue({ isLast: true }, { at: out.returnBy })
const rare = [
  ...[sent, [...outFor('exchange'), given.cancelRequest()]].map((run) => [...run, late]),
  ...[[cases.openPlatformCase()], ruling].map((dispute) => [...sent, ...dispute, late]),
  [...open, looks.quoteRequest(), given.cancelRequest()],
  [...underReview, evidence.askForEvidence(), given.cancelRequest()],
  [...underReview, evidence.askForEvidence(), looks.mergeRequest()],
  [...outFor('repair'), given.cancelRequest(), out.recordRepair({ now: 'stuck' })],
  [
    ...[...tried, given.cancelRequest(), given.recordRefundEnd({ refundId: secondId, end: 'canceled', paid: 0 })],
    back(),
  ],
  [...open, looks.mergeRequest(), looks.recordDuplicate()],
  [...open, looks.mergeRequest(), looks.recordDuplicate({ from: 'r-1', submission: 0 })],
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
  [...open, given.editRequest({ lines: [{ lineId: 'shirt', quantity: 1, reason: 'CM_CHANGED_MIND' }] })],
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

/** The security pays for what went out in advance, wherever the case stands. */
const recovered = [[], [out.switchRemedy()], [given.cancelRequest()], [cases.openPlatformCase()], ruling].map(
  (there) => [
    ...[...outFor('exchange'), ...there],
    ...[out.recordRecovered(), out.recordRecovered({ recoveryId: 'rec-2', minor: 1 })],
  ],
)

const inspected = [...started, given.recordInspection()]
const ended = [...inspected, comes, given.recordRefundEnd()]
const more = later.recordInspectionRevised({ added: [{ lineId: 'shirt', quantity: 1 }], withdrawn: [] })
/** Judged down and up again: the refund says that it stands for what was called back of it. */
const down = later.recordInspectionRevised()
const up = later.recordInspectionRevised({
  revisionId: 'v-2',
  added: [{ lineId: 'shirt', quantity: 1 }],
  withdrawn: [],
})
const again = [down, up, later.recordReinstatement()]
const regraded = later.recordInspectionRevised({ withdrawn: [] })
/** One of two shirts came back and was paid for; the other is looked at again, and both are judged anew meanwhile. */
const first = given.recordInspection({ lines: [{ lineId: 'shirt', quantity: 1 }] })
const partPaid = [...started, first, comes, given.recordRefundEnd({ paid: 8_999 })]
const judgedAnew = [
  ...looksAt(partPaid).flatMap((run) => [run, [...run, given.rejectRequest({}, { actor: supervisor })]]),
  ...looksAt(partPaid).map((run) => [...run, given.startRemedies(), given.cancelRequest()]),
  // Nothing came of the second run, and a third look was refused.
  [
    ...[...partPaid, looks.appealRequest(), reserved, given.assessRequest()],
    ...[given.approveRequest({}, { actor: supervisor }), given.startRemedies()],
    given.recordReturnCompleted({ returnId: returnIdOf('r-1', 2), inspections: [] }),
    ...[looks.reopenRequest(), { ...reserved, data: { ...reserved.data, submission: 3 } }],
    ...[given.assessRequest(), given.rejectRequest({}, { actor: supervisor })],
  ],
].flatMap((run) => [[more], [down], again].map((they) => [...run, ...they]))
const calledBack = [
  [...asked, looks.recordDuplicate()],
  ...[[], [given.cancelRequest()], [cases.openPlatformCase()], ruling].map((there) => [
    ...started,
    first,
    ...there,
    ...again,
  ]),
  [
    ...started,
    first,
    given.recordRefundEnd({ paid: 8_999 }),
    down,
    up,
    given.cancelRequest(),
    given.recordReturnCanceled(),
    later.recordReinstatement(),
  ],
  ...[partPaid, [...partPaid, given.closeRequest()]].map((run) => [...run, ...again]),
  [
    ...[
      ...partPaid,
      cases.openPlatformCase(),
      cases.recordRuling({ remedy: 'exchange' }),
      cases.applyRuling(),
      reserved,
    ],
    ...[given.assessRequest(), given.startRemedies(), out.switchRemedy({ to: 'return_refund' }), ...again],
  ],
]
/** Goods lost, waived or judged anew, and money that is heard of later, wherever the case stands. */
const news = [
  later.recordGoodsLost({ atCustomersRisk: true }),
  later.recordInspectionRevised(),
  regraded,
  later.recordDutyRecovered(),
]
const afterwards = [
  ...[started, inspected].flatMap((run) =>
    [[], [given.cancelRequest()], [cases.openPlatformCase()], ruling].flatMap((there) =>
      news.map((one) => [...run, ...there, one]),
    ),
  ),
  ...[outFor('exchange'), exchange].flatMap((run) => news.map((one) => [...run, out.switchRemedy(), one])),
  ...[ended, [...ended, given.closeRequest()]].flatMap((run) =>
    [...news, more].map((one): ReadonlyArray<RequestCommand> => [...run, one]),
  ),
  ...looked.flatMap((run) => [[...run, later.recordDutyRecovered()]]),
  // Rare for chance.
  ...looked.map((run) => [...run, given.rejectRequest({}, { actor: supervisor }), later.recordDutyRecovered()]),
  [...open, looks.recordDuplicate()],
  [...started, cases.openPlatformCase(), cases.openCaseRound(), cases.fileCaseEvidence()],
  ...[[], [cases.openPlatformCase()], ruling].map((there) => [...outFor('repair'), ...there, out.recordRepair()]),
  ...Object.values(ends).map((end) => [...end, looks.appealRequest(), given.unitsRefused({ submission: 2 })]),
  [...rejected, given.closeRequest()],
  [...rejected, ...ruling, cases.applyRuling(), given.unitsRefused({ submission: 2 }), given.resolveRequest()],
  [...paid, back()],
  ...[[], [given.cancelRequest()]].map((there) => [...kept, ...there, later.recordDutyRecovered()]),
  [...paid, cases.openPlatformCase(), back(), given.recordRefundEnd({ ...keptId, round: 2 })],
  [
    ...tried,
    given.cancelRequest(),
    given.recordRefundEnd({ refundId: secondId, end: 'canceled', paid: 0 }),
    later.recordDutyRecovered(),
  ],
]

export const beginnings: ReadonlyArray<ReadonlyArray<RequestCommand>> = [
  [],
  open,
  [...open, given.submitRequest()],
  submitted,
  underReview,
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
  ...[...looked, ...owing, ...heard, ...elsewhere, ...rare, ...outs, ...recovered, ...afterwards],
  ...[...judgedAnew, ...calledBack, closed, rejected],
  [...tried, given.cancelRequest(), given.recordRefundEnd({ refundId: secondId, end: 'canceled', paid: 0 })],
  [...underReview, looks.mergeRequest()],
]
