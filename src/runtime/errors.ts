/** Everything that a call of the library may answer instead of a result, and its words. */
import { allowanceWords, type AllowanceError } from '../domain/allowance/index.js'
import { compensationWords, type CompensationError } from '../domain/compensation/index.js'
import { entitlementWords, type EntitlementError } from '../domain/entitlement/index.js'
import type { InvalidInput } from '../domain/kernel/border.js'
import { describeInvalidInput } from '../domain/kernel/invalid-input.js'
import { describeWith, type Catalog, type Described } from '../domain/kernel/sentence.js'
import { noticeWords, type NoticeError } from '../domain/notice/index.js'
import { refundWords, type RefundError } from '../domain/refund/index.js'
import { repairWords, type RepairError } from '../domain/repair/index.js'
import { replacementWords, type ReplacementError } from '../domain/replacement/index.js'
import { requestWords, type RequestError } from '../domain/request/index.js'
import { returnWords, type ReturnError } from '../domain/return/index.js'
import type { IdTooLong } from '../domain/values/ids.js'
import type { StoreError } from '../ports/event-store.js'
import { storeWords } from '../ports/store-words.js'
import type { ReadModelError } from '../ports/read-model-store.js'
import { readingWords, type ReadingError } from './reading/errors.js'
import { workWords, type WorkError } from '../domain/work/index.js'
import { privacyWords, type PrivacyError } from './reading/privacy-errors.js'
import { feedWords, type FeedError } from './workers/feed-errors.js'
import { workerWords, type WorkerError } from '../domain/worker/index.js'
import type { KeyRingError } from '../ports/key-ring.js'
import type { WebhookRefused } from '../ports/payment-provider.js'
import type { OrderDirectoryError } from '../ports/order-directory.js'
import type { SealBroken } from './seal.js'

export type RuntimeError =
  | StoreError
  | KeyRingError
  | OrderDirectoryError
  | SealBroken
  | IdTooLong
  | ReadModelError
  | ReadingError
  | PrivacyError
  | FeedError
  | WebhookRefused
  /** The same command id came with another payload, actor or target. */
  | { readonly _tag: 'CommandIdReused'; readonly commandId: string }
  /** Others kept changing the stream; nothing was written, try again. */
  | { readonly _tag: 'ConflictUnresolved'; readonly stream: string; readonly attempts: number }
  /** Written by a newer release: wait until the deployment is through. */
  | {
      readonly _tag: 'WrittenByNewerRelease'
      readonly stream: string
      readonly revision: number
      readonly type: string
    }
  | { readonly _tag: 'UndecodableEvent'; readonly stream: string; readonly revision: number; readonly type: string }
  | { readonly _tag: 'OrderUnknown'; readonly orderId: string }
  | { readonly _tag: 'PolicyUnknown'; readonly policyId: string; readonly version: number }
  | { readonly _tag: 'NoPolicyInForce'; readonly at: string }
  | { readonly _tag: 'ProviderAnswerInvalid'; readonly refundId: string; readonly legId: string }
  | { readonly _tag: 'IssuerAnswerInvalid'; readonly compensationId: string }
  /** The provider has no webhooks here. */
  | { readonly _tag: 'WebhooksNotSupported'; readonly provider: string }
  /** Workers and webhooks need a store for their rows. */
  | { readonly _tag: 'ReadModelsMissing' }
  /** What a worker stored about itself cannot be read; deleting it makes the worker begin anew. */
  | { readonly _tag: 'CheckpointBroken'; readonly name: string }
  /** The log does not hold what the worker has seen: it was rolled back, or is another one. */
  | { readonly _tag: 'LogRegressed'; readonly name: string; readonly stream: string; readonly revision: number }
  | { readonly _tag: 'NotParked'; readonly role: string; readonly stream: string }

export type DomainError =
  | EntitlementError
  | RequestError
  | ReturnError
  | RefundError
  | ReplacementError
  | RepairError
  | CompensationError
  | AllowanceError
  | NoticeError
  | WorkerError
  | WorkError
export type AfterSalesError = InvalidInput | DomainError | RuntimeError

const catalog: Catalog<RuntimeError> = {
  ...storeWords,
  KeyRingUnavailable: {
    code: 'KEY_RING.UNAVAILABLE',
    retryable: true,
    en: () => 'The keys of personal data cannot be reached.',
    zh: () => '个人数据密钥不可用。',
  },
  SubjectErased: {
    code: 'KEY_RING.SUBJECT_ERASED',
    en: () => 'This person was erased; nothing personal may be written about them.',
    zh: () => '该个人数据主体已被删除,不得再写入其个人数据。',
  },
  OrderDirectoryUnavailable: {
    code: 'ORDERS.UNAVAILABLE',
    retryable: true,
    en: () => 'The order directory cannot be reached.',
    zh: () => '订单目录不可用。',
  },
  SealBroken: {
    code: 'LOG.SEAL_BROKEN',
    en: (e) => `Sealed data of event ${e.eventId} was changed. This is an alarm: check the log.`,
    zh: (e) => `事件 ${e.eventId} 的加密数据已被改动。请立即核查日志。`,
  },
  IdTooLong: {
    code: 'INPUT.ID_TOO_LONG',
    en: (e) => `The id has ${e.bytes} bytes once escaped; 1 to ${e.limit} are possible.`,
    zh: (e) => `编号转义后为 ${e.bytes} 字节,允许 1 至 ${e.limit}。`,
  },
  CommandIdReused: {
    code: 'COMMAND.ID_REUSED',
    en: () => 'This command id was used for something else; nothing was done.',
    zh: () => '该命令编号已用于其他操作,未执行任何动作。',
  },
  ConflictUnresolved: {
    code: 'COMMAND.CONFLICT',
    retryable: true,
    en: (e) => `Others changed this at the same time, ${e.attempts} times in a row; nothing was done.`,
    zh: (e) => `连续 ${e.attempts} 次与其他操作冲突,未执行任何动作。`,
  },
  WrittenByNewerRelease: {
    code: 'LOG.NEWER_RELEASE',
    retryable: true,
    en: (e) => `A newer release wrote ${e.type}; this one cannot decide on it until it is updated.`,
    zh: (e) => `${e.type} 由更新版本写入,升级后方可处理。`,
  },
  UndecodableEvent: {
    code: 'LOG.UNDECODABLE_EVENT',
    en: (e) => `Event ${e.revision} of ${e.stream} is no valid ${e.type}. This is an alarm: check the log.`,
    zh: (e) => `${e.stream} 的第 ${e.revision} 号事件不是有效的 ${e.type}。请立即核查日志。`,
  },
  OrderUnknown: {
    code: 'ORDERS.UNKNOWN',
    en: () => 'The order directory does not know this order.',
    zh: () => '订单目录中没有该订单。',
  },
  PolicyUnknown: {
    code: 'POLICY.UNKNOWN',
    en: (e) => `Version ${e.version} of policy ${e.policyId}, frozen on the order, was not given to the library.`,
    zh: (e) => `未提供订单所适用的政策 ${e.policyId} 第 ${e.version} 版。`,
  },
  NoPolicyInForce: {
    code: 'POLICY.NONE_IN_FORCE',
    en: (e) => `No policy was in force at ${e.at}.`,
    zh: (e) => `${e.at} 时没有生效的政策。`,
  },
  ProviderAnswerInvalid: {
    code: 'REFUND.PROVIDER_ANSWER_INVALID',
    en: () => 'The payment provider answered in a form that is not understood; the outcome counts as unknown.',
    zh: () => '支付渠道返回的结果无法识别,按结果未知处理。',
  },
  IssuerAnswerInvalid: {
    code: 'COMPENSATION.ISSUER_ANSWER_INVALID',
    en: () => 'The issuer of benefits answered in a form that is not understood; the outcome counts as unknown.',
    zh: () => '权益发放方返回的结果无法识别,按结果未知处理。',
  },
  CheckpointMoved: {
    code: 'WORKER.CHECKPOINT_MOVED',
    retryable: true,
    en: (e) => `Another instance moved the checkpoint of ${e.name}; this one goes on from there.`,
    zh: (e) => `其他实例已推进 ${e.name} 的检查点,本实例将从该处继续。`,
  },
  ReadModelUnavailable: {
    code: 'READ_MODEL.UNAVAILABLE',
    retryable: true,
    en: (e) => `The read-model store cannot be reached: ${e.reason}.`,
    zh: (e) => `读模型存储不可用:${e.reason}。`,
  },
  CommitUnknown: {
    code: 'READ_MODEL.COMMIT_UNKNOWN',
    retryable: true,
    en: (e) => `It is not known whether the commit of ${e.name} was written.`,
    zh: (e) => `${e.name} 的提交结果未知。`,
  },
  ReadModelClosed: {
    code: 'READ_MODEL.CLOSED',
    en: () => 'The read-model store is closed.',
    zh: () => '读模型存储已关闭。',
  },
  WebhookForged: {
    code: 'WEBHOOK.FORGED',
    en: () => 'The signature of the webhook does not fit: it was not the provider, or the configured secret is wrong.',
    zh: () => '回调签名不符:请求并非来自支付渠道,或所配置的密钥有误。',
  },
  WebhookTooOld: {
    code: 'WEBHOOK.TOO_OLD',
    en: (e) => `The webhook was signed at ${e.signedAt}, more than ${e.toleranceSeconds} seconds ago.`,
    zh: (e) => `回调签名时间为 ${e.signedAt},已超过 ${e.toleranceSeconds} 秒。`,
  },
  WebhookInvalid: {
    code: 'WEBHOOK.INVALID',
    en: (e) => `The webhook is signed by the provider and not understood: ${e.reason}.`,
    zh: (e) => `回调签名有效但内容无法识别:${e.reason}。`,
  },
  WebhooksNotSupported: {
    code: 'WEBHOOK.NOT_SUPPORTED',
    en: (e) => `The adapter of ${e.provider} reads no webhooks.`,
    zh: (e) => `${e.provider} 适配器不支持回调。`,
  },
  ReadModelsMissing: {
    code: 'CONFIG.READ_MODELS_MISSING',
    en: () => 'Workers and webhooks need a read-model store: give `readModels` to createAfterSales.',
    zh: () => '后台任务和回调需要读模型存储:请在 createAfterSales 中提供 readModels。',
  },
  CheckpointBroken: {
    code: 'WORKER.CHECKPOINT_BROKEN',
    en: (e) => `The checkpoint of ${e.name} cannot be read. Its rows can be made again from the log.`,
    zh: (e) => `${e.name} 的检查点无法读取,其数据可由日志重建。`,
  },
  LogRegressed: {
    code: 'WORKER.LOG_REGRESSED',
    en: (e) =>
      `The log does not hold event ${e.revision} of ${e.stream}, which ${e.name} has seen: it was restored from an older backup, or is another log. Nothing is paid until somebody has compared it with the provider.`,
    zh: (e) =>
      `日志中没有 ${e.name} 已处理过的 ${e.stream} 第 ${e.revision} 号事件:日志可能由旧备份恢复,或并非同一日志。与支付渠道核对之前不会付款。`,
  },
  ...readingWords,
  ...privacyWords,
  ...feedWords,
  NotParked: {
    code: 'WORKER.NOT_PARKED',
    en: (e) => `Nothing of ${e.stream} is parked for ${e.role}.`,
    zh: (e) => `${e.role} 没有搁置 ${e.stream} 的任务。`,
  },
}

const describeOther = describeWith<Exclude<AfterSalesError, InvalidInput>>({
  ...catalog,
  ...entitlementWords,
  ...requestWords,
  ...returnWords,
  ...refundWords,
  ...replacementWords,
  ...repairWords,
  ...compensationWords,
  ...allowanceWords,
  ...noticeWords,
  ...workerWords,
  ...workWords,
})

/**
 * Any error in words.
 *
 * @example describe({ _tag: 'OrderUnknown', orderId: '1' }).code // "ORDERS.UNKNOWN"
 */
export const describe = (error: AfterSalesError): Described =>
  error._tag === 'InvalidInput' ? describeInvalidInput(error) : describeOther(error)
