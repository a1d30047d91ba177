/**
 * What happens in cases, to what, where it stands and who acts, as staff reads it: the one dictionary of English and
 * Chinese behind trails and queues. The terms are those of `docs/domain.md`.
 */
import type { Sentence } from '../../domain/kernel/sentence.js'
import type { ActorKind } from '../../domain/values/actor.js'
import type { StreamKind } from '../../domain/values/ids.js'
import type { EventType } from '../event-types.js'
import { eventsOfRepair, eventsOfReplacement, eventsOfRequest, eventsOfReturn } from './goods.js'
import { eventsOfAllowance, eventsOfCompensation, eventsOfOrder, eventsOfRefund } from './money.js'
import { STATUSES } from './statuses.js'

const EVENTS: Readonly<Record<EventType, string>> = {
  ...eventsOfOrder,
  ...eventsOfRequest,
  ...eventsOfReturn,
  ...eventsOfRefund,
  ...eventsOfReplacement,
  ...eventsOfRepair,
  ...eventsOfCompensation,
  ...eventsOfAllowance,
  NoticeQuarantined: '渠道通知已隔离',
  NoticeMatched: '渠道通知已匹配',
  NoticeDiscarded: '渠道通知已丢弃',
  ParkedWorkRetried: '搁置工作已下令重试',
  ParkedWorkDiscarded: '搁置工作已放弃',
  ClockJumped: '时钟发生跳变',
  ClockCompared: '时钟已比对',
  WorkTaken: '任务已领取',
  WorkReleased: '任务已释放',
  WorkTransferred: '任务已转交',
}

const KINDS: Readonly<Record<StreamKind, Sentence>> = {
  entitlement: { en: 'order', zh: '订单' },
  request: { en: 'request', zh: '售后申请' },
  return: { en: 'return', zh: '退货单' },
  refund: { en: 'refund', zh: '退款单' },
  replacement: { en: 'replacement', zh: '换货发出' },
  repair: { en: 'repair', zh: '维修单' },
  compensation: { en: 'compensation', zh: '补偿单' },
  allowance: { en: 'allowance', zh: '额度' },
  notice: { en: 'notice', zh: '渠道通知' },
  workitem: { en: 'work', zh: '任务' },
  worker: { en: 'worker', zh: '后台任务' },
}

const ACTORS: Readonly<Record<ActorKind, Sentence>> = {
  customer: { en: 'customer', zh: '客户' },
  agent: { en: 'agent', zh: '客服' },
  warehouse: { en: 'warehouse', zh: '仓库' },
  finance: { en: 'finance', zh: '财务' },
  merchant: { en: 'merchant', zh: '商家' },
  platform: { en: 'platform', zh: '平台' },
  carrier: { en: 'carrier', zh: '承运商' },
  provider: { en: 'payment provider', zh: '支付机构' },
  system: { en: 'system', zh: '系统' },
}

/** Words of a newer release are not known here: its own code then stands for it, in both languages. */
const known = <A>(words: Readonly<Record<string, A>>, code: string): A | undefined =>
  Object.hasOwn(words, code) ? words[code] : undefined

/** `RefundLegSucceeded`: Refund leg succeeded. */
const spoken = (type: string): string => type.charAt(0) + type.slice(1).replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)

/**
 * Codes of the log and of rows in the words of people; a code that this release does not know stands for itself.
 *
 * @example
 * inWords.event('RefundLegSucceeded') // { en: 'Refund leg succeeded', zh: '退款分支已成功' }
 * inWords.status('refund', 'pending_approval') // { en: 'pending approval', zh: '待审批' }
 * inWords.kind('request') // { en: 'request', zh: '售后申请' }
 * inWords.actor('provider') // { en: 'payment provider', zh: '支付机构' }
 */
export const inWords = {
  /** Of a type of event. */
  event: (type: string): Sentence => {
    const zh = known(EVENTS, type)
    return zh === undefined ? { en: type, zh: type } : { en: spoken(type), zh }
  },
  /** Of where something of that kind stands. */
  status: (kind: StreamKind, status: string): Sentence => {
    const zh = known<string>(STATUSES[kind], status)
    return zh === undefined ? { en: status, zh: status } : { en: status.replaceAll('_', ' '), zh }
  },
  /** Of what a case is made of, and of what else has a stream of its own. */
  kind: (kind: StreamKind): Sentence => KINDS[kind],
  /** Of who acts. */
  actor: (kind: string): Sentence => known<Sentence>(ACTORS, kind) ?? { en: kind, zh: kind },
} as const
