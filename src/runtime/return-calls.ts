/** What customers, carriers, warehouse and agents do with goods on their way back. */
import type * as t from 'io-ts'
import * as goods from '../domain/return/index.js'
import type { MakeCall } from './call.js'
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
      /** How their goods come back (`NotYourReturn`), by the customer or staff; may be changed until something is handed over. */
      arrange: own('ArrangeReturn', goods.ArrangeReturn),
      /**
       * The shop wants the goods back itself: a parcel is stopped on its way out (`intercept`), or a product must not be
       * used (`recall`). From now on nothing expires by the ship-by date, and no label is at the cost of the customer
       * (`FreightOfTheShop`). Goods that never come: `closeShort`. `ReturnNotOpen` once something has arrived.
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
       * @example
       * await returns.issueLabel(
       *   { returnId, labelId: 'L-1', parcelId: 'P-1', carrier: 'dhl', cost: { minor: 399, currency: 'EUR' }, bearer: 'merchant' },
       *   { actor: agent },
       * )
       */
      issueLabel: own('IssueLabel', goods.IssueLabel),
      /** `LabelUsed` once its parcel was scanned, received or refused. Also after the end of the return. */
      voidLabel: make('VoidLabel', goods.VoidLabel),
      registerParcel: own('RegisterParcel', goods.RegisterParcel),
      /** What a carrier saw. Never refused: out of order is said in the event, an unknown parcel is known from now on. */
      recordScan: make('RecordScan', goods.RecordScan),
      receiveParcel: make('ReceiveParcel', goods.ReceiveParcel),
      /** At the dock, unopened. With `takenBack: false` the shop holds it until `sendBack`. */
      refuseParcel: make('RefuseParcel', goods.RefuseParcel),
      /** Another figure for a line of a receipt: both stay until `settleCount`. */
      disputeCount: own('DisputeCount', goods.DisputeCount),
      /**
       * Which figure holds, by somebody who did not count (`OwnCount`). What differs is added to what was received, or
       * taken off, never below what was inspected (`FewerThanInspected`).
       *
       * @example
       * await returns.disputeCount({ returnId, receiptId: 'P-1', lineId: 'mug', counted: 3, evidenceIds: ['photo-1'] }, { actor: customer })
       * await returns.settleCount({ returnId, receiptId: 'P-1', lineId: 'mug', quantity: 3, reason: 'scale' }, { actor: lead })
       */
      settleCount: make('SettleCount', goods.SettleCount),
      /** What is kept back has a code or a rule (`DeductionWithoutReason`), and may be contested. */
      inspect: make('InspectItems', goods.InspectItems),
      /**
       * The same pieces judged anew, also after the end: more or fewer are accepted, and whoever is interested in money
       * hears of it. `AlreadyDisposedIrreversibly` where the goods are gone, `NotTheSameUnits` where the count differs.
       *
       * @example
       * await returns.reviseInspection(
       *   { returnId, inspectionId: 'I-1', revisionId: 'V-1', lines: [{ lineId: 'mug', accepted: 1, rejected: 1, grade: 'E_DAMAGED' }], reason: 'crack' },
       *   { actor: lead },
       * )
       */
      reviseInspection: make('ReviseInspection', goods.ReviseInspection),
      /**
       * Where inspected goods go; the shop's own first, where `of` does not say whose. Rejected goods go back to the
       * customer or wait; to destroy them or give them away takes a `consent` (`BelongsToCustomer`).
       *
       * @example
       * await returns.dispose(
       *   { returnId, dispositionId: 'D-1', lines: [{ lineId: 'mug', quantity: 1, code: 'RETURN_TO_CUSTOMER', of: 'rejected' }] },
       *   { actor: warehouse },
       * )
       */
      dispose: make('DisposeItems', goods.DisposeItems),
      /** What was put aside or on a shelf goes on, also after the end. `NotAtHand`, `AlreadyDisposedIrreversibly`. */
      redispose: make('RedisposeItems', goods.RedisposeItems),
      /**
       * Rejected goods that stand at RETURN_TO_CUSTOMER, or a refused parcel, go back. Without a carrier the customer is
       * asked to fetch them. As long as the shop holds goods of the customer the return is not completed.
       *
       * @example
       * await returns.sendBack(
       *   { returnId, consignmentId: 'B-1', lines: [{ lineId: 'mug', quantity: 1 }], bearer: 'customer', carrier: 'dhl' },
       *   { actor: warehouse },
       * )
       */
      sendBack: make('ReturnRejectedGoods', goods.ReturnRejectedGoods),
      recordBackWithCustomer: make('RecordGoodsBackWithCustomer', goods.RecordGoodsBackWithCustomer),
      /** Nobody took them: from now on they may be destroyed or given away by `redispose`. */
      recordAbandoned: make('RecordGoodsAbandoned', goods.RecordGoodsAbandoned),
      /** By when goods of the customer must be on their way; then `HeldGoodsOverdue` is recorded once if they are not. */
      setSendBackDeadline: make('SetSendBackDeadline', goods.SetSendBackDeadline),
      /**
       * Units that were shipped and never came (`NothingShipped`, `MoreThanMissing`), and who is liable. Should they turn
       * up, they are on record as late, and paid no second time.
       *
       * @example
       * await returns.declareLost(
       *   { returnId, lossId: 'X-1', lines: [{ lineId: 'mug', quantity: 1 }], bearer: 'carrier', reason: 'claim-accepted' },
       *   { actor: agent },
       * )
       */
      declareLost: make('DeclareLost', goods.DeclareLost),
      /** Units that need not come back, before they have: the customer keeps them or gives them away. */
      waive: make('WaiveReturn', goods.WaiveReturn),
      closeShort: make('CloseReturnShort', goods.CloseReturnShort),
    },
  }
}
