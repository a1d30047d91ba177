/** What a replacement may say no to, in words. */
import { describeWith, type Catalog, type Described } from '../kernel/sentence.js'
import type { ReplacementStatus } from './state.js'

export type OwnReplacementError =
  | { readonly _tag: 'ReplacementNotFound' }
  | { readonly _tag: 'ReplacementNotOpen'; readonly status: ReplacementStatus }
  | { readonly _tag: 'ReplacementForStaffOnly' }
  | { readonly _tag: 'ReplacementLineTaken'; readonly lineId: string }
  | { readonly _tag: 'ReplacementDiscountTooHigh'; readonly lineId: string }
  | { readonly _tag: 'ReplacementTooExpensive'; readonly limit: number }
  | { readonly _tag: 'ReplacementItemsFixed' }
  | { readonly _tag: 'ReshipOfOtherWorth'; readonly price: number; readonly credit: number }
  | { readonly _tag: 'PayByMissing'; readonly net: number }
  | {
      readonly _tag: 'ReplacementDateOutOfRange'
      readonly date: string
      readonly earliest: string
      readonly latest: string
    }
  | { readonly _tag: 'PaymentVoided'; readonly paymentId: string }
  | { readonly _tag: 'PaymentTooLate'; readonly payBy: string }
  | { readonly _tag: 'TooManyPayments'; readonly limit: number }
  | { readonly _tag: 'TenderTaken'; readonly tenderId: string }
  | { readonly _tag: 'NoRecoveryDue' }
  | { readonly _tag: 'RecoveryAboveDue'; readonly asked: number; readonly due: number }

/** `FourEyes` is said by others, too, who have the words. */
export type ReplacementError = OwnReplacementError | { readonly _tag: 'FourEyes' }

export const replacementWords: Catalog<OwnReplacementError> = {
  ReplacementNotFound: {
    code: 'REPLACEMENT.UNKNOWN',
    en: () => 'There is no such replacement.',
    zh: () => '换货(补发)单不存在。',
  },
  ReplacementNotOpen: {
    code: 'REPLACEMENT.NOT_OPEN',
    en: (e) => `This is not possible while the replacement is ${e.status}.`,
    zh: (e) => `换货(补发)单处于 ${e.status} 状态,无法执行此操作。`,
  },
  ReplacementForStaffOnly: {
    code: 'REPLACEMENT.STAFF_ONLY',
    en: () => 'Only the shop and those who work for it may do this.',
    zh: () => '只有商家及其服务方可以执行此操作。',
  },
  ReplacementLineTaken: {
    code: 'REPLACEMENT.LINE_TAKEN',
    en: () => 'Each new item needs a line id of its own, which the order does not have yet.',
    zh: () => '每件新商品须使用订单中尚未使用的行编号。',
  },
  ReplacementDiscountTooHigh: {
    code: 'REPLACEMENT.DISCOUNT_TOO_HIGH',
    en: () => 'A discount may not exceed the goods it is taken off.',
    zh: () => '优惠不得超过所抵扣的商品金额。',
  },
  ReplacementTooExpensive: {
    code: 'REPLACEMENT.TOO_EXPENSIVE',
    en: (e) => `No replacement costs more than ${e.limit} minor units.`,
    zh: (e) => `换货金额不得超过 ${e.limit}(最小货币单位)。`,
  },
  ReplacementItemsFixed: {
    code: 'REPLACEMENT.ITEMS_FIXED',
    en: () => 'It was shipped once: only the same items may go out again.',
    zh: () => '商品已发出过一次,只能按原商品重新发货。',
  },
  ReshipOfOtherWorth: {
    code: 'REPLACEMENT.RESHIP_OF_OTHER_WORTH',
    en: (e) =>
      `Goods that are sent again stand for those that never came, at what was paid for them: ${e.credit} minor units, not ${e.price}.`,
    zh: (e) => `补发商品按客户对原商品的实付金额 ${e.credit}(最小货币单位)登记,而不是 ${e.price}。`,
  },
  PayByMissing: {
    code: 'REPLACEMENT.PAY_BY_MISSING',
    en: (e) => `The customer owes ${e.net} minor units: say by when they are to be paid.`,
    zh: (e) => `客户需补差价 ${e.net}(最小货币单位),请填写付款期限。`,
  },
  ReplacementDateOutOfRange: {
    code: 'REPLACEMENT.DATE_OUT_OF_RANGE',
    en: (e) => `The date must lie between ${e.earliest} and ${e.latest}.`,
    zh: (e) => `期限须在 ${e.earliest} 与 ${e.latest} 之间。`,
  },
  PaymentVoided: {
    code: 'REPLACEMENT.PAYMENT_VOIDED',
    en: () => 'This payment was for goods that were not kept, and is void; another is needed.',
    zh: () => '该笔授权已随原预留作废,请重新付款。',
  },
  PaymentTooLate: {
    code: 'REPLACEMENT.PAYMENT_TOO_LATE',
    en: (e) => `The difference was to be paid by ${e.payBy}.`,
    zh: (e) => `差价付款期限为 ${e.payBy},已过期。`,
  },
  TooManyPayments: {
    code: 'REPLACEMENT.TOO_MANY_PAYMENTS',
    en: (e) => `A difference is paid in at most ${e.limit} payments.`,
    zh: (e) => `差价最多分 ${e.limit} 笔支付。`,
  },
  TenderTaken: {
    code: 'REPLACEMENT.TENDER_TAKEN',
    en: () => 'A new payment needs a tender id of its own, which the order does not have yet.',
    zh: () => '新的付款须使用订单中尚未使用的支付方式编号。',
  },
  NoRecoveryDue: {
    code: 'REPLACEMENT.NO_RECOVERY_DUE',
    en: () => 'Nothing is due for goods that did not come back.',
    zh: () => '没有应追回的未退商品款。',
  },
  RecoveryAboveDue: {
    code: 'REPLACEMENT.RECOVERY_ABOVE_DUE',
    en: (e) => `${e.due} minor units are due; ${e.asked} were named.`,
    zh: (e) => `应追回金额为 ${e.due},填写金额为 ${e.asked}(最小货币单位)。`,
  },
}

export const describeReplacementError: (error: OwnReplacementError) => Described = describeWith(replacementWords)
