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
  const mend = <D extends { readonly repairId: string }>(type: string, codec: t.Type<D, D, unknown>) =>
    call<D, repair.PlannedRepair>('repair', type, codec, (d) => d.repairId)

  return {
    /** Goods that go out for others: in exchange, or because the first did not arrive. */
    replacements: {
      /**
       * Reserves stock at a locked price. What the new goods cost less what the old ones are worth is owed by the customer
       * until `payBy`, or by the shop. Each item takes a line id that is new to the order.
       *
       * Refused: `PayByMissing`, `ReplacementLineTaken`, `ReplacementDateOutOfRange`, `ReshipCostsNothing`,
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
       */
      secureDifference: replace('SecureDifference', replacement.SecureDifference, names),
      /** It cannot be had: other goods may be reserved, or another remedy taken. */
      reportOutOfStock: replace('ReportOutOfStock', replacement.ReportOutOfStock),
      /** It may ship before the old goods are back, on a hold or a deposit. */
      releaseInAdvance: replace('ReleaseInAdvance', replacement.ReleaseInAdvance, names),
      ship: replace('ShipReplacement', replacement.ShipReplacement),
      recordDelivered: replace('RecordReplacementDelivered', replacement.RecordReplacementDelivered),
      /** It did not arrive; the same goods may be reserved and shipped again at no further cost. */
      recordUndelivered: replace('RecordReplacementUndelivered', replacement.RecordReplacementUndelivered),
      /** You took from the security what `RecoveryDue` names, or less; `SecurityReleased` says what goes back. */
      recordRecovery: replace('RecordRecovery', replacement.RecordRecovery),
      /** By somebody who had no part in the case (`FourEyes`). */
      waiveRecovery: replace('WaiveRecovery', replacement.WaiveRecovery),
    },
    /** Goods of the customer in the workshop. */
    repairs: {
      /** What is wrong, and who pays. What the warranty does not cover needs a quote (`QuoteMissing`). */
      diagnose: mend('DiagnoseRepair', repair.DiagnoseRepair),
      /** By the customer; by staff only with a proof of consent (`ConsentMissing`). */
      acceptQuote: mend('AcceptRepairQuote', repair.AcceptRepairQuote),
      declineQuote: mend('DeclineRepairQuote', repair.DeclineRepairQuote),
      finish: mend('FinishRepair', repair.FinishRepair),
      reportUnrepairable: mend('ReportUnrepairable', repair.ReportUnrepairable),
      /** Back to the customer, repaired or not. */
      ship: mend('ShipRepaired', repair.ShipRepaired),
      recordDelivered: mend('RecordRepairDelivered', repair.RecordRepairDelivered),
    },
  }
}
