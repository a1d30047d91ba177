/** What a request's own streams say of it, worked out from its aggregates, as its history should tell it. */
import type { CaseHistory, CaseView, LoggedEvent } from 'after-sales'
import { histories } from '../../../src/projections/histories/histories.js'

export type Told = Omit<CaseHistory, 'declined' | 'appeals' | 'platformCases' | 'refunds' | 'lastContactAt'>
export const only = (history: CaseHistory): Told => {
  const { declined: _, appeals: __, platformCases: ___, refunds: ____, lastContactAt: _____, ...told } = history
  return told
}

const BENEFITS: Readonly<Record<string, string>> = { redeemed: 'used', expired: 'expired', revoked: 'taken_back' }

/** Units of every decision, line by line, as a clerk would keep the book. */
const outcomeOf = ({ request }: CaseView, events: ReadonlyArray<LoggedEvent>): string => {
  const ends = events
    .map(({ event }) => event.type)
    .filter((type) => /^Request(Approved|Rejected|Canceled)$/.test(type))
  if (ends.at(-1) === 'RequestCanceled') return 'canceled'
  if (request.status === 'expired' || request.status === 'merged') return request.status
  const open = new Map<string, number>()
  let asked: ReadonlyArray<{ readonly lineId: string; readonly quantity: number }> = []
  let isGranted = false
  for (const { event } of events) {
    if (event.type === 'SubmissionStarted') asked = event.data.lines
    if (event.type !== 'RequestApproved' && event.type !== 'RequestRejected') continue
    const no = event.type === 'RequestApproved' ? event.data.declined : asked
    isGranted ||= event.type === 'RequestApproved'
    for (const { lineId, quantity } of asked) open.set(lineId, Math.max(0, (open.get(lineId) ?? 0) - quantity))
    for (const { lineId, quantity } of no) open.set(lineId, (open.get(lineId) ?? 0) + quantity)
  }
  const isOpen = [...open.values()].some((quantity) => quantity > 0)
  if (ends.length === 0) return 'undecided'
  return !isGranted ? 'rejected' : isOpen ? 'partly_approved' : 'approved'
}

/** What a request's own streams say of it. */
export const toldOf = (view: CaseView, log: ReadonlyArray<LoggedEvent>): Told => {
  const { request, refunds, compensations } = view
  const { requestId, orderId, customerId, remedy: _, currency } = request
  const ids = new Set([requestId, ...refunds.map((one) => one.refundId)])
  for (const { compensationId } of compensations) ids.add(compensationId)
  for (const { repairId } of view.repairs) ids.add(repairId)
  const own = log.filter(({ stream }) => ids.has(stream.slice(stream.indexOf('.') + 1)))
  const events = own.filter(({ kind }) => kind === 'request')
  const lastOf = (...types: ReadonlyArray<string>) =>
    events.findLast(({ event }) => types.includes(event.type))?.metadata.occurredAt
  const datesOf = (type: string) =>
    events.flatMap(({ event, metadata }) => (event.type === type ? [metadata.occurredAt] : []))
  const wish = events.findLast(({ event }) => event.type === 'RequestOpened' || event.type === 'RequestEdited')!.event
    .data as { readonly remedy: CaseHistory['remedy']; readonly lines: ReadonlyArray<{ readonly reason: string }> }
  const times = {
    submittedAt: lastOf('RequestSubmitted'),
    decidedAt: lastOf('RequestApproved', 'RequestRejected'),
    resolvedAt: lastOf('RequestResolved'),
    closedAt: lastOf('RequestClosed'),
    mergedInto: request.mergedInto,
    currency: currency === '' ? undefined : currency,
  }
  return JSON.parse(
    JSON.stringify({
      ...{ requestId, orderId, customerId, remedy: wish.remedy, ...times },
      reasons: [...new Set(wish.lines.map(({ reason }) => reason))],
      channels: [
        ...new Set(
          own
            .filter(
              ({ event, metadata }, n) =>
                n === 0 || (metadata.actorKind === 'customer' && histories.handles.has(event.type)),
            )
            .map(({ metadata }) => metadata.channel),
        ),
      ],
      granted: [
        ...new Set(
          events.flatMap(({ event }) =>
            event.type === 'RemediesStarted'
              ? [event.data.remedy]
              : event.type === 'RemedySwitched'
                ? [event.data.to]
                : [],
          ),
        ),
      ],
      outcome: outcomeOf(view, events),
      refunded: [...request.refunds.values()].reduce((sum, { paid }) => sum + paid, 0),
      benefits: compensations
        .filter(({ externalRef, returnedAfter }) => externalRef !== undefined || returnedAfter > 0)
        .map(({ compensationId, benefit, shares, currency: of, status, externalRef }) => ({
          ...{ compensationId, form: benefit.form, currency: of },
          state: BENEFITS[status] ?? (externalRef === undefined ? 'came_back' : 'given'),
          minor: shares.reduce((sum, { minor }) => sum + minor, 0),
        })),
      surveys: events.flatMap(({ event, metadata }) =>
        event.type === 'SurveyAnswered' ? [{ at: metadata.occurredAt, score: event.data.score }] : [],
      ),
      openedAt: events[0]!.metadata.occurredAt,
      reopenedAt: datesOf('RequestReopened'),
    }),
  ) as Told
}

const byId = (a: { readonly compensationId: string }, b: { readonly compensationId: string }): number =>
  a.compensationId < b.compensationId ? -1 : 1
export const sorted = (told: Told): Told => ({ ...told, benefits: [...told.benefits].sort(byId) })
