/** Goods on their way back. */
import { testsIn, type Chapter } from './row.js'

const arranging = testsIn('domain/return/arranging')
const authorization = testsIn('domain/return/authorization')
const counting = testsIn('domain/return/counting')
const held = testsIn('domain/return/held-goods')
const receiving = testsIn('domain/return/receiving')
const shipping = testsIn('domain/return/shipping')
const labelForShop = arranging('is a matter of the shop')
const notForCustomers = authorization('does not decide what arrived and what it is worth: $type')

export const goodsBack: Chapter = {
  title: 'Return',
  rows: [
    {
      what: 'authorize a return',
      by: 'a request whose remedies start',
      command: 'AuthorizeReturn',
      events: { ReturnAuthorized: authorization('expects the goods of the request back') },
      failures: 'only units that the order reserved are called back, once',
    },
    {
      what: 'say how the goods come back',
      by: 'customer, staff',
      command: 'ArrangeReturn',
      call: 'returns.arrange',
      events: { ReturnArranged: arranging('is said by the customer or the shop: $kind') },
      failures: {
        NotYourReturn: arranging('is said by customers of their own goods alone'),
        ReturnUnknown: arranging('needs a return'),
        ReturnNotOpen: arranging('is settled while %s'),
        NotForCustomers: arranging('is not for carriers to say'),
      },
    },
    {
      what: 'stop a parcel on its way out, or recall a product',
      by: 'staff, platform',
      command: 'CallBackGoods',
      call: 'returns.callBack',
      events: { GoodsCalledBack: arranging('may be the wish of the shop, which bears the freight: %s') },
      failures: {
        ReturnNotOpen: arranging('cannot be called back while %s'),
        NotForCustomers: arranging('are called back by the shop only'),
      },
    },
    {
      what: 'issue a label',
      by: 'staff, platform',
      command: 'IssueLabel',
      call: 'returns.issueLabel',
      events: { LabelIssued: arranging('says what it costs and who bears that') },
      failures: {
        ParcelHasLabel: arranging('is issued once, and one for each parcel'),
        FreightOfTheShop: arranging('may be the wish of the shop, which bears the freight: %s'),
        LabelCurrency: arranging('costs something in the currency of the order'),
        ReturnNotOpen: arranging('has no use when the return is %s'),
        NotForCustomers: labelForShop,
      },
    },
    {
      what: 'void a label',
      by: 'staff, platform',
      command: 'VoidLabel',
      call: 'returns.voidLabel',
      events: { LabelVoided: arranging('is void once, and only where there is one') },
      failures: {
        LabelUnknown: arranging('is void once, and only where there is one'),
        LabelUsed: arranging('is used once its parcel was %s'),
        NotForCustomers: labelForShop,
      },
    },
    {
      what: 'announce a parcel',
      by: 'customer, carrier, staff',
      command: 'RegisterParcel',
      call: 'returns.registerParcel',
      events: { ParcelShipped: authorization('puts the return in transit') },
      failures: {
        NotYourReturn: authorization('is announced by customers of their own goods alone'),
        TrackingReused: authorization('takes a tracking number for one parcel only'),
        ReturnNotOpen: authorization('is too late when the return is %s'),
      },
    },
    {
      what: 'report a scan',
      by: 'carrier, staff',
      command: 'RecordScan',
      call: 'returns.recordScan',
      events: {
        FirstScanRecorded: shipping(
          'is told by itself where it is the first that shows that the carrier has the parcel',
        ),
        ParcelScanned: shipping('out of order is said, never refused: %s'),
      },
      failures: { NotForCustomers: shipping('comes from carriers and staff') },
    },
    {
      what: 'receive a parcel',
      by: 'warehouse, staff in a store',
      command: 'ReceiveParcel',
      call: 'returns.receiveParcel',
      events: {
        ParcelReceived: receiving('adds to the parcels before: 2 + 1 = 3'),
        ReceiptExceptionRecorded: receiving('goods that are not part of the return'),
      },
      failures: {
        ParcelWithoutContent: receiving('names what was found'),
        CountImplausible: receiving('believes no count of more than a million: %s'),
        NotForCustomers: notForCustomers,
      },
    },
    {
      what: 'refuse a parcel, unopened',
      by: 'warehouse',
      command: 'RefuseParcel',
      call: 'returns.refuseParcel',
      events: { ParcelRefused: held('is not received, and its reason and photos are on record') },
      failures: {
        ParcelAlreadyReceived: held('is refused once, and not after it was received'),
        NotForCustomers: notForCustomers,
      },
    },
    {
      what: 'dispute a count',
      by: 'customer, staff',
      command: 'DisputeCount',
      call: 'returns.disputeCount',
      events: { CountDisputed: counting('keeps both figures, and changes nothing yet') },
      failures: {
        NotYourReturn: counting('is disputed by customers of their own goods alone'),
        ReceiptUnknown: counting('needs another figure, of a receipt and a line that exist'),
        LineNotInReturn: counting('needs another figure, of a receipt and a line that exist'),
        CountAlreadySettled: counting('again is nothing, also when it is settled; another figure is heard until then'),
        NotForCustomers: counting('is not for carriers'),
      },
    },
    {
      what: 'settle a disputed count',
      by: 'a third person',
      command: 'SettleCount',
      call: 'returns.settleCount',
      events: { CountSettled: counting('adds what was missed: 2 counted, 3 found') },
      failures: {
        OwnCount: counting('is done by a third person: neither who received nor who disputes'),
        NothingDisputed: counting('needs a dispute about that line'),
        FewerThanInspected: counting('never goes below what was inspected'),
        CountAlreadySettled: counting('is done once'),
        MoreThanMissing: counting('finds no more than a million, and nothing that is lost'),
      },
    },
  ],
  leftOut: [
    {
      what: 'opening an inspection before its lines are known',
      because:
        'an inspection that found nothing yet is no fact; what two people do at one table is the warehouse’s own',
    },
    {
      what: 'a refund at the first scan',
      because:
        'the scan is an event of its own, so that a policy may pay on it; that rule comes with the policy engine',
    },
    {
      what: 'a refund or a return by itself when held goods are overdue',
      because: '`HeldGoodsOverdue` is the fact; what follows from it differs by law and comes with the policy engine',
    },
    {
      what: 'an inspector’s role, and photos that must be there to reject',
      because: 'evidence ids are kept where they are given; which rejections need them is a rule of the policy engine',
    },
  ],
}
