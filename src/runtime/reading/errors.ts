/** Why a read model cannot be read or kept up to date, and the words for it. */
import type { Catalog } from '../../domain/kernel/sentence.js'

export type ReadingError =
  /** A fold of a read model threw: a defect of that read model. */
  | {
      readonly _tag: 'ProjectionFailed'
      readonly readModel: string
      readonly stream: string
      readonly revision: number
    }
  /** A row is no row of that read model: somebody has written into the table. */
  | { readonly _tag: 'ReadModelBroken'; readonly readModel: string; readonly key: string }
  /** Its rows have not been made from the log yet, or not to the end; or another release has put them aside. */
  | { readonly _tag: 'ReadModelNotBuilt'; readonly readModel: string }
  /** There is none of that name in this release. */
  | { readonly _tag: 'ReadModelUnknown'; readonly readModel: string }
  /** Work of the role `projections` is put aside: rows lack its events, and made anew they would count them twice. */
  | { readonly _tag: 'ProjectionsParked'; readonly stream: string }
  /** Its shares have not come to one place of the log. */
  | { readonly _tag: 'SharesApart'; readonly readModel: string }
  /** The workers have not come to the end of the log in time, or none runs. */
  | { readonly _tag: 'ReadModelsBehind'; readonly timeoutMs: number }
  /** More than can be put in one order, or held as one tree. */
  | { readonly _tag: 'TrailTooLarge'; readonly what: 'streams' | 'events'; readonly limit: number }
  /** Sums are exact or not given. */
  | { readonly _tag: 'SumTooLarge'; readonly currency: string }
  /** So little agrees that it is another statement, other days or another shop. */
  | { readonly _tag: 'StatementDoesNotFit'; readonly differences: number; readonly limit: number }
  | { readonly _tag: 'StatementUnknown' }

export const readingWords: Catalog<ReadingError> = {
  ProjectionFailed: {
    code: 'READ_MODEL.PROJECTION_FAILED',
    en: (e) => `The read model ${e.readModel} cannot take event ${e.revision} of ${e.stream}: it has a defect.`,
    zh: (e) => `读模型 ${e.readModel} 无法处理 ${e.stream} 的第 ${e.revision} 号事件:该读模型存在缺陷。`,
  },
  ReadModelBroken: {
    code: 'READ_MODEL.BROKEN',
    en: (e) =>
      `A row of the read model ${e.readModel} was changed by hand and cannot be read: rebuild it from the log.`,
    zh: (e) => `读模型 ${e.readModel} 的一行被人为改动,无法读取,请由日志重建。`,
  },
  ReadModelNotBuilt: {
    code: 'READ_MODEL.NOT_BUILT',
    retryable: true,
    en: (e) =>
      `The read model ${e.readModel} has not been built from the log, or another release has put it aside: start the role projections with this release, or run \`npx after-sales rebuild\`.`,
    zh: (e) =>
      `读模型 ${e.readModel} 尚未由日志建立,或已被其他版本搁置:请以本版本启动 projections 角色,或运行 \`npx after-sales rebuild\`。`,
  },
  ReadModelUnknown: {
    code: 'READ_MODEL.UNKNOWN',
    en: (e) => `This release has no read model ${e.readModel}.`,
    zh: (e) => `本版本没有读模型 ${e.readModel}。`,
  },
  ProjectionsParked: {
    code: 'READ_MODEL.PROJECTIONS_PARKED',
    en: (e) =>
      `Work of the role projections is parked at ${e.stream}, so the read models lack its events: retry it first, or discard it and rebuild.`,
    zh: (e) => `projections 角色在 ${e.stream} 有搁置的工作,读模型缺少其事件:请先重试,或放弃后重建。`,
  },
  SharesApart: {
    code: 'READ_MODEL.SHARES_APART',
    en: (e) => `The shares in which ${e.readModel} is built have not all come to the same event: finish them first.`,
    zh: (e) => `读模型 ${e.readModel} 的各构建分片尚未到达同一事件,请先完成各分片。`,
  },
  ReadModelsBehind: {
    code: 'READ_MODEL.BEHIND',
    retryable: true,
    en: (e) => `The read models did not catch up with the log within ${e.timeoutMs} ms; see whether their workers run.`,
    zh: (e) => `读模型未能在 ${e.timeoutMs} 毫秒内追上日志,请检查其后台任务是否在运行。`,
  },
  TrailTooLarge: {
    code: 'TRAIL.TOO_LARGE',
    en: (e) => `This audit trail spans more than ${e.limit} ${e.what}: ask for single cases, or for a shorter time.`,
    zh: (e) =>
      `该审计记录超过 ${e.limit} 个${e.what === 'streams' ? '事件流' : '事件'},请按单个售后申请或更短时间段查询。`,
  },
  SumTooLarge: {
    code: 'LEDGER.SUM_TOO_LARGE',
    en: (e) => `A sum in ${e.currency} is beyond what is exact: ask for fewer days.`,
    zh: (e) => `${e.currency} 的合计超出可精确表示的范围,请缩短查询期间。`,
  },
  StatementUnknown: {
    code: 'RECONCILE.STATEMENT_UNKNOWN',
    en: () => 'No statement of this name was reconciled, or it was withdrawn: the answer of `reconcile` names it.',
    zh: () => '没有以此编号对账的对账单,或该对账单已撤回:编号见 `reconcile` 的返回结果。',
  },
  StatementDoesNotFit: {
    code: 'RECONCILE.DOES_NOT_FIT',
    en: (e) =>
      `More than ${e.limit} references do not agree (${e.differences}), and nothing was kept: see whether it is the statement of this shop, of these days and of these means of payment.`,
    zh: (e) =>
      `不一致的参考号超过 ${e.limit} 个(${e.differences}),未保存任何结果:请核对对账单是否属于本店、该期间及相应的支付方式。`,
  },
}
