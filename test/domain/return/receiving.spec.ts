import { describe, expect, it } from 'vitest'
import { MAX_QUANTITY } from '../../../src/domain/values/quantity.js'
import { agent } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/return.js'
import { parcelReceived, receiptException, receiveParcel } from '../../../src/testing/builders/return.js'
import {
  authorized,
  canceled,
  completed,
  ended,
  inspected,
  inTransit,
  open,
  received,
  shirts,
  twoLines,
} from './situations.js'

const second = { receiptId: 'rc-2' }

describe('Receiving a parcel', () => {
  it.each(open.slice(0, 2))('counts what is in it, announced or not: %s', (_, there) =>
    there.when(receiveParcel()).then(parcelReceived()),
  )

  it('in a store needs no parcel, and nobody to announce it: the customer stands at the counter', () => {
    const atTheCounter = authorized.after(given.arrangeReturn({ method: 'in_store', place: 'store-7' }))
    atTheCounter
      .when(receiveParcel({}, { actor: agent, channel: 'store' }))
      .then(parcelReceived({ countedBy: agent.id }))
    atTheCounter
      .after(receiveParcel(), given.inspectItems())
      .when(given.disposeItems())
      .thenTypes('ItemsDisposed', 'ReturnCompleted')
  })

  it('leaves the status alone when a carrier reports it afterwards', () =>
    received
      .after(given.recordScan({ kind: 'in_transit' }), given.registerParcel())
      .when(given.recordScan({ scanId: 'sc-2', kind: 'delivered' }))
      .thenState((s) => expect(s).toMatchObject({ status: 'received' })))

  it('remembers in which parcel it was', () =>
    inTransit.when(receiveParcel({ parcelId: 'p-1' })).then(parcelReceived({ parcelId: 'p-1' })))

  it('adds to the parcels before: 2 + 1 = 3', () => {
    const first = authorized.after(receiveParcel({ lines: shirts(2) }))
    expect(first.state).toMatchObject({ status: 'partially_received', lines: [{ received: 2, authorized: 3 }] })
    first
      .when(receiveParcel({ ...second, lines: shirts(1) }))
      .thenState((s) => expect(s).toMatchObject({ status: 'received', lines: [{ received: 3 }] }))
  })

  it('waits for every line', () =>
    twoLines.when(receiveParcel()).thenState((s) => expect(s).toMatchObject({ status: 'partially_received' })))

  it('adds up a line that is counted twice', () =>
    authorized.when(receiveParcel({ lines: [...shirts(2), ...shirts(1)] })).then(parcelReceived()))

  it('reported again changes nothing, whatever it says now', () => {
    received.when(receiveParcel({ lines: shirts(1) })).thenNothing()
    completed.when(receiveParcel()).thenNothing()
  })

  it('names what was found', () =>
    authorized.when(receiveParcel({ lines: [] })).thenRejected({ _tag: 'ParcelWithoutContent' }))

  // Bug: such a count was written, and no reader of the log accepted it ever after.
  it.each([
    ['at once', authorized, MAX_QUANTITY + 1],
    ['over all parcels', received, MAX_QUANTITY - 2],
  ])('believes no count of more than a million: %s', (_, there, more) => {
    const lines = [...shirts(more - 1), ...shirts(1)]
    there.when(receiveParcel({ ...second, lines })).thenRejected({
      _tag: 'CountImplausible',
      lineId: 'shirt',
      count: MAX_QUANTITY + 1,
      limit: MAX_QUANTITY,
    })
    there
      .when(receiveParcel({ ...second, lines: shirts(more - 1) }))
      .thenTypes('ParcelReceived', 'ReceiptExceptionRecorded')
  })
})

describe('What nobody expected is recorded, never refused', () => {
  it.each([
    [3, []],
    [4, [1]],
    [9, [6]],
  ])('more than was authorized: %i of 3', (quantity, surplus) =>
    authorized
      .when(receiveParcel({ lines: shirts(quantity) }))
      .then(
        parcelReceived({ lines: shirts(quantity) }),
        ...surplus.map((over) => receiptException({ kind: 'surplus', quantity: over, lineId: 'shirt' })),
      ),
  )

  it('counts as surplus only what came too much with this parcel', () =>
    received
      .given(parcelReceived({ receiptId: 'rc-0', lines: shirts(1) }))
      .when(receiveParcel({ ...second, lines: shirts(2) }))
      .then(
        parcelReceived({ ...second, lines: shirts(2) }),
        receiptException({ ...second, kind: 'surplus', quantity: 2, lineId: 'shirt' }),
      ))

  it('goods that are not part of the return', () =>
    authorized
      .when(receiveParcel({ lines: [...shirts(1), { lineId: 'hat', quantity: 2 }] }))
      .then(
        parcelReceived({ lines: shirts(1) }),
        receiptException({ kind: 'not_authorized', quantity: 2, lineId: 'hat' }),
      ))

  it.each([
    ['wrong_item', 1],
    ['empty_parcel', 0],
  ] as const)('a parcel with nothing of the order in it: %s', (kind, quantity) =>
    authorized
      .when(receiveParcel({ lines: [], exceptions: [{ kind, quantity }] }))
      .then(parcelReceived({ lines: [] }), receiptException({ kind, quantity })),
  )

  it.each([
    ['wrong_item', 1],
    ['empty_parcel', 0],
  ] as const)('with what it came instead of, and its photos: %s', (kind, quantity) => {
    const found = { kind, quantity, lineId: 'shirt', evidenceIds: ['photo-1'] }
    const told = receiveParcel({ lines: [], exceptions: [found] })
    authorized.when(told).then(parcelReceived({ lines: [] }), receiptException(found))
    authorized.when(told).thenState((s) => expect(s).toMatchObject({ lines: [{ received: 0, late: 0 }] }))
  })

  it('and what comes after the end, which leaves the finished count alone', () => {
    const late = receiveParcel({ ...second, lines: shirts(1), exceptions: [{ kind: 'wrong_item', quantity: 1 }] })
    for (const [status, there] of ended) {
      there
        .when(late)
        .then(
          receiptException({ ...second, kind: 'late', quantity: 1, lineId: 'shirt' }),
          receiptException({ ...second, kind: 'wrong_item', quantity: 1 }),
        )
      there.after(late).when(late).thenNothing()
      expect(there.after(late).state).toMatchObject({ status })
    }
  })

  it('only once per report: the exception alone is remembered, too', () => {
    const empty = receiveParcel({ lines: [], exceptions: [{ kind: 'empty_parcel', quantity: 0 }] })
    canceled.after(empty).when(empty).thenNothing()
  })

  it('takes the return back from inspected to received', () =>
    inspected
      .when(receiveParcel({ ...second, lines: shirts(1) }))
      .thenState((s) => expect(s).toMatchObject({ status: 'received' })))
})

describe('Closing a return short', () => {
  it('leaves with the customer what did not come', () =>
    authorized
      .after(receiveParcel({ lines: shirts(1) }))
      .when(given.closeReturnShort())
      .then(given.returnClosedShort({ missing: shirts(2) })))

  it.each(open.slice(0, 2))('completes it at once when nothing came: %s', (_, there) =>
    there
      .when(given.closeReturnShort())
      .then(given.returnClosedShort(), given.returnCompleted({ inspections: [], accepted: [] })),
  )

  it('completes it when everything that came is dealt with', () =>
    authorized
      .after(
        receiveParcel({ lines: shirts(2) }),
        given.inspectItems({ lines: [{ lineId: 'shirt', accepted: 1, rejected: 1, grade: 'D_USED_WORN' }] }),
        given.disposeItems({ lines: [{ ...shirts(2)[0]!, code: 'SCRAP' }], consent: 'call-17' }),
      )
      .when(given.closeReturnShort())
      .then(
        given.returnClosedShort({ missing: shirts(1) }),
        given.returnCompleted({ accepted: shirts(1), rejected: shirts(1) }),
      ))

  it('names the missing lines only', () =>
    twoLines
      .after(receiveParcel({ lines: shirts(4) }))
      .when(given.closeReturnShort())
      .then(given.returnClosedShort({ missing: [{ lineId: 'mug', quantity: 1 }] })))

  it('has no meaning when everything has arrived', () => {
    received.when(given.closeReturnShort()).thenRejected({ _tag: 'NothingMissing' })
    inspected.when(given.closeReturnShort()).thenRejected({ _tag: 'NothingMissing' })
  })

  it('again is nothing, also after the end', () => {
    const short = authorized.after(receiveParcel({ lines: shirts(1) }), given.closeReturnShort())
    short.when(given.closeReturnShort()).thenNothing()
    authorized.after(given.closeReturnShort()).when(given.closeReturnShort()).thenNothing()
  })

  it('still counts what comes before the end', () =>
    authorized
      .after(receiveParcel({ lines: shirts(1) }), given.closeReturnShort())
      .when(receiveParcel({ ...second, lines: shirts(2) }))
      .then(parcelReceived({ ...second, lines: shirts(2) })))

  it.each(ended)('is too late when the return is %s', (status, there) =>
    there.when(given.closeReturnShort()).thenRejected({ _tag: 'ReturnNotOpen', status }),
  )
})
