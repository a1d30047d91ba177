import { describe, expect, it } from 'vitest'
import { agent, customer, finance, secondFinance, warehouse } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/refund.js'
import {
  approveRefund,
  breakdown,
  declineRefund,
  moneyRefused,
  moneyReserved,
} from '../../../src/testing/builders/refund.js'
import {
  proposeRefund,
  refundApprovalRequested,
  refundApproved,
  refundReserved,
} from '../../../src/testing/builders/refund.js'
import { canceled, everyStatus, except, pending, proposed, refund } from './situations.js'

const onCard = (minor: number) => {
  const legs = [{ legId: 'card', tenderId: 'card', minor }]
  return {
    answer: moneyReserved({ card: minor }),
    reserved: refundReserved({ breakdown: breakdown({ card: minor }), legs }),
    legs,
  }
}
const persons = (...approvers: ReadonlyArray<{ actorId: string; role: string }>) =>
  refundApproved({ by: { _tag: 'Persons', approvers } })

describe('Proposing a refund', () => {
  it('asks the order for the money', () => refund.when(proposeRefund()).then(given.refundProposed()))

  it.each(everyStatus)('is done once: nothing while %s', (_, there) => there.when(proposeRefund()).thenNothing())
})

describe('A refund that nobody proposed', () => {
  it.each([
    moneyReserved(),
    approveRefund(),
    declineRefund(),
    given.submitLeg(),
    given.legPaid(20_000),
    given.reportLegSilent(),
    given.recordFinding(),
    given.retryLeg(),
    given.checkLeg(),
    given.proposeLegStep(),
    given.confirmLegStep(),
    given.abandonRefund(),
  ])('is unknown to $type', (command) => refund.when(command).thenRejected({ _tag: 'RefundNotFound' }))

  // Bug: the request asked two things, and the second came first; it was told that there is no such refund.
  it('is canceled before it begins when the cancellation overtakes the proposal', () => {
    refund.when(given.cancelRefund()).then(given.refundCanceled())
    const never = refund.after(given.cancelRefund())
    never.when(proposeRefund()).thenNothing()
    never.when(given.cancelRefund()).thenNothing()
    never.when(approveRefund()).thenRejected({ _tag: 'RefundNotOpen', status: 'canceled' })
    expect(never.state).toMatchObject({ status: 'canceled', requestId: 'r-1', legs: [] })
  })
})

describe('When the order answers', () => {
  it.each([
    [5_000, 'at the free limit'],
    [1, 'far below it'],
  ])('%i (%s) is approved by the rule, which is named', (minor) => {
    const { answer, reserved, legs } = onCard(minor)
    const by = { _tag: 'Rule', ruleId: 'refunds.approvalFreeUpTo', atMost: 5_000 } as const
    proposed.when(answer).then(reserved, refundApproved({ by, legs }))
  })

  it.each([
    [5_001, 1],
    [50_000, 1],
    [50_001, 2],
  ])('%i waits for %i approvals', (minor, approvals) => {
    const { answer, reserved } = onCard(minor)
    proposed.when(answer).then(reserved, refundApprovalRequested({ approvals }))
  })

  it('plans one leg for each means of payment', () =>
    proposed.when(moneyReserved()).then(refundReserved(), refundApprovalRequested()))

  it('a total of nothing is an answer: no money is due', () =>
    proposed.when(moneyReserved({})).then(refundReserved({ breakdown: breakdown({}), legs: [] }), given.refundNotDue()))

  it('no is an answer, too, with its reason', () => proposed.when(moneyRefused()).then(given.refundRefused()))

  it.each(except('proposed'))('it is heard once: nothing while %s', (_, there) => {
    there.when(moneyReserved()).thenNothing()
    there.when(moneyRefused()).thenNothing()
  })
})

describe('Approving a refund', () => {
  const two = proposed.given(refundReserved(), refundApprovalRequested({ approvals: 2 }))

  it('releases its legs', () => pending.when(approveRefund()).then(given.refundApprovalGiven(), refundApproved()))

  it('needs one of the roles that the policy names', () => {
    pending.when(approveRefund({}, { actor: agent })).thenRejected({ _tag: 'NotAnApprover' })
    pending
      .when(approveRefund({}, { actor: { kind: 'agent', id: 'a-7', roles: ['finance'] } }))
      .then(given.refundApprovalGiven({ approver: 'a-7' }), persons({ actorId: 'a-7', role: 'finance' }))
  })

  it.each([customer, agent, warehouse])('is for nobody who took part before: $kind', ({ id }) =>
    pending.when(approveRefund({}, { actor: { ...finance, id } })).thenRejected({ _tag: 'FourEyes' }),
  )

  it('takes two different people where two are needed', () => {
    two.when(approveRefund()).then(given.refundApprovalGiven())
    const once = two.after(approveRefund())
    once.when(approveRefund()).thenRejected({ _tag: 'FourEyes' })
    once
      .when(approveRefund({}, { actor: secondFinance }))
      .then(
        given.refundApprovalGiven({ approver: 'f-2' }),
        persons({ actorId: 'f-1', role: 'finance' }, { actorId: 'f-2', role: 'finance' }),
      )
  })

  it.each(except('pending_approval'))('has its time: not while %s', (status, there) => {
    there.when(approveRefund()).thenRejected({ _tag: 'RefundNotOpen', status })
    there.when(declineRefund()).thenRejected({ _tag: 'RefundNotOpen', status })
  })
})

describe('Declining a refund', () => {
  it('ends it with a code', () => pending.when(declineRefund()).then(given.refundDeclined()))

  it('needs one of the roles that approve', () =>
    pending.when(declineRefund({}, { actor: warehouse })).thenRejected({ _tag: 'NotAnApprover' }))

  it('needs no second pair of eyes: no money moves', () =>
    pending.when(declineRefund({}, { actor: { ...finance, id: warehouse.id } })).thenTypes('RefundDeclined'))
})

describe('Canceling a refund', () => {
  it.each(everyStatus.filter(([status]) => status === 'pending_approval' || status === 'approved'))(
    'is possible until the first leg is out: %s',
    (_, there) => there.when(given.cancelRefund()).then(given.refundCanceled()),
  )

  it.each(except('pending_approval', 'approved', 'canceled'))(
    'is answered with no while %s, every time it is asked',
    (_, there) => {
      there.when(given.cancelRefund()).then(given.refundCancellationRefused())
      there.after(given.cancelRefund()).when(given.cancelRefund()).then(given.refundCancellationRefused())
    },
  )

  it('again is nothing', () => canceled.when(given.cancelRefund()).thenNothing())
})
