/** Goods were accepted after all: what is owed for them ends, and nothing that was paid back is forgotten. */
import { describe, expect, it } from 'vitest'
import type { ProposedRefund } from '../../../src/domain/refund/index.js'
import { receivableIdOf } from '../../../src/domain/values/ids.js'
import { share } from '../../../src/domain/values/money.js'
import { breakdown } from '../../../src/testing/builders/refund.js'
import * as given from '../../../src/testing/builders/refund.js'
import * as owed from '../../../src/testing/builders/owed.js'
import { abandoned, approved, canceled, executing, onGift, pending, proposed, refund, succeeded } from './situations.js'

const shirts = (quantity: number) => [{ lineId: 'shirt', quantity }]
const down = (withdrawalId: string, quantity: number) => owed.withdrawBasis({ withdrawalId, lines: shirts(quantity) })
const named = (withdrawalId: string, quantity: number) => ({
  ...{ withdrawalId, lines: shirts(quantity), reason: 'INSPECTION_CORRECTED' },
})
const up = (revisionId: string, quantity: number, ...withdrawals: ReadonlyArray<ReturnType<typeof named>>) =>
  owed.reinstateBasis({ revisionId, lines: shirts(quantity), withdrawals })
const none = { lines: [], receivables: [] }
const openOf = (s: unknown) => [...(s as ProposedRefund).receivables.values()].map(({ tenders }) => tenders)
const ends = (card: number, gift: number) => ({
  minor: card + gift,
  tenders: [
    { tenderId: 'card', minor: card },
    { tenderId: 'gift', minor: gift },
  ],
})

describe('Goods that are accepted after all', () => {
  it('are owed no more: the refund stands for them again', () =>
    succeeded
      .after(owed.withdrawBasis())
      .when(owed.reinstateBasis())
      .then(owed.refundBasisReinstated(), owed.receivableCanceled(ends(20_000, 6_997))))

  it('are owed no more while the money is still on its way', () =>
    executing
      .after(owed.withdrawBasis())
      .when(owed.reinstateBasis())
      .thenTypes('RefundBasisReinstated', 'ReceivableCanceled'))

  it('are owed no more of one that was given up in part: it stands for them as it did, and its rest waits as it did', () =>
    abandoned
      .after(owed.withdrawBasis())
      .when(owed.reinstateBasis())
      .then(
        owed.refundBasisReinstated(),
        owed.receivableCanceled({ minor: 6_997, tenders: ends(0, 6_997).tenders.slice(1) }),
      ))

  it('in part leave the rest owed, to the penny, and its units', () => {
    const part = succeeded.after(down('w-1', 3), up('w-9', 1, named('w-1', 3)))
    const [receivable] = [...(part.state as ProposedRefund).receivables.values()]
    expect(receivable).toMatchObject({ status: 'open', lines: [{ quantity: 2 }], tenders: ends(13_333, 4_665).tenders })
    part
      .when(owed.recordReceivablePaid({ minor: 17_998 }))
      .thenState((s) => expect(s).toMatchObject({ receivables: new Map([[owed.receivableId, { status: 'settled' }]]) }))
  })

  it('are those first that were called back last', () => {
    const both = succeeded.after(down('w-1', 1), down('w-2', 1))
    both.when(up('w-9', 1, named('w-1', 1), named('w-2', 1))).then(
      owed.refundBasisReinstated({
        lines: shirts(1),
        receivables: [{ receivableId: owed.secondReceivableId, lines: shirts(1) }],
      }),
      owed.receivableCanceled({ receivableId: owed.secondReceivableId, ...ends(6_666, 2_333) }),
    )
  })

  it('are heard of once', () =>
    succeeded.after(owed.withdrawBasis(), owed.reinstateBasis()).when(owed.reinstateBasis()).thenNothing())

  it('are owed again when they are judged down again', () =>
    succeeded
      .after(down('w-1', 1), up('w-9', 1, named('w-1', 1)))
      .when(down('w-2', 1))
      .thenState((s) => expect(openOf(s)).toEqual([[], ends(6_667, 2_332).tenders])))
})

describe('Goods that are accepted after all, and do not count for the refund that they were called back of', () => {
  const nothing = owed.refundBasisReinstated(none)

  it.each([
    ['in full', 26_997],
    ['in part', 1],
  ])('are those that were paid back %s', (_, minor) =>
    succeeded
      .after(owed.withdrawBasis(), owed.recordReceivablePaid({ minor }))
      .when(owed.reinstateBasis())
      .then(nothing),
  )

  it.each([
    ['waits for approval', pending],
    ['is approved', approved],
    ['waits for the order', proposed],
    ['is canceled', canceled],
  ])('are those of one that had not gone out: it %s', (_, from) =>
    from.after(owed.withdrawBasis()).when(owed.reinstateBasis()).then(nothing),
  )

  it('are those that it never paid for', () =>
    succeeded
      .after(down('w-1', 1))
      .when(owed.reinstateBasis({ lines: [{ lineId: 'shoe', quantity: 1 }], withdrawals: [named('w-1', 1)] }))
      .then(nothing))

  it('are those of a line of which later ones were paid back', () =>
    succeeded
      .after(down('w-1', 1), down('w-2', 1))
      .after(owed.recordReceivablePaid({ receivableId: owed.secondReceivableId, minor: 8_999 }))
      .when(up('w-9', 1, named('w-1', 1), named('w-2', 1)))
      .then(nothing))
})

describe('A debt that was written off', () => {
  it('is let be when the goods are accepted after all: the refund stands for them, and nobody owes anything', () =>
    succeeded
      .after(owed.withdrawBasis(), owed.proposeWriteOff(), owed.confirmWriteOff())
      .when(owed.reinstateBasis())
      .then(owed.refundBasisReinstated()))
})

describe('The news that goods are accepted after all', () => {
  it('may be faster than that they were judged down: both are heard then, and the slower is nothing new', () => {
    const first = succeeded.when(owed.reinstateBasis())
    first.thenTypes('RefundBasisWithdrawn', 'ReceivableDue', 'RefundBasisReinstated', 'ReceivableCanceled')
    succeeded.after(owed.reinstateBasis()).when(owed.withdrawBasis()).thenNothing()
  })

  it('may be faster than the refund itself, of which then nothing is proposed', () => {
    refund
      .when(up('w-9', 1, named('w-1', 1), named('w-2', 1)))
      .thenTypes('RefundCanceled', 'RefundBasisWithdrawn', 'RefundBasisWithdrawn', 'RefundBasisReinstated')
    refund.after(owed.reinstateBasis()).when(given.proposeRefund()).thenNothing()
  })
})

describe('Goods of a refund with shipping, or that cost nothing', () => {
  const [shirt] = breakdown().lines
  const ofCard = (goods: number) => ({ amounts: { goods }, paidBy: [{ tenderId: 'card', amounts: { goods } }] })
  const lines = [
    { ...shirt!, quantity: 3 },
    { lineId: 'mug', quantity: 1, ...ofCard(500) },
    { lineId: 'ribbon', quantity: 2, amounts: { goods: 0 }, paidBy: [] },
  ]
  const shippingPaidBy = [{ tenderId: 'card', shipping: 400, shippingTax: 100 }]
  const shipped = {
    ...breakdown({ card: 21_000, gift: 6_997 }),
    lines,
    shipping: 400,
    shippingTax: 100,
    shippingPaidBy,
  }
  const paid = refund
    .given(
      given.refundProposed({
        lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity, reason: 'QL_DEFECTIVE' })),
      }),
    )
    .given(
      given.refundReserved({ breakdown: shipped, legs: [{ legId: 'card', tenderId: 'card', minor: 21_000 }, onGift] }),
    )
    .given(given.refundApproved(), given.refundLegSubmitted())
  const gone = (withdrawalId: string, lineId: string, quantity: number) =>
    owed.withdrawBasis({ withdrawalId, lines: [{ lineId, quantity }] })
  const back = (revisionId: string, lineId: string, quantity: number) =>
    owed.reinstateBasis({ revisionId, lines: [{ lineId, quantity }], withdrawals: [named('w-1', 1)] })
  const all = paid.after(gone('w-1', 'shirt', 3), gone('w-2', 'ribbon', 2), gone('w-3', 'mug', 1))

  it('are owed without the shipping once not all of them are gone, whichever counts again', () => {
    expect(openOf(all.state)).toEqual([ends(20_000, 6_997).tenders, [{ tenderId: 'card', minor: 1_000 }]])
    all
      .when(back('v-1', 'shirt', 1))
      .thenState((s) => expect(openOf(s)).toEqual([ends(13_333, 4_665).tenders, [{ tenderId: 'card', minor: 500 }]]))
    all.when(back('v-1', 'mug', 1)).thenState((s) => expect(openOf(s)).toEqual([ends(20_000, 6_997).tenders, []]))
    all
      .after(back('v-1', 'shirt', 1))
      .when(gone('w-4', 'shirt', 1))
      .thenState((s) => expect(openOf(s)[2]).toEqual(ends(7_167, 2_332).tenders))
  })

  it('do not count again where the shipping was paid back: the order has it, and refunds it anew', () =>
    all
      .given(given.refundLegSucceeded({ minor: 21_000 }))
      .after(owed.recordReceivablePaid({ receivableId: receivableIdOf(given.refundId, 'basis', 'w-3'), minor: 1 }))
      .when(back('v-1', 'shirt', 1))
      .then(owed.refundBasisReinstated({ ...none, revisionId: 'v-1' })))

  it('count again as they were called back, where nobody owed anything for them', () =>
    paid
      .after(gone('w-1', 'ribbon', 2))
      .when(back('v-1', 'ribbon', 1))
      .then(
        owed.refundBasisReinstated({ revisionId: 'v-1', lines: [{ lineId: 'ribbon', quantity: 1 }], receivables: [] }),
      ))
})

describe('Goods that are judged down and up, in whatever parts', () => {
  it('are owed, in the end, exactly what the refund paid for those that are left', () => {
    const steps = [
      [1, 1],
      [2, 1],
      [2, 0],
      [1, 2],
      [3, 3],
      [3, 1],
      [1, 3],
    ] as const
    let now = succeeded
    let left = 0
    steps.forEach(([fewer, more], i) => {
      now = now.after(down(`w-${i}`, fewer), up(`v-${i}`, more, named(`w-${i}`, fewer)))
      left = Math.min(3, left + fewer)
      left -= Math.min(left, more)
      const open = openOf(now.state).flat()
      const of = (tender: string) => open.reduce((sum, t) => (t.tenderId === tender ? sum + t.minor : sum), 0)
      expect([of('card'), of('gift')]).toEqual([share(20_000, left, 3), share(6_997, left, 3)])
    })
  })
})
