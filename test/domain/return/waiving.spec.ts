/** Goods that need not come back: keeping them costs the shop less than the freight. */
import { describe, expect, it } from 'vitest'
import { MAX_DECLARATIONS } from '../../../src/domain/return/index.js'
import { at, customer } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/return.js'
import { goodsWaived, receiptException, receiveParcel, waiveReturn } from '../../../src/testing/builders/return.js'
import { authorized, ended, inTransit, partlyReceived, shirts, twoLines } from './situations.js'

describe('Goods that need not come back', () => {
  it('complete the return when nothing else is expected', () =>
    authorized
      .when(waiveReturn())
      .then(goodsWaived(), given.returnCompleted({ inspections: [], accepted: [], waivers: ['wa-1'] })))

  it.each(['keep', 'donate'] as const)('stay with the customer, to %s', (as) =>
    inTransit.when(waiveReturn({ lines: shirts(1), as })).then(goodsWaived({ lines: shirts(1), as })),
  )

  it('leave the rest to come', () => {
    authorized
      .when(waiveReturn({ lines: shirts(1) }))
      .thenState((s) => expect(s).toMatchObject({ status: 'authorized', lines: [{ waived: 1, authorized: 3 }] }))
    partlyReceived
      .when(waiveReturn({ lines: shirts(1) }))
      .thenState((s) => expect(s).toMatchObject({ status: 'received' }))
    twoLines.when(waiveReturn()).thenTypes('GoodsWaived')
  })

  it('have not arrived, and are not lost', () => {
    partlyReceived
      .when(waiveReturn({ lines: shirts(2) }))
      .thenRejected({ _tag: 'MoreThanMissing', lineId: 'shirt', missing: 1, named: 2 })
    inTransit
      .given(given.goodsLost({ lines: shirts(2) }))
      .when(waiveReturn({ lines: shirts(2) }))
      .thenRejected({ _tag: 'MoreThanMissing', lineId: 'shirt', missing: 1, named: 2 })
  })

  it('again are nothing, also after the end', () => authorized.after(waiveReturn()).when(waiveReturn()).thenNothing())

  it('that come all the same are late', () =>
    authorized
      .after(waiveReturn({ lines: shirts(2) }))
      .when(receiveParcel())
      .then(
        given.parcelReceived({ lines: shirts(1) }),
        receiptException({ kind: 'late', quantity: 2, lineId: 'shirt' }),
      ))

  it('are not missing any more when the rest expires or is closed short', () => {
    const waived = authorized.after(waiveReturn({ lines: shirts(2) }))
    waived
      .when(given.expireReturn({}, { at: at('2026-03-16T12:00:00.000Z') }))
      .then(given.returnExpired({ missing: shirts(1), waivers: ['wa-1'] }))
    waived
      .when(given.closeReturnShort())
      .then(
        given.returnClosedShort({ missing: shirts(1) }),
        given.returnCompleted({ inspections: [], accepted: [], waivers: ['wa-1'] }),
      )
  })

  it('keep the return from being canceled: money follows from them', () =>
    authorized
      .after(waiveReturn({ lines: shirts(1) }))
      .when(given.cancelReturn())
      .then(given.returnCancellationRefused()))

  it.each(ended)('are waived before the end: %s', (status, there) =>
    there.when(waiveReturn()).thenRejected({ _tag: 'ReturnNotOpen', status }),
  )

  it('are not waived without end', () =>
    authorized
      .given(...Array.from({ length: MAX_DECLARATIONS }, (_, i) => goodsWaived({ waiverId: `w-${i}`, lines: [] })))
      .when(waiveReturn())
      .thenRejected({ _tag: 'TooManyDeclarations', limit: MAX_DECLARATIONS }))

  it('are not for the customer to waive', () =>
    authorized.when(waiveReturn({}, { actor: customer })).thenRejected({ _tag: 'NotForCustomers' }))
})
