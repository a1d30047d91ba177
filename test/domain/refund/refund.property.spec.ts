import fc from 'fast-check'
import { describe } from 'vitest'
import { Refund, refundEvents, refundLifecycle, type RefundCommand } from '../../../src/domain/refund/index.js'
import type { RefundEvent } from '../../../src/domain/refund/index.js'
import { agent, at, finance, secondFinance, warehouse } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/refund.js'
import { holdsForAnyRun } from '../request/any-run.js'

const legId = fc.constantFrom('card', 'card', 'gift', 'gift', 'points')
const epoch = fc.constantFrom(1, 1, 1, 2, 3)
const by = fc.constantFrom(finance, finance, secondFinance, agent, warehouse).map((actor) => ({ actor }))
const minor = fc.constantFrom(20_000, 20_000, 6_997, 6_997, 1)
const moment = fc.constantFrom('2026-03-02T12:00:00.000Z', '2026-03-02T12:05:00.000Z').map((text) => ({ at: at(text) }))
const tenders = fc.constantFrom({ card: 20_000, gift: 6_997 }, { card: 5_000 }, { card: 20_000, gift: 40_000 }, {})

const commands: fc.Arbitrary<RefundCommand> = fc.oneof(
  fc.constantFrom<RefundCommand>(given.proposeRefund(), given.cancelRefund(), given.moneyRefused()),
  tenders.map((amounts) => given.moneyReserved(amounts)),
  by.map((who) => given.approveRefund({}, who)),
  by.map((who) => given.approveRefund({}, who)),
  by.map((who) => given.declineRefund({}, who)),
  by.map((who) => given.abandonRefund({}, who)),
  legId.map((leg) => given.submitLeg({ legId: leg })),
  legId.map((leg) => given.submitLeg({ legId: leg })),
  fc.tuple(legId, by).map(([leg, who]) => given.retryLeg({ legId: leg }, who)),
  fc.tuple(legId, epoch).map(([leg, n]) => given.resubmitLeg({ legId: leg, epoch: n })),
  fc.tuple(legId, epoch, moment).map(([leg, n, when]) => given.reportLegSilent({ legId: leg, epoch: n }, when)),
  fc.tuple(minor, legId, epoch).map((answer) => given.legPaid(...answer)),
  fc.tuple(legId, epoch).map((answer) => given.legProcessing(...answer)),
  fc.tuple(legId, epoch).map((answer) => given.legDeclined(...answer)),
)

const events: fc.Arbitrary<RefundEvent> = fc.oneof(
  fc.constantFrom<RefundEvent>(
    ...[given.refundProposed(), given.refundReserved(), given.refundNotDue(), given.refundRefused()],
    ...[given.refundApprovalRequested(), given.refundApprovalGiven(), given.refundApproved(), given.refundDeclined()],
    ...[given.refundCanceled(), given.refundCancellationRefused(), given.refundSucceeded(), given.refundAbandoned()],
  ),
  legId.map((leg) => given.refundLegSubmitted({ legId: leg })),
  legId.map((leg) => given.refundLegProcessing({ legId: leg })),
  legId.map((leg) => given.refundLegUnknown({ legId: leg })),
  legId.map((leg) => given.refundLegSucceeded({ legId: leg })),
  legId.map((leg) => given.refundLegFailed({ legId: leg })),
)

const proposed = [given.proposeRefund()]
const pending = [...proposed, given.moneyReserved()]
const approved = [...pending, given.approveRefund()]
const executing = [...approved, given.submitLeg(), given.submitLeg({ legId: 'gift' })]
const partly = [...executing, given.legDeclined(), given.legPaid(6_997, 'gift')]
const failed = [...executing, given.legDeclined(), given.legDeclined('gift')]

describe('Any refund', () => {
  holdsForAnyRun({
    decider: Refund,
    catalog: refundEvents,
    lifecycle: refundLifecycle,
    beginnings: [
      [],
      proposed,
      [...proposed, given.moneyReserved({})],
      [...proposed, given.moneyRefused()],
      pending,
      [...pending, given.declineRefund()],
      approved,
      executing,
      [...executing, given.legPaid(20_000)],
      [...executing, given.legPaid(20_000), given.legPaid(6_997, 'gift')],
      partly,
      [...partly, given.abandonRefund()],
      failed,
    ],
    commands,
    events,
    afterEnd: ['RefundCancellationRefused'],
    answers: ['RefundCancellationRefused'],
  })
})
