/** Goods that nobody handed over by the ship-by instant: 16 March, noon. */
import { describe, it } from 'vitest'
import { at, customer } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/return.js'
import { expireReturn, receiptException, returnExpired } from '../../../src/testing/builders/return.js'
import { authorized, everyStatus, expired, goods, twoLines } from './situations.js'

const shipBy = { at: at('2026-03-16T12:00:00.000Z') }

describe('A return', () => {
  it.each([
    ['2026-03-16T11:59:59.999Z', []],
    ['2026-03-16T12:00:00.000Z', ['ReturnExpired']],
    ['2026-09-01T00:00:00.000Z', ['ReturnExpired']],
  ])('expires at the ship-by instant, not before: %s', (moment, types) =>
    authorized.when(expireReturn({}, { at: at(moment) })).thenTypes(...types),
  )

  it('names what did not come, line by line', () =>
    twoLines.when(expireReturn({}, shipBy)).then(
      returnExpired({
        missing: [
          { lineId: 'shirt', quantity: 3 },
          { lineId: 'mug', quantity: 1 },
        ],
      }),
    ))

  it.each(everyStatus.filter(([status]) => status !== 'authorized'))(
    'does not expire while it is %s: goods are on their way, or it has ended',
    (_, there) => there.when(expireReturn({}, shipBy)).thenNothing(),
  )

  it('that nobody knows does not expire', () =>
    goods.when(expireReturn({}, shipBy)).thenRejected({ _tag: 'ReturnUnknown' }))

  it('is not for customers to end', () =>
    authorized.when(expireReturn({}, { ...shipBy, actor: customer })).thenRejected({ _tag: 'NotForCustomers' }))
})

describe('An expired return', () => {
  it('takes no parcel any more', () =>
    expired.when(given.registerParcel()).thenRejected({ _tag: 'ReturnNotOpen', status: 'expired' }))

  it('records what comes all the same: a person decides about it', () =>
    expired.when(given.receiveParcel()).then(receiptException({ kind: 'late', quantity: 3, lineId: 'shirt' })))

  it('is neither inspected, nor disposed of, nor closed short', () => {
    const ended = { _tag: 'ReturnNotOpen', status: 'expired' } as const
    expired.when(given.inspectItems()).thenRejected(ended)
    expired.when(given.disposeItems()).thenRejected(ended)
    expired.when(given.closeReturnShort()).thenRejected(ended)
  })

  it('cannot be canceled: who asks is told so', () =>
    expired.when(given.cancelReturn()).then(given.returnCancellationRefused()))
})
