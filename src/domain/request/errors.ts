/** What a request may say no to, in words. */
import { describeWith, type Catalog, type Described } from '../kernel/sentence.js'
import { disputeWords, type DisputeError } from './dispute-errors.js'
import type { RequestStatus } from './state.js'

export type RequestError =
  | DisputeError
  | { readonly _tag: 'RequestUnknown' }
  | { readonly _tag: 'RequestIdTaken' }
  /** `mergedInto`: the request that goes on with the case of a merged one. */
  | { readonly _tag: 'RequestNotOpen'; readonly status: RequestStatus; readonly mergedInto?: string }
  /** Another part of the case is about to answer; the same command will be accepted or refused in a moment. */
  | { readonly _tag: 'AnswerPending'; readonly status: RequestStatus }
  | { readonly _tag: 'DraftChanged' }
  | { readonly _tag: 'NotOwner' }
  | { readonly _tag: 'LinesRepeated'; readonly lineId: string }
  | { readonly _tag: 'ReasonUnknown'; readonly reason: string }
  | { readonly _tag: 'ReasonRequiresNote'; readonly reason: string }
  | { readonly _tag: 'RemedyNotAllowed'; readonly remedy: string }
  | { readonly _tag: 'OutsideWindow'; readonly closedAt: string; readonly ruleId: string }
  | { readonly _tag: 'RequestForStaffOnly' }
  /** Of something that is the customer's to say, the part that is not. */
  | { readonly _tag: 'StaffOnly'; readonly field: string }
  | { readonly _tag: 'NotAReviewer' }
  | { readonly _tag: 'LimitExceeded'; readonly value: number; readonly limit: number; readonly currency: string }
  | { readonly _tag: 'SelfApproval' }
  | {
      readonly _tag: 'ExceedsRequested'
      readonly lineId: string
      readonly requested: number
      readonly approved: number
    }
  | { readonly _tag: 'RefundUnknown' }
  | { readonly _tag: 'RefundNotRetryable' }
  | { readonly _tag: 'RefundInFlight' }
  | { readonly _tag: 'GoodsInTransit' }
  | {
      readonly _tag: 'DueOutOfRange'
      readonly dueAt: string
      readonly earliest: string
      readonly latest: string
    }
  | { readonly _tag: 'EvidenceTooLate'; readonly dueAt: string }
  | { readonly _tag: 'TooMuchEvidence'; readonly limit: number }
  | { readonly _tag: 'QuoteExpired'; readonly quote: number }
  | { readonly _tag: 'RepairedTooOften'; readonly lineId: string; readonly count: number; readonly days: number }
  | { readonly _tag: 'SwitchNotPossible'; readonly from: string; readonly to: string }
  | { readonly _tag: 'ConsentMissing' }
  | { readonly _tag: 'ReplacementShipped' }
  | { readonly _tag: 'RemedyOpen' }
  | { readonly _tag: 'CustomerOnly' }
  | { readonly _tag: 'SurveyTwice' }
  /** A counter at its end: beyond it lies a program that runs in circles. */
  | { readonly _tag: 'TriedTooOften'; readonly limit: number }

export const requestWords: Catalog<RequestError> = {
  ...disputeWords,
  RequestUnknown: {
    code: 'REQUEST.UNKNOWN',
    en: () => 'There is no such request.',
    zh: () => '售后申请不存在。',
  },
  RequestIdTaken: {
    code: 'REQUEST.ID_TAKEN',
    en: () => 'A request with this id was opened already.',
    zh: () => '该编号的售后申请已存在。',
  },
  RequestNotOpen: {
    code: 'REQUEST.NOT_OPEN',
    en: (e) =>
      e.mergedInto === undefined
        ? `This is not possible while the request is ${e.status}.`
        : `The request was merged into ${e.mergedInto}; please go on there.`,
    zh: (e) =>
      e.mergedInto === undefined
        ? `申请处于 ${e.status} 状态,无法执行此操作。`
        : `该申请已合并至 ${e.mergedInto},请在该申请中继续处理。`,
  },
  AnswerPending: {
    code: 'REQUEST.ANSWER_PENDING',
    retryable: true,
    en: (e) => `The request is ${e.status} and waits for an answer; try again in a moment.`,
    zh: (e) => `申请处于 ${e.status} 状态,正在等待结果,请稍后重试。`,
  },
  DraftChanged: {
    code: 'REQUEST.DRAFT_CHANGED',
    retryable: true,
    en: () => 'The draft was changed at the same moment; look at it and submit it again.',
    zh: () => '草稿刚刚被修改,请确认后重新提交。',
  },
  NotOwner: {
    code: 'REQUEST.NOT_OWNER',
    en: () => 'Only the customer of the order or staff may do this.',
    zh: () => '只有下单客户或客服可以执行此操作。',
  },
  LinesRepeated: {
    code: 'REQUEST.LINES_REPEATED',
    en: () => 'Each order line may be named once, with its whole quantity.',
    zh: () => '每个订单行只能填写一次,请合并数量。',
  },
  ReasonUnknown: {
    code: 'REQUEST.REASON_UNKNOWN',
    en: () => 'The policy of this order does not know the reason.',
    zh: () => '该订单适用的政策中没有此原因。',
  },
  ReasonRequiresNote: {
    code: 'REQUEST.REASON_REQUIRES_NOTE',
    en: (e) => `The reason ${e.reason} needs a note from the customer.`,
    zh: (e) => `原因 ${e.reason} 需要填写说明。`,
  },
  RemedyNotAllowed: {
    code: 'REQUEST.REMEDY_NOT_ALLOWED',
    en: (e) => `The policy of this order does not offer ${e.remedy}.`,
    zh: (e) => `该订单适用的政策不支持 ${e.remedy}。`,
  },
  OutsideWindow: {
    code: 'REQUEST.OUTSIDE_WINDOW',
    en: (e) => `The window closed at ${e.closedAt} (rule ${e.ruleId}).`,
    zh: (e) => `申请期限已于 ${e.closedAt} 截止(规则 ${e.ruleId})。`,
  },
  RequestForStaffOnly: {
    code: 'REQUEST.FOR_STAFF_ONLY',
    en: () => 'Only staff may do this with a request.',
    zh: () => '只有客服可以对售后申请执行此操作。',
  },
  StaffOnly: {
    code: 'REQUEST.STAFF_ONLY',
    en: (e) => `Only staff may set ${e.field}.`,
    zh: (e) => `只有客服可以设置 ${e.field}。`,
  },
  NotAReviewer: {
    code: 'REQUEST.NOT_A_REVIEWER',
    en: () => 'None of your roles may decide requests.',
    zh: () => '您的角色无权审核售后申请。',
  },
  LimitExceeded: {
    code: 'REQUEST.LIMIT_EXCEEDED',
    en: (e) => `Worth ${e.value} minor units of ${e.currency}, above your limit of ${e.limit}.`,
    zh: (e) => `价值 ${e.value}(${e.currency} 最小单位)超过您的权限 ${e.limit}。`,
  },
  SelfApproval: {
    code: 'REQUEST.SELF_APPROVAL',
    en: () => 'Nobody decides a request that they opened or that is their own.',
    zh: () => '不得审核本人提交的或本人的售后申请。',
  },
  ExceedsRequested: {
    code: 'REQUEST.EXCEEDS_REQUESTED',
    en: (e) => `${e.approved} approved, but only ${e.requested} were asked for.`,
    zh: (e) => `同意数量 ${e.approved} 超过申请数量 ${e.requested}。`,
  },
  RefundUnknown: {
    code: 'REQUEST.REFUND_UNKNOWN',
    en: () => 'The request has no such refund.',
    zh: () => '该申请没有此退款。',
  },
  RefundNotRetryable: {
    code: 'REQUEST.REFUND_NOT_RETRYABLE',
    en: () => 'Only a refund that was refused or abandoned, and not yet asked for again, can be tried again.',
    zh: () => '只有被拒绝或已放弃且尚未重试的退款可以重试。',
  },
  RefundInFlight: {
    code: 'REQUEST.REFUND_IN_FLIGHT',
    en: () => 'The refund was handed to the payment provider already.',
    zh: () => '退款已提交支付渠道。',
  },
  GoodsInTransit: {
    code: 'REQUEST.GOODS_IN_TRANSIT',
    en: () => 'The goods are on their way back already.',
    zh: () => '商品已在退回途中。',
  },
  DueOutOfRange: {
    code: 'REQUEST.DUE_OUT_OF_RANGE',
    en: (e) => `Evidence may be due between ${e.earliest} and ${e.latest}, not at ${e.dueAt}.`,
    zh: (e) => `凭证截止时间须在 ${e.earliest} 与 ${e.latest} 之间,不能是 ${e.dueAt}。`,
  },
  EvidenceTooLate: {
    code: 'REQUEST.EVIDENCE_TOO_LATE',
    en: (e) => `The evidence was due at ${e.dueAt}; please open a new request.`,
    zh: (e) => `凭证提交已于 ${e.dueAt} 截止,请重新申请。`,
  },
  TooMuchEvidence: {
    code: 'REQUEST.TOO_MUCH_EVIDENCE',
    en: (e) => `A request may have ${e.limit} pieces of evidence.`,
    zh: (e) => `每个申请最多提交 ${e.limit} 份凭证。`,
  },
  QuoteExpired: {
    code: 'REQUEST.QUOTE_EXPIRED',
    en: (e) => `Quote ${e.quote} does not hold any more; ask for a new one.`,
    zh: (e) => `报价 ${e.quote} 已失效,请重新获取报价。`,
  },
  RepairedTooOften: {
    code: 'REQUEST.REPAIRED_TOO_OFTEN',
    en: (e) => `Repaired ${e.count} times, ${e.days} days in all: a replacement or a refund is due instead.`,
    zh: (e) => `已维修 ${e.count} 次,共 ${e.days} 天,应当换货或退款。`,
  },
  SwitchNotPossible: {
    code: 'REQUEST.SWITCH_NOT_POSSIBLE',
    en: (e) => `The remedy cannot be changed from ${e.from} to ${e.to} now.`,
    zh: (e) => `当前无法将处理方案由 ${e.from} 改为 ${e.to}。`,
  },
  ConsentMissing: {
    code: 'REQUEST.CONSENT_MISSING',
    en: () => 'The customer must agree to another remedy; name the proof.',
    zh: () => '更换处理方案须经客户同意,请提供凭据。',
  },
  ReplacementShipped: {
    code: 'REQUEST.REPLACEMENT_SHIPPED',
    en: () => 'The replacement is on its way already.',
    zh: () => '换发商品已发出。',
  },
  RemedyOpen: {
    code: 'REQUEST.REMEDY_OPEN',
    en: () => 'A replacement or repair is still open, or accepted goods wait for another remedy.',
    zh: () => '换货或维修尚未结束,或已收商品尚待处理。',
  },
  CustomerOnly: {
    code: 'REQUEST.CUSTOMER_ONLY',
    en: () => 'Only the customer can say how satisfied they are.',
    zh: () => '只有客户本人可以评价。',
  },
  SurveyTwice: {
    code: 'REQUEST.SURVEY_TWICE',
    en: () => 'The survey of this request was answered already.',
    zh: () => '该申请已评价过。',
  },
  TriedTooOften: {
    code: 'REQUEST.TRIED_TOO_OFTEN',
    en: (e) => `This was tried ${e.limit} times; somebody should look into why.`,
    zh: (e) => `已尝试 ${e.limit} 次,请人工排查原因。`,
  },
}

export const describeRequestError: (error: RequestError) => Described = describeWith(requestWords)
