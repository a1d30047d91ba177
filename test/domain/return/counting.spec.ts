/** Two people count the same parcel and find two figures. */
import { describe, expect, it } from 'vitest'
import { MAX_QUANTITY } from '../../../src/domain/values/quantity.js'
import { agent, customer, supervisor, warehouse } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/return.js'
import { countDisputed, countSettled, disputeCount, settleCount } from '../../../src/testing/builders/return.js'
import { authorized, completed, ended, inspected, partlyReceived, received, shirts, twoLines } from './situations.js'

const disputed = partlyReceived.given(countDisputed())
const byDock = { kind: warehouse.kind, id: warehouse.id }

describe('Disputing a count', () => {
  it('keeps both figures, and changes nothing yet', () => {
    partlyReceived.when(disputeCount()).then(countDisputed())
    partlyReceived.when(disputeCount()).thenState((s) => expect(s).toMatchObject({ lines: [{ received: 2 }] }))
    partlyReceived.when(disputeCount({}, { actor: warehouse })).then(countDisputed({ disputedBy: byDock }))
  })

  it('may be about a line that nobody found in the parcel', () =>
    twoLines
      .after(given.receiveParcel())
      .when(disputeCount({ lineId: 'mug', counted: 1 }))
      .then(countDisputed({ lineId: 'mug', received: 0, counted: 1 })))

  it('needs another figure, of a receipt and a line that exist', () => {
    partlyReceived.when(disputeCount({ counted: 2 })).thenNothing()
    partlyReceived.when(disputeCount({ receiptId: 'rc-9' })).thenRejected({ _tag: 'ReceiptUnknown', receiptId: 'rc-9' })
    partlyReceived.when(disputeCount({ lineId: 'hat' })).thenRejected({ _tag: 'LineNotInReturn', lineId: 'hat' })
  })

  it('again is nothing, also when it is settled; another figure is heard until then', () => {
    disputed.when(disputeCount()).thenNothing()
    disputed.when(disputeCount({}, { actor: agent })).thenTypes('CountDisputed')
    disputed.when(disputeCount({ counted: 4 })).thenTypes('CountDisputed')
    const settled = disputed.given(countSettled())
    settled.when(disputeCount()).thenNothing()
    settled
      .when(disputeCount({ counted: 4 }))
      .thenRejected({ _tag: 'CountAlreadySettled', receiptId: 'rc-1', lineId: 'shirt' })
  })

  it('is over when the return is', () => {
    completed.when(disputeCount({ counted: 4 })).thenRejected({ _tag: 'ReturnNotOpen', status: 'completed' })
    for (const [, there] of ended.slice(1))
      there.when(disputeCount()).thenRejected({ _tag: 'ReceiptUnknown', receiptId: 'rc-1' })
  })

  it('is disputed by customers of their own goods alone', () =>
    partlyReceived
      .when(disputeCount({}, { actor: { ...customer, id: 'c-99' } }))
      .thenRejected({ _tag: 'NotYourReturn' }))

  it('is not for carriers', () =>
    partlyReceived.when(disputeCount({}, { actor: given.carrier })).thenRejected({ _tag: 'NotForCustomers' }))
})

describe('Settling a count', () => {
  it('adds what was missed: 2 counted, 3 found', () => {
    disputed.when(settleCount()).then(countSettled())
    disputed
      .when(settleCount())
      .thenState((s) => expect(s).toMatchObject({ status: 'received', lines: [{ received: 3 }] }))
  })

  it('takes off what was not there, and leaves the receipt as it was', () =>
    received
      .after(disputeCount({ counted: 1 }))
      .when(settleCount({ quantity: 1 }))
      .thenState((s) =>
        expect(s).toMatchObject({
          status: 'partially_received',
          lines: [{ received: 1 }],
          receipts: new Map([['rc-1', expect.objectContaining({ lines: shirts(3) })]]),
        }),
      ))

  it('may find that the first figure was right', () =>
    disputed
      .when(settleCount({ quantity: 2 }))
      .thenState((s) => expect(s).toMatchObject({ status: 'partially_received', lines: [{ received: 2 }] })))

  it('is done by a third person: neither who received nor who disputes', () => {
    disputed.when(settleCount({}, { actor: warehouse })).thenRejected({ _tag: 'OwnCount' })
    const byAgent = partlyReceived.after(disputeCount({}, { actor: agent }))
    byAgent.when(settleCount({}, { actor: agent })).thenRejected({ _tag: 'OwnCount' })
    byAgent.when(settleCount({}, { actor: supervisor })).thenTypes('CountSettled')
    disputed.when(settleCount({}, { actor: customer })).thenRejected({ _tag: 'NotForCustomers' })
  })

  it('needs a dispute about that line', () => {
    partlyReceived.when(settleCount()).thenRejected({ _tag: 'NothingDisputed', receiptId: 'rc-1', lineId: 'shirt' })
    disputed
      .when(settleCount({ lineId: 'mug' }))
      .thenRejected({ _tag: 'NothingDisputed', receiptId: 'rc-1', lineId: 'mug' })
    disputed.when(settleCount({ receiptId: 'rc-9' })).thenRejected({ _tag: 'ReceiptUnknown', receiptId: 'rc-9' })
  })

  it('never goes below what was inspected', () => {
    const looked = received.after(
      given.inspectItems({ lines: [{ lineId: 'shirt', accepted: 1, rejected: 1, grade: 'C_USED_GOOD' }] }),
      disputeCount({ counted: 1 }),
    )
    looked
      .when(settleCount({ quantity: 1 }))
      .thenRejected({ _tag: 'FewerThanInspected', lineId: 'shirt', inspected: 2, received: 1 })
    looked.when(settleCount({ quantity: 2 })).thenTypes('CountSettled')
  })

  it('finds no more than a million, and nothing that is lost', () => {
    const plenty = received.after(
      disputeCount(),
      given.receiveParcel({ receiptId: 'rc-2', lines: shirts(1) }),
      disputeCount({ receiptId: 'rc-2', counted: 5 }),
    )
    plenty
      .when(settleCount({ receiptId: 'rc-2', quantity: MAX_QUANTITY }))
      .thenRejected({ _tag: 'CountImplausible', lineId: 'shirt', count: MAX_QUANTITY + 3, limit: MAX_QUANTITY })
    plenty.when(settleCount({ receiptId: 'rc-2', quantity: 5 })).thenTypes('CountSettled')
    const lost = disputed.given(given.goodsLost({ lines: shirts(1) }))
    lost.when(settleCount()).thenRejected({ _tag: 'MoreThanMissing', lineId: 'shirt', missing: 0, named: 1 })
    lost.when(settleCount({ quantity: 1 })).thenTypes('CountSettled')
  })

  it('completes the return where only the dispute was in the way', () => {
    const short = authorized.after(
      given.receiveParcel({ lines: shirts(2) }),
      given.closeReturnShort(),
      given.inspectItems({ lines: [{ lineId: 'shirt', accepted: 1, rejected: 0, grade: 'A_NEW_SEALED' }] }),
      given.disposeItems({ lines: [{ lineId: 'shirt', quantity: 1, code: 'RESTOCK' }] }),
      disputeCount({ counted: 1 }),
    )
    short.when(settleCount({ quantity: 1 })).thenTypes('CountSettled', 'ReturnCompleted')
  })

  it('is done once', () => {
    const settled = disputed.after(settleCount())
    settled.when(settleCount()).thenNothing()
    settled
      .when(settleCount({ quantity: 1 }))
      .thenRejected({ _tag: 'CountAlreadySettled', receiptId: 'rc-1', lineId: 'shirt' })
  })

  it('is too late after the end', () =>
    inspected
      .after(disputeCount({ counted: 4 }), given.disposeItems())
      .when(settleCount({ quantity: 4 }))
      .thenRejected({ _tag: 'ReturnNotOpen', status: 'completed' }))
})
