/** One case from its first word to its last, as an auditor reads it: with an arrow what followed by itself. */
import { inWords, trailTreeRows, type AfterSales, type TrailEntry, type TrailTreeRow } from 'after-sales'

export const readTrail = async (
  { promises: { views } }: AfterSales,
  caseId: string,
): Promise<ReadonlyArray<TrailTreeRow>> => trailTreeRows(await views.trailTree({ caseId }))

const MOST_INDENTED = 6
const MINUTE_LENGTH = 16
const minuteOf = (instant: string): string => instant.slice(0, MINUTE_LENGTH).replace('T', ' ')

const statusOf = ({ kind, moved }: TrailEntry): string => {
  if (moved === undefined) return ''
  const of = inWords.kind(kind)
  return `${of.en}: ${moved.en}, ${of.zh}:${moved.zh}`
}

const told = ({ entry, depth }: TrailTreeRow): string => {
  const { actorKind, actorId, what, rule, reason, policy, occurredAt } = entry
  const actor = inWords.actor(actorKind)
  const facts = [statusOf(entry), reason, rule, policy].filter((fact) => fact !== undefined && fact !== '')
  return [
    `  ${minuteOf(occurredAt)}  ${'  '.repeat(Math.min(depth, MOST_INDENTED))}`,
    actorKind === 'system' ? `→ ${what.en} ${what.zh}` : `${actor.en} ${actorId}: ${what.en} ${actor.zh}:${what.zh}`,
    facts.length === 0 ? '' : `  (${facts.join(', ')})`,
  ].join('')
}

export const trailText = (rows: ReadonlyArray<TrailTreeRow>): string => rows.map(told).join('\n')
