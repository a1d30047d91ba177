/** An inspection that is judged anew, whatever has become of the case meanwhile. */
import { describe, expect, it } from 'vitest'
import type { OpenedRequest, RequestCommand } from '../../../src/domain/request/index.js'
import { refundIdOf, replacementIdOf, returnIdOf } from '../../../src/domain/values/ids.js'
import { refundKey } from '../../../src/domain/values/refund-basis.js'
import { commandBuilder, supervisor, system } from '../../../src/testing/builders/build.js'
import * as out from '../../../src/testing/builders/elsewhere.js'
import * as given from '../../../src/testing/builders/request.js'
import * as later from '../../../src/testing/builders/later.js'
import * as looks from '../../../src/testing/builders/second-look.js'
import * as stand from './situations.js'

type Revised = Extract<RequestCommand, { readonly type: 'RecordInspectionRevised' }>['data']
const { returnId } = given
const one = [{ lineId: 'shirt', quantity: 1 }]
const revised = commandBuilder<'RecordInspectionRevised', Revised>('RecordInspectionRevised', system, {
  ...{ returnId, inspectionId: 'i-1', revisionId: 'v-1', inspector: 'w-2' },
  ...{ added: [], withdrawn: [], reason: 'crack' },
})
const basis = { _tag: 'Revised', returnId, revisionId: 'v-1' } as const

/** One of two shirts was accepted and paid for; the customer does not agree with the rest. */
const paidInPart = stand
  .submittedUnder(stand.again)
  .given(given.requestAssessed())
  .after(given.approveRequest({}), given.startRemedies())
  .after(given.recordInspection({ lines: one }), given.recordReturnCompleted())
  .after(given.recordRefundEnd({ paid: 8_999 }))
const lookedAt = paidInPart.after(looks.appealRequest())

describe('A case that is looked at again, whose inspection is judged anew', () => {
  it('calls back what was accepted too much', () =>
    lookedAt.when(revised({ withdrawn: one })).thenTypes('BasisWithdrawn'))

  it('leaves to whoever decides what was accepted too little: no money falls due beside that look', () =>
    lookedAt.when(revised({ added: one })).then(out.goodsWithoutRefund({ basis })))

  it('hears both once', () => {
    lookedAt
      .after(revised({ added: one }))
      .when(revised({ added: one }))
      .thenNothing()
    lookedAt
      .after(revised({ withdrawn: one }))
      .when(revised({ withdrawn: one }))
      .thenNothing()
  })
})

describe('Goods that are accepted once more, after they were judged down', () => {
  const down = (end: 'not_due' | 'succeeded') =>
    stand
      .submittedUnder(stand.again)
      .given(given.requestAssessed())
      .after(given.approveRequest({}), given.startRemedies())
      .after(
        given.recordInspection({ lines: one }),
        given.recordRefundEnd({ end, paid: end === 'succeeded' ? 8_999 : 0 }),
      )
      .after(revised({ withdrawn: one }))
  const anew = (quantity: number) => revised({ revisionId: 'v-2', added: [{ lineId: 'shirt', quantity }] })
  const heard = out.goodsWithoutRefund({ basis: { ...basis, revisionId: 'v-2' } })

  it('stand for what they stood for, where no money was due for them: none could be called back, and none falls due', () =>
    down('not_due').when(anew(1)).then(heard))

  it('fall due beyond that', () => {
    down('not_due').when(anew(2)).thenTypes('RefundDue')
    const { refunds } = down('not_due').after(anew(2)).state as OpenedRequest
    expect([...refunds.values()].at(-1)).toMatchObject({ due: { lines: one } })
  })

  const { inspectionRefundId: refundId } = given
  const again = out.basisReinstated({
    ...{ revisionId: 'v-2', inspector: 'w-2', lines: one },
    refunds: [{ refundId, lines: one, withdrawals: [{ withdrawalId: 'v-1', lines: one, reason: 'crack' }] }],
  })
  const said = (quantity: number) =>
    later.recordReinstatement({ lines: quantity === 0 ? [] : [{ lineId: 'shirt', quantity }] })

  it('are those of the refund that they were called back of, where money was paid: it is asked, and nothing falls due', () =>
    down('succeeded').when(anew(1)).then(again))

  it('are told apart from others that were called back of it', () =>
    down('succeeded')
      .given(out.basisWithdrawn({ revisionId: 'v-0', lines: [{ lineId: 'mug', quantity: 1 }], refundId }))
      .when(anew(1))
      .then(again))

  it('count for it again, unless it has said that it does not stand for them any more', () => {
    const asked = down('succeeded').after(anew(1))
    asked.when(said(1)).then(out.reinstatementNoted({ revisionId: 'v-2' }))
    asked.when(said(0)).thenTypes('ReinstatementNoted', 'RefundDue')
    const { refunds } = asked.after(said(0)).state as OpenedRequest
    expect([...refunds.values()].map(({ due, withdrawn }) => [due.lines, withdrawn])).toMatchObject([
      [one, one],
      [one, []],
    ])
    expect((asked.after(said(1)).state as OpenedRequest).refunds.get(refundId)!.withdrawn).toEqual([])
  })

  it('fall due beyond what it stands for', () => {
    const asked = down('succeeded').after(anew(2))
    asked.when(said(1)).thenTypes('ReinstatementNoted', 'RefundDue')
    expect([...(asked.after(said(1)).state as OpenedRequest).refunds.values()].at(-1)).toMatchObject({
      due: { lines: one },
    })
  })

  it('are answered for once', () => down('succeeded').after(anew(1), said(1)).when(said(1)).thenNothing())

  it('are answered for revision by revision', () => {
    const twice = down('succeeded')
      .after(anew(1), revised({ revisionId: 'v-3', withdrawn: one }))
      .after(revised({ revisionId: 'v-4', added: one }))
      .after(later.recordReinstatement({ revisionId: 'v-4', lines: one }))
    expect((twice.state as OpenedRequest).reinstating).toMatchObject([{ revisionId: 'v-2' }])
    twice.when(said(1)).thenTypes('ReinstatementNoted')
  })

  it('are called back again when they are judged down once more', () =>
    down('succeeded')
      .after(anew(1), said(1))
      .when(revised({ revisionId: 'v-3', withdrawn: one }))
      .then(out.basisWithdrawn({ revisionId: 'v-3', lines: one, reason: 'crack', refundId })))

  it('keep the case open until it is known', () => {
    const asked = down('succeeded').after(anew(1))
    asked.when(given.recordReturnCompleted()).thenTypes('ReturnOutcomeRecorded')
    asked.after(given.recordReturnCompleted()).when(said(1)).thenTypes('ReinstatementNoted', 'RequestResolved')
  })

  it.each(['canceled', 'declined', 'refused'] as const)(
    'fall due at once where nothing of it will ever be paid: it is %s',
    (end) =>
      stand
        .submittedUnder(stand.again)
        .given(given.requestAssessed())
        .after(given.approveRequest({}), given.startRemedies())
        .after(given.recordInspection({ lines: one }), revised({ withdrawn: one }))
        .after(given.recordRefundEnd({ end, paid: 0 }))
        .when(anew(1))
        .thenTypes('RefundDue'),
  )

  it('are asked for of every refund that they were called back of, and what none stands for falls due once all have said so', () => {
    const two = down('succeeded').after(anew(2), said(1))
    const [, second] = [...(two.state as OpenedRequest).refunds.keys()]
    const both = two
      .after(revised({ revisionId: 'v-3', withdrawn: [{ lineId: 'shirt', quantity: 2 }] }))
      .after(revised({ revisionId: 'v-4', added: [{ lineId: 'shirt', quantity: 2 }] }))
    const of = (id: string, lines: typeof one) => later.recordReinstatement({ refundId: id, revisionId: 'v-4', lines })
    both.when(of(refundId, one)).thenTypes('ReinstatementNoted')
    both.after(of(refundId, one)).when(of(second!, [])).thenTypes('ReinstatementNoted', 'RefundDue')
    both.after(of(refundId, one)).when(of(second!, one)).thenTypes('ReinstatementNoted')
  })

  it('are asked for of what was kept back of them at first, too, which has no units of its own', () => {
    const waived = down('succeeded').given(
      given.refundDue({
        refundId: replacementIdOf('r-1', 9, 9),
        basis: { _tag: 'DeductionWaived', refundId, contestId: 'ct-1', minor: 5 },
        lines: [{ ...one[0]!, reason: 'CM_CHANGED_MIND' }],
      }),
      out.basisWithdrawn({ revisionId: 'v-1', lines: one, reason: 'crack', refundId: replacementIdOf('r-1', 9, 9) }),
    )
    const asked = waived.after(anew(1))
    expect((asked.state as OpenedRequest).reinstating).toMatchObject([
      { asked: [refundId, replacementIdOf('r-1', 9, 9)] },
    ])
    const ofWaived = later.recordReinstatement({ refundId: replacementIdOf('r-1', 9, 9), lines: one })
    asked.after(ofWaived).when(said(0)).thenTypes('ReinstatementNoted', 'RefundDue')
    asked.after(said(1)).when(ofWaived).thenTypes('ReinstatementNoted')
  })
})

describe('Goods of a case that is looked at again, accepted after all after they were judged down', () => {
  const asked = lookedAt.after(revised({ withdrawn: one }), revised({ revisionId: 'v-2', added: one }))

  it('count again for the refund that they were called back of; whether they are refunded anew is for that look', () => {
    expect((asked.state as OpenedRequest).reinstating).toMatchObject([{ asked: [given.inspectionRefundId] }])
    asked.when(later.recordReinstatement()).thenTypes('ReinstatementNoted')
    asked.when(later.recordReinstatement({ lines: [] })).thenTypes('ReinstatementNoted')
  })

  it('are of an earlier run once it has begun another', () => {
    const running = lookedAt
      .after(
        given.unitsReserved({ submission: 2, lines: [{ ...one[0]!, value: 8_999 }] }),
        given.assessRequest(),
        given.approveRequest({}, { actor: supervisor }),
        given.startRemedies(),
      )
      .after(revised({ withdrawn: one }))
    running.when(revised({ revisionId: 'v-2', added: one })).thenTypes('BasisReinstated')
    const heardOf = running.after(revised({ revisionId: 'v-2', added: one }))
    heardOf.when(later.recordReinstatement({ lines: [] })).thenTypes('ReinstatementNoted')
  })
})

describe('Goods that only a later judgment accepted', () => {
  const up = stand
    .submittedUnder(stand.again)
    .given(given.requestAssessed())
    .after(given.approveRequest({}), given.startRemedies())
    .after(given.recordInspection({ lines: [] }), revised({ added: one }))
  const refundId = refundIdOf(given.requestId, refundKey(basis, 1), 1)
  const down = revised({ revisionId: 'v-2', withdrawn: one })
  const called = out.basisWithdrawn({ ...{ revisionId: 'v-2', lines: one, reason: 'crack' }, refundId })

  it('are called back when they are judged down after all, of the refund that paid for them', () =>
    up.when(down).then(called))

  it('are called back once, and of each refund what it still stands for', () => {
    up.after(down).when(down).thenNothing()
    up.after(given.recordInspection({ inspectionId: 'i-2', lines: one }))
      .when(revised({ inspectionId: 'i-2', revisionId: 'v-3', withdrawn: [{ lineId: 'shirt', quantity: 2 }] }))
      .thenTypes('BasisWithdrawn', 'BasisWithdrawn')
  })
})

describe('A return of an earlier run that is judged anew', () => {
  const secondRun = lookedAt
    .after(given.unitsReserved({ submission: 2, lines: [{ ...one[0]!, value: 8_999 }] }))
    .given(given.requestAssessed())
    .after(given.approveRequest({}, { actor: supervisor }), given.startRemedies())
  const called = out.basisWithdrawn({
    ...{ revisionId: 'v-1', lines: one, reason: 'crack' },
    refundId: given.inspectionRefundId,
  })

  it('calls back what was paid for it, however far the second run is', () => {
    secondRun.when(revised({ withdrawn: one })).then(called)
    secondRun
      .given(given.requestCanceled())
      .when(revised({ withdrawn: one }))
      .then(called)
  })

  it('leaves what was accepted too little to the second run, which is about that', () => {
    secondRun.when(revised({ added: one })).then(out.goodsWithoutRefund({ basis }))
    secondRun.when(revised({ added: one, withdrawn: one })).then(called, out.goodsWithoutRefund({ basis }))
  })

  it('is heard once, and is no revision of the same name of the return at hand', () => {
    for (const news of [revised({ withdrawn: one }), revised({ added: one })])
      secondRun.after(news).when(news).thenNothing()
    const second = { returnId: returnIdOf(given.requestId, 2), inspectionId: 'i-2' }
    secondRun
      .after(given.recordInspection({ ...second, lines: one }))
      .after(revised({ withdrawn: one }))
      .when(revised({ ...second, withdrawn: one }))
      .thenTypes('BasisWithdrawn')
  })

  it('calls nothing back where the goods were repaired: nothing was paid for them', () =>
    secondRun.when(revised({ inspectionId: 'i-9', withdrawn: one })).then(out.goodsWithoutRefund({ basis })))

  it('is none of its business where no run had that return', () =>
    secondRun.when(revised({ returnId: returnIdOf(given.requestId, 3), withdrawn: one })).thenNothing())
})
