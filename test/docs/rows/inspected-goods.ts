/** Goods that came back: inspected, put away, sent back, or never come. */
import { testsIn, type Chapter } from './row.js'

const authorization = testsIn('domain/return/authorization')
const disposing = testsIn('domain/return/disposing')
const expiry = testsIn('domain/return/expiry')
const held = testsIn('domain/return/held-goods')
const inspection = testsIn('domain/return/inspection')
const overdue = testsIn('domain/return/overdue')
const receiving = testsIn('domain/return/receiving')
const revision = testsIn('domain/return/revision')
const shipping = testsIn('domain/return/shipping')
const waiving = testsIn('domain/return/waiving')
const otherLines = inspection('names each line once, a line of the return, and at least one piece of it')
const notForCustomers = authorization('does not decide what arrived and what it is worth: $type')

export const inspectedGoods: Chapter = {
  title: 'Goods that came back, or did not',
  rows: [
    {
      what: 'inspect what arrived',
      by: 'warehouse, staff in a store',
      command: 'InspectItems',
      call: 'returns.inspect',
      events: { ItemsInspected: inspection('names who inspected, what was accepted and what is kept back') },
      failures: {
        OverInspected: inspection('finds no more than was received: %i + %i of 3'),
        MoreAcceptedThanAuthorized: inspection('accepts no more than was authorized: the surplus is rejected'),
        LineNotInReturn: otherLines,
        InspectedLineRepeated: otherLines,
        NothingInspected: otherLines,
        DeductionWithoutReason: inspection('keeps nothing back without a reason: a code of the shop, or a rule'),
        TooManyInspections: inspection('stops counting inspections before the log would stop reading them'),
        NotForCustomers: notForCustomers,
      },
    },
    {
      what: 'revise an inspection',
      by: 'staff, with a reason',
      command: 'ReviseInspection',
      call: 'returns.reviseInspection',
      events: { InspectionRevised: revision('says how many fewer are accepted than before') },
      failures: {
        InspectionUnknown: revision('needs an inspection'),
        NotTheSameUnits: revision('judges the same pieces'),
        AlreadyDisposedIrreversibly: revision('is refused where it could not be true any more'),
        TooManyInspections: revision('stops somewhere'),
        NotForCustomers: revision('is not for customers'),
      },
    },
    {
      what: 'dispose of inspected goods',
      by: 'warehouse',
      command: 'DisposeItems',
      call: 'returns.dispose',
      events: {
        ItemsDisposed: inspection(
          'says where they go, and completes the return with its totals when nothing is left to do',
        ),
        ReturnCompleted: inspection(
          'says where they go, and completes the return with its totals when nothing is left to do',
        ),
      },
      failures: {
        NotInspected: inspection('takes inspected goods only, over all dispositions and all mentions'),
        NotAtHand: disposing('takes no more of one kind than there is'),
        BelongsToCustomer: disposing('never puts what belongs to the customer to %s'),
        LineNotInReturn: inspection('takes lines of the return only'),
      },
    },
    {
      what: 'move what was put aside',
      by: 'warehouse',
      command: 'RedisposeItems',
      call: 'returns.redispose',
      events: { ItemsRedisposed: disposing('goes on, also after the end') },
      failures: {
        AlreadyDisposedIrreversibly: disposing('never from %s'),
        NotAtHand: disposing('is no more than is there'),
        BelongsToCustomer: disposing('of the customer goes where the customer’s goods may go'),
      },
    },
    {
      what: 'send goods back to the customer',
      by: 'warehouse',
      command: 'ReturnRejectedGoods',
      call: 'returns.sendBack',
      events: {
        RejectedGoodsSentBack: held('names who bears the freight, and completes the return with the last piece'),
      },
      failures: {
        ConsignmentUnclear: held('names lines or a parcel'),
        NotAtHand: held('sends what was put up for the customer, and no more'),
        ParcelNotHeld: held('may be taken after all'),
        NotForCustomers: held('is a matter of the shop'),
      },
    },
    {
      what: 'report that they are back with the customer',
      by: 'warehouse, staff',
      command: 'RecordGoodsBackWithCustomer',
      call: 'returns.recordBackWithCustomer',
      events: { RejectedGoodsDelivered: held('ends with the customer') },
      failures: {
        ConsignmentUnknown: held('ends with the customer'),
        ConsignmentOver: held('ends with the customer'),
      },
    },
    {
      what: 'report that nobody took them',
      by: 'warehouse, staff',
      command: 'RecordGoodsAbandoned',
      call: 'returns.recordAbandoned',
      events: { GoodsAbandoned: held('were sent back or offered first') },
      failures: {
        ConsignmentUnknown: held('were sent back or offered first'),
        ConsignmentOver: held('are abandoned once'),
      },
    },
    {
      what: 'set a date by which held goods go back',
      by: 'staff, platform',
      command: 'SetSendBackDeadline',
      call: 'returns.setSendBackDeadline',
      events: {
        SendBackDeadlineSet: held('is set, and may be changed'),
        SendBackDeadlineMet: held('is met when they are on their way'),
      },
      failures: { NotForCustomers: held('is a matter of the shop') },
    },
    {
      what: 'let that date pass',
      by: 'a timer',
      command: 'EscalateHeldGoods',
      events: { HeldGoodsOverdue: held('that passes while they are held is said once, with what is held') },
      failures: 'a timer that comes early or late is silent',
    },
    {
      what: 'declare goods lost',
      by: 'staff',
      command: 'DeclareLost',
      call: 'returns.declareLost',
      events: { GoodsLost: shipping('name who is liable, and with what evidence') },
      failures: {
        NothingShipped: shipping('are what was shipped and has not come'),
        MoreThanMissing: shipping('are what was shipped and has not come'),
        TooManyDeclarations: shipping('are not declared without end'),
        NotForCustomers: shipping('are not for customers and carriers to declare'),
      },
    },
    {
      what: 'waive the return of goods',
      by: 'staff',
      command: 'WaiveReturn',
      call: 'returns.waive',
      events: { GoodsWaived: waiving('stay with the customer, to %s') },
      failures: {
        MoreThanMissing: waiving('have not arrived, and are not lost'),
        TooManyDeclarations: waiving('are not waived without end'),
        NotForCustomers: waiving('are not for the customer to waive'),
      },
    },
    {
      what: 'close a return short',
      by: 'staff',
      command: 'CloseReturnShort',
      call: 'returns.closeShort',
      events: { ReturnClosedShort: receiving('leaves with the customer what did not come') },
      failures: {
        NothingMissing: receiving('has no meaning when everything has arrived'),
        NotForCustomers: notForCustomers,
      },
    },
    {
      what: 'close a return whose goods are not back in time',
      by: 'a request for which other goods went out in advance',
      command: 'CloseOverdueReturn',
      events: { ReturnClosedShort: overdue('is closed, and what is missing is the customer’s') },
      failures: 'what has arrived or ended is not overdue: it is silent',
    },
    {
      what: 'let the last day to ship pass',
      by: 'a timer',
      command: 'ExpireReturn',
      events: { ReturnExpired: expiry('expires at the ship-by instant, not before: %s') },
      failures: 'a timer that comes early or late is silent',
    },
    {
      what: 'cancel a return',
      by: 'a request that is taken back',
      command: 'CancelReturn',
      events: {
        ReturnCanceled: authorization('is possible until the first parcel is handed over'),
        ReturnCancellationRefused: authorization('is answered with no while %s, every time it is asked'),
      },
      failures: 'the no is the event `ReturnCancellationRefused`',
    },
  ],
  leftOut: [],
}
