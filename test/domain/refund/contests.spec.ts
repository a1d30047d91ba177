/** A deduction that the customer does not accept. */
import { describe, it } from 'vitest'
import { agent, customer, finance, secondFinance, warehouse } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/refund.js'
import * as owed from '../../../src/testing/builders/owed.js'
import { onGift, pending, proposed, refund } from './situations.js'

const other = { kind: 'missing_parts', minor: 300 } as const
const figures = owed.withDeductions(owed.worn, other, { kind: 'replacement', minor: 2_000 })
const legs = [{ legId: 'card', tenderId: 'card', minor: 20_000 }, onGift]
const approved = proposed.given(given.refundReserved({ breakdown: figures, legs }), given.refundApproved())
const executing = approved.given(given.refundLegSubmitted(), given.refundLegSubmitted(onGift))
const paid = executing.given(given.refundLegSucceeded(onGift))
const contested = paid.after(owed.contestDeduction())

describe('A deduction', () => {
  it('may be contested by the customer, in their own words', () =>
    paid
      .when(owed.contestDeduction({ note: 'It was new.' }))
      .then(owed.deductionContested(owed.withNote('It was new.'))))
  it('may be contested by staff for them: the words are still theirs', () =>
    paid
      .when(owed.contestDeduction({ note: 'It was new.' }, { actor: agent }))
      .then(owed.deductionContested({ by: agent.id, ...owed.withNote('It was new.') })))
  it('of a refund in which nobody took part may be contested by staff', () =>
    refund
      .given(given.refundProposed({ involved: [] }), given.refundReserved({ breakdown: figures, legs }))
      .given(given.refundApproved(), given.refundLegSubmitted(onGift), given.refundLegSucceeded(onGift))
      .when(owed.contestDeduction({}, { actor: agent }))
      .then(owed.deductionContested({ by: agent.id })))
  it('is not contested by another customer', () =>
    paid
      .when(owed.contestDeduction({}, { actor: { ...customer, id: 'c-9' } }))
      .thenRejected({ _tag: 'NotTheirRefund' }))

  it('is contested once', () => {
    contested.when(owed.contestDeduction()).thenNothing()
    const again = { _tag: 'DeductionAlreadyContested', contestId: 'ct-1' } as const
    contested.when(owed.contestDeduction({ contestId: 'ct-2' })).thenRejected(again)
    contested.when(owed.contestDeduction({ index: 1 })).thenRejected(again)
    contested.when(owed.contestDeduction({ contestId: 'ct-2', index: 1 })).thenTypes('DeductionContested')
  })
  it('that pays for new goods is not contested: the customer chose them', () =>
    paid.when(owed.contestDeduction({ index: 2 })).thenRejected({ _tag: 'DeductionNotContestable', index: 2 }))
  it('that is not there is not contested', () =>
    paid.when(owed.contestDeduction({ index: 3 })).thenRejected({ _tag: 'DeductionUnknown', index: 3 }))

  it.each([
    ['pending_approval', pending],
    ['executing', executing],
  ] as const)('is contested when there is money to compare it with, not while the refund is %s', (status, from) =>
    from.when(owed.contestDeduction()).thenRejected({ _tag: 'RefundNotOpen', status }),
  )
  it('that left nothing to pay may be contested, too', () =>
    proposed.after(owed.nothingLeft()).when(owed.contestDeduction()).thenTypes('DeductionContested'))
})

describe('Who decides about a contested deduction', () => {
  it.each([
    ['upheld', owed.decideContest({ verdict: 'upheld' }), owed.deductionUpheld()],
    ['waived', owed.decideContest(), owed.deductionWaived()],
    ['reduced', owed.decideContest({ verdict: 'reduced', minor: 400 }), owed.deductionWaived({ minor: 400 })],
  ])('says that it is %s', (_, command, event) => contested.when(command).then(event))

  it.each([undefined, 1_000, 5_000])('reduces it by less than all of it, and by something (%s)', (minor) =>
    contested
      .when(owed.decideContest({ verdict: 'reduced', ...(minor === undefined ? {} : { minor }) }))
      .thenRejected({ _tag: 'ReductionOutOfRange', below: 1_000 }),
  )

  it.each([
    ['inspected', { ...finance, id: warehouse.id }, contested],
    ['took part in the case', { ...finance, id: agent.id }, contested],
    ['contested it for the customer', finance, paid.after(owed.contestDeduction({}, { actor: finance }))],
  ])('has not %s', (_, actor, from) => from.when(owed.decideContest({}, { actor })).thenRejected({ _tag: 'FourEyes' }))
  it('may approve refunds', () =>
    contested.when(owed.decideContest({}, { actor: agent })).thenRejected({ _tag: 'NotAnApprover' }))

  it('decides once', () => {
    for (const verdict of ['upheld', 'waived'] as const)
      contested
        .after(owed.decideContest({ verdict }))
        .when(owed.decideContest({}, { actor: secondFinance }))
        .thenRejected({ _tag: 'ContestDecided', contestId: 'ct-1' })
  })
  it('decides about what is contested', () =>
    paid.when(owed.decideContest()).thenRejected({ _tag: 'ContestUnknown', contestId: 'ct-1' }))
})
