/** What a refund may say no to, in words. */
import { describeWith, type Catalog, type Described } from '../kernel/sentence.js'
import type { LegStatus, RefundStatus } from './state.js'

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
  /** An alarm: the provider speaks of another amount or currency than it was asked for. */
  | {
      readonly _tag: 'AmountMismatch'
      readonly legId: string
      readonly asked: number
      readonly answered: number
      readonly currency: string
    }

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
  AmountMismatch: {
    code: 'REFUND.AMOUNT_MISMATCH',
    en: (e) => `Asked to pay ${e.asked}, the provider answered for ${e.answered} (minor units, ${e.currency}).`,
    zh: (e) => `应退 ${e.asked},渠道返回 ${e.answered}(最小单位,${e.currency})。`,
  },
}

export const describeRefundError: (error: RefundError) => Described = describeWith(refundWords)
