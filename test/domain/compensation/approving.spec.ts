import { describe, expect, it } from 'vitest'
import { delay } from '../../../src/testing/builders/allowance.js'
import { agent, customer, supervisor } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/compensation.js'
import * as happened from '../../../src/testing/builders/compensation-events.js'
import { compensation, except, notNow, offered, approved, pending, reserving, canceled } from './situations.js'

const { lawyer, manager } = given
const anAgent = (n: number) => ({ ...agent, id: `a-${n}` })
const byLaw = delay(50_000, { head: 'punitive', layer: 'statutory', basis: 'CN-CRPL-55' })

/** What the last yes leads to. */
const after = (minor: number, more: Parameters<typeof given.orderSaysYes>[1] = {}, by = agent) =>
  compensation
    .given(happened.compensationProposed({ proposedBy: { kind: by.kind, id: by.id, roles: by.roles ?? ['agent'] } }))
    .when(given.orderSaysYes([delay(minor)], more))

describe('Whoever proposes', () => {
  it('needs nobody within their own limit', () => {
    after(5_000).then(
      happened.allowanceHeld({ minor: 5_000, total: 5_000, shares: [delay(5_000)] }),
      happened.compensationApproved({ minor: 5_000 }),
    )
  })
  it('needs another a penny above it', () =>
    after(5_001).then(
      happened.allowanceHeld({ minor: 5_001, total: 5_001, shares: [delay(5_001)] }),
      happened.compensationApprovalRequested(),
    ))
  it('needs another when the order has got too much already, however little this is', () => {
    after(1_000, { total: 6_000 }).thenTypes('CompensationAllowanceHeld', 'CompensationApproved')
    after(1_000, { total: 6_001 }).thenTypes('CompensationAllowanceHeld', 'CompensationApprovalRequested')
  })
  it('is refused what nobody in the terms may grant', () => {
    const refused = happened.compensationRefused({
      refusal: { _tag: 'BeyondAuthority', minor: 20_001, currency: 'GBP' },
    })
    after(20_001).then(happened.allowanceHeld({ minor: 20_001, total: 20_001, shares: [delay(20_001)] }), refused)
  })
  it('without any role of the terms needs somebody who has one', () =>
    after(1, {}, { ...agent, roles: [] }).thenTypes('CompensationAllowanceHeld', 'CompensationApprovalRequested'))
})

describe('What the law demands', () => {
  const due = (minor: number) => delay(minor, { layer: 'statutory', basis: 'EU261-7' })
  const byOthers = happened.compensationApprovalRequested({
    needs: [{ why: 'amount', roles: ['supervisor', 'legal'] }],
  })

  it('is given by whoever may give as much, here and on the order', () =>
    reserving
      .when(given.orderSaysYes([due(5_000)], { total: 6_000 }))
      .thenTypes('CompensationAllowanceHeld', 'CompensationApproved'))
  it('needs another a penny above that, as all does that is given; one who decides about the law may agree, too', () => {
    const asked = (minor: number, total: number) => reserving.when(given.orderSaysYes([due(minor)], { total }))
    const held = (minor: number, total: number) => happened.allowanceHeld({ minor, total, shares: [due(minor)] })
    asked(5_001, 5_001).then(held(5_001, 5_001), byOthers)
    asked(1_000, 6_001).then(held(1_000, 6_001), byOthers)
  })
  it('is held back by no limit: above all of them, whoever decides about the law agrees', () =>
    reserving
      .when(given.orderSaysYes([due(90_000)]))
      .then(
        happened.allowanceHeld({ minor: 90_000, total: 90_000, shares: [due(90_000)] }),
        happened.compensationApprovalRequested({ needs: [{ why: 'amount', roles: ['legal'] }] }),
      ))
  it('brings nothing with it that the shop gives of its own accord', () =>
    reserving
      .when(given.orderSaysYes([due(90_000), delay(1, { head: 'time' })]))
      .thenTypes('CompensationAllowanceHeld', 'CompensationRefused'))
  it('needs another where the allowance of whoever proposes it is used up', () => {
    const usedUp = reserving.given(happened.allowanceHeld({ shares: [due(3_000)] }))
    usedUp.when(given.allowanceSaysNo()).then(byOthers)
    const alone = { limits: [{ role: 'agent', atMost: 5_000, perOrder: 6_000 }], legalRoles: [] }
    compensation
      .given(
        happened.compensationProposed({ terms: given.compensationTerms(alone) }),
        happened.allowanceHeld({ shares: [due(3_000)] }),
      )
      .when(given.allowanceSaysNo())
      .then(happened.compensationRefused({ refusal: { _tag: 'BeyondAuthority', minor: 3_000, currency: 'GBP' } }))
  })
  it('is not left to others where a budget of the shop says no to what it gives of its own accord', () =>
    reserving
      .given(happened.allowanceHeld({ shares: [due(3_000)] }))
      .when(given.allowanceSaysNo({ allowance: { scope: 'department', key: 'support', period: '2026' } }))
      .thenTypes('CompensationRefused'))
})

describe('Above the cap', () => {
  const exceeding = reserving.given(happened.allowanceHeld({ exceedsCap: true }))
  const needs = [{ why: 'over_cap', roles: ['manager'] }] as const

  it('a higher role must agree, even to a little', () =>
    after(3_000, { exceedsCap: true }).then(
      happened.allowanceHeld({ exceedsCap: true }),
      happened.compensationApprovalRequested({ needs }),
    ))
  it('and whoever may only grant by amount does not', () => {
    const waiting = exceeding.given(happened.compensationApprovalRequested({ needs }))
    waiting.when(given.approveCompensation()).thenRejected({ _tag: 'NotAnApproverOfCompensations' })
    waiting
      .when(given.approveCompensation({}, { actor: manager }))
      .thenTypes('CompensationApprovalGiven', 'CompensationApproved')
  })
})

describe('Punitive damages', () => {
  const demanded = reserving.given(happened.allowanceHeld({ shares: [byLaw], minor: 0, total: 0 }))
  const waiting = demanded.given(
    happened.compensationApprovalRequested({ needs: [{ why: 'legal', roles: ['legal'] }] }),
  )

  it('need whoever answers for the law, whatever the amount', () =>
    reserving
      .when(given.orderSaysYes([byLaw]))
      .then(
        happened.allowanceHeld({ shares: [byLaw], minor: 0, total: 0 }),
        happened.compensationApprovalRequested({ needs: [{ why: 'legal', roles: ['legal'] }] }),
      ))
  it('are not granted by a supervisor', () =>
    waiting.when(given.approveCompensation()).thenRejected({ _tag: 'NotAnApproverOfCompensations' }))
  it('are granted by a lawyer', () =>
    waiting.when(given.approveCompensation({}, { actor: lawyer })).thenState((s) => {
      expect(s.status).toBe('approved')
    }))
  it('are beyond everybody where the terms name no lawyer', () =>
    compensation
      .given(happened.compensationProposed({ terms: given.compensationTerms({ legalRoles: [] }) }))
      .when(given.orderSaysYes([byLaw]))
      .thenTypes('CompensationAllowanceHeld', 'CompensationRefused'))
})

describe('A compensation that needs more than one', () => {
  const needs = [happened.byAmount, { why: 'legal', roles: ['legal'] }] as const
  const two = reserving
    .given(happened.allowanceHeld({ shares: [delay(6_000), byLaw] }))
    .given(happened.compensationApprovalRequested({ needs }))

  it('is granted when each has agreed, in any order', () => {
    const first = two.after(given.approveCompensation())
    expect(first.state).toMatchObject({ status: 'pending_approval', needs: [needs[1]] })
    first.when(given.approveCompensation({}, { actor: lawyer })).then(
      happened.compensationApprovalGiven({ approver: lawyer.id, meets: [needs[1]] }),
      happened.compensationApproved({
        minor: 56_000,
        by: { _tag: 'Persons', approvers: [supervisor.id, lawyer.id] },
      }),
    )
  })
  it('takes no two approvals from one person', () =>
    two.after(given.approveCompensation()).when(given.approveCompensation()).thenRejected({ _tag: 'FourEyes' }))
  it('takes both from one who may do both', () =>
    two
      .when(given.approveCompensation({}, { actor: { ...supervisor, roles: ['supervisor', 'legal'] } }))
      .thenTypes('CompensationApprovalGiven', 'CompensationApproved'))
})

describe('A compensation that waits for approval', () => {
  it('is approved by another with the limit', () =>
    pending
      .when(given.approveCompensation())
      .then(
        happened.compensationApprovalGiven(),
        happened.compensationApproved({ by: { _tag: 'Persons', approvers: [supervisor.id] } }),
      ))
  it.each([
    ['who proposed it', { ...supervisor, id: agent.id }],
    ['whose order it is', { ...supervisor, id: customer.id }],
  ])('is not approved by the person %s', (_who, actor) =>
    pending.when(given.approveCompensation({}, { actor })).thenRejected({ _tag: 'FourEyes' }),
  )
  it('is not approved above one’s limit, for this one or for the order', () => {
    const waiting = (minor: number, total: number) =>
      reserving.given(
        happened.allowanceHeld({ shares: [delay(minor)], minor, total }),
        happened.compensationApprovalRequested(),
      )
    const other = given.approveCompensation({}, { actor: anAgent(9) })
    const exceeded = { _tag: 'LimitExceeded', currency: 'GBP' } as const
    waiting(5_001, 5_001)
      .when(other)
      .thenRejected({ ...exceeded, value: 5_001, limit: 5_000 })
    waiting(1_000, 6_001)
      .when(other)
      .thenRejected({ ...exceeded, value: 6_001, limit: 6_000 })
  })
  it('is not approved without a role, nor by customers', () => {
    pending
      .when(given.approveCompensation({}, { actor: { kind: 'warehouse', id: 'w-1' } }))
      .thenRejected({ _tag: 'NotAnApproverOfCompensations' })
    pending
      .when(given.approveCompensation({}, { actor: { kind: 'customer', id: 'c-9', roles: ['supervisor'] } }))
      .thenRejected({ _tag: 'CompensationForStaffOnly' })
  })
  it('is rejected by whoever could approve it, with a reason', () => {
    pending.when(given.rejectCompensation()).then(happened.compensationRejected())
    pending
      .when(given.rejectCompensation({}, { actor: anAgent(9) }))
      .thenRejected({ _tag: 'NotAnApproverOfCompensations' })
  })

  it.each(except('pending_approval'))('is decided then only, not while it is %s', (status, there) => {
    there.when(given.approveCompensation()).thenRejected(notNow(status))
    there.when(given.rejectCompensation()).thenRejected(notNow(status))
  })
})

describe('A cancellation', () => {
  it.each([
    ['waits for approval', pending],
    ['is approved', approved],
    ['is offered', offered],
  ])('is possible while it %s', (_what, there) =>
    there.when(given.cancelCompensation()).then(happened.compensationCanceled()),
  )
  it('changes nothing the second time', () => canceled.when(given.cancelCompensation()).thenNothing())
  it('is for staff', () =>
    pending.when(given.cancelCompensation({}, { actor: customer })).thenRejected({ _tag: 'CompensationForStaffOnly' }))
  it.each(except('pending_approval', 'approved', 'offered', 'canceled'))(
    'is impossible once the issuer was called, or nothing will be issued: %s',
    (status, there) => there.when(given.cancelCompensation()).thenRejected(notNow(status)),
  )
})
