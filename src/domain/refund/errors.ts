/** What a refund may say no to, in words. */
import { describeWith, type Catalog, type Described } from '../kernel/sentence.js'
import type { LegStep } from './events.js'
import type { LegStatus } from './leg-state.js'
import type { RefundStatus } from './state.js'

export type RefundError =
  | { readonly _tag: 'RefundNotFound' }
  | { readonly _tag: 'RefundNotOpen'; readonly status: RefundStatus }
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
}

export const describeRefundError: (error: RefundError) => Described = describeWith(refundWords)
