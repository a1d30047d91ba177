/** A refund exists only with a basis that lives (domain.md 6.5, invariant 5). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProposedRefund } from '../../../src/domain/refund/index.js'
import * as given from '../../../src/testing/builders/refund.js'
import * as owed from '../../../src/testing/builders/owed.js'
import { abandoned, alarmed, approved, canceled, executing, failed, onGift, partly } from './situations.js'
import { pending, proposed, refund, succeeded } from './situations.js'

const shirts = (quantity: number) => ({ lines: [{ lineId: 'shirt', quantity }] })
const notDue = proposed.given(given.refundReserved(), given.refundNotDue())

describe('A basis that falls away', () => {
  it.each([
    ['waits for approval', pending],
    ['is approved', approved],
  ])('cancels the refund that %s, and with it its reservation', (_, from) =>
    from.when(owed.withdrawBasis()).then(owed.refundBasisWithdrawn({ then: 'canceled' }), given.refundCanceled()),
  )

  it('for some units cancels all of it, and names those that fall due anew', () =>
    pending
      .when(owed.withdrawBasis(shirts(1)))
      .then(
        owed.refundBasisWithdrawn({ ...shirts(1), then: 'canceled', remaining: [{ lineId: 'shirt', quantity: 2 }] }),
        given.refundCanceled(),
      ))

  it('before the order has answered cancels it when it has: nothing stays reserved', () => {
    proposed.when(owed.withdrawBasis()).then(owed.refundBasisWithdrawn({ then: 'canceled' }))
    proposed.after(owed.withdrawBasis()).when(given.moneyReserved()).thenTypes('RefundReserved', 'RefundCanceled')
    proposed.after(owed.withdrawBasis()).when(given.moneyRefused()).thenTypes('RefundRefused')
  })

  it('before the refund was heard of leaves nothing to propose', () => {
    const { remaining: _, ...data } = owed.refundBasisWithdrawn({ then: 'canceled' }).data
    refund.when(owed.withdrawBasis()).then(given.refundCanceled(), { type: 'RefundBasisWithdrawn', data })
    refund.after(owed.withdrawBasis()).when(given.proposeRefund()).thenNothing()
  })

  it.each([
    ['not due', notDue],
    ['refused', proposed.given(given.refundRefused())],
    ['declined', pending.given(given.refundDeclined())],
    ['canceled', canceled],
  ])('of a refund that is %s changes nothing, and says so', (_, from) =>
    from.when(owed.withdrawBasis()).then(owed.refundBasisWithdrawn({ then: 'nothing' })),
  )

  it.each([
    ['with the provider', executing],
    ['waiting for a person', alarmed],
    ['paid', succeeded],
    ['paid in part', partly],
  ])('of a refund that is %s is owed by the customer: what was decided stays', (_, from) =>
    from.when(owed.withdrawBasis()).then(owed.refundBasisWithdrawn(), owed.receivableDue()),
  )

  it('of which every leg was refused is given up: nobody owes anything', () =>
    failed
      .when(owed.withdrawBasis())
      .then(
        owed.refundBasisWithdrawn({ then: 'canceled' }),
        given.refundAbandoned({ paid: 0, unpaid: 26_997, code: 'BASIS_WITHDRAWN', legs: [] }),
      ))

  it('of which a part was given up is owed as far as it was paid', () =>
    abandoned.when(owed.withdrawBasis()).then(
      owed.refundBasisWithdrawn(),
      owed.receivableDue({
        minor: 6_997,
        lines: [{ lineId: 'shirt', quantity: 3, minor: 6_997 }],
        tenders: [{ tenderId: 'gift', minor: 6_997 }],
      }),
    ))

  it('is heard once', () => {
    pending.after(owed.withdrawBasis()).when(owed.withdrawBasis()).thenNothing()
    succeeded.after(owed.withdrawBasis()).when(owed.withdrawBasis()).thenNothing()
  })

  it('takes no units that were not refunded, and none twice', () => {
    const again = succeeded.after(owed.withdrawBasis(shirts(2)))
    again.when(owed.withdrawBasis({ withdrawalId: 'w-2', ...shirts(9) })).thenState((s) => {
      expect((s as ProposedRefund).withdrawn.get('shirt')).toBe(3)
    })
    again
      .after(owed.withdrawBasis({ withdrawalId: 'w-2', ...shirts(1) }))
      .when(owed.withdrawBasis({ withdrawalId: 'w-3' }))
      .thenTypes('RefundBasisWithdrawn')
    succeeded.when(owed.withdrawBasis({ lines: [{ lineId: 'shoe', quantity: 1 }] })).thenTypes('RefundBasisWithdrawn')
  })

  it('is withdrawn from the last units with the shipping that they were paid', () => {
    const shipped = {
      ...given.breakdown({ card: 20_500, gift: 6_997 }),
      lines: given.breakdown().lines,
      shipping: 400,
      shippingTax: 100,
      shippingPaidBy: [{ tenderId: 'card', shipping: 400, shippingTax: 100 }],
    }
    const paid = proposed
      .given(
        given.refundReserved({
          breakdown: shipped,
          legs: [{ legId: 'card', tenderId: 'card', minor: 20_500 }, onGift],
        }),
      )
      .given(given.refundApproved(), given.refundLegSubmitted())
    paid
      .after(owed.withdrawBasis(shirts(2)))
      .when(owed.withdrawBasis({ withdrawalId: 'w-2' }))
      .thenState((s) => {
        const open = [...(s as ProposedRefund).receivables.values()].map((r) => r.tenders)
        expect(open).toEqual([
          [
            { tenderId: 'card', minor: 13_333 },
            { tenderId: 'gift', minor: 4_665 },
          ],
          [
            { tenderId: 'card', minor: 7_167 },
            { tenderId: 'gift', minor: 2_332 },
          ],
        ])
      })
  })

  it('is owed component by component, as the order frees it: a third of 43.19 with 0.14 tax is 14.40 and 0.05', () => {
    const amounts = { goods: 4_319, tax: 14 }
    const [line] = given.breakdown({ card: 4_333 }).lines
    const taxed = {
      ...given.breakdown({ card: 4_333 }),
      lines: [{ ...line!, amounts, paidBy: [{ tenderId: 'card', amounts }] }],
    }
    proposed
      .given(given.refundReserved({ breakdown: taxed, legs: [{ legId: 'card', tenderId: 'card', minor: 4_333 }] }))
      .given(given.refundApproved(), given.refundLegSubmitted())
      .when(owed.withdrawBasis(shirts(1)))
      .thenState((s) => {
        const [receivable] = (s as ProposedRefund).receivables.values()
        expect(receivable?.tenders).toEqual([{ tenderId: 'card', minor: 1_445 }])
      })
  })

  it('in any parts makes the customer owe exactly what was paid, on each means of payment', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 20 }),
        fc.nat(99_999),
        fc.nat(99_999),
        (quantity, parts, card, gift) => {
          const tenders = Object.fromEntries(Object.entries({ card, gift }).filter(([, minor]) => minor > 0))
          const { lines, ...figures } = given.breakdown(tenders)
          const reserved = {
            ...figures,
            lines: lines.map((l) => ({ ...l, quantity })),
          }
          const legs = reserved.tenders.map((t) => ({ legId: t.tenderId, ...t }))
          let now = refund
            .given(given.refundProposed({ lines: [{ lineId: 'shirt', quantity, reason: 'QL_DEFECTIVE' }] }))
            .given(given.refundReserved({ breakdown: reserved, legs }), given.refundApproved())
            .given(given.refundLegSubmitted())
          for (const [i, part] of [...parts, quantity].entries())
            now = now.after(owed.withdrawBasis({ withdrawalId: `w-${i}`, ...shirts(part) }))
          const owing = [...(now.state as ProposedRefund).receivables.values()].flatMap((r) => r.tenders)
          for (const { tenderId, minor } of reserved.tenders)
            expect(owing.reduce((sum, t) => (t.tenderId === tenderId ? sum + t.minor : sum), 0)).toBe(minor)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('of which the paid part was paid back before the rest was given up is settled: its units are free', () =>
    partly
      .after(owed.withdrawBasis(), owed.recordReceivablePaid({ minor: 6_997 }))
      .when(given.abandonRefund())
      .then(
        given.refundAbandoned(),
        owed.receivableCanceled({ orderId: 'o-1', lines: shirts(3).lines }),
        owed.receivableSettled({ paid: 6_997 }),
      ))

  it('of what was given up afterwards was never owed', () => {
    const ownsBoth = partly.after(owed.withdrawBasis())
    ownsBoth.when(given.abandonRefund()).then(given.refundAbandoned(), owed.receivableCanceled())
    ownsBoth
      .after(given.abandonRefund())
      .when(owed.recordReceivablePaid({ minor: 6_997 }))
      .thenTypes('ReceivablePaid', 'ReceivableSettled')
    const nothingPaid = executing.after(owed.withdrawBasis(shirts(1)), given.legDeclined(), given.legDeclined('gift'))
    nothingPaid
      .when(owed.withdrawBasis({ withdrawalId: 'w-2' }))
      .thenTypes('RefundBasisWithdrawn', 'RefundAbandoned', 'ReceivableCanceled')
    executing
      .given(given.refundLegSucceeded(onGift))
      .after(given.legDeclined())
      .when(given.abandonRefund())
      .thenTypes('RefundAbandoned')
  })
})
