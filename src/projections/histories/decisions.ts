/**
 * How a request was decided, over all looks at it. Units of one line are alike: what was said of some of them last is what
 * counts, so that an appeal that is granted takes back what was declined, and one that is not leaves what was granted.
 */
import type { RequestApproved } from '../../domain/request/events.js'
import type { EventOfFamily } from '../../domain/kernel/event-family.js'
import type { Instant } from '../../domain/values/instant.js'
import { without, type LineUnits } from '../../domain/values/units.js'
import type { AppealOfHistory, HistoryRow } from './history-row.js'

type Approved = EventOfFamily<typeof RequestApproved>['data']

const endedAppeal = (
  appeals: ReadonlyArray<AppealOfHistory>,
  end: AppealOfHistory['end'],
): ReadonlyArray<AppealOfHistory> => appeals.map((appeal) => (appeal.end === 'open' ? { ...appeal, end } : appeal))

const decided = (
  { underReview = [], ...row }: HistoryRow,
  at: Instant,
  { declined, isGranted, end }: { declined: ReadonlyArray<LineUnits>; isGranted: boolean; end: AppealOfHistory['end'] },
): HistoryRow => {
  const open = [...without(row.declined, underReview), ...declined]
  return {
    ...row,
    outcome: !isGranted ? 'rejected' : open.length > 0 ? 'partly_approved' : 'approved',
    declined: open,
    appeals: endedAppeal(row.appeals, end),
    decidedAt: at,
  }
}

export const approved = (row: HistoryRow, { declined }: Approved, at: Instant): HistoryRow =>
  decided(row, at, { declined, isGranted: true, end: declined.length > 0 ? 'partly_granted' : 'granted' })

export const rejected = (row: HistoryRow, at: Instant): HistoryRow =>
  decided(row, at, {
    declined: row.underReview ?? [],
    isGranted: row.outcome === 'approved' || row.outcome === 'partly_approved',
    end: 'rejected',
  })

/** A second look came to nothing, or a first was never taken: what stood before stands. */
export const dropped = ({ underReview: _, ...row }: HistoryRow): HistoryRow => ({
  ...row,
  appeals: endedAppeal(row.appeals, 'dropped'),
})

/** One that was merged is a case of its own again, and nobody has decided about it. */
export const reopened = ({ mergedInto, ...row }: HistoryRow, at: Instant): HistoryRow => ({
  ...row,
  ...(mergedInto === undefined ? {} : { outcome: 'undecided' as const }),
  reopenedAt: [...row.reopenedAt, at],
})
