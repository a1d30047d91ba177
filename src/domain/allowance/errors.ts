/** What an allowance may say no to, in words. */
import { describeWith, type Catalog, type Described } from '../kernel/sentence.js'
import type { AllowanceRefusal } from '../values/allowance.js'

export type AllowanceError =
  | { readonly _tag: 'AllowanceNotFound' }
  /** Budgets are set by finance, the merchant or the platform. */
  | { readonly _tag: 'AllowanceForFinanceOnly' }
  /** What a compensation calls by the same name has its words there. */
  | Exclude<AllowanceRefusal, { readonly _tag: 'NotStackable' }>

export const allowanceWords: Catalog<AllowanceError> = {
  AllowanceNotFound: {
    code: 'ALLOWANCE.UNKNOWN',
    en: () => 'There is no such allowance yet.',
    zh: () => '该额度尚未建立。',
  },
  AllowanceForFinanceOnly: {
    code: 'ALLOWANCE.FINANCE_ONLY',
    en: () => 'Only finance, the merchant or the platform may set a budget.',
    zh: () => '只有财务、商家或平台可以设置预算。',
  },
  BudgetExhausted: {
    code: 'ALLOWANCE.BUDGET_EXHAUSTED',
    en: (e) =>
      `The allowance of this ${e.scope} has ${e.free} of ${e.limit} minor units left; ${e.asked} were asked for.`,
    zh: (e) => `该额度(${e.scope})共 ${e.limit},剩余 ${e.free},本次申请 ${e.asked}(最小货币单位)。`,
  },
  ExceedsLoss: {
    code: 'ALLOWANCE.EXCEEDS_LOSS',
    en: (e) =>
      `Together with what was given before, more than ${e.cap} minor units (150 % of what was paid for these goods): ${e.free} are left, ${e.asked} were asked for.`,
    zh: (e) => `连同已给予的补偿,超过所涉商品实付金额的 150%(上限 ${e.cap}):剩余 ${e.free},本次申请 ${e.asked}。`,
  },
  DuplicateCompensation: {
    code: 'ALLOWANCE.DUPLICATE_COMPENSATION',
    en: (e) => `This loss (${e.head}) was made good by an earlier compensation of this order.`,
    zh: (e) => `该损失(${e.head})已由本订单先前的补偿弥补。`,
  },
  AllowanceInOtherCurrency: {
    code: 'ALLOWANCE.OTHER_CURRENCY',
    en: (e) => `This allowance counts in ${e.currency}, not in ${e.asked}.`,
    zh: (e) => `该额度以 ${e.currency} 计,不接受 ${e.asked}。`,
  },
}

export const describeAllowanceError: (error: AllowanceError) => Described = describeWith(allowanceWords)
