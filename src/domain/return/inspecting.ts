/**
 * What was accepted and what not. Money follows only from what an inspection accepted, and no more is accepted than was
 * authorized and is not lost or waived. A judgment may be revised as long as the goods are still there to be judged.
 */
import type { FoundDeduction } from '../values/breakdown.js'
import { MAX_MINOR } from '../values/money.js'
import { accept, idsOf, nothing, notNow, reject, type CommandNamed, type Decision } from './decision.js'
import type { ReturnError } from './errors.js'
import { MAX_INSPECTIONS, type InspectedLine } from './events.js'
import { expectedUnits, inspectedUnits, settledUnits, type ReturnLine } from './line.js'
import { hasEnded, isDue, lineOf, type AuthorizedReturn } from './state.js'

const overAccepted = (line: ReturnLine, accepted: number): ReturnError | undefined =>
  accepted > Math.max(line.accepted, expectedUnits(line))
    ? { _tag: 'MoreAcceptedThanAuthorized', lineId: line.lineId, authorized: expectedUnits(line), accepted }
    : undefined

/** What is wrong with any of the lines; each may be named once. */
const wrongLines = (
  lines: ReadonlyArray<InspectedLine>,
  wrong: (line: InspectedLine) => ReturnError | undefined,
): ReturnError | undefined => {
  const seen = new Set<string>()
  for (const line of lines) {
    const { lineId } = line
    const error = seen.has(lineId) ? ({ _tag: 'InspectedLineRepeated', lineId } as const) : wrong(line)
    if (error !== undefined) return error
    seen.add(lineId)
  }
  return undefined
}

const LABEL = 'LABEL_AT_CUSTOMERS_COST'

/**
 * The way back, where the customer bears it: once for each label, unless the inspector has said what it comes to, or the shop
 * has called the goods back since.
 */
const wayBack = (s: AuthorizedReturn, found: ReadonlyArray<FoundDeduction>): ReadonlyArray<FoundDeduction> => {
  if (s.calledBack !== undefined || found.some(({ kind }) => kind === 'return_label')) return []
  const due = [...s.labels.values()].filter((label) => isDue(s, label))
  const minor = due.reduce((sum, { atCustomersCost }) => sum + atCustomersCost, 0)
  return minor === 0 ? [] : [{ kind: 'return_label', minor: Math.min(minor, MAX_MINOR), code: LABEL }]
}

export const inspect = (c: CommandNamed<'InspectItems'>, s: AuthorizedReturn): Decision => {
  const { inspectionId, lines, deductions = [] } = c.data
  if (s.inspections.has(inspectionId)) return nothing
  if (hasEnded(s)) return notNow(s)
  if (s.inspections.size >= MAX_INSPECTIONS) return reject({ _tag: 'TooManyInspections', limit: MAX_INSPECTIONS })
  const wrong = wrongLines(lines, ({ lineId, accepted, rejected }) => {
    const line = lineOf(s, lineId)
    if (line === undefined) return { _tag: 'LineNotInReturn', lineId }
    if (accepted + rejected === 0) return { _tag: 'NothingInspected', lineId }
    const inspected = inspectedUnits(line) + accepted + rejected
    if (inspected > line.received) return { _tag: 'OverInspected', lineId, received: line.received, inspected }
    return overAccepted(line, line.accepted + accepted)
  })
  if (wrong !== undefined) return reject(wrong)
  // Nobody can contest, or explain, what was kept back for no reason.
  const index = deductions.findIndex(({ code, ruleId }) => code === undefined && ruleId === undefined)
  if (index >= 0) return reject({ _tag: 'DeductionWithoutReason', index })
  // Of goods that are not accepted nothing is kept back: there is no money.
  const way = lines.some(({ accepted }) => accepted > 0) ? wayBack(s, deductions) : []
  return accept({
    type: 'ItemsInspected',
    data: { ...idsOf(s), inspectionId, inspector: c.actor.id, lines, deductions: [...deductions, ...way] },
  })
}

/** Also after the end: what an inspection got wrong may come out late, and its refund then follows. */
export const reviseInspection = (c: CommandNamed<'ReviseInspection'>, s: AuthorizedReturn): Decision => {
  const { inspectionId, revisionId, lines, reason } = c.data
  if (s.revisions.has(revisionId)) return nothing
  const before = s.inspections.get(inspectionId)
  if (before === undefined) return reject({ _tag: 'InspectionUnknown', inspectionId })
  if (s.revisions.size >= MAX_INSPECTIONS) return reject({ _tag: 'TooManyInspections', limit: MAX_INSPECTIONS })
  const moreOf = ({ lineId, accepted }: InspectedLine): number =>
    accepted - before.find((was) => was.lineId === lineId)!.accepted
  const wrong = wrongLines(lines, (now) => {
    const { lineId } = now
    const was = before.find((one) => one.lineId === lineId)
    if (was === undefined) return { _tag: 'LineNotInReturn', lineId }
    const [inspected, revised] = [was.accepted + was.rejected, now.accepted + now.rejected]
    if (inspected !== revised) return { _tag: 'NotTheSameUnits', lineId, inspected, revised }
    const line = lineOf(s, lineId)!
    const accepted = line.accepted + moreOf(now)
    const rejected = line.rejected - moreOf(now)
    if (accepted < settledUnits(line, 'accepted') || rejected < settledUnits(line, 'rejected'))
      return { _tag: 'AlreadyDisposedIrreversibly', lineId }
    return overAccepted(line, accepted)
  })
  if (wrong !== undefined) return reject(wrong)
  const changes = lines.map((line) => ({ lineId: line.lineId, more: moreOf(line) }))
  return accept({
    type: 'InspectionRevised',
    data: {
      ...idsOf(s),
      ...{ inspectionId, revisionId, inspector: c.actor.id, lines },
      added: changes.flatMap(({ lineId, more }) => (more > 0 ? [{ lineId, quantity: more }] : [])),
      withdrawn: changes.flatMap(({ lineId, more }) => (more < 0 ? [{ lineId, quantity: -more }] : [])),
      reason,
    },
  })
}
