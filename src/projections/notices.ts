/** Notices of providers that wait in quarantine, oldest first. */
import type { NoticeEvent } from '../domain/notice/index.js'
import { noticeIdOf } from '../domain/values/ids.js'
import { drop, put, type Projection } from './projection.js'

export type QuarantinedNotice = Extract<NoticeEvent, { readonly type: 'NoticeQuarantined' }>['data'] & {
  readonly since: string
}

export const notices: Projection = {
  table: 'notices',
  rows: ({ event, occurredAt }) => {
    switch (event.type) {
      case 'NoticeQuarantined': {
        const { provider, noticeId } = event.data
        const notice: QuarantinedNotice = { ...event.data, since: occurredAt }
        return [put(noticeIdOf(provider, noticeId), occurredAt, notice)]
      }
      case 'NoticeMatched':
      case 'NoticeDiscarded':
        return [drop(noticeIdOf(event.data.provider, event.data.noticeId))]
      default:
        return []
    }
  },
}
