/** What the warehouse and agents do with goods that are back, or will not come: part of `returns`. */
import type * as t from 'io-ts'
import * as goods from '../domain/return/index.js'
import type { MakeCall } from './call.js'

export const goodsCallsOf = (call: MakeCall) => {
  const make = <D extends { readonly returnId: string }>(type: string, codec: t.Type<D, D, unknown>) =>
    call<D, goods.AuthorizedReturn>('return', type, codec, (d) => d.returnId)

  return {
    /**
     * What is kept back has a code or a rule (`DeductionWithoutReason`), and may be contested.
     *
     * Refused: `OverInspected`, `MoreAcceptedThanAuthorized`, `LineNotInReturn`, `InspectedLineRepeated`,
     * `NothingInspected`, `TooManyInspections`, `NotForCustomers`.
     *
     * @example
     * await returns.inspect(
     *   {
     *     returnId, inspectionId: 'I-1',
     *     lines: [
     *       { lineId: 'mug', accepted: 1, rejected: 0, grade: 'A_NEW_SEALED', fault: 'customer', code: 'ok' },
     *     ],
     *     deductions: [{ kind: 'depreciation', minor: 500, ruleId: 'D-1', code: 'worn', lineId: 'mug' }],
     *   },
     *   { actor: warehouse },
     * )
     */
    inspect: make('InspectItems', goods.InspectItems),
    /**
     * The same pieces judged anew, also after the end: more or fewer are accepted, and whoever is interested in money
     * hears of it. `AlreadyDisposedIrreversibly` where the goods are gone, `NotTheSameUnits` where the count differs.
     *
     * Refused: `InspectionUnknown`, `TooManyInspections`, `NotForCustomers`.
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
     * Refused: `NotInspected`, `NotAtHand`, `LineNotInReturn`.
     *
     * @example
     * await returns.dispose(
     *   { returnId, dispositionId: 'D-1', lines: [{ lineId: 'mug', quantity: 1, code: 'RETURN_TO_CUSTOMER', of: 'rejected' }] },
     *   { actor: warehouse },
     * )
     */
    dispose: make('DisposeItems', goods.DisposeItems),
    /**
     * What was put aside or on a shelf goes on, also after the end. `NotAtHand`, `AlreadyDisposedIrreversibly`.
     *
     * Refused: `BelongsToCustomer`.
     *
     * @example
     * await returns.redispose(
     *   {
     *     returnId, redispositionId: 'RD-1', reason: 'tested', consent: 'call-1',
     *     lines: [
     *       { lineId: 'mug', quantity: 1, from: 'QUARANTINE', to: 'RESTOCK', location: 'A-1', of: 'accepted' },
     *     ],
     *   },
     *   { actor: warehouse },
     * )
     */
    redispose: make('RedisposeItems', goods.RedisposeItems),
    /**
     * Rejected goods that stand at RETURN_TO_CUSTOMER, or a refused parcel, go back. Without a carrier the customer is
     * asked to fetch them. As long as the shop holds goods of the customer the return is not completed.
     *
     * Refused: `ConsignmentUnclear`, `NotAtHand`, `ParcelNotHeld`, `NotForCustomers`.
     *
     * @example
     * await returns.sendBack(
     *   { returnId, consignmentId: 'B-1', lines: [{ lineId: 'mug', quantity: 1 }], bearer: 'customer', carrier: 'dhl' },
     *   { actor: warehouse },
     * )
     */
    sendBack: make('ReturnRejectedGoods', goods.ReturnRejectedGoods),
    /**
     * Goods that were sent back are with the customer again.
     *
     * Refused: `ConsignmentUnknown`, `ConsignmentOver`.
     *
     * @example
     * await returns.recordBackWithCustomer({ returnId, consignmentId: 'B-1' }, { actor: warehouse })
     */
    recordBackWithCustomer: make('RecordGoodsBackWithCustomer', goods.RecordGoodsBackWithCustomer),
    /**
     * Nobody took them: from now on they may be destroyed or given away by `redispose`.
     *
     * Refused: `ConsignmentUnknown`, `ConsignmentOver`.
     *
     * @example
     * await returns.recordAbandoned({ returnId, consignmentId: 'B-1', reason: 'not fetched' }, { actor: warehouse })
     */
    recordAbandoned: make('RecordGoodsAbandoned', goods.RecordGoodsAbandoned),
    /**
     * By when goods of the customer must be on their way; then `HeldGoodsOverdue` is recorded once if they are not.
     *
     * Refused: `NotForCustomers`.
     *
     * @example
     * await returns.setSendBackDeadline({ returnId, sendBackBy: '2026-01-14T10:00:00.000Z' }, { actor: agent })
     */
    setSendBackDeadline: make('SetSendBackDeadline', goods.SetSendBackDeadline),
    /**
     * Units that were shipped and never came (`NothingShipped`, `MoreThanMissing`), and who is liable. Should they turn
     * up, they are on record as late, and paid no second time.
     *
     * Refused: `TooManyDeclarations`, `NotForCustomers`.
     *
     * @example
     * await returns.declareLost(
     *   { returnId, lossId: 'X-1', lines: [{ lineId: 'mug', quantity: 1 }], bearer: 'carrier', reason: 'claim-accepted' },
     *   { actor: agent },
     * )
     */
    declareLost: make('DeclareLost', goods.DeclareLost),
    /**
     * Units that need not come back, before they have: the customer keeps them or gives them away.
     *
     * Refused: `MoreThanMissing`, `TooManyDeclarations`, `NotForCustomers`.
     *
     * @example
     * await returns.waive(
     *   { returnId, waiverId: 'W-1', lines: [{ lineId: 'mug', quantity: 1 }], as: 'keep', reason: 'freight' },
     *   { actor: agent },
     * )
     */
    waive: make('WaiveReturn', goods.WaiveReturn),
    /**
     * Nothing more will come: what is missing stays with the customer, and the rest goes on.
     *
     * Refused: `NothingMissing`, `NotForCustomers`.
     *
     * @example
     * await returns.closeShort({ returnId, reason: 'lost' }, { actor: warehouse })
     */
    closeShort: make('CloseReturnShort', goods.CloseReturnShort),
  }
}
