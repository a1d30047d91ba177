/** One case from its first word to its last, as an auditor reads it: with an arrow what followed by itself. */
import { trailTreeRows, type AfterSales, type TrailEntry, type TrailTreeRow } from 'after-sales'
import { ACTORS, EVENTS } from './words.js'

export const readTrail = async (
  { promises: { views } }: AfterSales,
  caseId: string,
): Promise<ReadonlyArray<TrailTreeRow>> => trailTreeRows(await views.trailTree({ caseId }))

const MOST_INDENTED = 6
const MINUTE_LENGTH = 16
const minuteOf = (instant: string): string => instant.slice(0, MINUTE_LENGTH).replace('T', ' ')

const statusOf = ({ kind, change: { statusBefore, statusAfter } }: TrailEntry): string =>
  statusAfter === undefined || statusBefore === statusAfter ? '' : `${kind}: ${statusBefore ?? '–'} → ${statusAfter}`

const told = ({ entry, depth }: TrailTreeRow): string => {
  const { actorKind, actorId, type, rule, reason, policy, occurredAt } = entry
  const actor = ACTORS[actorKind]
  const what = EVENTS[type] ?? { en: type, zh: type }
  const facts = [statusOf(entry), reason, rule, policy].filter((fact) => fact !== undefined && fact !== '')
  return [
    `  ${minuteOf(occurredAt)}  ${'  '.repeat(Math.min(depth, MOST_INDENTED))}`,
    actor === undefined ? `→ ${what.en} ${what.zh}` : `${actor.en} ${actorId}: ${what.en} ${actor.zh}:${what.zh}`,
    facts.length === 0 ? '' : `  (${facts.join(', ')})`,
  ].join('')
}

export const trailText = (rows: ReadonlyArray<TrailTreeRow>): string => rows.map(told).join('\n')
