import fc from 'fast-check'
import { describe } from 'vitest'
import {
  Compensation,
  compensationEvents,
  compensationLifecycle,
  type CompensationCommand,
  type CompensationEvent,
} from '../../../src/domain/compensation/index.js'
import { delay } from '../../../src/testing/builders/allowance.js'
import { agent, at, customer, supervisor } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/compensation.js'
import * as happened from '../../../src/testing/builders/compensation-events.js'
import type { Benefit } from '../../../src/domain/values/benefit.js'
import { holdsForAnyRun } from '../request/any-run.js'

const { issuedAnswer, issuerSays, usedAnswer } = given
const by = fc
  .constantFrom(agent, agent, agent, supervisor, given.manager, given.lawyer, customer)
  .map((actor) => ({ actor }))
const moment = fc
  .constantFrom('03-02T12:00:00', '03-02T12:02:00', '03-06T12:00:00', '03-09T12:00:00', '03-20T12:00:00')
  .map((text) => ({ at: at(`2026-${text}.000Z`) }))
const attempt = fc.constantFrom(1, 1, 2, 2, 3)
const party = fc.constantFrom('carrier', 'merchant', 'insurer')
const owes = fc.constantFrom('carrier', 'customer', 'customer', 'merchant')
const reference = fc.constantFrom('a', 'b', 'c')
const minor = fc.constantFrom(1, 100, 2_100, 3_000)
const answer = fc.constantFrom(
  issuedAnswer,
  usedAnswer,
  { ...issuedAnswer, minor: 1 },
  { _tag: 'Processing' } as const,
  { _tag: 'Declined', code: 'no' } as const,
  { _tag: 'Revoked' } as const,
)

const budgets = [
  { _tag: 'Agent', period: '2026-03-02', limit: 10_000 },
  { _tag: 'Customer', period: '2026', limit: 20_000 },
] as const
const proposing = (consent: boolean, benefit: Benefit = given.coupon) =>
  given.proposeCompensation({
    benefit,
    demanded: true,
    terms: given.compensationTerms({ consent, allowances: budgets.slice(0, 1) }),
  })

const commands: fc.Arbitrary<CompensationCommand> = fc.oneof(
  fc.boolean().map((consent) => proposing(consent)),
  fc.constantFrom(given.orderSaysYes(), given.orderSaysYes([delay(30_000)]), given.allowanceSaysNo()),
  fc.constantFrom(given.orderSaysYes([delay(3_000)], { exceedsCap: true }), given.agentSaysYes()),
  by.map((who) => given.approveCompensation({}, who)),
  by.map((who) => given.approveCompensation({}, who)),
  by.map((who) => given.rejectCompensation({}, who)),
  by.map((who) => given.cancelCompensation({}, who)),
  fc
    .tuple(by, moment, fc.constantFrom(given.expiresAt, at('2026-04-01T12:00:00.000Z')))
    .map(([who, when, expiresAt]) => given.offerCompensation({ expiresAt }, { ...who, ...when })),
  fc.tuple(by, moment).map(([who, when]) => given.acceptCompensation({}, { ...who, ...when })),
  by.map((who) => given.declineCompensation({}, who)),
  moment.map((when) => given.lapseOffer({}, when)),
  moment.map((when) => given.submitBenefit({}, when)),
  attempt.map((n) => given.reportBenefitSilent({ attempt: n })),
  fc
    .tuple(attempt, fc.constantFrom('silent', 'not_done'), fc.constantFrom(0, 0, 1, 2), moment)
    .map(([n, found, check, when]) => given.benefitFinding({ attempt: n, found, check }, when)),
  fc.tuple(answer, attempt, moment).map(([what, n, when]) => issuerSays(what, n, when)),
  fc.tuple(answer, attempt, moment).map(([what, n, when]) => issuerSays(what, n, when)),
  fc.tuple(by, moment).map(([who, when]) => given.retryBenefit({}, { ...who, ...when })),
  fc
    .tuple(fc.boolean(), by, moment)
    .map(([clawBack, who, when]) => given.revokeCompensation({ clawBack }, { ...who, ...when })),
  by.map((who) => given.recordRedeemed({}, who)),
  by.map((who) => given.recordExpired({}, who)),
  by.map((who) => given.assignCost({}, who)),
  fc
    .tuple(party, minor, reference, by)
    .map(([of, n, ref, who]) => given.claimRecovery({ party: of, minor: n, reference: ref }, who)),
  fc
    .tuple(owes, minor, reference, by)
    .map(([of, n, ref, who]) => given.recordRecovered({ party: of, minor: n, reference: ref }, who)),
  fc.tuple(owes, by).map(([of, who]) => given.proposeWriteOff({ party: of }, who)),
  fc.tuple(owes, by).map(([of, who]) => given.confirmWriteOff({ party: of }, who)),
  fc.tuple(owes, reference, by).map(([of, ref, who]) => given.recordRepaid({ party: of, reference: ref }, who)),
  fc.tuple(reference, by).map(([ref, who]) => given.recordReturned({ reference: ref }, who)),
)

const events: fc.Arbitrary<CompensationEvent> = fc.constantFrom<CompensationEvent>(
  ...[happened.compensationProposed(), happened.allowanceHeld(), happened.compensationRefused()],
  ...[happened.allowanceHeld({ allowance: given.ofAgent }), happened.allowanceHeld({ exceedsCap: true })],
  ...[happened.compensationApprovalRequested(), happened.compensationApprovalGiven(), happened.compensationApproved()],
  ...[happened.compensationRejected(), happened.compensationCanceled(), happened.compensationOffered()],
  ...[happened.compensationAccepted(), happened.compensationDeclined(), happened.compensationLapsed()],
  ...[
    happened.benefitSubmitted(),
    happened.benefitProcessing(),
    happened.benefitUnknown(),
    happened.benefitCheckScheduled(),
  ],
  ...[happened.benefitNeedsAttention(), happened.compensationIssued(), happened.compensationIssueFailed()],
  ...[
    happened.benefitRedeemed(),
    happened.benefitExpired(),
    happened.revocationSubmitted(),
    happened.revocationFailed(),
  ],
  ...[happened.compensationRevoked(), happened.clawbackDue(), happened.clawbackRecovered()],
  ...[happened.costAllocated(), happened.recoveryClaimed(), happened.recovered(), happened.recoveryWrittenOff()],
  ...[happened.benefitReturned(), happened.recoveryWriteOffProposed()],
  ...[happened.recoverySurplusFound(), happened.recoverySurplusRepaid()],
)

const reserving = [proposing(false)]
const held = [...reserving, given.orderSaysYes()]
const approved = [...held, given.agentSaysYes()]
const big = [
  given.orderSaysYes([delay(9_000)]),
  given.agentSaysYes({ answer: { _tag: 'Reserved', minor: 9_000, total: 9_000 } }),
]
const pending = [...reserving, ...big]
const twoNeeds = [given.proposeCompensation(), given.orderSaysYes([delay(9_000)], { exceedsCap: true })]
const offered = [proposing(true), given.orderSaysYes(), given.agentSaysYes(), given.offerCompensation()]
const issuing = [...approved, given.submitBenefit()]
const unknown = [...issuing, given.reportBenefitSilent()]
const late = { at: at('2026-03-06T12:00:00.000Z') }
const alarmed = [...unknown, given.benefitFinding({ found: 'silent' }, late)]
const failed = [...issuing, issuerSays({ _tag: 'Declined', code: 'no' })]
const issued = [...issuing, issuerSays(issuedAnswer)]
const allocated = [...issued, given.assignCost(), given.claimRecovery({ reference: 'z', minor: 2_000 })]
const giveUp = given.benefitFinding({ attempt: 2, found: 'silent' }, late)
const revoking = [...issued, given.revokeCompensation()]
const revokingAllocated = [...allocated, given.revokeCompensation({ clawBack: true })]
const recoveredAll = [...allocated, given.recordRecovered({ minor: 2_000 })]
/** Paid out in cash, borne and paid by the carrier, and sent back by the bank. */
const paidOut = [
  ...[proposing(false, { form: 'cash' }), given.orderSaysYes(), given.agentSaysYes(), given.submitBenefit()],
  ...[issuerSays(issuedAnswer), given.assignCost(), given.claimRecovery({ reference: 'z', minor: 2_000 })],
  given.recordRecovered({ minor: 2_000 }),
]
const cameBack = [...paidOut, given.recordReturned()]
const backRevoking = [...cameBack, given.revokeCompensation()]
const revokeAlarmed = [
  ...revokingAllocated,
  given.reportBenefitSilent({ attempt: 2 }),
  given.benefitFinding({ attempt: 2, found: 'silent' }, late),
]

const no = { _tag: 'Declined', code: 'no' } as const
const takesTime = { _tag: 'Processing' } as const
const gone = { _tag: 'Revoked' } as const
const boss = { actor: given.manager }
/** Steps that chance finds too rarely. */
const rareSteps = [
  [...twoNeeds, given.approveCompensation(), given.approveCompensation({}, boss)],
  [...pending, given.rejectCompensation()],
  [...pending, given.cancelCompensation()],
  [...offered, given.offerCompensation({ expiresAt: at('2026-04-01T12:00:00.000Z') }), given.cancelCompensation()],
  [...offered, given.lapseOffer({}, { at: at('2026-03-20T12:00:00.000Z') })],
  [...offered, given.acceptCompensation(), given.submitBenefit(), issuerSays(takesTime)],
  [...unknown, given.benefitFinding({ found: 'silent' })],
  [...alarmed, issuerSays({ ...issuedAnswer, minor: 1 }), issuerSays(takesTime)],
  [...alarmed, issuerSays(issuedAnswer)],
  [...alarmed, issuerSays(no)],
  [...alarmed, given.revokeCompensation(), issuerSays(no, 2)],
  [...revoking, issuerSays(takesTime, 2)],
  [...revoking, issuerSays(no, 2)],
  [...revoking, given.assignCost(), given.claimRecovery(), given.recordRecovered()],
  [...revoking, given.recordRedeemed()],
  [...revoking, issuerSays(usedAnswer, 2)],
  [...failed, given.revokeCompensation(), issuerSays(usedAnswer, 2)],
  [...revokeAlarmed, issuerSays(takesTime, 2)],
  [...revokeAlarmed, issuerSays(gone, 2)],
  [...revokeAlarmed, issuerSays(no, 2)],
  [...revokeAlarmed, issuerSays(usedAnswer, 2)],
  [...revokeAlarmed, given.claimRecovery({ party: 'merchant', minor: 100 })],
  [...failed, given.revokeCompensation(), given.reportBenefitSilent({ attempt: 2 }), giveUp, issuerSays(no, 2)],
]

describe('Any compensation', () => {
  holdsForAnyRun({
    decider: Compensation,
    catalog: compensationEvents,
    lifecycle: compensationLifecycle,
    beginnings: [
      ...[[], reserving, held, approved, pending, twoNeeds, offered, issuing, unknown, alarmed, failed, issued],
      ...[allocated, revoking, revokingAllocated, revokeAlarmed],
      ...rareSteps,
      [given.proposeCompensation({ losses: [given.punitive()], demanded: true }), given.orderSaysYes([delay(30_000)])],
      [...revokeAlarmed, given.recordRecovered({ minor: 100 })],
      [...allocated, given.recordRecovered({ minor: 100 })],
      [...revoking, given.reportBenefitSilent({ attempt: 2 })],
      [...revoking, given.reportBenefitSilent({ attempt: 2 }), given.benefitFinding({ attempt: 2 })],
      [...revoking, given.reportBenefitSilent({ attempt: 2 }), given.benefitFinding({ attempt: 2, found: 'silent' })],
      [...offered, given.acceptCompensation()],
      [...offered, given.declineCompensation()],
      [...unknown, given.benefitFinding()],
      [
        ...[...failed, given.revokeCompensation(), issuerSays({ _tag: 'Declined', code: 'no' }, 2)],
        issuerSays({ _tag: 'Revoked' }, 2),
      ],
      [...approved, given.cancelCompensation()],
      [...failed, given.revokeCompensation()],
      [...failed, given.revokeCompensation(), given.reportBenefitSilent({ attempt: 2 }), giveUp],
      [...allocated, given.recordRedeemed()],
      [...allocated, given.recordExpired()],
      [...allocated, given.recordRedeemed(), given.revokeCompensation({ clawBack: true })],
      [...revokingAllocated, issuerSays({ _tag: 'Revoked' }, 2)],
      [...recoveredAll, given.revokeCompensation(), issuerSays({ _tag: 'Revoked' }, 2), given.recordRepaid()],
      [...recoveredAll, given.recordExpired(), given.recordRepaid()],
      [...recoveredAll, given.recordRedeemed(), given.revokeCompensation({ clawBack: true })],
      [
        ...[...recoveredAll, given.recordRedeemed(), given.revokeCompensation({ clawBack: true })],
        ...[given.recordRecovered({ party: 'customer', minor: 3_000 }), given.recordRepaid()],
      ],
      [...paidOut, given.revokeCompensation({ clawBack: true }), given.recordRecovered({ party: 'customer' })],
      cameBack,
      [...cameBack, given.recordRepaid()],
      [...cameBack, given.retryBenefit(), given.recordRepaid()],
      [...cameBack, given.retryBenefit(), issuerSays(issuedAnswer, 2)],
      backRevoking,
      [...backRevoking, given.recordRepaid()],
      [...backRevoking, given.reportBenefitSilent({ attempt: 2 }), giveUp, given.recordRepaid()],
      [...allocated, given.proposeWriteOff(), given.confirmWriteOff()],
      [...allocated, given.recordRedeemed(), given.proposeWriteOff(), given.confirmWriteOff()],
      [...failed, issuerSays(issuedAnswer)],
      [...revokingAllocated, given.proposeWriteOff(), given.confirmWriteOff()],
      [...revokeAlarmed, given.proposeWriteOff(), given.confirmWriteOff()],
      [...alarmed, given.retryBenefit()],
      [...failed, issuerSays({ ...issuedAnswer, minor: 1 })],
    ],
    commands,
    events,
    afterEnd: [
      ...['CostAllocated', 'RecoveryClaimed', 'Recovered', 'RecoveryWriteOffProposed', 'RecoveryWrittenOff'],
      ...['ClawbackDue', 'ClawbackRecovered', 'RecoverySurplusFound', 'RecoverySurplusRepaid', 'BenefitReturned'],
    ],
    runs: 2_000,
  })
})
