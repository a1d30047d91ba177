/** What staff, warehouse, workshop and customers do with goods that go out again: replacements and repairs. */
import type * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import * as repair from '../domain/repair/index.js'
import * as replacement from '../domain/replacement/index.js'
import type { MakeCall } from './call.js'
import type { AfterSalesError } from './errors.js'
import type { FactsFor } from './order-facts.js'

export const outboundCallsOf = (call: MakeCall, facts: FactsFor) => {
  const replace = <D extends { readonly replacementId: string }>(
    type: string,
    codec: t.Type<D, D, unknown>,
    lookUp?: (data: D) => Promise<E.Either<AfterSalesError, unknown>>,
  ) => call<D, replacement.PlannedReplacement>('replacement', type, codec, (d) => d.replacementId, lookUp)
  const names = (d: { readonly replacementId: string }) => facts.forReplacing(d.replacementId)
  const mend = <D extends { readonly repairId: string }>(
    type: string,
    codec: t.Type<D, D, unknown>,
    lookUp?: (data: D) => ReturnType<FactsFor['forRepairing']>,
  ) => call<D, repair.PlannedRepair>('repair', type, codec, (d) => d.repairId, lookUp)

  return {
    /** Goods that go out for others: in exchange, or because the first did not arrive. */
    replacements: {
      /**
       * Reserves stock at a locked price. What the new goods cost less what the old ones are worth is owed by the customer
       * until `payBy`, or by the shop; what is sent once more costs what the old ones are worth, to the minor unit. Each item
       * takes a line id that is new to the order.
       *
       * Refused: `PayByMissing`, `ReplacementLineTaken`, `ReplacementDateOutOfRange`, `ReshipOfOtherWorth`,
       * `ReplacementItemsFixed` (a second parcel has the same goods), `ReplacementForStaffOnly`.
       *
       * @example
       * await replacements.reserve(
       *   { replacementId, items: [{ lineId: 'coat-m', sku: 'COAT-M', quantity: 1, goods: 25_000 }], payBy },
       *   { actor: agent },
       * )
       */
      reserve: replace('ReserveReplacement', replacement.ReserveReplacement, names),
      /**
       * You hold a payment of the difference (an authorization). Capture it when `ReplacementShipped` names it, and void it
       * when an event lists it under `void`. The same payment again changes nothing.
       *
       * Refused: `PaymentTooLate`, `PaymentVoided`, `TooManyPayments`, `TenderTaken`, `ReplacementForStaffOnly`.
       *
       * @example
       * await replacements.secureDifference(
       *   {
       *     replacementId, paymentId: 'pay-1', tenderId: 'card-2', kind: 'card', minor: 500, paymentRef: 'pi_2',
       *     granularity: 1,
       *   },
       *   { actor: system },
       * )
       */
      secureDifference: replace('SecureDifference', replacement.SecureDifference, names),
      /**
       * It cannot be had: other goods may be reserved, or another remedy taken.
       *
       * Refused: `ReplacementForStaffOnly`.
       *
       * @example
       * await replacements.reportOutOfStock({ replacementId, reason: 'sold out' }, { actor: warehouse })
       */
      reportOutOfStock: replace('ReportOutOfStock', replacement.ReportOutOfStock),
      /**
       * It may ship before the old goods are back, on a hold or a deposit.
       *
       * Refused: `ReplacementDateOutOfRange`, `TenderTaken`, `ReplacementForStaffOnly`.
       *
       * @example
       * await replacements.releaseInAdvance(
       *   {
       *     replacementId,
       *     security:
       *       { kind: 'hold', tenderId: 'card-3', tenderKind: 'card', paymentRef: 'pi_3', minor: 500, granularity: 1 },
       *     returnBy: '2026-02-01T00:00:00.000Z',
       *   },
       *   { actor: agent },
       * )
       */
      releaseInAdvance: replace('ReleaseInAdvance', replacement.ReleaseInAdvance, names),
      /**
       * The new goods have left the warehouse.
       *
       * Refused: `ReplacementNotOpen`, `ReplacementForStaffOnly`.
       *
       * @example
       * await replacements.ship(
       *   { replacementId, parcelId: 'P-2', carrier: 'DHL', tracking: 'T-2' },
       *   { actor: warehouse },
       * )
       */
      ship: replace('ShipReplacement', replacement.ShipReplacement),
      /**
       * The new goods are with the customer.
       *
       * Refused: `ReplacementNotOpen`.
       *
       * @example
       * await replacements.recordDelivered(
       *   { replacementId, deliveredAt: '2026-01-10T10:00:00.000Z' },
       *   { actor: carrier },
       * )
       */
      recordDelivered: replace('RecordReplacementDelivered', replacement.RecordReplacementDelivered),
      /**
       * It did not arrive; the same goods may be reserved and shipped again at no further cost.
       *
       * Refused: `ReplacementNotOpen`.
       *
       * @example
       * await replacements.recordUndelivered({ replacementId, why: 'lost' }, { actor: carrier })
       */
      recordUndelivered: replace('RecordReplacementUndelivered', replacement.RecordReplacementUndelivered),
      /**
       * You took from the security what `RecoveryDue` names, or less; `SecurityReleased` says what goes back.
       *
       * Refused: `NoRecoveryDue`, `RecoveryAboveDue`, `ReplacementForStaffOnly`.
       *
       * @example
       * await replacements.recordRecovery({ replacementId, recoveryId: 'rec-1', minor: 500 }, { actor: agent })
       */
      recordRecovery: replace('RecordRecovery', replacement.RecordRecovery),
      /**
       * By somebody who had no part in the case (`FourEyes`).
       *
       * Refused: `NoRecoveryDue`.
       *
       * @example
       * await replacements.waiveRecovery({ replacementId, reason: 'goodwill' }, { actor: lead })
       */
      waiveRecovery: replace('WaiveRecovery', replacement.WaiveRecovery),
    },
    /** Goods of the customer in the workshop. */
    repairs: {
      /**
       * What is wrong, and who pays. What the warranty does not cover needs a quote (`QuoteMissing`), in the
       * order's currency (`QuoteCurrency`).
       *
       * Refused: `RepairNotFound`, `CoveredCostsNothing`, `RepairLineUnknown`, `RepairForStaffOnly`, `RepairNotOpen`.
       *
       * @example
       * await repairs.diagnose(
       *   {
       *     repairId, fault: 'heating', warranty: 'not_covered', serials: [{ lineId: 'mug', serial: 'SN-1' }],
       *     quote: { minor: 500, currency: 'EUR', validUntil: '2026-02-01T00:00:00.000Z' },
       *   },
       *   { actor: warehouse },
       * )
       */
      diagnose: mend('DiagnoseRepair', repair.DiagnoseRepair, (d) => facts.forRepairing(d.repairId)),
      /**
       * By the customer; by staff only with a proof of consent (`ConsentMissing`).
       *
       * Refused: `NotYourRepair`, `QuoteOver`.
       *
       * @example
       * await repairs.acceptQuote({ repairId, paymentRef: 'pi_4', proof: 'call 7' }, { actor: customer })
       */
      acceptQuote: mend('AcceptRepairQuote', repair.AcceptRepairQuote),
      /**
       * The customer does not want it at this price: the goods go back as they are.
       *
       * Refused: `ConsentMissing`, `NotYourRepair`.
       *
       * @example
       * await repairs.declineQuote({ repairId, proof: 'call 7' }, { actor: customer })
       */
      declineQuote: mend('DeclineRepairQuote', repair.DeclineRepairQuote),
      /**
       * It is mended.
       *
       * Refused: `RepairNotOpen`, `RepairForStaffOnly`.
       *
       * @example
       * await repairs.finish({ repairId, parts: ['element'] }, { actor: warehouse })
       */
      finish: mend('FinishRepair', repair.FinishRepair),
      /**
       * It cannot be mended.
       *
       * Refused: `RepairNotOpen`.
       *
       * @example
       * await repairs.reportUnrepairable({ repairId, reason: 'no parts' }, { actor: warehouse })
       */
      reportUnrepairable: mend('ReportUnrepairable', repair.ReportUnrepairable),
      /**
       * Back to the customer, repaired or not.
       *
       * Refused: `RepairForStaffOnly`.
       *
       * @example
       * await repairs.ship({ repairId, parcelId: 'P-3', carrier: 'DHL', tracking: 'T-3' }, { actor: warehouse })
       */
      ship: mend('ShipRepaired', repair.ShipRepaired),
      /**
       * The goods are with the customer again.
       *
       * Refused: `RepairNotOpen`.
       *
       * @example
       * await repairs.recordDelivered({ repairId, deliveredAt: '2026-01-10T10:00:00.000Z' }, { actor: carrier })
       */
      recordDelivered: mend('RecordRepairDelivered', repair.RecordRepairDelivered),
    },
  }
}
