/** What a return may say no to, in words. */
import { describeWith, type Catalog, type Described } from '../kernel/sentence.js'
import type { ReturnStatus } from './state.js'

export type ReturnError =
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
  | { readonly _tag: 'NotInspected'; readonly lineId: string; readonly inspected: number; readonly disposed: number }
  | { readonly _tag: 'NothingMissing' }
  /** Customers announce parcels; what arrived, and what of it is accepted, the shop says. */
  | { readonly _tag: 'NotForCustomers' }
  | { readonly _tag: 'CountImplausible'; readonly lineId: string; readonly count: number; readonly limit: number }
  | { readonly _tag: 'TooManyInspections'; readonly limit: number }

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
    en: () => 'Only the shop may receive, inspect, dispose of or close a return.',
    zh: () => '只有商家可以签收、验货、处置或结束退货。',
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
}

export const describeReturnError: (error: ReturnError) => Described = describeWith(returnWords)
