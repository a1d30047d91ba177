/** What may still be claimed and refunded of an order. */
import { testsIn, type Chapter } from './row.js'

const borders = testsIn('domain/entitlement/borders')
const claims = testsIn('domain/entitlement/claims')
const outside = testsIn('domain/entitlement/outside-facts')
const paidBack = testsIn('domain/entitlement/paid-back')
const registration = testsIn('domain/entitlement/registration')
const repairs = testsIn('domain/entitlement/repairs')
const replacements = testsIn('domain/entitlement/replacements')
const money = testsIn('domain/entitlement/reserving-money')
const reversal = testsIn('domain/entitlement/reversal')
const room = testsIn('domain/entitlement/room')
const withheld = testsIn('domain/entitlement/withheld-money')
const reporting = testsIn('domain/entitlement/who-reports')
const outages = testsIn('bad-input/world-outside')

const forStaff = reporting('is not for customers or carriers to report, whatever roles they bring: $type')
const forFinance = reporting('is for those who keep the books, and for the provider: $type')
const unknownTender = outside('on a means of payment that the order does not have is refused')

export const entitlement: Chapter = {
  title: 'Entitlement',
  rows: [
    {
      what: 'register an order',
      by: 'the first touch: the host’s order directory is asked',
      command: 'RegisterOrder',
      events: {
        OrderRegistered: registration('is registered as the shop knows it, under the policy in force at purchase'),
        OrderLinesRegistered: registration('is several events of one append, each below 256 KiB'),
      },
      failures: {
        OrderUnknown: outages('are missing when the directory %s'),
        OrderFactsInconsistent: registration('Facts that contradict each other are refused by name'),
        InvalidInput: borders('an order with %s is refused'),
      },
    },
    {
      what: 'report the delivery',
      by: 'the host, a carrier',
      command: 'RecordDelivery',
      call: 'orders.recordDelivery',
      events: { DeliveryRecorded: outside('is recorded, since the window counts from it') },
      failures: {
        EntitlementForStaffOnly: reporting('is told by carriers and all of the staff where it is the delivery'),
        OrderNotRegistered: registration('comes before everything else: no $type'),
      },
    },
    {
      what: 'report a further capture',
      by: 'finance, merchant, platform, the host, the provider',
      command: 'RecordCapture',
      call: 'orders.recordCapture',
      events: { PaymentCaptured: outside('adds to its tender') },
      failures: {
        EntitlementForStaffOnly: forStaff,
        EntitlementForFinanceOnly: forFinance,
        TenderUnknown: unknownTender,
      },
    },
    {
      what: 'report a refund made elsewhere',
      by: 'finance, merchant, platform, the host, the provider',
      command: 'RecordExternalRefund',
      call: 'orders.recordExternalRefund',
      events: {
        ExternalRefundRecorded: outside('is recorded with the units and their worth, where they are known'),
      },
      failures: {
        EntitlementForStaffOnly: forStaff,
        EntitlementForFinanceOnly: forFinance,
        TenderUnknown: unknownTender,
        OrderFactsInconsistent: outside('Facts that contradict the order are refused by name'),
      },
    },
    {
      what: 'report a chargeback: opened, won, lost',
      by: 'finance, merchant, platform, the host, the provider',
      command: 'RecordChargeback',
      call: 'orders.recordChargeback',
      events: {
        ChargebackOpened: outside('is opened with its tender, amount and reason'),
        ChargebackWon: outside('that the shop wins frees it'),
        ChargebackLost: outside('that the shop loses keeps it'),
        OverpaymentFound: paidBack('is found when the payment goes through all the same'),
        OverpaymentCleared: paidBack('won later clears it'),
      },
      failures: {
        EntitlementForStaffOnly: forStaff,
        EntitlementForFinanceOnly: forFinance,
        ChargebackUnknown: outside('that was never opened is not decided'),
        OrderFactsInconsistent: outside('is not opened without %o'),
        TenderUnknown: unknownTender,
      },
    },
    {
      what: 'report an edit of the order: units out, lines in',
      by: 'staff, the host',
      command: 'RecordOrderEdit',
      call: 'orders.recordEdit',
      events: { OrderEdited: outside('takes units out with their worth, and puts lines in') },
      failures: {
        EntitlementForStaffOnly: forStaff,
        OrderFactsInconsistent: outside('Facts that contradict the order are refused by name'),
      },
    },
    {
      what: 'report duty that customs paid back',
      by: 'finance, merchant, platform, the host',
      command: 'RecordDutyRecovered',
      call: 'orders.recordDutyRecovered',
      events: {
        DutyRecovered: withheld('is due to the request whose units were refunded, as far as it belongs to them'),
      },
      failures: {
        EntitlementForStaffOnly: forStaff,
        EntitlementForFinanceOnly: reporting(
          'is told by finance where duty came back, not by the provider, who does not know',
        ),
        OrderFactsInconsistent: withheld('is refused when it contradicts itself: %s'),
      },
    },
    {
      what: 'reserve units',
      by: 'a request that was submitted',
      command: 'ReserveUnits',
      events: {
        UnitsReserved: claims('lets a request claim up to what was ordered (%i of 3), and says what it is worth'),
        ReservationRefused: claims('refuses all lines where one is not free'),
      },
      failures: {
        LineUnknown: claims('refuses a line that it does not have'),
        ExceedsOrdered: claims('refuses more than was ordered (%i of 3)'),
        UnitsAlreadyClaimed: claims(
          'the web takes two and the phone wants two more: the phone learns that one is free',
        ),
        DuplicateOpenRequest: claims('is taken for a double click'),
        RequestTooLarge: room('that does not fit is refused at once, with how many lines do: %s'),
      },
    },
    {
      what: 'release units',
      by: 'a request that was declined, canceled, expired, merged or resolved',
      command: 'ReleaseUnits',
      events: { UnitsReleased: claims('are all that are still held') },
      failures: 'a release that comes twice, or for nothing that is held, is silent',
    },
    {
      what: 'reserve money, and confirm the units',
      by: 'a refund that was proposed',
      command: 'ReserveMoney',
      events: {
        UnitsConfirmed: claims('a confirmation names the units and where they are'),
        MoneyReserved: money('and gets it reserved, line by line and tender by tender'),
        WithheldMoneyReserved: withheld('is paid out of what the first refund kept back, exactly'),
        MoneyReservationRefused: money('is refused for %s'),
      },
      failures: {
        NotClaimed: money('is refused for units that were given back'),
        ChargebackOpen: money('no money is reserved, but goods that came back are back'),
      },
    },
    {
      what: 'settle money: a leg was paid',
      by: 'a leg that succeeded, or was paid by hand',
      command: 'SettleMoney',
      events: {
        MoneySettled: money('is settled when its leg was paid'),
        OverpaymentFound: paidBack('is found when the payment goes through all the same'),
      },
      failures: 'the money has moved: it is a fact, counted once for each leg and key',
    },
    {
      what: 'reserve again what came back',
      by: 'a leg that was reversed',
      command: 'ReverseMoney',
      events: {
        MoneyReversed: reversal('is reserved for its refund again'),
        OverpaymentCleared: paidBack('is cleared when the payment comes back, and found again when it is paid again'),
      },
      failures: 'the money has moved: it is a fact, counted once for each leg and key',
    },
    {
      what: 'release money that is not paid',
      by: 'a refund that was declined, canceled or given up',
      command: 'ReleaseMoney',
      events: { MoneyReleased: money('is released when nothing was paid') },
      failures: 'a release that comes twice, or for nothing that is reserved, is silent',
    },
    {
      what: 'take in what the customer paid back',
      by: 'a receivable that was paid, or of which only what was never paid was left',
      command: 'RecordReceivedBack',
      events: { MoneyReceivedBack: paidBack('may be refunded again') },
      failures: 'the money is here: it is a fact, counted once for each payment',
    },
    {
      what: 'take goods that went out into the order',
      by: 'a replacement that shipped',
      command: 'RecordReplacement',
      events: {
        ReplacementRecorded: replacements(
          'are lines of the order, and what was captured for them is money of the order',
        ),
        ReplacementNotRecorded: replacements(
          'and have a name that others have, are not recorded, once, and somebody sees it',
        ),
      },
      failures: 'the no is the event `ReplacementNotRecorded`, which operators see',
    },
    {
      what: 'take a recovery into the order',
      by: 'a recovery that was collected',
      command: 'RecordRecoveryPayment',
      events: {
        RecoveryRecorded: replacements('is money of the order, to be paid back when they come late'),
        ReplacementNotRecorded: replacements(
          'is not recorded under a name that another payment has, once, and somebody sees it',
        ),
      },
      failures: 'the no is the event `ReplacementNotRecorded`, which operators see',
    },
    {
      what: 'start the window of goods that went out',
      by: 'a replacement that was delivered',
      command: 'RecordReplacementDelivery',
      events: { LinesDelivered: replacements('counts from their own delivery, not from that of the order') },
      failures: 'a delivery is a fact; told again for the same day it is silent',
    },
    {
      what: 'count a repair with its days',
      by: 'a repair that was completed',
      command: 'RecordRepair',
      events: { RepairRecorded: repairs('are counted with the days that they took') },
      failures: 'the repair is done: it is a fact, counted once',
    },
  ],
  leftOut: [
    {
      what: 'a failure “exceeds refundable”, or “tender exhausted”',
      because:
        'a refund of more than is left is not refused: it pays what is there and names the rest as a shortfall, so that nobody has to guess an amount',
    },
    {
      what: 'units that were shipped or canceled, line by line',
      because:
        'fulfillment stays with the host: cancellations are edits of the order, and a delivery starts the window',
    },
    {
      what: 'a failure “another currency”',
      because:
        'amounts of an order carry no currency of their own: an order has one, and a provider that answers in another is an alarm',
    },
  ],
}
