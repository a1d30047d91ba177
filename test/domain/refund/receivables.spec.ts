/** What a customer owes of a refund: paid in parts, written off by two persons, or not owed after all. */
import { describe, expect, it } from 'vitest'
import { receivableIdOf } from '../../../src/domain/values/ids.js'
import { agent, customer, finance, secondFinance, system, warehouse } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/refund.js'
import * as owed from '../../../src/testing/builders/owed.js'
import { executing, onGift, pending, refund, succeeded } from './situations.js'

const { receivableId, overpaidId } = owed
const due = succeeded.after(owed.withdrawBasis())
const chargeback = { chargebackId: 'cb-1', epoch: 1 }

describe('What a customer owes', () => {
  it('is settled when it is paid', () =>
    due.when(owed.recordReceivablePaid()).then(owed.receivablePaid(), owed.receivableSettled()))

  it('may be paid in parts, which fill the means of payment one after another', () => {
    const half = due.after(owed.recordReceivablePaid({ minor: 15_000 }))
    due
      .when(owed.recordReceivablePaid({ minor: 15_000 }))
      .then(owed.receivablePaid({ minor: 15_000, tenders: [{ tenderId: 'card', minor: 15_000 }], lines: [] }))
    half.when(owed.recordReceivablePaid({ paymentId: 'in-2', minor: 11_997 })).then(
      owed.receivablePaid({
        paymentId: 'in-2',
        minor: 11_997,
        tenders: [
          { tenderId: 'card', minor: 5_000 },
          { tenderId: 'gift', minor: 6_997 },
        ],
      }),
      owed.receivableSettled(),
    )
  })

  it('counts each payment once', () => {
    due
      .after(owed.recordReceivablePaid({ minor: 1 }))
      .when(owed.recordReceivablePaid({ minor: 1 }))
      .thenNothing()
    due.after(owed.recordReceivablePaid()).when(owed.recordReceivablePaid()).thenNothing()
  })

  it('is never paid beyond what is open', () =>
    due
      .when(owed.recordReceivablePaid({ minor: 26_998 }))
      .thenRejected({ _tag: 'MoreThanReceivable', asked: 26_998, open: 26_997 }))

  it('is not paid back before they have got it', () => {
    const onItsWay = executing.after(owed.withdrawBasis())
    onItsWay.when(owed.recordReceivablePaid()).thenRejected({ _tag: 'NotYetOwed', asked: 26_997, soFar: 0 })
    // Of two payments, one has arrived.
    const giftArrived = onItsWay.given(given.refundLegSucceeded(onGift))
    giftArrived.when(owed.recordReceivablePaid({ minor: 6_998 })).thenRejected({
      ...{ _tag: 'NotYetOwed', asked: 6_998, soFar: 6_997 },
    })
    giftArrived
      .when(owed.recordReceivablePaid({ minor: 6_997 }))
      .then(owed.receivablePaid({ minor: 6_997, tenders: [{ tenderId: 'gift', minor: 6_997 }], lines: [] }))
  })

  it('is recorded by finance or an import, by nobody else', () => {
    due.when(owed.recordReceivablePaid({}, { actor: system })).thenTypes('ReceivablePaid', 'ReceivableSettled')
    due.when(owed.recordReceivablePaid({}, { actor: customer })).thenRejected({ _tag: 'RefundForStaffOnly' })
    for (const actor of [agent, warehouse])
      due.when(owed.recordReceivablePaid({}, { actor })).thenRejected({ _tag: 'NotAnApprover' })
  })

  const unknown = { _tag: 'ReceivableUnknown', receivableId: overpaidId } as const
  it.each([
    ['paid', owed.recordReceivablePaid({ receivableId: overpaidId })],
    ['written off by the first', owed.proposeWriteOff({ receivableId: overpaidId })],
    ['written off by the second', owed.confirmWriteOff({ receivableId: overpaidId })],
  ])('is not %s when it is not owed', (_, command) => due.when(command).thenRejected(unknown))

  it.each([
    ['settled', due.after(owed.recordReceivablePaid())],
    ['written_off', due.after(owed.proposeWriteOff(), owed.confirmWriteOff())],
  ] as const)('is over when it is %s', (status, from) => {
    const over = { _tag: 'ReceivableNotOpen', receivableId, status } as const
    from.when(owed.recordReceivablePaid({ paymentId: 'in-9', minor: 1 })).thenRejected(over)
    from.when(owed.proposeWriteOff()).thenRejected(over)
    from.when(owed.confirmWriteOff()).thenRejected(over)
  })
})

describe('What will not come', () => {
  const asked = due.after(owed.proposeWriteOff())
  it('is written off by two persons', () => {
    due.when(owed.proposeWriteOff()).then(owed.receivableWriteOffProposed())
    asked.when(owed.confirmWriteOff()).then(owed.receivableWrittenOff())
  })
  it('is what is open then', () =>
    asked
      .after(owed.recordReceivablePaid({ minor: 20_000 }))
      .when(owed.confirmWriteOff())
      .then(owed.receivableWrittenOff({ minor: 6_997 })))
  it('is proposed once by the same person for the same reason', () => {
    asked.when(owed.proposeWriteOff()).thenNothing()
    asked.when(owed.proposeWriteOff({ reason: 'GONE' })).thenTypes('ReceivableWriteOffProposed')
    asked.when(owed.proposeWriteOff({}, { actor: secondFinance })).thenTypes('ReceivableWriteOffProposed')
  })
  it.each([
    ['who proposed it', finance],
    ['who took part in the case', { ...finance, id: warehouse.id }],
  ])('is not confirmed by one %s', (_, actor) =>
    asked.when(owed.confirmWriteOff({}, { actor })).thenRejected({ _tag: 'FourEyes' }),
  )
  it('is finance’s to say, of both', () => {
    due.when(owed.proposeWriteOff({}, { actor: agent })).thenRejected({ _tag: 'NotAnApprover' })
    asked.when(owed.confirmWriteOff({}, { actor: agent })).thenRejected({ _tag: 'NotAnApprover' })
  })
  it('is confirmed only when it was proposed', () =>
    due.when(owed.confirmWriteOff()).thenRejected({ _tag: 'NoWriteOffProposed', receivableId }))
  it('of a refund that is not there is not found', () =>
    refund.when(owed.proposeWriteOff()).thenRejected({ _tag: 'RefundNotFound' }))
})

describe('Money that the bank gave back, too', () => {
  const overpaid = succeeded.after(owed.recordOverpayment())
  const dueForChargeback = owed.receivableDue({
    receivableId: overpaidId,
    minor: 20_000,
    reason: { _tag: 'Chargeback', chargebackId: 'cb-1' },
    lines: [],
    tenders: [{ tenderId: 'card', minor: 20_000 }],
  })
  it('is owed', () => succeeded.when(owed.recordOverpayment()).then(dueForChargeback))
  it('is owed once for each payment', () => {
    overpaid.when(owed.recordOverpayment()).thenNothing()
    const second = receivableIdOf(given.refundId, 'chargeback 2', 'cb-1')
    overpaid
      .when(owed.recordOverpayment({ epoch: 2 }))
      .then({ ...dueForChargeback, data: { ...dueForChargeback.data, receivableId: second } })
  })
  it('is told to the order with its chargeback when it is paid', () =>
    overpaid.when(owed.recordReceivablePaid({ receivableId: overpaidId, minor: 20_000 })).then(
      owed.receivablePaid({
        receivableId: overpaidId,
        minor: 20_000,
        tenders: [{ tenderId: 'card', minor: 20_000 }],
        lines: [],
        chargebackId: 'cb-1',
      }),
      owed.receivableSettled({ receivableId: overpaidId, paid: 20_000 }),
    ))

  const canceled = owed.receivableCanceled({ receivableId: overpaidId })
  it('is not owed any more when the chargeback is won', () => {
    overpaid.when(owed.clearOverpayment()).then(canceled)
    overpaid
      .after(owed.clearOverpayment())
      .when(owed.recordReceivablePaid({ receivableId: overpaidId, minor: 1 }))
      .thenRejected({ _tag: 'ReceivableNotOpen', receivableId: overpaidId, status: 'canceled' })
  })
  it('of which a part was paid is settled with that part', () => {
    const part = overpaid.after(
      owed.recordReceivablePaid({ receivableId: overpaidId, minor: 5_000 }),
      owed.clearOverpayment(),
    )
    part
      .when(owed.proposeWriteOff({ receivableId: overpaidId }))
      .thenRejected({ _tag: 'ReceivableNotOpen', receivableId: overpaidId, status: 'settled' })
  })
  it('is cleared once, and not when it was paid', () => {
    overpaid.after(owed.clearOverpayment()).when(owed.clearOverpayment()).thenNothing()
    overpaid
      .after(owed.recordReceivablePaid({ receivableId: overpaidId, minor: 20_000 }))
      .when(owed.clearOverpayment())
      .thenNothing()
  })
  it('cleared before it was heard of is never owed', () => {
    const early = executing.after(owed.clearOverpayment())
    executing
      .when(owed.clearOverpayment())
      .then(owed.receivableCanceled({ receivableId: overpaidId, minor: 0, tenders: [] }))
    early.when(owed.recordOverpayment()).thenNothing()
  })
  it('is nothing for a refund of which nothing went out', () => {
    pending.when(owed.recordOverpayment()).thenNothing()
    pending.when(owed.clearOverpayment(chargeback)).thenNothing()
  })
  it('does not fall with what the refund gives up: the bank has paid it', () => {
    const down = executing.after(owed.recordOverpayment(), given.legDeclined(), given.legDeclined('gift'))
    down.when(given.abandonRefund()).thenTypes('RefundAbandoned')
    expect(down.state.status).toBe('failed')
  })
})
