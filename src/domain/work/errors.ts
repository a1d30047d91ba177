/** What work may say no to, in words. Whoever is named, is named by an id that the host gave. */
import type { Catalog } from '../kernel/sentence.js'
import type { Department } from '../values/department.js'
import type { PieceKind } from './events.js'

export type WorkError =
  | { readonly _tag: 'WorkForStaffOnly' }
  /** No such piece of a case. */
  | { readonly _tag: 'WorkUnknown'; readonly kind: PieceKind }
  /** `waitingFor`: whom it waits for instead. */
  | { readonly _tag: 'WaitsForOthers'; readonly department: Department; readonly waitingFor: string }
  | { readonly _tag: 'TakenAlready'; readonly by: string }
  /** Only who holds it, or a lead, may release it or hand it over. */
  | { readonly _tag: 'HeldByAnother'; readonly by: string }
  | { readonly _tag: 'WorkNotTaken'; readonly department: Department }

export const workWords: Catalog<WorkError> = {
  WorkForStaffOnly: {
    code: 'WORK.STAFF_ONLY',
    en: () => 'Only staff take work, release it or hand it over.',
    zh: () => '只有工作人员可以领取、释放或转交任务。',
  },
  WorkUnknown: {
    code: 'WORK.UNKNOWN',
    en: (e) => `There is no such ${e.kind}.`,
    zh: (e) => `没有该任务(${e.kind})。`,
  },
  WaitsForOthers: {
    code: 'WORK.WAITS_FOR_OTHERS',
    en: (e) => `This waits for ${e.waitingFor} now, not for ${e.department}.`,
    zh: (e) => `该任务当前等待 ${e.waitingFor} 处理,而非 ${e.department}。`,
  },
  TakenAlready: {
    code: 'WORK.TAKEN_ALREADY',
    en: (e) => `${e.by} works on this already.`,
    zh: (e) => `该任务已由 ${e.by} 领取。`,
  },
  HeldByAnother: {
    code: 'WORK.HELD_BY_ANOTHER',
    en: (e) => `${e.by} works on this: only they or a lead may release it or hand it over.`,
    zh: (e) => `该任务由 ${e.by} 处理,只有其本人或主管可以释放或转交。`,
  },
  WorkNotTaken: {
    code: 'WORK.NOT_TAKEN',
    en: (e) => `Nobody works on this for ${e.department}.`,
    zh: (e) => `${e.department} 目前无人处理该任务。`,
  },
}
