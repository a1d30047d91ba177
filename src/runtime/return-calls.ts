/** What customers, carriers, warehouse and agents do with goods on their way back. */
import type * as t from 'io-ts'
import * as goods from '../domain/return/index.js'
import type { MakeCall } from './call.js'
import { goodsCallsOf } from './goods-calls.js'
import type { FactsFor } from './order-facts.js'

type Authorized = goods.AuthorizedReturn

export const returnCallsOf = (call: MakeCall, facts: FactsFor) => {
  const make = <D extends { readonly returnId: string }>(type: string, codec: t.Type<D, D, unknown>) =>
    call<D, Authorized>('return', type, codec, (d) => d.returnId)
  /** Where it matters whose goods they are, and in which currency they were paid. */
  const own = <D extends { readonly returnId: string }>(type: string, codec: t.Type<D, D, unknown>) =>
    call<D, Authorized>(
      'return',
      type,
      codec,
      (d) => d.returnId,
      (d) => facts.forReturning(d.returnId),
    )

  return {
    /** Goods on their way back. */
    returns: {
      /**
       * How their goods come back (`NotYourReturn`), by the customer or staff; may be changed until something is handed over.
       *
       * Refused: `ReturnUnknown`, `ReturnNotOpen`, `NotForCustomers`.
       *
       * @example
       * await returns.arrange({ returnId, method: 'in_store', place: 'store-7' }, { actor: customer })
       */
      arrange: own('ArrangeReturn', goods.ArrangeReturn),
      /**
       * The shop wants the goods back itself: a parcel is stopped on its way out (`intercept`), or a product must not be
       * used (`recall`). From now on nothing expires by the ship-by date, and no label is at the cost of the customer
       * (`FreightOfTheShop`). Goods that never come: `closeShort`. `ReturnNotOpen` once something has arrived.
       *
       * Refused: `NotForCustomers`.
       *
       * @example
       * await returns.callBack({ returnId, as: 'recall', reason: 'battery-fire' }, { actor: agent })
       */
      callBack: make('CallBackGoods', goods.CallBackGoods),
      /**
       * A label, what it costs (in the order's currency: `LabelCurrency`) and who bears that. One valid label a parcel
       * (`ParcelHasLabel`); without a `parcelId` the parcel goes by the name of its label. Where the customer bears it and
       * the policy has no fee for the way back, it is kept back once, as a `return_label`, when goods are accepted after
       * its parcel was seen.
       *
       * Refused: `FreightOfTheShop`, `ReturnNotOpen`, `NotForCustomers`.
       *
       * @example
       * await returns.issueLabel(
       *   { returnId, labelId: 'L-1', parcelId: 'P-1', carrier: 'dhl', cost: { minor: 399, currency: 'EUR' }, bearer: 'merchant' },
       *   { actor: agent },
       * )
       */
      issueLabel: own('IssueLabel', goods.IssueLabel),
      /**
       * `LabelUsed` once its parcel was scanned, received or refused. Also after the end of the return.
       *
       * Refused: `LabelUnknown`, `NotForCustomers`.
       *
       * @example
       * await returns.voidLabel({ returnId, labelId: 'L-1' }, { actor: agent })
       */
      voidLabel: make('VoidLabel', goods.VoidLabel),
      /**
       * A parcel was announced or handed over; the same one again changes nothing.
       *
       * Refused: `NotYourReturn`, `TrackingReused`, `ReturnNotOpen`.
       *
       * @example
       * await returns.registerParcel(
       *   { returnId, parcelId: 'P-1', carrier: 'DHL', tracking: 'T-1' },
       *   { actor: carrier },
       * )
       */
      registerParcel: own('RegisterParcel', goods.RegisterParcel),
      /**
       * What a carrier saw. Never refused: out of order is said in the event, an unknown parcel is known from now on.
       *
       * Refused: `NotForCustomers`.
       *
       * @example
       * await returns.recordScan(
       *   { returnId, scanId: 'S-1', parcelId: 'P-1', kind: 'in_transit', at: '2026-01-04T10:00:00.000Z' },
       *   { actor: carrier },
       * )
       */
      recordScan: make('RecordScan', goods.RecordScan),
      /**
       * What was found in a parcel. Receipts add and never overwrite; surplus, wrong and empty are recorded, never
       * refused.
       *
       * Refused: `ParcelWithoutContent`, `CountImplausible`, `NotForCustomers`.
       *
       * @example
       * await returns.receiveParcel(
       *   {
       *     returnId, receiptId: 'P-1', lines: [{ lineId: 'mug', quantity: 1 }], parcelId: 'P-1',
       *     exceptions: [{ kind: 'wrong_item', quantity: 1, lineId: 'mug', evidenceIds: ['photo-1'] }],
       *   },
       *   { actor: warehouse },
       * )
       */
      receiveParcel: make('ReceiveParcel', goods.ReceiveParcel),
      /**
       * At the dock, unopened. With `takenBack: false` the shop holds it until `sendBack`.
       *
       * Refused: `ParcelAlreadyReceived`, `NotForCustomers`.
       *
       * @example
       * await returns.refuseParcel(
       *   { returnId, parcelId: 'P-1', reason: 'wet', evidenceIds: ['e-1'], takenBack: true },
       *   { actor: warehouse },
       * )
       */
      refuseParcel: make('RefuseParcel', goods.RefuseParcel),
      /**
       * Another figure for a line of a receipt: both stay until `settleCount`.
       *
       * Refused: `NotYourReturn`, `ReceiptUnknown`, `LineNotInReturn`, `CountAlreadySettled`, `NotForCustomers`.
       *
       * @example
       * await returns.disputeCount(
       *   { returnId, receiptId: 'P-1', lineId: 'mug', counted: 2, evidenceIds: ['e-1'] },
       *   { actor: customer },
       * )
       */
      disputeCount: own('DisputeCount', goods.DisputeCount),
      /**
       * Which figure holds, by somebody who did not count (`OwnCount`). What differs is added to what was received, or
       * taken off, never below what was inspected (`FewerThanInspected`).
       *
       * Refused: `NothingDisputed`, `CountAlreadySettled`, `MoreThanMissing`.
       *
       * @example
       * await returns.disputeCount({ returnId, receiptId: 'P-1', lineId: 'mug', counted: 3, evidenceIds: ['photo-1'] }, { actor: customer })
       * await returns.settleCount({ returnId, receiptId: 'P-1', lineId: 'mug', quantity: 3, reason: 'scale' }, { actor: lead })
       */
      settleCount: make('SettleCount', goods.SettleCount),
      ...goodsCallsOf(call),
    },
  }
}
