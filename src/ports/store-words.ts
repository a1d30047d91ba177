/** What an event store may answer instead of a result, in words. */
import type { Catalog } from '../domain/kernel/sentence.js'
import type { StoreError } from './event-store.js'

export const storeWords: Catalog<StoreError> = {
  WrongExpectedRevision: {
    code: 'STORE.WRONG_EXPECTED_REVISION',
    retryable: true,
    en: (e) => `The stream ${e.stream} is at ${e.actual}, not at ${e.expected}.`,
    zh: (e) => `流 ${e.stream} 的版本为 ${e.actual},而非 ${e.expected}。`,
  },
  EmptyAppend: {
    code: 'STORE.EMPTY_APPEND',
    en: () => 'There is nothing to append.',
    zh: () => '没有可写入的事件。',
  },
  EventTooLarge: {
    code: 'STORE.EVENT_TOO_LARGE',
    en: (e) => `An event has ${e.bytes} bytes; the limit is ${e.limit}.`,
    zh: (e) => `事件大小为 ${e.bytes} 字节,上限为 ${e.limit}。`,
  },
  AppendTooLarge: {
    code: 'STORE.APPEND_TOO_LARGE',
    en: (e) => `The events of one append have ${e.bytes} bytes; the limit is ${e.limit}.`,
    zh: (e) => `一次写入共 ${e.bytes} 字节,上限为 ${e.limit}。`,
  },
  AppendRefused: {
    code: 'STORE.APPEND_REFUSED',
    en: (e) => `The event store cannot take this ${e.field}; it takes: ${e.rule}.`,
    zh: (e) => `事件存储无法接受该 ${e.field};要求:${e.rule}。`,
  },
  StreamDeleted: {
    code: 'STORE.STREAM_DELETED',
    en: (e) => `The stream ${e.stream} was deleted from outside. This is an alarm: check the log.`,
    zh: (e) => `流 ${e.stream} 已被外部删除。请立即核查日志。`,
  },
  StoreMisconfigured: {
    code: 'STORE.MISCONFIGURED',
    en: (e) => `The event store refuses us: ${e.reason}. Somebody must mend the configuration or the rights.`,
    zh: (e) => `事件存储拒绝访问:${e.reason}。请检查配置或权限。`,
  },
  StoreUnavailable: {
    code: 'STORE.UNAVAILABLE',
    retryable: true,
    en: (e) => `The event store cannot be reached: ${e.reason}.`,
    zh: (e) => `事件存储不可用:${e.reason}。`,
  },
  OutcomeUnknown: {
    code: 'STORE.OUTCOME_UNKNOWN',
    retryable: true,
    en: () => 'It is not known whether this was written; the same command with the same id settles it.',
    zh: () => '写入结果未知;请以相同的命令编号重试。',
  },
  StoreClosed: { code: 'STORE.CLOSED', en: () => 'The event store is closed.', zh: () => '事件存储已关闭。' },
  Aborted: { code: 'STORE.ABORTED', en: () => 'The call was aborted.', zh: () => '调用已中止。' },
  UnknownPosition: {
    code: 'STORE.UNKNOWN_POSITION',
    en: () =>
      'This log never gave that position: it belongs to another log, or the log was rolled back. Open the log that it came from; after restoring a backup, follow “Back up and restore” in docs/operations.md.',
    zh: () =>
      '该位置不属于此日志:可能来自其他日志,或日志已回退。请打开该位置所属的日志;若日志由备份恢复,请按 docs/operations.md 的“Back up and restore”处理。',
  },
}
