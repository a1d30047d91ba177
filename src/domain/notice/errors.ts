/** What a notice may say no to, in words. */
import type { Catalog } from '../kernel/sentence.js'

export type NoticeError =
  | { readonly _tag: 'NoticeNotQuarantined'; readonly status: 'none' | 'matched' }
  | { readonly _tag: 'NoticeForStaffOnly' }

export const noticeWords: Catalog<NoticeError> = {
  NoticeNotQuarantined: {
    code: 'NOTICE.NOT_QUARANTINED',
    en: (e) =>
      e.status === 'none' ? 'There is no such notice in quarantine.' : 'This notice was given to its refund already.',
    zh: (e) => (e.status === 'none' ? '隔离区中没有该通知。' : '该通知已匹配到退款单。'),
  },
  NoticeForStaffOnly: {
    code: 'NOTICE.STAFF_ONLY',
    en: () => 'Only staff handle notices of payment providers.',
    zh: () => '只有工作人员可以处理支付渠道通知。',
  },
}
