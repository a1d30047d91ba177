/** Units of an order are claimed by one request at a time: first come, first served, on whatever channel. */
import { describe, expect, it } from 'vitest'
import {
  editOrder,
  orderLine,
  recordExternalRefund,
  releaseUnits,
  reservationRefused,
  reserveMoney,
  reserveUnits,
  shirts,
  unitsConfirmed,
  unitsReleased,
  unitsReserved,
} from '../../../src/testing/builders/entitlement.js'
import { order, registered } from './orders.js'

const shop = order()
const mixed = order({ lines: [shirts, orderLine('hat', { quantity: 2 }), orderLine('cap')] })
const second = { claimId: 'r-2' }

describe('An order of three shirts', () => {
  it.each([1, 2, 3])('lets a request claim up to what was ordered (%i of 3), and says what it is worth', (quantity) =>
    shop
      .when(reserveUnits({ shirt: quantity }))
      .then(unitsReserved({ lines: [{ lineId: 'shirt', quantity, value: 8_999 * quantity }] })),
  )

  it.each([
    ['with the goods', {}, { value: 10_500, goods: 10_000 }],
    ['when the authority has given it back', { duty: 'when_recovered' } as const, { value: 10_000 }],
  ])('counts duty that goes back %s, and says what the goods alone are worth', (_, rule, worth) =>
    order({ lines: [orderLine('shirt', { quantity: 1, goods: 10_000, duty: 500 })] })
      .when(reserveUnits({ shirt: 1 }, rule))
      .then(unitsReserved({ lines: [{ lineId: 'shirt', quantity: 1, ...worth }] })),
  )

  it.each([4, 1_000_000])('refuses more than was ordered (%i of 3)', (quantity) =>
    shop
      .when(reserveUnits({ shirt: quantity }))
      .then(reservationRefused({ refusal: { _tag: 'ExceedsOrdered', lineId: 'shirt', asked: quantity, ordered: 3 } })),
  )

  it('refuses a line that it does not have', () =>
    shop.when(reserveUnits({ shoe: 1 })).then(reservationRefused({ refusal: { _tag: 'LineUnknown', lineId: 'shoe' } })))

  it('answers for the submission that asked', () =>
    shop
      .when(reserveUnits({ shirt: 1 }, { submission: 4 }))
      .thenState((s) => expect(s).toMatchObject({ status: 'registered' })))

  it('the web takes two and the phone wants two more: the phone learns that one is free', () =>
    shop
      .after(reserveUnits({ shirt: 2 }))
      .when(reserveUnits({ shirt: 2 }, { ...second, remedy: 'refund_only' }))
      .then(
        reservationRefused({ ...second, refusal: { _tag: 'UnitsAlreadyClaimed', lineId: 'shirt', asked: 2, free: 1 } }),
      ))

  it('and then gets that one', () =>
    shop
      .after(reserveUnits({ shirt: 2 }), reserveUnits({ shirt: 2 }, { ...second, remedy: 'refund_only' }))
      .when(reserveUnits({ shirt: 1 }, { ...second, submission: 2 }))
      .then(unitsReserved({ ...second, submission: 2 })))

  it('refuses all lines where one is not free', () =>
    mixed
      .after(reserveUnits({ hat: 2 }))
      .when(reserveUnits({ shirt: 1, hat: 1 }, second))
      .thenTypes('ReservationRefused'))

  it('claims once for a request, however often it asks', () =>
    shop
      .after(reserveUnits({ shirt: 1 }))
      .when(reserveUnits({ shirt: 1 }))
      .thenNothing())
})

describe('The same wish a second time', () => {
  const claimed = mixed.after(reserveUnits({ shirt: 1, hat: 1 }))
  const asTwin = reservationRefused({ ...second, refusal: { _tag: 'DuplicateOpenRequest', requestId: 'r-1' } })

  it('is taken for a double click', () => claimed.when(reserveUnits({ hat: 1, shirt: 1 }, second)).then(asTwin))

  it('is accepted when staff say that it is none', () =>
    claimed.when(reserveUnits({ shirt: 1, hat: 1 }, { ...second, evenIfAlike: true })).thenTypes('UnitsReserved'))

  it.each([
    ['another remedy', { shirt: 1, hat: 1 }, 'refund_only'],
    ['another quantity', { shirt: 2, hat: 1 }, 'return_refund'],
    ['fewer lines', { shirt: 1 }, 'return_refund'],
    ['more lines', { shirt: 1, hat: 1, cap: 1 }, 'return_refund'],
  ] as const)('is another wish with %s', (_, units, remedy) =>
    claimed.when(reserveUnits(units, { ...second, remedy })).thenTypes('UnitsReserved'),
  )

  it('is another wish with other lines', () =>
    mixed
      .after(reserveUnits({ shirt: 1 }))
      .when(reserveUnits({ hat: 1 }, second))
      .thenTypes('UnitsReserved'))

  it('is a new wish after the first was given back, in part or whole', () =>
    claimed
      .after(releaseUnits({ units: { hat: 1 } }))
      .when(reserveUnits({ shirt: 1, hat: 1 }, second))
      .thenTypes('UnitsReserved'))
})

describe('Units given back', () => {
  const claimed = mixed.after(reserveUnits({ shirt: 3, hat: 1 }))

  it('are all that are still held', () =>
    claimed.when(releaseUnits()).then(
      unitsReleased({
        lines: [
          { lineId: 'shirt', quantity: 3 },
          { lineId: 'hat', quantity: 1 },
        ],
      }),
    ))

  it('or those that were not granted', () =>
    claimed
      .when(releaseUnits({ units: { shirt: 2, shoe: 1 } }))
      .then(unitsReleased({ lines: [{ lineId: 'shirt', quantity: 2 }] })))

  it('never more than are held', () =>
    claimed
      .when(releaseUnits({ units: { shirt: 9 } }))
      .then(unitsReleased({ lines: [{ lineId: 'shirt', quantity: 3 }] })))

  it('are free for others', () =>
    claimed
      .after(releaseUnits({ units: { shirt: 2 } }))
      .when(reserveUnits({ shirt: 2 }, second))
      .thenTypes('UnitsReserved'))

  // A partial release is relative to what was asked for: it was counted from what is held, and freed units twice.
  it('are given back once, although it is said twice that they were not granted', () =>
    claimed
      .after(releaseUnits({ units: { shirt: 1 } }))
      .when(releaseUnits({ units: { shirt: 1 } }))
      .thenNothing())

  it('are none for a request that claimed none', () => shop.when(releaseUnits({ claimId: 'r-9' })).thenNothing())

  it('are none twice', () => claimed.after(releaseUnits()).when(releaseUnits()).thenNothing())

  it('of a line or for a claim that the order does not have are nobody’s: no balance changes', () => {
    const lines = [{ lineId: 'shoe', quantity: 1 }]
    for (const given of [unitsReleased({ lines }), unitsReleased({ claimId: 'r-9', lines })])
      expect(claimed.given(given).state).toEqual(claimed.state)
  })

  it('are given back before a second look asks for them again: its news may be the faster one', () =>
    claimed.when(reserveUnits({ shirt: 3 }, { submission: 2 })).then(
      unitsReleased({
        lines: [
          { lineId: 'shirt', quantity: 3 },
          { lineId: 'hat', quantity: 1 },
        ],
      }),
      unitsReserved({ submission: 2, lines: [{ lineId: 'shirt', quantity: 3, value: 26_997 }] }),
    ))

  it('are only those of the look that has ended: a later one keeps what it claimed', () => {
    const release = (submission: number) => ({ ...releaseUnits(), data: { ...releaseUnits().data, submission } })
    const lookedAtAgain = claimed.after(reserveUnits({ shirt: 3 }, { submission: 2 }))
    lookedAtAgain.when(release(1)).thenNothing()
    lookedAtAgain.when(release(2)).then(unitsReleased({ lines: [{ lineId: 'shirt', quantity: 3 }] }))
  })

  it('are not those that came back to the shop', () => {
    const after = claimed.after(reserveMoney({ shirt: 2 }), releaseUnits())
    expect(registered(after).lines[0]).toMatchObject({ held: 0, returned: 2 })
    after.when(reserveUnits({ shirt: 2 }, second)).thenTypes('ReservationRefused')
  })
})

describe('What happened outside reduces what is free', () => {
  it('units taken out of the order', () =>
    shop
      .after(editOrder({ cancel: { shirt: 2 } }))
      .when(reserveUnits({ shirt: 2 }))
      .then(reservationRefused({ refusal: { _tag: 'ExceedsOrdered', lineId: 'shirt', asked: 2, ordered: 1 } })))

  it('units refunded in the dashboard', () =>
    shop
      .after(recordExternalRefund({ units: { shirt: 2 } }))
      .when(reserveUnits({ shirt: 2 }))
      .then(reservationRefused({ refusal: { _tag: 'UnitsAlreadyClaimed', lineId: 'shirt', asked: 2, free: 1 } })))

  it('even units that a request holds: then none are free, never less than none', () =>
    shop
      .after(reserveUnits({ shirt: 3 }), editOrder({ cancel: { shirt: 2 } }))
      .when(reserveUnits({ shirt: 1 }, second))
      .then(
        reservationRefused({ ...second, refusal: { _tag: 'UnitsAlreadyClaimed', lineId: 'shirt', asked: 1, free: 0 } }),
      ))

  it('and lines put into the order add to it', () =>
    shop
      .after(editOrder({ add: [orderLine('hat')] }))
      .when(reserveUnits({ hat: 1 }))
      .then(unitsReserved({ lines: [{ lineId: 'hat', quantity: 1, value: 10_000 }] })))
})

it('units that came back are confirmed before their money is reserved', () =>
  shop
    .after(reserveUnits({ shirt: 2 }))
    .when(reserveMoney({ shirt: 1 }))
    .thenState((s) => expect(s).toMatchObject({ lines: [{ held: 1, returned: 1 }] })))

it('a confirmation names the units and where they are', () => {
  const { result } = shop.after(reserveUnits({ shirt: 1 })).when(reserveMoney({ shirt: 1 }))
  expect(result).toMatchObject({ right: [unitsConfirmed(), { type: 'MoneyReserved' }] })
})
