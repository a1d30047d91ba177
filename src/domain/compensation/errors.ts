/** What a compensation may say no to, in words. */
import { describeWith, type Catalog, type Described } from '../kernel/sentence.js'
import type { LossHead } from '../values/loss.js'
import type { CompensationStatus } from './state.js'

/** Said by others, too, who have the words. */
export type SharedError =
  | { readonly _tag: 'LimitExceeded'; readonly value: number; readonly limit: number; readonly currency: string }
  | { readonly _tag: 'SelfApproval' }
  | { readonly _tag: 'FourEyes' }

export type OwnCompensationError =
  | { readonly _tag: 'CompensationNotFound' }
  | { readonly _tag: 'CompensationIdTaken' }
  | { readonly _tag: 'CompensationNotOpen'; readonly status: CompensationStatus }
  /** Allowances are about to answer. */
  | { readonly _tag: 'CompensationPending' }
  | { readonly _tag: 'CompensationForStaffOnly' }
  | { readonly _tag: 'NotYourCompensation' }
  | { readonly _tag: 'CompensationCurrency'; readonly currency: string }
  | { readonly _tag: 'LossLineUnknown'; readonly lineId: string }
  | { readonly _tag: 'TooManyLosses'; readonly limit: number }
  | { readonly _tag: 'CompensationTooHigh'; readonly limit: number }
  | {
      readonly _tag: 'ExceedsDocumentedLoss'
      readonly head: LossHead
      readonly asked: number
      readonly documented: number
    }
  | { readonly _tag: 'StatutoryBasisMissing'; readonly missing: 'legal_reference' | 'customer_demand' }
  | { readonly _tag: 'NotStackable'; readonly lineId: string; readonly head: LossHead }
  | { readonly _tag: 'AllowanceRepeated' }
  | { readonly _tag: 'BeyondAuthority'; readonly minor: number; readonly currency: string }
  | { readonly _tag: 'NotAnApproverOfCompensations' }
  | { readonly _tag: 'OfferAlreadyOver'; readonly expiresAt: string }
  | { readonly _tag: 'ConsentRequired' }
  | { readonly _tag: 'BenefitAlreadyUsed' }
  | { readonly _tag: 'BenefitTriedTooOften'; readonly limit: number }
  | { readonly _tag: 'SharesNotWhole'; readonly basisPoints: number }
  | { readonly _tag: 'RecoveryStarted' }
  | { readonly _tag: 'PartyNotLiable'; readonly party: string }
  | { readonly _tag: 'RecoveryTooHigh'; readonly asked: number; readonly open: number }
  | { readonly _tag: 'NoRecoveryWriteOffProposed'; readonly party: string }
  | { readonly _tag: 'NothingToGiveBack'; readonly party: string }

export type CompensationError = SharedError | OwnCompensationError

export const compensationWords: Catalog<OwnCompensationError> = {
  CompensationNotFound: {
    code: 'COMPENSATION.UNKNOWN',
    en: () => 'There is no such compensation.',
    zh: () => '补偿单不存在。',
  },
  CompensationIdTaken: {
    code: 'COMPENSATION.ID_TAKEN',
    en: () => 'A compensation with this id was proposed already.',
    zh: () => '该编号的补偿单已存在。',
  },
  CompensationNotOpen: {
    code: 'COMPENSATION.NOT_OPEN',
    en: (e) => `This is not possible while the compensation is ${e.status}.`,
    zh: (e) => `补偿单处于 ${e.status} 状态,无法执行此操作。`,
  },
  CompensationPending: {
    code: 'COMPENSATION.PENDING',
    retryable: true,
    en: () => 'Budgets are being asked; try again in a moment.',
    zh: () => '正在占用预算,请稍后重试。',
  },
  CompensationForStaffOnly: {
    code: 'COMPENSATION.STAFF_ONLY',
    en: () => 'Compensations are proposed and handled by staff.',
    zh: () => '补偿单只能由工作人员提出和处理。',
  },
  NotYourCompensation: {
    code: 'COMPENSATION.NOT_OWNER',
    en: () => 'Only the customer it was offered to may answer.',
    zh: () => '只有收到补偿方案的客户可以答复。',
  },
  CompensationCurrency: {
    code: 'COMPENSATION.CURRENCY',
    en: (e) => `The order was paid in ${e.currency}; so is its compensation.`,
    zh: (e) => `订单以 ${e.currency} 支付,补偿须使用相同货币。`,
  },
  LossLineUnknown: {
    code: 'COMPENSATION.LINE_UNKNOWN',
    en: () => 'The order has no such line.',
    zh: () => '订单中没有该商品行。',
  },
  TooManyLosses: {
    code: 'COMPENSATION.TOO_MANY_LOSSES',
    en: (e) => `One compensation is for at most ${e.limit} losses, each line and head counted.`,
    zh: (e) => `一张补偿单最多包含 ${e.limit} 项损失(按商品行与类别计)。`,
  },
  CompensationTooHigh: {
    code: 'COMPENSATION.TOO_HIGH',
    en: (e) => `No compensation is above ${e.limit} minor units.`,
    zh: (e) => `单张补偿单金额不得超过 ${e.limit}(最小货币单位)。`,
  },
  ExceedsDocumentedLoss: {
    code: 'COMPENSATION.EXCEEDS_DOCUMENTED_LOSS',
    en: (e) => `A loss (${e.head}) of ${e.documented} minor units is documented; ${e.asked} were asked for.`,
    zh: (e) => `该损失(${e.head})已证明金额为 ${e.documented},申请金额 ${e.asked}(最小货币单位)。`,
  },
  StatutoryBasisMissing: {
    code: 'COMPENSATION.STATUTORY_BASIS_MISSING',
    en: (e) =>
      e.missing === 'legal_reference'
        ? 'What the law demands needs the article that says so.'
        : 'Punitive damages are paid only when the customer demands them.',
    zh: (e) => (e.missing === 'legal_reference' ? '法定补偿须注明法律依据。' : '惩罚性赔偿须由消费者提出主张。'),
  },
  NotStackable: {
    code: 'COMPENSATION.NOT_STACKABLE',
    en: (e) => `For the same loss (${e.head}) only one of these grounds may be used.`,
    zh: (e) => `同一损失(${e.head})不得叠加多种补偿依据。`,
  },
  AllowanceRepeated: {
    code: 'COMPENSATION.ALLOWANCE_REPEATED',
    en: () => 'The terms name the same allowance twice.',
    zh: () => '条款中重复列出了同一额度。',
  },
  BeyondAuthority: {
    code: 'COMPENSATION.BEYOND_AUTHORITY',
    en: (e) => `No role in the terms may grant ${e.minor} minor units of ${e.currency} here.`,
    zh: (e) => `条款中没有角色有权批准 ${e.minor}(${e.currency} 最小单位)。`,
  },
  NotAnApproverOfCompensations: {
    code: 'COMPENSATION.NOT_AN_APPROVER',
    en: () => 'None of your roles may decide what is open here.',
    zh: () => '您的角色无权审批此补偿单。',
  },
  OfferAlreadyOver: {
    code: 'COMPENSATION.OFFER_OVER',
    en: (e) => `The offer ended at ${e.expiresAt}.`,
    zh: (e) => `补偿方案已于 ${e.expiresAt} 失效。`,
  },
  ConsentRequired: {
    code: 'COMPENSATION.CONSENT_REQUIRED',
    en: () => 'Whoever answers for the customer names what proves that they agreed.',
    zh: () => '代客户答复时须注明客户同意的凭证。',
  },
  BenefitAlreadyUsed: {
    code: 'COMPENSATION.BENEFIT_USED',
    en: () => 'The customer has used it; it can only be claimed back.',
    zh: () => '客户已使用该补偿,只能追回。',
  },
  BenefitTriedTooOften: {
    code: 'COMPENSATION.TRIED_TOO_OFTEN',
    en: (e) => `The issuer was called ${e.limit} times; somebody should look into why.`,
    zh: (e) => `已请求发放 ${e.limit} 次,请人工排查原因。`,
  },
  SharesNotWhole: {
    code: 'COMPENSATION.SHARES_NOT_WHOLE',
    en: (e) =>
      `Each party is named once, and the shares add up to 10000 hundredths of a percent, not ${e.basisPoints}.`,
    zh: (e) => `每个责任方只能列出一次,各方比例之和须为 10000(万分比),当前为 ${e.basisPoints}。`,
  },
  RecoveryStarted: {
    code: 'COMPENSATION.RECOVERY_STARTED',
    en: () => 'Something was claimed from a party already; the shares stay as they are.',
    zh: () => '已向责任方追偿,分摊比例不可再改。',
  },
  PartyNotLiable: {
    code: 'COMPENSATION.PARTY_NOT_LIABLE',
    en: (e) => `Nothing of this is borne by: ${e.party}.`,
    zh: (e) => `该方(${e.party})未承担本补偿。`,
  },
  RecoveryTooHigh: {
    code: 'COMPENSATION.RECOVERY_TOO_HIGH',
    en: (e) => `${e.open} minor units are open; ${e.asked} were named.`,
    zh: (e) => `未结金额为 ${e.open},填写金额为 ${e.asked}(最小货币单位)。`,
  },
  NoRecoveryWriteOffProposed: {
    code: 'COMPENSATION.NO_WRITE_OFF_PROPOSED',
    en: (e) => `Nobody has proposed to write off what is open with: ${e.party}.`,
    zh: (e) => `尚无人提出核销该方(${e.party})的欠款。`,
  },
  NothingToGiveBack: {
    code: 'COMPENSATION.NOTHING_TO_GIVE_BACK',
    en: (e) => `Nothing is to be given back to: ${e.party}.`,
    zh: (e) => `没有应退还给该方(${e.party})的款项。`,
  },
}

export const describeCompensationError: (error: OwnCompensationError) => Described = describeWith(compensationWords)
