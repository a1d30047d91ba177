/** Why an event was not handed to other systems, and the words for it. Never what their own error said: that is theirs. */
import type { Catalog } from '../../domain/kernel/sentence.js'

export type FeedError =
  /** The host's `onEvent` rejected it, or said nothing in time. */
  | {
      readonly _tag: 'EventNotDelivered'
      readonly eventId: string
      readonly type: string
      readonly why: 'rejected' | 'silent'
    }
  /** The role `feed` was started, and nobody takes its events. */
  | { readonly _tag: 'OnEventMissing' }

export const feedWords: Catalog<FeedError> = {
  EventNotDelivered: {
    code: 'FEED.NOT_DELIVERED',
    retryable: true,
    en: (e) =>
      e.why === 'rejected'
        ? `onEvent rejected ${e.type} ${e.eventId}: it is delivered again.`
        : `onEvent did not finish ${e.type} ${e.eventId} in time: it is delivered again.`,
    zh: (e) =>
      e.why === 'rejected'
        ? `onEvent 拒绝了 ${e.type} ${e.eventId},将再次投递。`
        : `onEvent 未在限时内处理完 ${e.type} ${e.eventId},将再次投递。`,
  },
  OnEventMissing: {
    code: 'CONFIG.ON_EVENT_MISSING',
    en: () => 'The role `feed` needs somebody who takes its events: give `onEvent` to createAfterSales.',
    zh: () => '角色 feed 需要事件接收方:请在 createAfterSales 中提供 onEvent。',
  },
}
