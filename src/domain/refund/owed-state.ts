/** What each event changes in the receivables and contests of a refund. */
import { unitsOf, without } from '../values/units.js'
import type { RefundEvent } from './events.js'
import type { Receivable } from './owed.js'
import type { TenderPart } from './receivable-events.js'
import type { ProposedRefund } from './state.js'

type Owed = Extract<
  RefundEvent,
  {
    readonly type:
      | 'ReceivableDue'
      | 'ReceivablePaid'
      | 'ReceivableSettled'
      | 'ReceivableCanceled'
      | 'ReceivableWriteOffProposed'
      | 'ReceivableWrittenOff'
  }
>

const UNKNOWN = {
  reason: undefined,
  lines: [],
  tenders: [],
  paid: 0,
  paidBack: [],
  payments: new Set<string>(),
  proposed: undefined,
}

const less = (open: ReadonlyArray<TenderPart>, off: ReadonlyArray<TenderPart>): ReadonlyArray<TenderPart> =>
  open.flatMap(({ tenderId, minor }) => {
    const left = off.reduce((rest, part) => (part.tenderId === tenderId ? rest - part.minor : rest), minor)
    return left > 0 ? [{ tenderId, minor: left }] : []
  })

const afterwards = (r: Receivable, event: Owed): Receivable => {
  switch (event.type) {
    case 'ReceivableDue': {
      const { reason, lines, tenders } = event.data
      return { ...r, reason, lines, tenders }
    }
    case 'ReceivablePaid': {
      const { paymentId, minor, tenders } = event.data
      return {
        ...r,
        tenders: less(r.tenders, tenders),
        paid: r.paid + minor,
        paidBack: [...r.paidBack, ...tenders],
        payments: new Set(r.payments).add(paymentId),
      }
    }
    case 'ReceivableSettled':
      return { ...r, status: 'settled' }
    case 'ReceivableCanceled': {
      const tenders = less(r.tenders, event.data.tenders)
      const isOver = r.status === 'open' && tenders.length === 0
      return { ...r, tenders, status: isOver ? (r.paid > 0 ? 'settled' : 'canceled') : r.status }
    }
    case 'ReceivableWriteOffProposed': {
      const { reason, by } = event.data
      return { ...r, proposed: { reason, by } }
    }
    case 'ReceivableWrittenOff':
      return { ...r, status: 'written_off', tenders: [], proposed: undefined }
  }
}

export const withReceivable = (s: ProposedRefund, event: Owed): ProposedRefund => {
  const { receivableId } = event.data
  // Canceled before it was due: it never will be.
  const known = s.receivables.get(receivableId) ?? { receivableId, status: 'open', ...UNKNOWN }
  return { ...s, receivables: new Map(s.receivables).set(receivableId, afterwards(known, event)) }
}

export const withdrawn = (
  s: ProposedRefund,
  { withdrawalId, lines }: Extract<RefundEvent, { readonly type: 'RefundBasisWithdrawn' }>['data'],
): ProposedRefund => {
  const units = new Map(s.withdrawn)
  for (const { lineId, quantity } of lines) units.set(lineId, (units.get(lineId) ?? 0) + quantity)
  return { ...s, withdrawals: new Set(s.withdrawals).add(withdrawalId), withdrawn: units }
}

export const reinstated = (
  s: ProposedRefund,
  { revisionId, lines, receivables }: Extract<RefundEvent, { readonly type: 'RefundBasisReinstated' }>['data'],
): ProposedRefund => ({
  ...s,
  withdrawn: new Map([...s.withdrawn].map(([lineId, units]) => [lineId, units - unitsOf(lines, lineId)])),
  receivables: new Map(
    [...s.receivables].map(([id, known]) => {
      const gone = receivables.flatMap((r) => (r.receivableId === id ? r.lines : []))
      return [id, { ...known, lines: without(known.lines, gone) }]
    }),
  ),
  reinstated: new Set(s.reinstated).add(revisionId),
})

export const withVerdict = (s: ProposedRefund, contestId: string, end: 'upheld' | 'waived'): ProposedRefund => {
  const contest = s.contests.get(contestId)
  return contest === undefined ? s : { ...s, contests: new Map(s.contests).set(contestId, { ...contest, end }) }
}
