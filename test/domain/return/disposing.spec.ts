/** Whose goods go where: the shop's go anywhere, the customer's go back. */
import { describe, expect, it } from 'vitest'
import { ItemsDisposed, type DispositionCode, type ReturnEvent } from '../../../src/domain/return/index.js'
import { customer } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/return.js'
import { disposeItems, itemsDisposed, itemsRedisposed, redisposeItems } from '../../../src/testing/builders/return.js'
import { completed, ended, inspected, mixed, received, shirts, waiting } from './situations.js'

const to = (code: DispositionCode, quantity: number, of?: 'accepted' | 'rejected') => ({
  ...{ lineId: 'shirt', quantity, code },
  ...(of === undefined ? {} : { of }),
})
const moved = (from: DispositionCode, target: DispositionCode, quantity: number, of?: 'accepted' | 'rejected') => ({
  ...{ lineId: 'shirt', quantity, from, to: target },
  ...(of === undefined ? {} : { of }),
})
const notTheirs = (code: DispositionCode) => ({ _tag: 'BelongsToCustomer', lineId: 'shirt', code }) as const

describe('Disposing of accepted and rejected goods', () => {
  it.each<DispositionCode>([
    ...(['RESTOCK', 'RESTOCK_DISCOUNTED', 'REFURBISH', 'REPAIR', 'RETURN_TO_VENDOR', 'SCRAP'] as const),
    ...(['DONATE', 'RECYCLE'] as const),
  ])('never puts what belongs to the customer to %s', (code) =>
    mixed.when(disposeItems({ lines: [to(code, 1, 'rejected')] })).thenRejected(notTheirs(code)),
  )

  it.each<DispositionCode>(['RETURN_TO_CUSTOMER', 'QUARANTINE', 'EVIDENCE_HOLD'])('lets it wait: %s', (code) => {
    const line = { ...to(code, 1), of: 'rejected' } as const
    mixed.when(disposeItems({ lines: [line] })).then(itemsDisposed({ lines: [line] }))
  })

  it.each<DispositionCode>(['SCRAP', 'DONATE', 'RECYCLE'])('destroys it or gives it away by consent: %s', (code) => {
    const line = { ...to(code, 1), of: 'rejected' } as const
    const consent = 'call-17'
    mixed.when(disposeItems({ lines: [line], consent })).then(itemsDisposed({ lines: [line], consent }))
    mixed.when(disposeItems({ lines: [to('RESTOCK', 1, 'rejected')], consent })).thenRejected(notTheirs('RESTOCK'))
  })

  it('means the shop’s own first where nobody says whose', () => {
    mixed.when(disposeItems({ lines: [to('QUARANTINE', 2)] })).then(
      itemsDisposed({
        lines: [
          { ...to('QUARANTINE', 1), of: 'accepted' },
          { ...to('QUARANTINE', 1), of: 'rejected' },
        ],
      }),
    )
    mixed.when(disposeItems({ lines: [to('RESTOCK', 2)] })).thenRejected(notTheirs('RESTOCK'))
    mixed.when(disposeItems({ lines: [to('RESTOCK', 1), to('RESTOCK', 1)] })).thenRejected(notTheirs('RESTOCK'))
  })

  it('means the rejected first where they go back to the customer', () =>
    mixed
      .when(disposeItems({ lines: [to('RETURN_TO_CUSTOMER', 2)] }))
      .then(itemsDisposed({ lines: [{ ...to('RETURN_TO_CUSTOMER', 2), of: 'rejected' }] })))

  it('takes no more of one kind than there is', () =>
    mixed
      .when(disposeItems({ lines: [to('RESTOCK', 2, 'accepted')] }))
      .thenRejected({ _tag: 'NotAtHand', lineId: 'shirt', of: 'accepted', there: 1, asked: 2 }))

  it('does not complete the return while the shop has goods of the customer, wherever it has put them', () => {
    mixed.when(disposeItems({ lines: [to('RESTOCK', 1), to('EVIDENCE_HOLD', 2)] })).thenTypes('ItemsDisposed')
    mixed.when(disposeItems({ lines: [to('RESTOCK', 1), to('RETURN_TO_CUSTOMER', 2)] })).thenTypes('ItemsDisposed')
    mixed
      .when(disposeItems({ lines: [to('RESTOCK', 1), to('DONATE', 2)], consent: 'call-17' }))
      .thenTypes('ItemsDisposed', 'ReturnCompleted')
  })

  it('of the first version is read: what went back to the customer was rejected, as far as there was so much', () => {
    const first = (lines: ReadonlyArray<object>): ReturnEvent => {
      const read = ItemsDisposed.decode(1, { dispositionId: 'd-1', lines })
      return { type: 'ItemsDisposed', data: (read as unknown as { right: never }).right }
    }
    const state = (lines: ReadonlyArray<object>) => mixed.given(first(lines)).state
    expect(state([to('RESTOCK', 1), to('RETURN_TO_CUSTOMER', 2)])).toEqual(waiting.state)
    expect(state([to('RESTOCK', 2), to('RETURN_TO_CUSTOMER', 1)])).toMatchObject({
      lines: [{ disposed: 3, places: { accepted: { RESTOCK: 1 }, rejected: { RESTOCK: 1, RETURN_TO_CUSTOMER: 1 } } }],
    })
    expect(inspected.given(first([to('RETURN_TO_CUSTOMER', 3)])).state).toMatchObject({
      lines: [{ disposed: 3, places: { accepted: { RETURN_TO_CUSTOMER: 3 } } }],
    })
  })
})

describe('What was put aside', () => {
  const quarantined = inspected.given(itemsDisposed({ lines: [{ ...to('QUARANTINE', 3), of: 'accepted' }] }))
  const over = quarantined.given(given.returnCompleted())

  it('goes on, also after the end', () => {
    quarantined.when(redisposeItems()).then(itemsRedisposed(), given.returnCompleted())
    over.when(redisposeItems()).then(itemsRedisposed())
    expect(over.after(redisposeItems()).state).toMatchObject({
      lines: [{ disposed: 3, places: { accepted: { QUARANTINE: 0, RESTOCK: 3 } } }],
    })
  })

  it('again is nothing', () => over.after(redisposeItems()).when(redisposeItems()).thenNothing())

  it.each<DispositionCode>(['QUARANTINE', 'EVIDENCE_HOLD', 'REFURBISH', 'REPAIR', 'RESTOCK', 'RESTOCK_DISCOUNTED'])(
    'goes on from %s',
    (code) =>
      inspected
        .given(itemsDisposed({ lines: [{ ...to(code, 3), of: 'accepted' }] }))
        .when(redisposeItems({ lines: [moved(code, 'SCRAP', 1)] }))
        .then(itemsRedisposed({ lines: [{ ...moved(code, 'SCRAP', 1), of: 'accepted' }] }), given.returnCompleted()),
  )

  it.each<DispositionCode>(['SCRAP', 'DONATE', 'RECYCLE', 'RETURN_TO_VENDOR'])('never from %s', (code) =>
    inspected
      .given(itemsDisposed({ lines: [{ ...to(code, 3), of: 'accepted' }] }))
      .when(redisposeItems({ lines: [moved(code, 'RESTOCK', 1)] }))
      .thenRejected({ _tag: 'AlreadyDisposedIrreversibly', lineId: 'shirt' }),
  )

  it('is no more than is there', () => {
    over
      .when(redisposeItems({ lines: [moved('QUARANTINE', 'RESTOCK', 2), moved('QUARANTINE', 'SCRAP', 2, 'accepted')] }))
      .thenRejected({ _tag: 'NotAtHand', lineId: 'shirt', of: 'accepted', there: 1, asked: 2 })
    over
      .when(redisposeItems({ lines: [{ ...moved('QUARANTINE', 'RESTOCK', 1), lineId: 'hat' }] }))
      .thenRejected({ _tag: 'LineNotInReturn', lineId: 'hat' })
    inspected
      .given(itemsDisposed({ lines: [{ ...to('RETURN_TO_CUSTOMER', 3), of: 'accepted' }] }))
      .when(redisposeItems({ lines: [moved('RETURN_TO_CUSTOMER', 'RESTOCK', 1, 'accepted')] }))
      .thenRejected({ _tag: 'NotAtHand', lineId: 'shirt', of: 'accepted', there: 0, asked: 1 })
  })

  it('of the customer goes where the customer’s goods may go', () => {
    const held = mixed.given(
      itemsDisposed({
        lines: [
          { ...to('QUARANTINE', 1), of: 'accepted' },
          { ...to('QUARANTINE', 2), of: 'rejected' },
        ],
      }),
    )
    held.when(redisposeItems({ lines: [moved('QUARANTINE', 'RESTOCK', 1)] })).thenTypes('ItemsRedisposed')
    held.when(redisposeItems({ lines: [moved('QUARANTINE', 'RESTOCK', 2)] })).thenRejected(notTheirs('RESTOCK'))
    held
      .when(redisposeItems({ lines: [moved('QUARANTINE', 'SCRAP', 2, 'rejected')], consent: 'call-17' }))
      .thenTypes('ItemsRedisposed', 'ReturnCompleted')
    held
      .after(redisposeItems({ lines: [moved('QUARANTINE', 'RETURN_TO_CUSTOMER', 2, 'rejected')] }))
      .when(given.returnRejectedGoods({ lines: shirts(2) }))
      .thenTypes('RejectedGoodsSentBack', 'ReturnCompleted')
  })

  it('for the customer may be put aside again until it is sent', () => {
    waiting.when(redisposeItems({ lines: [moved('RETURN_TO_CUSTOMER', 'QUARANTINE', 2)] })).thenTypes('ItemsRedisposed')
    waiting
      .given(given.rejectedGoodsSentBack())
      .when(redisposeItems({ lines: [moved('RETURN_TO_CUSTOMER', 'QUARANTINE', 2, 'rejected')] }))
      .thenRejected({ _tag: 'NotAtHand', lineId: 'shirt', of: 'rejected', there: 1, asked: 2 })
  })

  it('is a matter of the shop, and of goods that came', () => {
    completed.when(redisposeItems({}, { actor: customer })).thenRejected({ _tag: 'NotForCustomers' })
    for (const [, there] of ended.slice(1))
      there
        .when(redisposeItems())
        .thenRejected({ _tag: 'NotAtHand', lineId: 'shirt', of: 'rejected', there: 0, asked: 3 })
    received.when(redisposeItems()).thenRejected({
      ...{ _tag: 'NotAtHand', lineId: 'shirt', of: 'rejected', there: 0, asked: 3 },
    })
  })
})
