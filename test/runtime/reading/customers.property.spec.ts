/**
 * Random lives of a customer: a few requests over several channels, decided, appealed, paid, compensated, judged. What the
 * views tell of them is what the aggregates of their streams say, and the profile is that added up.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type {
  Actor,
  AfterSalesException,
  Caller,
  CaseHistory,
  CaseView,
  LoggedEvent,
  NextStep,
  PolicySet,
} from 'after-sales'
import { orThrow, readLog } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simulatedOrders } from 'after-sales/testing'
import { histories } from '../../../src/projections/histories/histories.js'
import { lossOf, supervisor, terms } from '../../acceptance/compensations.js'
import { customer, lead, lineOf, openHanded, order, shopOn, type Shop } from '../../acceptance/shop.js'
import { followed } from './followed.js'

const policy: PolicySet = {
  ...openHanded('EUR', { automatic: [] }),
  remedies: ['return_refund', 'refund_only', 'exchange', 'repair'],
}
const REQUESTS = ['R-1', 'R-2', 'R-3']
const CHANNELS = ['web', 'app', 'chat', 'phone'] as const
const REASONS = ['QL_DEFECTIVE', 'CM_CHANGED_MIND', 'FF_WRONG_ITEM']
const ordered = order({
  lines: [lineOf('mug', 4, 8_000), lineOf('lamp', 3, 9_000)],
  tenders: [{ tenderId: 'card', kind: 'card', captured: 17_000 }],
})

interface Move {
  readonly request: number
  readonly pick: number
  readonly chance: number
}
const moves = fc.array(fc.record({ request: fc.nat(2), pick: fc.nat(999), chance: fc.nat(99) }), {
  minLength: 10,
  maxLength: 60,
})

const tried = async (call: Promise<unknown>): Promise<void> => {
  try {
    await call
  } catch (cause) {
    // A refusal is part of life; anything else is not.
    if ((cause as Partial<AfterSalesException>).error === undefined) throw cause
  }
}

const callerFor = ({ by }: NextStep, { pick, chance }: Move): Caller => {
  const { kind, role } = by[pick % by.length]!
  const actor: Actor =
    kind === 'customer'
      ? customer.actor
      : { kind, id: `${kind}-${chance % 3}`, ...(role === undefined ? {} : { roles: [role] }) }
  return { actor, channel: CHANNELS[(pick + chance) % CHANNELS.length]! }
}

const opened = (shop: Shop, requestId: string, { pick, chance }: Move) =>
  shop.requests.open(
    {
      ...{ requestId, orderId: '#1001', remedy: policy.remedies[pick % 4]! },
      lines: ['mug', 'lamp'].map((lineId, n) => ({
        lineId,
        quantity: 1 + (pick % 2),
        reason: REASONS[(pick + n) % REASONS.length]!,
      })),
    },
    { actor: chance % 4 === 0 ? lead.actor : customer.actor, channel: CHANNELS[pick % CHANNELS.length]! },
  )

const step = async (shop: Shop, move: Move): Promise<void> => {
  const requestId = REQUESTS[move.request]!
  const { pick, chance } = move
  shop.clock.advance(60_000 * (1 + (pick % 600)))
  if (chance < 5) shop.payments.script({ _tag: 'decline', code: 'account_closed' })
  else if (chance < 10) return tried(shop.resume(requestId))
  else if (chance < 18)
    return tried(
      shop.compensations.propose(
        {
          ...{
            compensationId: `C-${pick}`,
            requestId,
            currency: 'EUR',
            benefit: { form: pick % 2 ? 'coupon' : 'cash' },
          },
          ...{ terms: terms({ consent: chance % 2 === 0 }), losses: [lossOf('delay', 100 + pick)] },
        },
        supervisor,
      ),
    )
  else if (chance < 30)
    return tried(shop.requests.merge({ requestId, into: REQUESTS[(move.request + 1 + (pick % 2)) % 3]! }, lead))
  const { possible } = await shop.whatNext(requestId).catch(() => ({ possible: undefined }))
  if (possible === undefined) return tried(opened(shop, requestId, move))
  const one = possible[pick % Math.max(1, possible.length)]
  if (one === undefined) return
  const [group, name] = one.call.split('.') as [string, string]
  const functions = shop as unknown as Record<string, Record<string, (data: object, by: Caller) => Promise<unknown>>>
  // Now and then only a part is granted.
  const part = one.call === 'requests.approve' && chance % 3 === 0 ? { lines: [{ lineId: 'mug', quantity: 1 }] } : {}
  return tried(functions[group]![name]!({ ...one.example, ...part }, callerFor(one, move)))
}

type Told = Omit<CaseHistory, 'declined' | 'appeals' | 'platformCases' | 'refunds' | 'lastContactAt'>
const only = (history: CaseHistory): Told => {
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
const toldOf = (view: CaseView, log: ReadonlyArray<LoggedEvent>): Told => {
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
        .filter(({ externalRef }) => externalRef !== undefined)
        .map(({ compensationId, benefit, shares, currency: of, status }) => ({
          ...{ compensationId, form: benefit.form, currency: of, state: BENEFITS[status] ?? 'given' },
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
const sorted = (told: Told): Told => ({ ...told, benefits: [...told.benefits].sort(byId) })

/** More of them for a night: `WALKS=1000`. */
const numRuns = Number(process.env['WALKS'] ?? 40)

it(
  'The history of a customer is what the streams of their requests say, and the profile is that added up',
  { timeout: 60_000 + 500 * numRuns },
  async () => {
    const met = new Set<string>()
    await fc.assert(
      fc.asyncProperty(moves, async (life) => {
        const shop = shopOn(memoryEventStore(), { orders: simulatedOrders(ordered), policy })
        for (const move of life) await step(shop, move)
        const [{ rows }, profile] = await followed(shop, () =>
          Promise.all([shop.views.history('customer-7'), shop.views.profile('customer-7')]),
        )
        const log: Array<LoggedEvent> = []
        for await (const logged of readLog(shop.store)) log.push(orThrow(logged))
        const ids = log.flatMap(({ event }) => (event.type === 'RequestOpened' ? [event.data.requestId] : []))
        const told: Array<Told> = []
        for (const id of ids.reverse()) told.push(sorted(toldOf(await shop.getCase(id), log)))
        expect(rows.map((row) => sorted(only(row)))).toEqual(told)
        for (const { outcome } of told) met.add(outcome)

        const own = told.filter(({ outcome }) => outcome !== 'merged')
        const scores = own.flatMap(({ surveys }) => surveys.map(({ score }) => score))
        const total = (amounts: ReadonlyArray<number>) => amounts.reduce((sum, minor) => sum + minor, 0)
        expect([profile.requests, profile.satisfaction]).toEqual([
          own.length,
          { sum: total(scores), count: scores.length },
        ])
        expect(total(profile.refunded.map(({ minor }) => minor))).toBe(total(told.map(({ refunded }) => refunded)))
        expect(total(Object.values(profile.outcomes))).toBe(own.length)
        const given = told.flatMap(({ benefits }) =>
          benefits.filter(({ state }) => state === 'given' || state === 'used'),
        )
        expect(total(profile.compensated.map(({ minor }) => minor))).toBe(total(given.map(({ minor }) => minor)))
      }),
      { numRuns, seed: 20_261_126, endOnFailure: true },
    )
    // The walks came by what they are about.
    for (const outcome of ['approved', 'partly_approved', 'rejected', 'canceled', 'merged'])
      expect([...met]).toContain(outcome)
  },
)
