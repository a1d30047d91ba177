/** Files of a case as people read them: without what they are folded on from. */
import * as E from 'fp-ts/lib/Either.js'
import type { CaseFile } from '../../projections/case-files/case-files.js'
import type { Page } from './pages.js'

/** One of what belongs to a case, and where it stands. */
export type CaseEntry = Omit<CaseFile, 'state' | 'holders'>

export const entryOf = ({ state: _state, holders: _holders, ...entry }: CaseFile): CaseEntry => entry

export const entriesOf = E.map(({ rows, ...rest }: Page<CaseFile>): Page<CaseEntry> => ({
  ...rest,
  rows: rows.map(entryOf),
}))
