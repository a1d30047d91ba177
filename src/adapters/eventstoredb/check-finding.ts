/**
 * What `npx after-sales esdb-check` found: one finding a check, in words that say what is wrong and how to mend it. No
 * connection string and no password ever stands in one.
 */
import type { Sentence } from '../../domain/kernel/sentence.js'

export type CheckName =
  | 'connection'
  | 'client'
  | 'server'
  | 'certificate'
  | 'credentials'
  | 'version'
  | 'leader'
  | 'security'
  | 'user'
  | 'read'
  | 'append'
  | 'append-size'
  | 'log'
  | 'log-role'
  | 'default-rights'

export interface Finding {
  readonly check: CheckName
  /** `warning`: it works, and somebody should think about it. `not-checked`: this user cannot see it, or no answer came. */
  readonly state: 'ok' | 'warning' | 'problem' | 'not-checked'
  readonly says: Sentence
  /** Absent where nothing needs mending. */
  readonly mend?: Sentence
}

export const finding = (
  check: CheckName,
  state: Finding['state'],
  [en, zh]: readonly [en: string, zh: string],
  mend?: readonly [en: string, zh: string],
): Finding => ({
  check,
  state,
  says: { en, zh },
  ...(mend === undefined ? {} : { mend: { en: mend[0], zh: mend[1] } }),
})
