/** What a repair may say no to, in words. */
import { describeWith, type Catalog, type Described } from '../kernel/sentence.js'
import type { RepairStatus } from './state.js'

export type RepairError =
  | { readonly _tag: 'RepairNotFound' }
  | { readonly _tag: 'RepairNotOpen'; readonly status: RepairStatus }
  | { readonly _tag: 'RepairForStaffOnly' }
  | { readonly _tag: 'NotYourRepair' }
  | { readonly _tag: 'ConsentMissing' }
  | { readonly _tag: 'RepairLineUnknown'; readonly lineId: string }
  | { readonly _tag: 'QuoteMissing' }
  | { readonly _tag: 'CoveredCostsNothing' }
  | { readonly _tag: 'QuoteCurrency'; readonly currency: string }
  | { readonly _tag: 'QuoteOver'; readonly validUntil: string }

export const repairWords: Catalog<RepairError> = {
  RepairNotFound: {
    code: 'REPAIR.UNKNOWN',
    en: () => 'There is no such repair.',
    zh: () => '维修单不存在。',
  },
  RepairNotOpen: {
    code: 'REPAIR.NOT_OPEN',
    en: (e) => `This is not possible while the repair is ${e.status}.`,
    zh: (e) => `维修单处于 ${e.status} 状态,无法执行此操作。`,
  },
  RepairForStaffOnly: {
    code: 'REPAIR.STAFF_ONLY',
    en: () => 'Only the shop and those who work for it may do this.',
    zh: () => '只有商家及其服务方可以执行此操作。',
  },
  NotYourRepair: {
    code: 'REPAIR.NOT_OWNER',
    en: () => 'Only the customer whose goods they are may answer a quote.',
    zh: () => '只有送修客户本人可以答复维修报价。',
  },
  ConsentMissing: {
    code: 'REPAIR.CONSENT_MISSING',
    en: () => 'Whoever answers for the customer names what proves that they agreed.',
    zh: () => '代客户答复维修报价时须注明客户同意的凭证。',
  },
  RepairLineUnknown: {
    code: 'REPAIR.LINE_UNKNOWN',
    en: () => 'No goods of that line are here for repair.',
    zh: () => '该商品行没有送修商品。',
  },
  QuoteMissing: {
    code: 'REPAIR.QUOTE_MISSING',
    en: () => 'What the warranty does not cover needs a quote.',
    zh: () => '保修范围外的维修须提供报价。',
  },
  CoveredCostsNothing: {
    code: 'REPAIR.COVERED_COSTS_NOTHING',
    en: () => 'What the warranty covers costs the customer nothing, so there is nothing to quote.',
    zh: () => '保修范围内的维修不得收费,无需报价。',
  },
  QuoteCurrency: {
    code: 'REPAIR.QUOTE_CURRENCY',
    en: (e) => `The order was paid in ${e.currency}; so is what its repairs cost.`,
    zh: (e) => `订单以 ${e.currency} 支付,维修报价须使用相同币种。`,
  },
  QuoteOver: {
    code: 'REPAIR.QUOTE_OVER',
    en: (e) => `A quote counts until its last instant, which is or was ${e.validUntil}.`,
    zh: (e) => `报价有效期至 ${e.validUntil},已过期。`,
  },
}

export const describeRepairError: (error: RepairError) => Described = describeWith(repairWords)
