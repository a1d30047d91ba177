/** What a refund may say no to, in words. */
import { describeWith, type Catalog, type Described } from '../kernel/sentence.js'
import type { LegStep } from './events.js'
import type { LegStatus } from './leg-state.js'
import type { Receivable } from './owed.js'
import type { RefundStatus } from './state.js'

export type RefundError =
  | { readonly _tag: 'RefundNotFound' }
  | { readonly _tag: 'RefundNotOpen'; readonly status: RefundStatus }
  | { readonly _tag: 'RefundForStaffOnly' }
  /** A person who knows better has two steps for it, and needs a second person. */
  | { readonly _tag: 'NotTheProvider' }
  | { readonly _tag: 'NotAnApprover' }
  /** Whoever asked, decided, inspected or approved before may not approve: four eyes are four eyes. */
  | { readonly _tag: 'FourEyes' }
  | { readonly _tag: 'LegUnknown'; readonly legId: string }
  | { readonly _tag: 'LegNotInFlight'; readonly legId: string; readonly status: LegStatus }
  | { readonly _tag: 'LegNotFailed'; readonly legId: string; readonly status: LegStatus }
  | { readonly _tag: 'LegTriedTooOften'; readonly legId: string; readonly limit: number }
  | {
      readonly _tag: 'LegStepNotPossible'
      readonly legId: string
      readonly step: LegStep['_tag']
      readonly status: LegStatus
    }
  | { readonly _tag: 'NoStepProposed'; readonly legId: string }
  | { readonly _tag: 'ReceivableUnknown'; readonly receivableId: string }
  | {
      readonly _tag: 'ReceivableNotOpen'
      readonly receivableId: string
      readonly status: Receivable['status']
    }
  | { readonly _tag: 'MoreThanReceivable'; readonly asked: number; readonly open: number }
  | { readonly _tag: 'PaidBackMeanwhile'; readonly tenderId: string }
  | { readonly _tag: 'NotYetOwed'; readonly asked: number; readonly soFar: number }
  | { readonly _tag: 'NoWriteOffProposed'; readonly receivableId: string }
  | { readonly _tag: 'NotTheirRefund' }
  | { readonly _tag: 'DeductionUnknown'; readonly index: number }
  | { readonly _tag: 'DeductionNotContestable'; readonly index: number }
  | { readonly _tag: 'DeductionAlreadyContested'; readonly contestId: string }
  | { readonly _tag: 'ContestUnknown'; readonly contestId: string }
  | { readonly _tag: 'ContestDecided'; readonly contestId: string }
  | { readonly _tag: 'ReductionOutOfRange'; readonly below: number }

export const refundWords: Catalog<RefundError> = {
  RefundNotFound: {
    code: 'REFUND.UNKNOWN',
    en: () => 'There is no such refund.',
    zh: () => '退款单不存在。',
  },
  RefundNotOpen: {
    code: 'REFUND.NOT_OPEN',
    en: (e) => `This is not possible while the refund is ${e.status}.`,
    zh: (e) => `退款单处于 ${e.status} 状态,无法执行此操作。`,
  },
  RefundForStaffOnly: {
    code: 'REFUND.STAFF_ONLY',
    en: () => 'Only the shop may do this with a refund.',
    zh: () => '只有商家可以对退款单执行此操作。',
  },
  NotTheProvider: {
    code: 'REFUND.NOT_THE_PROVIDER',
    en: () =>
      'Only the provider, or a job of yours that asked it, says what became of a payment; an approver says that it came back. What a person can prove takes two: propose a step for the leg.',
    zh: () =>
      '退款结果只能由支付渠道或查询渠道的程序登记;审批人只能登记款项退回。凭证明处理须由两人完成:请先提出处理方案。',
  },
  NotAnApprover: {
    code: 'REFUND.NOT_AN_APPROVER',
    en: () => 'None of your roles may approve refunds.',
    zh: () => '您的角色无权审批退款。',
  },
  FourEyes: {
    code: 'REFUND.FOUR_EYES',
    en: () => 'Another person must approve: you took part in this case already.',
    zh: () => '您已参与此案,须由另一人审批。',
  },
  LegUnknown: {
    code: 'REFUND.LEG_UNKNOWN',
    en: () => 'The refund has no such leg.',
    zh: () => '退款单中没有该退款分支。',
  },
  LegNotInFlight: {
    code: 'REFUND.LEG_NOT_IN_FLIGHT',
    en: (e) => `No answer is expected for this leg: it is ${e.status}.`,
    zh: (e) => `该退款分支处于 ${e.status} 状态,不等待渠道结果。`,
  },
  LegNotFailed: {
    code: 'REFUND.LEG_NOT_FAILED',
    en: (e) => `Only a leg that was definitely refused is sent under a new key; this one is ${e.status}.`,
    zh: (e) => `只有被渠道明确拒绝的退款分支才能重新发起,当前为 ${e.status}。`,
  },
  LegTriedTooOften: {
    code: 'REFUND.LEG_TRIED_TOO_OFTEN',
    en: (e) => `This leg was sent ${e.limit} times; somebody should look into why.`,
    zh: (e) => `该退款分支已发起 ${e.limit} 次,请人工排查原因。`,
  },
  LegStepNotPossible: {
    code: 'REFUND.LEG_STEP_NOT_POSSIBLE',
    en: (e) =>
      e.step === 'Release' || e.step === 'ConfirmPaid'
        ? `Only a leg whose outcome is open is settled by proof; this one is ${e.status}.`
        : `Only a leg that cannot be paid any more is paid another way; this one is ${e.status}.`,
    zh: (e) =>
      e.step === 'Release' || e.step === 'ConfirmPaid'
        ? `只有结果未定的退款分支才能凭证明处理,当前为 ${e.status}。`
        : `只有确定无法原路退回的退款分支才能改用其他方式,当前为 ${e.status}。`,
  },
  NoStepProposed: {
    code: 'REFUND.NO_STEP_PROPOSED',
    en: () => 'Nobody has proposed a step for this leg, or the leg has changed since.',
    zh: () => '尚无人对该退款分支提出处理方案,或分支状态已改变。',
  },
  ReceivableUnknown: {
    code: 'REFUND.RECEIVABLE_UNKNOWN',
    en: () => 'Nothing like that is owed of this refund.',
    zh: () => '该退款单没有此应收款。',
  },
  ReceivableNotOpen: {
    code: 'REFUND.RECEIVABLE_NOT_OPEN',
    en: (e) => `Nothing is owed any more: the receivable is ${e.status}.`,
    zh: (e) => `应收款处于 ${e.status} 状态,已无欠款。`,
  },
  MoreThanReceivable: {
    code: 'REFUND.MORE_THAN_RECEIVABLE',
    en: (e) => `${e.asked} is more than is owed, which is ${e.open}.`,
    zh: (e) => `收款金额 ${e.asked} 超过欠款 ${e.open}。`,
  },
  PaidBackMeanwhile: {
    code: 'REFUND.PAID_BACK_MEANWHILE',
    en: () =>
      'The customer paid some of it back, and then its payment failed: it is paid once more, another way if need be.',
    zh: () => '客户已退还部分款项,而原退款随后失败:须重新支付,必要时改用其他方式,不可放弃。',
  },
  NotYetOwed: {
    code: 'REFUND.NOT_YET_OWED',
    en: (e) =>
      `${e.asked} is more than the customer has got of it so far, which is ${e.soFar}: the rest is on its way.`,
    zh: (e) => `收款金额 ${e.asked} 超过客户目前已收到的 ${e.soFar},其余退款仍在途中。`,
  },
  NoWriteOffProposed: {
    code: 'REFUND.NO_WRITE_OFF_PROPOSED',
    en: () => 'Nobody has proposed to write this off.',
    zh: () => '尚无人提出核销该应收款。',
  },
  NotTheirRefund: {
    code: 'REFUND.NOT_THEIR_REFUND',
    en: () => 'Only the customer of a refund, or staff for them, may contest it.',
    zh: () => '只有该退款的客户或代其操作的客服才能提出异议。',
  },
  DeductionUnknown: {
    code: 'REFUND.DEDUCTION_UNKNOWN',
    en: () => 'The refund has no such deduction.',
    zh: () => '退款单中没有该扣款项。',
  },
  DeductionNotContestable: {
    code: 'REFUND.DEDUCTION_NOT_CONTESTABLE',
    en: () => 'What pays for goods that went out instead is not a deduction to contest.',
    zh: () => '用于支付换货商品的金额不可提出异议。',
  },
  DeductionAlreadyContested: {
    code: 'REFUND.DEDUCTION_ALREADY_CONTESTED',
    en: () => 'This deduction was contested before, or the id stands for another contest.',
    zh: () => '该扣款已提出过异议,或该编号已用于其他异议。',
  },
  ContestUnknown: {
    code: 'REFUND.CONTEST_UNKNOWN',
    en: () => 'Nobody contests a deduction under this id.',
    zh: () => '没有此编号的扣款异议。',
  },
  ContestDecided: {
    code: 'REFUND.CONTEST_DECIDED',
    en: () => 'This contest is decided.',
    zh: () => '该扣款异议已作出决定。',
  },
  ReductionOutOfRange: {
    code: 'REFUND.REDUCTION_OUT_OF_RANGE',
    en: (e) => `A reduction gives back something, and less than the deduction, which is ${e.below}.`,
    zh: (e) => `减免金额须大于零且小于扣款额 ${e.below}。`,
  },
}

export const describeRefundError: (error: RefundError) => Described = describeWith(refundWords)
