/** What a return may say no to, in words. */
import { describeWith, type Catalog, type Described } from '../kernel/sentence.js'
import { consignmentWords, type ConsignmentError } from './consignment-errors.js'
import type { DispositionCode, Verdict } from './goods.js'
import type { CalledBackAs } from './shipping-events.js'
import type { ReturnStatus } from './state.js'

export type ReturnError =
  | ConsignmentError
  | { readonly _tag: 'ReturnUnknown' }
  | { readonly _tag: 'ReturnNotOpen'; readonly status: ReturnStatus }
  | { readonly _tag: 'TrackingReused'; readonly parcelId: string }
  | { readonly _tag: 'ParcelWithoutContent' }
  | { readonly _tag: 'LineNotInReturn'; readonly lineId: string }
  | { readonly _tag: 'InspectedLineRepeated'; readonly lineId: string }
  | { readonly _tag: 'OverInspected'; readonly lineId: string; readonly received: number; readonly inspected: number }
  | {
      readonly _tag: 'MoreAcceptedThanAuthorized'
      readonly lineId: string
      readonly authorized: number
      readonly accepted: number
    }
  | { readonly _tag: 'NothingInspected'; readonly lineId: string }
  /** By its place in the list, from 0. */
  | { readonly _tag: 'DeductionWithoutReason'; readonly index: number }
  | { readonly _tag: 'NotInspected'; readonly lineId: string; readonly inspected: number; readonly disposed: number }
  | { readonly _tag: 'NothingMissing' }
  /** Customers announce parcels; what arrived, and what of it is accepted, the shop says. */
  | { readonly _tag: 'NotForCustomers' }
  | { readonly _tag: 'NotYourReturn' }
  | { readonly _tag: 'CountImplausible'; readonly lineId: string; readonly count: number; readonly limit: number }
  | { readonly _tag: 'TooManyInspections'; readonly limit: number }
  | { readonly _tag: 'TooManyDeclarations'; readonly limit: number }
  | { readonly _tag: 'FreightOfTheShop'; readonly as: CalledBackAs }
  | { readonly _tag: 'ParcelHasLabel'; readonly labelId: string }
  | { readonly _tag: 'LabelCurrency'; readonly currency: string }
  | { readonly _tag: 'LabelUnknown'; readonly labelId: string }
  /** Its parcel was seen by a carrier or by the shop. */
  | { readonly _tag: 'LabelUsed'; readonly labelId: string; readonly parcelId: string }
  | { readonly _tag: 'NothingShipped' }
  | { readonly _tag: 'MoreThanMissing'; readonly lineId: string; readonly missing: number; readonly named: number }
  | { readonly _tag: 'ParcelAlreadyReceived'; readonly parcelId: string }
  | { readonly _tag: 'ReceiptUnknown'; readonly receiptId: string }
  | { readonly _tag: 'NothingDisputed'; readonly receiptId: string; readonly lineId: string }
  | { readonly _tag: 'CountAlreadySettled'; readonly receiptId: string; readonly lineId: string }
  | { readonly _tag: 'OwnCount' }
  | {
      readonly _tag: 'FewerThanInspected'
      readonly lineId: string
      readonly inspected: number
      readonly received: number
    }
  | { readonly _tag: 'InspectionUnknown'; readonly inspectionId: string }
  | { readonly _tag: 'NotTheSameUnits'; readonly lineId: string; readonly inspected: number; readonly revised: number }
  | { readonly _tag: 'AlreadyDisposedIrreversibly'; readonly lineId: string }
  | { readonly _tag: 'BelongsToCustomer'; readonly lineId: string; readonly code: DispositionCode }
  | {
      readonly _tag: 'NotAtHand'
      readonly lineId: string
      readonly of: Verdict
      readonly there: number
      readonly asked: number
    }

export const returnWords: Catalog<ReturnError> = {
  ReturnUnknown: {
    code: 'RETURN.UNKNOWN',
    en: () => 'There is no such return.',
    zh: () => '退货单不存在。',
  },
  ReturnNotOpen: {
    code: 'RETURN.NOT_OPEN',
    en: (e) => `This is not possible while the return is ${e.status}.`,
    zh: (e) => `退货单处于 ${e.status} 状态,无法执行此操作。`,
  },
  TrackingReused: {
    code: 'RETURN.TRACKING_REUSED',
    en: () => 'Another parcel of this return has the same tracking number.',
    zh: () => '该退货单的另一个包裹已使用相同的运单号。',
  },
  ParcelWithoutContent: {
    code: 'RETURN.PARCEL_WITHOUT_CONTENT',
    en: () => 'A receipt names what was found: lines, or an exception such as an empty parcel.',
    zh: () => '签收须登记内容:商品行,或空包裹等异常。',
  },
  LineNotInReturn: {
    code: 'RETURN.LINE_NOT_IN_RETURN',
    en: () => 'The return has no such line.',
    zh: () => '退货单中没有该商品行。',
  },
  InspectedLineRepeated: {
    code: 'RETURN.LINE_REPEATED',
    en: () => 'Each line may be named once.',
    zh: () => '每个商品行只能填写一次。',
  },
  OverInspected: {
    code: 'RETURN.OVER_INSPECTED',
    en: (e) => `${e.inspected} inspected, but only ${e.received} were received.`,
    zh: (e) => `验货数量 ${e.inspected} 超过收货数量 ${e.received}。`,
  },
  MoreAcceptedThanAuthorized: {
    code: 'RETURN.MORE_ACCEPTED_THAN_AUTHORIZED',
    en: (e) => `${e.accepted} accepted, but only ${e.authorized} were authorized; reject the surplus.`,
    zh: (e) => `接受数量 ${e.accepted} 超过授权数量 ${e.authorized},多余部分请拒收。`,
  },
  NothingInspected: {
    code: 'RETURN.NOTHING_INSPECTED',
    en: () => 'An inspected line accepts or rejects at least one unit.',
    zh: () => '每个验货行至少接受或拒收一件。',
  },
  DeductionWithoutReason: {
    code: 'RETURN.DEDUCTION_WITHOUT_REASON',
    en: (e) => `Deduction ${e.index} names neither a code nor a rule; what is kept back has a reason.`,
    zh: (e) => `第 ${e.index} 项扣款没有填写代码或规则;扣款必须有理由。`,
  },
  NotInspected: {
    code: 'RETURN.NOT_INSPECTED',
    en: (e) => `${e.disposed} disposed of, but only ${e.inspected} were inspected.`,
    zh: (e) => `处置数量 ${e.disposed} 超过已验货数量 ${e.inspected}。`,
  },
  NothingMissing: {
    code: 'RETURN.NOTHING_MISSING',
    en: () => 'Everything that was authorized has arrived.',
    zh: () => '授权退回的商品已全部收到。',
  },
  NotForCustomers: {
    code: 'RETURN.NOT_FOR_CUSTOMERS',
    en: () => 'Only the shop may say what arrived, what it is worth and what becomes of it.',
    zh: () => '只有商家可以签收、验货、处置或结束退货。',
  },
  NotYourReturn: {
    code: 'RETURN.NOT_YOURS',
    en: () => 'Only the customer of the request, or staff, may say this of the return.',
    zh: () => '只有申请售后的客户或客服可以对该退货单执行此操作。',
  },
  CountImplausible: {
    code: 'RETURN.COUNT_IMPLAUSIBLE',
    en: (e) => `${e.count} units of one line cannot be right; the limit is ${e.limit}.`,
    zh: (e) => `同一商品行 ${e.count} 件不合常理,上限为 ${e.limit}。`,
  },
  TooManyInspections: {
    code: 'RETURN.TOO_MANY_INSPECTIONS',
    en: (e) => `A return takes ${e.limit} inspections; inspect the rest in one.`,
    zh: (e) => `每张退货单最多验货 ${e.limit} 次。`,
  },
  TooManyDeclarations: {
    code: 'RETURN.TOO_MANY_DECLARATIONS',
    en: (e) => `A return takes ${e.limit} of these; name the rest in one.`,
    zh: (e) => `每张退货单最多登记 ${e.limit} 次,其余请合并登记。`,
  },
  FreightOfTheShop: {
    code: 'RETURN.FREIGHT_OF_THE_SHOP',
    en: () => 'Goods that the shop calls back travel at the cost of the shop.',
    zh: () => '商家拦截或召回的商品,运费不能由顾客承担。',
  },
  ParcelHasLabel: {
    code: 'RETURN.PARCEL_HAS_LABEL',
    en: () => 'The parcel has a label; void it first.',
    zh: () => '该包裹已有面单,请先作废。',
  },
  LabelCurrency: {
    code: 'RETURN.LABEL_CURRENCY',
    en: (e) => `The order was paid in ${e.currency}; so is what its labels cost.`,
    zh: (e) => `订单以 ${e.currency} 支付,面单费用须使用相同币种。`,
  },
  LabelUnknown: {
    code: 'RETURN.LABEL_UNKNOWN',
    en: () => 'The return has no such label.',
    zh: () => '退货单中没有该面单。',
  },
  LabelUsed: {
    code: 'RETURN.LABEL_USED',
    en: () => 'The parcel of this label is on its way or has arrived.',
    zh: () => '该面单的包裹已揽收或已签收。',
  },
  NothingShipped: {
    code: 'RETURN.NOTHING_SHIPPED',
    en: () => 'Nothing was handed over, so nothing can be lost.',
    zh: () => '尚未寄出任何包裹,不能登记丢失。',
  },
  MoreThanMissing: {
    code: 'RETURN.MORE_THAN_MISSING',
    en: (e) => `${e.named} named, but only ${e.missing} are missing.`,
    zh: (e) => `登记数量 ${e.named} 超过未到数量 ${e.missing}。`,
  },
  ParcelAlreadyReceived: {
    code: 'RETURN.PARCEL_ALREADY_RECEIVED',
    en: () => 'The parcel was received; inspect what is in it.',
    zh: () => '包裹已签收,请验货。',
  },
  ReceiptUnknown: {
    code: 'RETURN.RECEIPT_UNKNOWN',
    en: () => 'The return has no such receipt.',
    zh: () => '退货单中没有该收货记录。',
  },
  NothingDisputed: {
    code: 'RETURN.NOTHING_DISPUTED',
    en: () => 'Nobody disputes this count.',
    zh: () => '该收货数量没有争议。',
  },
  CountAlreadySettled: {
    code: 'RETURN.COUNT_ALREADY_SETTLED',
    en: () => 'This count is settled.',
    zh: () => '该收货数量争议已裁定。',
  },
  OwnCount: {
    code: 'RETURN.OWN_COUNT',
    en: () => 'Who counted cannot settle the count.',
    zh: () => '清点人不能裁定自己的清点结果。',
  },
  FewerThanInspected: {
    code: 'RETURN.FEWER_THAN_INSPECTED',
    en: (e) => `${e.inspected} were inspected, so ${e.received} cannot be all that came.`,
    zh: (e) => `已验货 ${e.inspected} 件,收货数量不能是 ${e.received} 件。`,
  },
  InspectionUnknown: {
    code: 'RETURN.INSPECTION_UNKNOWN',
    en: () => 'The return has no such inspection.',
    zh: () => '退货单中没有该验货记录。',
  },
  NotTheSameUnits: {
    code: 'RETURN.NOT_THE_SAME_UNITS',
    en: (e) => `${e.inspected} were inspected and ${e.revised} are judged now; it must be the same ones.`,
    zh: (e) => `原验货 ${e.inspected} 件,复核 ${e.revised} 件,数量必须一致。`,
  },
  AlreadyDisposedIrreversibly: {
    code: 'RETURN.ALREADY_DISPOSED_IRREVERSIBLY',
    en: () => 'The goods are gone for good.',
    zh: () => '商品已作不可逆处置。',
  },
  BelongsToCustomer: {
    code: 'RETURN.BELONGS_TO_CUSTOMER',
    en: (e) => `Rejected goods belong to the customer; ${e.code} is not for the shop to decide.`,
    zh: (e) => `拒收的商品归客户所有,商家不能处置为 ${e.code}。`,
  },
  NotAtHand: {
    code: 'RETURN.NOT_AT_HAND',
    en: (e) => `${e.asked} asked for, but only ${e.there} are there.`,
    zh: (e) => `请求数量 ${e.asked} 超过现有数量 ${e.there}。`,
  },
  ...consignmentWords,
}

export const describeReturnError: (error: ReturnError) => Described = describeWith(returnWords)
