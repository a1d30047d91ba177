/** What a second look, a merge or a platform case may say no to, in words. */
import type { Catalog } from '../kernel/sentence.js'

export type DisputeError =
  | { readonly _tag: 'AppealNotOffered' }
  | { readonly _tag: 'AppealWindowClosed'; readonly closedAt: string }
  | { readonly _tag: 'AppealLimit'; readonly limit: number }
  | { readonly _tag: 'SameReviewer' }
  | { readonly _tag: 'NothingLeftToReview' }
  | { readonly _tag: 'ReopenNotOffered' }
  | { readonly _tag: 'ReopenWindowClosed'; readonly closedAt: string }
  | { readonly _tag: 'NotTheSameCase' }
  | { readonly _tag: 'PlatformCaseUnknown' }
  | { readonly _tag: 'NoCaseRound' }
  | { readonly _tag: 'RulingWithoutRemedy' }
  | { readonly _tag: 'RulingIdTaken' }

export const disputeWords: Catalog<DisputeError> = {
  AppealNotOffered: {
    code: 'REQUEST.APPEAL_NOT_OFFERED',
    en: () => 'The policy of this order offers no appeal against this decision.',
    zh: () => '该订单适用的政策不支持对此决定申诉。',
  },
  AppealWindowClosed: {
    code: 'REQUEST.APPEAL_WINDOW_CLOSED',
    en: (e) => `An appeal was possible until ${e.closedAt}.`,
    zh: (e) => `申诉期限已于 ${e.closedAt} 截止。`,
  },
  AppealLimit: {
    code: 'REQUEST.APPEAL_LIMIT',
    en: (e) => `A case may be appealed ${e.limit} times.`,
    zh: (e) => `每个申请最多申诉 ${e.limit} 次。`,
  },
  SameReviewer: {
    code: 'REQUEST.SAME_REVIEWER',
    en: () => 'Somebody else must decide an appeal: not who decided before, nor who filed it.',
    zh: () => '申诉须由未参与原决定且未提交申诉的人员审核。',
  },
  NothingLeftToReview: {
    code: 'REQUEST.NOTHING_LEFT_TO_REVIEW',
    en: () => 'Everything that was asked for was granted.',
    zh: () => '申请的内容已全部处理。',
  },
  ReopenNotOffered: {
    code: 'REQUEST.REOPEN_NOT_OFFERED',
    en: () => 'The policy of this order does not let an ended case be opened again.',
    zh: () => '该订单适用的政策不支持重新开启已结束的申请。',
  },
  ReopenWindowClosed: {
    code: 'REQUEST.REOPEN_WINDOW_CLOSED',
    en: (e) => `The case could be opened again until ${e.closedAt}.`,
    zh: (e) => `重新开启的期限已于 ${e.closedAt} 截止。`,
  },
  NotTheSameCase: {
    code: 'REQUEST.NOT_THE_SAME_CASE',
    en: () => 'Only another request of the same customer for the same order can take this one in.',
    zh: () => '只能合并到同一客户同一订单的另一申请。',
  },
  PlatformCaseUnknown: {
    code: 'REQUEST.PLATFORM_CASE_UNKNOWN',
    en: () => 'Another case is before the platform.',
    zh: () => '平台介入的案件编号不符。',
  },
  NoCaseRound: {
    code: 'REQUEST.NO_CASE_ROUND',
    en: () => 'The platform has not asked for evidence yet.',
    zh: () => '平台尚未开始举证。',
  },
  RulingWithoutRemedy: {
    code: 'REQUEST.RULING_WITHOUT_REMEDY',
    en: () => 'A ruling for the customer names what the customer gets.',
    zh: () => '支持客户的裁决须写明处理方案。',
  },
  RulingIdTaken: {
    code: 'REQUEST.RULING_ID_TAKEN',
    en: () => 'Another ruling about this request has this id.',
    zh: () => '该申请已有相同编号的裁决。',
  },
}
