/** Goods that go out for others. */
import { testsIn, type Chapter } from './row.js'

const planning = testsIn('domain/replacement/planning')
const reserving = testsIn('domain/replacement/reserving')
const shipping = testsIn('domain/replacement/shipping')
const toldOnce = 'news is a fact: told again it is silent'

export const replacement: Chapter = {
  title: 'Replacement',
  rows: [
    {
      what: 'plan a replacement',
      by: 'a request whose remedies start, or are switched',
      command: 'PlanReplacement',
      events: { ReplacementPlanned: planning('is planned once') },
      failures: 'what was decided is planned, once',
    },
    {
      what: 'reserve stock at a locked price',
      by: 'staff',
      command: 'ReserveReplacement',
      call: 'replacements.reserve',
      events: {
        ReplacementReserved: reserving('for 250.00 in exchange for 90.00 cost 160.00, payable by a date'),
        ReplacementReleased: reserving('ships once it is reserved, because nothing comes back'),
      },
      failures: {
        ReplacementNotFound: planning('nobody planned is not known'),
        ReplacementForStaffOnly: reserving('are reserved by staff, never by the customer'),
        PayByMissing: reserving('need a date for what is owed, from an hour to sixty days'),
        ReplacementDateOutOfRange: reserving('need a date for what is owed, from an hour to sixty days'),
        ReplacementLineTaken: reserving('have line ids that the order does not have, each its own'),
        ReplacementDiscountTooHigh: reserving('have no discount above their goods, and a price that can be written'),
        ReplacementTooExpensive: reserving('have no discount above their goods, and a price that can be written'),
        ReshipOfOtherWorth: reserving('is worth what was paid for what it stands for, not more and not less'),
        ReplacementItemsFixed: reserving('are the same goods'),
      },
    },
    {
      what: 'secure the difference',
      by: 'the shop, the provider',
      command: 'SecureDifference',
      call: 'replacements.secureDifference',
      events: { DifferenceSecured: reserving('is secured by one payment or by several') },
      failures: {
        PaymentTooLate: reserving('is in time up to the last millisecond'),
        PaymentVoided: reserving('may be asked for again, with a hold of its own'),
        TooManyPayments: reserving('comes in five payments at most'),
        TenderTaken: reserving('is paid with means that are new to the order and to each other'),
        ReplacementForStaffOnly: reserving('is reported by the shop or the provider, not by the customer'),
      },
    },
    {
      what: 'report that it cannot be had',
      by: 'staff',
      command: 'ReportOutOfStock',
      call: 'replacements.reportOutOfStock',
      events: { ReplacementOutOfStock: reserving('void what was held for them') },
      failures: { ReplacementForStaffOnly: reserving('are reported by staff, once') },
    },
    {
      what: 'let the date of payment pass',
      by: 'a timer',
      command: 'ExpireReplacement',
      events: { ReplacementExpired: reserving('frees the stock when its date has come, and voids what was held') },
      failures: 'a timer that comes early or late is silent',
    },
    {
      what: 'hear that old goods were accepted',
      by: 'the request',
      command: 'RecordGoodsAccepted',
      events: {
        ReplacementGoodsAccepted: planning('release nothing that is not'),
        ReplacementReleased: planning('release what is paid for'),
        SecurityReleased: planning('give the security of an advance back'),
      },
      failures: toldOnce,
    },
    {
      what: 'hear that no more old goods come',
      by: 'the request',
      command: 'RecordGoodsBack',
      events: {
        ReplacementGoodsBack: planning('with everything that was planned, the replacement goes on'),
        ReplacementRepriced: planning('with less, the customer owes more, and has as long as before'),
        ReplacementCanceled: planning('with nothing, the replacement is canceled and its holds are void'),
        RecoveryDue: planning('with nothing after a release in advance, no more is due than was secured'),
      },
      failures: toldOnce,
    },
    {
      what: 'hear that a ruling counts old goods',
      by: 'the request',
      command: 'RecordGoodsRuled',
      events: {
        RecoveryWaived: shipping('ends with a ruling that counts the old goods, as far as these pay, and once'),
        SecurityReleased: shipping('ends with a ruling that counts the old goods, as far as these pay, and once'),
      },
      failures: toldOnce,
    },
    {
      what: 'release it in advance, on a security',
      by: 'staff',
      command: 'ReleaseInAdvance',
      call: 'replacements.releaseInAdvance',
      events: { ReplacementReleasedInAdvance: shipping('needs a security and a date for the old goods') },
      failures: {
        ReplacementDateOutOfRange: shipping('needs a security and a date for the old goods'),
        TenderTaken: shipping('stands on a payment that is new to the order and to the replacement'),
        ReplacementForStaffOnly: shipping('is for staff to decide'),
      },
    },
    {
      what: 'ship',
      by: 'warehouse, staff',
      command: 'ShipReplacement',
      call: 'replacements.ship',
      events: { ReplacementShipped: shipping('captures the difference, and no more') },
      failures: {
        ReplacementNotOpen: shipping('is not possible while it is %s'),
        ReplacementForStaffOnly: shipping('is for those who work for the shop, and happens once for a parcel'),
      },
    },
    {
      what: 'report the delivery',
      by: 'carrier, staff',
      command: 'RecordReplacementDelivered',
      call: 'replacements.recordDelivered',
      events: {
        ReplacementDelivered: shipping('is delivered, once'),
        RecoveryDue: planning('with less after a release in advance, nothing is due before the new goods arrive'),
      },
      failures: { ReplacementNotOpen: shipping('is not out while it is %s') },
    },
    {
      what: 'report that it did not arrive',
      by: 'carrier, staff',
      command: 'RecordReplacementUndelivered',
      call: 'replacements.recordUndelivered',
      events: { ReplacementUndelivered: shipping('is not delivered, once') },
      failures: { ReplacementNotOpen: shipping('is not out while it is %s') },
    },
    {
      what: 'report what was taken from the security',
      by: 'staff',
      command: 'RecordRecovery',
      call: 'replacements.recordRecovery',
      events: {
        RecoveryCollected: shipping('is taken from the security'),
        SecurityReleased: shipping('is never more than that; the rest of the security goes back'),
      },
      failures: {
        NoRecoveryDue: shipping(
          'is not taken before the new goods have arrived: it is given back when they are not sent',
        ),
        RecoveryAboveDue: shipping('stays due as far as it is not taken, and nothing goes back before'),
        ReplacementForStaffOnly: shipping('is not the customer’s to report'),
      },
    },
    {
      what: 'waive it',
      by: 'somebody who had no part in the case',
      command: 'WaiveRecovery',
      call: 'replacements.waiveRecovery',
      events: {
        RecoveryWaived: shipping('is given up, as far as it was not taken, by a second person'),
      },
      failures: {
        FourEyes: shipping('is waived by somebody who had no part in it, and all of the security goes back'),
        NoRecoveryDue: shipping('is nobody’s to take or to waive where nothing is due'),
      },
    },
    {
      what: 'stop it',
      by: 'a request that is taken back, or switches its remedy',
      command: 'CancelReplacement',
      events: {
        ReplacementCanceled: planning('is possible while it is %s'),
        ReplacementCancellationRefused: planning('is refused once it is on its way'),
      },
      failures: 'the no is the event `ReplacementCancellationRefused`',
    },
  ],
  leftOut: [
    {
      what: 'moving stock',
      because: 'the host keeps stock: it reserves before it calls, and frees what an event says is free',
    },
    {
      what: 'capturing and voiding holds',
      because: 'the host’s own checkout took them; each event names exactly what is to be captured and what is void',
    },
  ],
}
