/** What becomes of a notice: the library keeps and matches it, a person may discard it (the codec is the border). */
import type * as t from 'io-ts'
import { record } from '../kernel/codec.js'
import type { Command } from '../kernel/decider.js'
import type { EventOfFamily } from '../kernel/event-family.js'
import { Code } from '../values/codes.js'
import type { NoticeMatched, NoticeQuarantined } from './events.js'

export const DiscardNotice = record('DiscardNotice', { provider: Code, noticeId: Code, reason: Code })

export type NoticeCommand =
  | Command<'QuarantineNotice', EventOfFamily<typeof NoticeQuarantined>['data']>
  | Command<'MatchNotice', EventOfFamily<typeof NoticeMatched>['data']>
  | Command<'DiscardNotice', t.TypeOf<typeof DiscardNotice>>
