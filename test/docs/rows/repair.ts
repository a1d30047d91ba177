/** Goods of the customer in the workshop. */
import { testsIn, type Chapter } from './row.js'

const repairing = testsIn('domain/repair/working')
const repairPlanning = testsIn('domain/repair/planning')
const toldOnce = 'news is a fact: told again it is silent'

export const repair: Chapter = {
  title: 'Repair',
  rows: [
    {
      what: 'plan a repair',
      by: 'a request whose remedies start',
      command: 'PlanRepair',
      events: { RepairPlanned: repairPlanning('is planned once') },
      failures: 'what was decided is planned, once',
    },
    {
      what: 'hear that goods are in the house',
      by: 'the request',
      command: 'RecordGoodsForRepair',
      events: { RepairGoodsReceived: repairPlanning('are looked at as soon as the first come') },
      failures: toldOnce,
    },
    {
      what: 'hear that no more come',
      by: 'the request',
      command: 'RecordNoMoreGoods',
      events: { RepairCanceled: repairPlanning('with nothing, there is nothing to repair') },
      failures: toldOnce,
    },
    {
      what: 'diagnose, with a quote where the warranty does not cover it',
      by: 'workshop',
      command: 'DiagnoseRepair',
      call: 'repairs.diagnose',
      events: { RepairDiagnosed: repairing('that the warranty covers is followed by the repair') },
      failures: {
        RepairNotFound: repairPlanning('nobody planned is not known'),
        QuoteMissing: repairing('that it does not cover needs a quote'),
        QuoteCurrency: repairing('that it does not cover costs something in the currency of the order'),
        CoveredCostsNothing: repairing('that it covers costs nothing'),
        RepairLineUnknown: repairing('names only units that are here'),
        RepairForStaffOnly: repairing('is not the customer’s'),
        RepairNotOpen: repairing('is not made while it is %s'),
      },
    },
    {
      what: 'accept the quote',
      by: 'customer; staff with a proof of consent',
      command: 'AcceptRepairQuote',
      call: 'repairs.acceptQuote',
      events: { RepairQuoteAccepted: repairing('is accepted by the customer, and paid') },
      failures: {
        ConsentMissing: repairing('is answered by staff only with a proof of consent'),
        NotYourRepair: repairing('is no stranger’s to answer'),
        QuoteOver: repairing('counts until its last millisecond, and lapses then'),
      },
    },
    {
      what: 'decline it',
      by: 'customer; staff with a proof of consent',
      command: 'DeclineRepairQuote',
      call: 'repairs.declineQuote',
      events: { RepairQuoteDeclined: repairing('is declined by the customer, and the goods go back as they are') },
      failures: {
        ConsentMissing: repairing('is answered by staff only with a proof of consent'),
        NotYourRepair: repairing('is no stranger’s to answer'),
      },
    },
    {
      what: 'let the quote run out',
      by: 'a timer',
      command: 'LapseRepairQuote',
      events: { RepairQuoteLapsed: repairing('counts until its last millisecond, and lapses then') },
      failures: 'a timer that comes early or late is silent',
    },
    {
      what: 'finish',
      by: 'workshop',
      command: 'FinishRepair',
      call: 'repairs.finish',
      events: { RepairFinished: repairing('is finished, with its parts and its days: a day that has begun counts') },
      failures: {
        RepairNotOpen: repairing('is not finished while it is %s'),
        RepairForStaffOnly: repairing('is done by the shop'),
      },
    },
    {
      what: 'report that it cannot be repaired',
      by: 'workshop',
      command: 'ReportUnrepairable',
      call: 'repairs.reportUnrepairable',
      events: { RepairFailed: repairing('may turn out to be impossible: %s') },
      failures: { RepairNotOpen: repairing('is not given up while it is %s') },
    },
    {
      what: 'notice that it takes too long',
      by: 'a timer',
      command: 'ReportRepairOverdue',
      events: { RepairOverdue: repairing('is said to, once: %s') },
      failures: 'a timer that comes early or late is silent',
    },
    {
      what: 'send the goods back',
      by: 'workshop, warehouse',
      command: 'ShipRepaired',
      call: 'repairs.ship',
      events: { RepairShippedBack: repairing('begins when it was repaired or given up') },
      failures: { RepairForStaffOnly: repairing('is not the customer’s to report') },
    },
    {
      what: 'report that they are back with the customer',
      by: 'carrier, staff',
      command: 'RecordRepairDelivered',
      call: 'repairs.recordDelivered',
      events: { RepairCompleted: repairing('ends with the goods at the customer, and says what became of them') },
      failures: { RepairNotOpen: repairing('is closed while it is %s') },
    },
    {
      what: 'stop it',
      by: 'a request that is taken back, or switches its remedy',
      command: 'CancelRepair',
      events: {
        RepairCanceled: repairPlanning('is possible until the goods come, and heard once'),
        RepairCancellationRefused: repairPlanning('is refused while the goods are in the workshop: %s'),
      },
      failures: 'the no is the event `RepairCancellationRefused`',
    },
  ],
  leftOut: [
    {
      what: 'the days and counts of the law: 30 days, two repairs',
      because: 'the mechanics count repairs and days of each unit; the legal figures come with the policy presets',
    },
    {
      what: 'a repaired part that fails again within 20 days, as the same fault',
      because:
        'every repair of a unit counts, whatever its fault and whenever it comes, so a part that fails again is counted without a rule that compares faults; that it costs nothing is for the workshop to say (`covered`)',
    },
    {
      what: 'a serial in the wish for a repair',
      because:
        'customers rarely have it at hand, and a wrong one would cost them a right: the workshop names it, and a wish is refused only when that is certain of every unit it may be about',
    },
  ],
}
