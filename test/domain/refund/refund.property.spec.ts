import fc from 'fast-check'
import { describe } from 'vitest'
import { Refund, refundEvents, refundLifecycle, type RefundCommand } from '../../../src/domain/refund/index.js'
import type { LegStep, RefundEvent } from '../../../src/domain/refund/index.js'
import { agent, at, finance, secondFinance, warehouse } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/refund.js'
import * as owed from '../../../src/testing/builders/owed.js'
import { holdsForAnyRun } from '../request/any-run.js'

const legId = fc.constantFrom('card', 'card', 'card', 'gift', 'gift', 'gift', given.newLegId, 'points')
const epoch = fc.constantFrom(1, 1, 1, 2, 3)
const by = fc.constantFrom(finance, finance, secondFinance, agent, warehouse).map((actor) => ({ actor }))
const minor = fc.constantFrom(20_000, 20_000, 6_997, 6_997, 5_000, 1)
const moment = fc
  .constantFrom('03-02T12:00:00', '03-02T12:05:00', '03-02T13:30:00', '03-05T12:00:00', '03-16T12:00:00')
  .map((text) => ({ at: at(`2026-${text}.000Z`) }))
const step = fc.constantFrom(given.release, given.confirmPaid, given.payManually, given.reroute)
const found = fc.constantFrom('silent', 'never_seen', 'not_askable')
const provider = fc.constantFrom(
  {},
  { keyWindowSeconds: 86_400, lookupSettlesAfterSeconds: 600, minIntervalSeconds: 90 },
)
const tenders = fc.constantFrom({ card: 20_000, gift: 6_997 }, { card: 5_000 }, { card: 20_000, gift: 40_000 }, {})

const paymentId = fc.constantFrom('in-1', 'in-2', 'in-3')
const receivable = fc.constantFrom(owed.receivableId, owed.receivableId, owed.overpaidId, owed.secondReceivableId)
const withdrawal = fc
  .tuple(fc.constantFrom('w-1', 'w-1', 'w-2'), fc.constantFrom(1, 2, 3))
  .map(([withdrawalId, quantity]) => owed.withdrawBasis({ withdrawalId, lines: [{ lineId: 'shirt', quantity }] }))
const reinstatement = fc
  .tuple(fc.constantFrom('v-1', 'v-1', 'v-2'), fc.constantFrom(1, 2, 3), fc.constantFrom('w-1', 'w-1', 'w-2'))
  .map(([revisionId, quantity, withdrawalId]) =>
    owed.reinstateBasis({
      ...{ revisionId, lines: [{ lineId: 'shirt', quantity }] },
      withdrawals: [{ withdrawalId, lines: [{ lineId: 'shirt', quantity: 1 }], reason: 'INSPECTION_CORRECTED' }],
    }),
  )
const contest = fc
  .tuple(fc.constantFrom('ct-1', 'ct-1', 'ct-2'), fc.constantFrom(0, 0, 1))
  .map(([contestId, index]) => owed.contestDeduction({ contestId, index, note: 'It was new.' }))
const verdict = fc
  .tuple(fc.constantFrom('ct-1', 'ct-1', 'ct-2'), fc.constantFrom('upheld', 'waived', 'reduced'), by)
  .map(([contestId, said, who]) => owed.decideContest({ contestId, verdict: said, minor: 500 }, who))

const commands: fc.Arbitrary<RefundCommand> = fc.oneof(
  fc.constantFrom<RefundCommand>(given.proposeRefund(), given.cancelRefund(), given.moneyRefused()),
  tenders.map((amounts) => given.moneyReserved(amounts)),
  by.map((who) => given.approveRefund({}, who)),
  by.map((who) => given.approveRefund({}, who)),
  by.map((who) => given.declineRefund({}, who)),
  by.map((who) => given.abandonRefund({}, who)),
  legId.map((leg) => given.submitLeg({ legId: leg })),
  legId.map((leg) => given.submitLeg({ legId: leg })),
  fc.tuple(legId, by, moment).map(([leg, who, when]) => given.retryLeg({ legId: leg }, { ...who, ...when })),
  fc.tuple(legId, by, moment).map(([leg, who, when]) => given.checkLeg({ legId: leg }, { ...who, ...when })),
  fc.tuple(legId, step, by).map(([leg, what, who]) => given.proposeLegStep({ legId: leg, step: what }, who)),
  fc.tuple(legId, by).map(([leg, who]) => given.confirmLegStep({ legId: leg }, who)),
  legId.map((leg) => given.confirmLegStep({ legId: leg })),
  legId.map((leg) => given.confirmLegStep({ legId: leg })),
  legId.map((leg) => given.confirmLegStep({ legId: leg })),
  fc
    .tuple(legId, epoch, found, provider, moment, fc.constantFrom(0, 0, 1, 2))
    .map(([leg, n, what, declared, when, check]) =>
      given.recordFinding({ legId: leg, epoch: n, check, found: what, provider: declared }, when),
    ),
  fc
    .tuple(legId, epoch, moment, fc.constantFrom(1, 1, 2))
    .map(([leg, n, when, attempt]) => given.reportLegSilent({ legId: leg, epoch: n, attempt }, when)),
  fc.tuple(minor, legId, epoch).map((answer) => given.legPaid(...answer)),
  fc.tuple(legId, epoch).map((answer) => given.legProcessing(...answer)),
  fc.tuple(legId, epoch).map((answer) => given.legDeclined(...answer)),
  fc.tuple(minor, legId, epoch).map((answer) => given.legReversed(...answer)),
  fc.tuple(minor, legId, epoch).map((answer) => given.legReversed(...answer)),
  fc.tuple(legId, epoch).map((answer) => given.legMisused(...answer)),
  ...[withdrawal, withdrawal, reinstatement],
  ...[receivable, receivable].map((id) =>
    fc
      .tuple(id, by, paymentId, fc.constantFrom(1, 8_999, 17_998, 20_000, 26_997))
      .map(([receivableId, who, payment, paidBack]) =>
        owed.recordReceivablePaid({ receivableId, paymentId: payment, minor: paidBack }, who),
      ),
  ),
  fc.tuple(receivable, by).map(([receivableId, who]) => owed.proposeWriteOff({ receivableId }, who)),
  receivable.map((receivableId) => owed.confirmWriteOff({ receivableId })),
  epoch.map((n) => owed.recordOverpayment({ epoch: n })),
  epoch.map((n) => owed.clearOverpayment({ epoch: n })),
  ...[contest, verdict, verdict],
)

const events: fc.Arbitrary<RefundEvent> = fc.oneof(
  fc.constantFrom<RefundEvent>(
    ...[given.refundProposed(), given.refundReserved(), given.refundNotDue(), given.refundRefused()],
    ...[given.refundApprovalRequested(), given.refundApprovalGiven(), given.refundApproved(), given.refundDeclined()],
    ...[given.refundCanceled(), given.refundCancellationRefused(), given.refundSucceeded(), given.refundAbandoned()],
  ),
  fc.constantFrom<RefundEvent>(
    ...[
      owed.refundBasisWithdrawn(),
      owed.refundBasisReinstated(),
      owed.receivableDue(),
      owed.receivablePaid(),
      owed.receivableSettled(),
    ],
    ...[owed.receivableCanceled(), owed.receivableWriteOffProposed(), owed.receivableWrittenOff()],
    ...[owed.deductionContested(), owed.deductionUpheld(), owed.deductionWaived()],
  ),
  legId.map((leg) => given.refundLegSubmitted({ legId: leg })),
  legId.map((leg) => given.refundLegProcessing({ legId: leg })),
  legId.map((leg) => given.refundLegUnknown({ legId: leg })),
  legId.map((leg) => given.refundLegSucceeded({ legId: leg })),
  legId.map((leg) => given.refundLegFailed({ legId: leg })),
  legId.map((leg) => given.refundLegCheckScheduled({ legId: leg })),
  legId.map((leg) => given.refundLegNeedsAttention({ legId: leg })),
  legId.map((leg) => given.refundLegReversed({ legId: leg })),
  legId.map((leg) => given.refundLegContradicted({ legId: leg })),
  legId.map((leg) => given.refundLegStepProposed({ legId: leg })),
  legId.map((leg) => given.refundLegReleased({ legId: leg })),
  legId.map((leg) => given.refundLegPaidManually({ legId: leg })),
  legId.map((leg) => given.refundLegRerouted({ legId: leg })),
)

const proposed = [given.proposeRefund()]
const pending = [...proposed, given.moneyReserved()]
const approved = [...pending, given.approveRefund()]
const sent = (leg: string) => given.submitLeg({ legId: leg })
const executing = [...approved, sent('card'), sent('gift')]
const partly = [...executing, given.legDeclined(), given.legPaid(6_997, 'gift')]
const failed = [...executing, given.legDeclined(), given.legDeclined('gift')]
const succeeded = [...executing, given.legPaid(20_000), given.legPaid(6_997, 'gift')]
const alarmed = [...executing, given.legMisused()]
const gaveUp = [...partly, given.abandonRefund(), given.legReversed(6_997, 'gift')]
const late = { at: at('2026-03-05T12:00:00.000Z') }
const silent = [...executing, given.reportLegSilent({}, late), given.reportLegSilent({ legId: 'gift' }, late)]
const three = [
  ...[...proposed, given.moneyReserved({ card: 20_000, gift: 6_997, points: 1 }), given.approveRefund()],
  ...['card', 'gift', 'points'].map(sent),
  ...[given.legPaid(20_000), given.legPaid(6_997, 'gift')],
]
/** Agreed on by one person, so that the next confirmation does it. */
const then = (run: ReadonlyArray<RefundCommand>, what: LegStep, leg = 'card') => [
  ...run,
  given.proposeLegStep({ legId: leg, step: what }),
]

/** The same refund, with a deduction for wear and one for new goods. */
const worn = [
  ...proposed,
  owed.moneyReservedWith(owed.worn, { kind: 'replacement', minor: 2_000 }),
  ...[given.approveRefund(), sent('card'), sent('gift')],
]
const wornPartly = [...worn, given.legPaid(6_997, 'gift')]
const wornStuck = [...wornPartly, given.legDeclined()]
const onceMore = (run: ReadonlyArray<RefundCommand>) => [
  [...run, owed.withdrawBasis()],
  [...run, owed.reinstateBasis()],
  [...run, owed.withdrawBasis(), owed.proposeWriteOff(), owed.confirmWriteOff()],
]
const paidBack = owed.recordReceivablePaid({ receivableId: owed.overpaidId, minor: 20_000 })
const contested = (run: ReadonlyArray<RefundCommand>) => [
  [...run, owed.contestDeduction()],
  ...(['upheld', 'waived'] as const).map((verdict) => [
    ...run,
    owed.contestDeduction(),
    owed.decideContest({ verdict }),
  ]),
]
const wornBack = [...wornStuck, owed.contestDeduction(), given.legReversed(6_997, 'gift')]

describe('Any refund', () => {
  holdsForAnyRun({
    decider: Refund,
    catalog: refundEvents,
    lifecycle: refundLifecycle,
    beginnings: [
      ...[[], proposed, pending, approved, executing, partly, failed, succeeded, alarmed, gaveUp, silent, three],
      [...proposed, given.moneyReserved({})],
      [...proposed, given.moneyReserved({ card: 5_000 })],
      [...proposed, given.moneyReserved({ card: 5_000 }), sent('card'), given.legPaid(5_000)],
      [...proposed, given.moneyReserved({ card: 5_000 }), sent('card'), given.legPaid(5_000), given.legReversed(5_000)],
      [...proposed, given.moneyRefused()],
      [...pending, given.declineRefund(), given.cancelRefund()],
      [...executing, given.legPaid(20_000)],
      [...executing, given.legDeclined()],
      [...silent, given.recordFinding({}, late)],
      [...alarmed, given.legDeclined('gift')],
      [...succeeded, given.legReversed(20_000)],
      [...three, given.legDeclined('points')],
      [...three, given.legDeclined('points'), given.abandonRefund()],
      [...three, given.legMisused('points'), given.legReversed(20_000)],
      [...three, given.legPaid(1, 'points'), given.legReversed(20_000), given.legReversed(6_997, 'gift')],
      [...gaveUp, given.retryLeg({ legId: 'gift' })],
      ...[executing, alarmed, partly, succeeded, gaveUp].flatMap(onceMore),
      ...onceMore([...executing, given.legPaid(20_000), given.legPaid(6_997, 'gift')]),
      ...onceMore([...partly, given.abandonRefund()]),
      ...[executing, alarmed, partly, failed, succeeded, [...partly, given.abandonRefund()]].map((run) => [
        ...run,
        owed.recordOverpayment(),
        paidBack,
      ]),
      [...silent, given.recordFinding({}, late), given.legProcessing()],
      [...proposed, given.cancelRefund(), given.moneyReserved({})],
      [...proposed, owed.withdrawBasis(), given.moneyReserved({})],
      ...[proposed, failed].map((run) => [...run, owed.reinstateBasis()]),
      ...(['upheld', 'waived'] as const).map((verdict) => [...wornBack, owed.decideContest({ verdict })]),
      [...proposed, given.moneyReserved({}), owed.reinstateBasis()],
      [...proposed, given.moneyRefused(), owed.reinstateBasis()],
      [...pending, given.declineRefund(), owed.reinstateBasis()],
      [...proposed, given.moneyRefused(), given.cancelRefund()],
      ...onceMore([...executing, owed.recordOverpayment(), given.legDeclined(), given.legDeclined('gift')]),
      ...[worn, wornPartly, wornStuck, [...wornStuck, given.abandonRefund()]].flatMap(contested),
      ...contested([...wornPartly, given.legPaid(20_000)]),
      ...(['upheld', 'waived'] as const).map((verdict) => [
        ...[...worn, owed.contestDeduction(), given.legDeclined(), given.legDeclined('gift')],
        owed.decideContest({ verdict }),
      ]),
      [...executing, given.legDeclined('gift'), given.legReversed(20_000)],
      ...contested([...wornPartly, given.legMisused()]),
      ...contested([...proposed, owed.nothingLeft()]),
      wornBack,
      then(silent, given.release),
      [...then([...executing, given.legDeclined()], given.reroute), given.confirmLegStep()],
      then([...silent, given.legPaid(6_997, 'gift')], given.release),
      then([...silent, given.legDeclined('gift')], given.release),
      then(alarmed, given.release),
      then([...alarmed, given.legMisused('gift')], given.release),
      then([...alarmed, given.legPaid(6_997, 'gift')], given.release),
      then([...alarmed, given.legDeclined('gift')], given.release),
      then([...alarmed, given.legDeclined('gift')], given.payManually, 'gift'),
      then([...alarmed, given.legDeclined('gift')], given.reroute, 'gift'),
      then([...executing, given.legDeclined()], given.payManually),
      then(failed, given.payManually),
      then(failed, given.reroute),
      then(partly, given.payManually),
      then(partly, given.reroute),
      then(gaveUp, given.payManually, 'gift'),
      then([...three, given.legDeclined('points'), given.legReversed(20_000)], given.payManually),
    ],
    commands,
    events,
    afterEnd: [
      ...['RefundLegReversed', 'RefundLegContradicted', 'RefundCancellationRefused'],
      ...[
        'RefundBasisWithdrawn',
        'RefundBasisReinstated',
        'ReceivableDue',
        'ReceivablePaid',
        'ReceivableSettled',
        'ReceivableCanceled',
      ],
      ...['ReceivableWriteOffProposed', 'ReceivableWrittenOff'],
      ...['DeductionContested', 'DeductionUpheld', 'DeductionWaived'],
    ],
    answers: ['RefundCancellationRefused'],
    runs: 2_000,
  })
})
