/** Stored format. Add versions, never edit one. What each event means is told in README.md. */
import { record, whole } from '../kernel/codec.js'
import { catalogOf, family, type EventIn } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { HostId, Uuid } from '../values/ids.js'
import { LegAnswer } from '../values/leg-answer.js'

export const NoticeQuarantined = family(
  'NoticeQuarantined',
  record('NoticeQuarantined', { provider: Code, noticeId: Code, reference: HostId, answer: LegAnswer }),
)
export const NoticeMatched = family(
  'NoticeMatched',
  record('NoticeMatched', {
    provider: Code,
    noticeId: Code,
    refundId: Uuid,
    legId: HostId,
    epoch: whole('Epoch', 1, 10_000),
  }),
)
export const NoticeDiscarded = family(
  'NoticeDiscarded',
  record('NoticeDiscarded', { provider: Code, noticeId: Code, reason: Code, by: ActorId }),
)

export const noticeEvents = catalogOf([NoticeQuarantined, NoticeMatched, NoticeDiscarded])
export type NoticeEvent = EventIn<typeof noticeEvents>
