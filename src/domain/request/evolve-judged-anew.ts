/** What changes when goods are judged anew: what refunds and accepted goods stand for, and for what they stand again. */
import { basisKey } from '../values/refund-basis.js'
import { without, type LineUnits } from '../values/units.js'
import type { RequestEvent } from './events.js'
import { revisionKey, type OpenedRequest, type Reinstating } from './state.js'

type JudgedAnew = Extract<RequestEvent, { readonly type: 'BasisWithdrawn' | 'BasisReinstated' | 'ReinstatementNoted' }>
type Data<Type extends JudgedAnew['type']> = Extract<JudgedAnew, { readonly type: Type }>['data']

export const heard = (s: OpenedRequest, key: string): ReadonlyArray<string> =>
  s.inspections.includes(key) ? s.inspections : [...s.inspections, key]

export type Heard = Pick<OpenedRequest, 'inspections' | 'judgedAnew'>

/** Names of revisions are those of their return: one of an earlier run is kept apart. */
export const heardRevision = (s: OpenedRequest, returnId: string, revisionId: string): Heard =>
  returnId === s.returnId
    ? { inspections: heard(s, basisKey({ _tag: 'Revised', returnId, revisionId })), judgedAnew: s.judgedAnew }
    : { inspections: s.inspections, judgedAnew: [...s.judgedAnew, revisionKey(returnId, revisionId)] }

export const withdrawn = (s: OpenedRequest, data: Data<'BasisWithdrawn'>): OpenedRequest => {
  const { returnId, inspectionId, revisionId, refundId, lines, reason, credit = 0 } = data
  const known = heardRevision(s, returnId, revisionId)
  const refund = refundId === undefined ? undefined : s.refunds.get(refundId)
  if (refundId !== undefined && refund !== undefined) {
    const calledBack = [...refund.calledBack, { withdrawalId: revisionId, lines, reason }]
    const left = { ...refund, withdrawn: [...refund.withdrawn, ...lines], calledBack }
    return { ...s, ...known, refunds: new Map(s.refunds).set(refundId, left) }
  }
  const accepted = new Map(s.accepted)
  const held = accepted.get(inspectionId)
  if (held === undefined) return { ...s, ...known }
  const rest = without(held.lines, lines)
  if (rest.length === 0) accepted.delete(inspectionId)
  else accepted.set(inspectionId, { ...held, lines: rest, credit: Math.max(0, held.credit - credit) })
  return { ...s, ...known, accepted, credit: Math.max(0, s.credit - credit) }
}

export const reinstating = (s: OpenedRequest, data: Data<'BasisReinstated'>): OpenedRequest => {
  const { returnId, revisionId, inspector, lines, refunds } = data
  const asked = refunds.map(({ refundId }) => refundId)
  return {
    ...s,
    ...heardRevision(s, returnId, revisionId),
    reinstating: [...s.reinstating, { returnId, revisionId, inspector, lines, asked }],
  }
}

/** What falls due beside what refunds stand for again; what was kept back of them at first has no units of its own. */
export const dueBeside = (
  s: OpenedRequest,
  { lines }: Reinstating,
  { refundId, lines: again }: Pick<Data<'ReinstatementNoted'>, 'refundId' | 'lines'>,
): ReadonlyArray<LineUnits> =>
  [...s.refunds].some(([id, { due }]) => id === refundId && due.basis._tag === 'DeductionWaived')
    ? lines
    : without(lines, again)

export const reinstated = (s: OpenedRequest, data: Data<'ReinstatementNoted'>): OpenedRequest => {
  const { refundId, revisionId, lines } = data
  return {
    ...s,
    refunds: new Map(
      [...s.refunds].map(([id, refund]) => [
        id,
        id === refundId ? { ...refund, withdrawn: less(refund.withdrawn, lines) } : refund,
      ]),
    ),
    reinstating: s.reinstating.flatMap((one) => {
      if (one.revisionId !== revisionId || !one.asked.includes(refundId)) return [one]
      const asked = one.asked.filter((id) => id !== refundId)
      return asked.length === 0 ? [] : [{ ...one, asked, lines: dueBeside(s, one, data) }]
    }),
  }
}

/** Line by line, whatever took them away. */
const less = (lines: ReadonlyArray<LineUnits>, back: ReadonlyArray<LineUnits>): ReadonlyArray<LineUnits> => {
  const units = new Map<string, number>()
  for (const { lineId, quantity } of lines) units.set(lineId, (units.get(lineId) ?? 0) + quantity)
  return without(
    [...units].map(([lineId, quantity]) => ({ lineId, quantity })),
    back,
  )
}
