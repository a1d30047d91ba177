/**
 * Whether an order holds what its claimants say that it holds. The entitlement is folded from its own events; what it
 * should hold follows from the events of requests, refunds and compensations. Where the two differ, an event is missing,
 * came twice, or was changed: money or goods may be given twice, or never. Pure.
 */
import type { OpenedAllowance } from '../../domain/allowance/index.js'
import type { CompensationStatus, ProposedCompensation } from '../../domain/compensation/index.js'
import type { Claim, LineBalance, RegisteredEntitlement } from '../../domain/entitlement/index.js'
import type { LegState, ProposedRefund, RefundStatus } from '../../domain/refund/index.js'
import type { OpenedRequest, RequestStatus } from '../../domain/request/index.js'
import { grantedOf } from '../../domain/values/loss.js'
import { sum } from '../../domain/values/sum.js'

/**
 * `order`: somebody claims of it, and it is not registered. `units_held`, `units_confirmed`: pieces of a line. `money_reserved`, `money_settled`: minor units on a means of payment.
 * `refund_reserved`: of one refund. `compensations`: what counts towards the cap of the order.
 */
export type DriftKind =
  'order' | 'units_held' | 'units_confirmed' | 'money_reserved' | 'money_settled' | 'refund_reserved' | 'compensations'

export interface EntitlementDrift {
  readonly orderId: string
  readonly kind: DriftKind
  /** The line, the means of payment, the refund or the order that it is about; a request where it claims without being known. */
  readonly of: string
  /** What follows from the events of those that claim. */
  readonly expected: number
  /** What the order holds. */
  readonly found: number
}

/** Everything that ever claimed anything of an order. */
export interface Claimants {
  readonly requests: ReadonlyArray<OpenedRequest>
  readonly refunds: ReadonlyArray<ProposedRefund>
  readonly compensations: ReadonlyArray<ProposedCompensation>
}

/** Of a request that stands there, the order holds nothing. */
export const HOLDS_NO_UNITS: ReadonlySet<RequestStatus> = new Set<RequestStatus>([
  ...(['resolved', 'closed', 'canceled', 'expired', 'rejected', 'merged', 'draft'] as const),
])
/** Of a refund that stands there, no money is reserved. */
export const HOLDS_NO_MONEY: ReadonlySet<RefundStatus> = new Set<RefundStatus>([
  ...(['succeeded', 'abandoned', 'declined', 'canceled', 'not_due', 'refused'] as const),
])
const GIVES_NOTHING: ReadonlySet<CompensationStatus> = new Set<CompensationStatus>([
  ...(['refused', 'rejected', 'canceled', 'declined', 'lapsed', 'revoked', 'expired'] as const),
])
const UNDECIDED: ReadonlySet<RequestStatus> = new Set<RequestStatus>(['submitted', 'under_review'])
const GRANTED: ReadonlySet<RequestStatus> = new Set<RequestStatus>(['approved', 'in_progress'])
const OVER: ReadonlySet<LegState['status']> = new Set<LegState['status']>(['succeeded', 'rerouted', 'abandoned'])

interface Compared {
  readonly kind: DriftKind
  readonly of: string
  readonly expected: number
  readonly found: number
}

/** The line's own balance, against what the claims of the order hold of it. */
const ofLine = ({ line: { lineId }, held, returned, kept }: LineBalance, claims: ReadonlyArray<Claim>) => {
  const lines = claims.flatMap((claim) => claim.lines.filter((l) => l.lineId === lineId))
  return [
    { kind: 'units_held', of: lineId, expected: sum(lines, (l) => l.held), found: held },
    { kind: 'units_confirmed', of: lineId, expected: sum(lines, (l) => l.confirmed), found: returned + kept },
  ] as const satisfies ReadonlyArray<Compared>
}

const unitsOf = (
  lines: ReadonlyArray<{ readonly lineId: string; readonly quantity: number }>,
  lineId: string,
): number => sum(lines, (l) => (l.lineId === lineId ? l.quantity : 0))

/** What a request says that it has, against its claim. Confirmed units of an earlier look at the case do not count. */
const ofRequest = (request: OpenedRequest, claim: Claim | undefined): ReadonlyArray<Compared> => {
  const { status, valued, approved } = request
  const lines = claim?.lines ?? []
  if (HOLDS_NO_UNITS.has(status))
    return lines.map(({ lineId, held }) => ({ kind: 'units_held', of: lineId, expected: 0, found: held }))
  const granted = UNDECIDED.has(status) ? valued : GRANTED.has(status) ? approved : []
  return granted.map(({ lineId }) => {
    const line = lines.find((l) => l.lineId === lineId)
    const before = line === undefined ? 0 : line.asked - unitsOf(valued, lineId)
    const found = line === undefined ? 0 : line.held + line.confirmed - before
    return { kind: 'units_held', of: lineId, expected: unitsOf(granted, lineId), found }
  })
}

const openOn = ({ status, legs }: ProposedRefund, tenderId: string): number =>
  HOLDS_NO_MONEY.has(status)
    ? 0
    : sum(legs, (leg) => (leg.tenderId === tenderId && !OVER.has(leg.status) ? leg.minor : 0))

const paidOn = ({ legs }: ProposedRefund, tenderId: string): number =>
  sum(legs, (leg) => (leg.tenderId === tenderId && leg.status === 'succeeded' ? leg.minor : 0))

/** An order whose claimants were all heard: nothing is under way between them. */
export const driftOf = (
  order: RegisteredEntitlement,
  { requests, refunds, compensations }: Claimants,
  allowance: OpenedAllowance | undefined,
): ReadonlyArray<EntitlementDrift> => {
  const known = new Set(requests.map(({ requestId }) => requestId))
  const proposed = new Set(refunds.map(({ refundId }) => refundId))
  const compared: ReadonlyArray<Compared> = [
    ...order.lines.flatMap((line) => ofLine(line, [...order.claims.values()])),
    ...requests.flatMap((request) => ofRequest(request, order.claims.get(request.requestId))),
    ...[...order.claims.values()].flatMap(({ claimId, lines }): ReadonlyArray<Compared> =>
      known.has(claimId)
        ? []
        : [{ kind: 'units_held', of: claimId, expected: 0, found: sum(lines, (l) => l.held + l.confirmed) }],
    ),
    ...refunds.map(({ refundId, breakdown }): Compared => {
      const found = order.holds.get(refundId)?.breakdown.total ?? 0
      return { kind: 'refund_reserved', of: refundId, expected: breakdown?.total ?? 0, found }
    }),
    ...[...order.holds].flatMap(([refundId, { breakdown }]): ReadonlyArray<Compared> =>
      proposed.has(refundId) ? [] : [{ kind: 'refund_reserved', of: refundId, expected: 0, found: breakdown.total }],
    ),
    ...order.tenders.flatMap(({ tenderId, reserved, settled }): ReadonlyArray<Compared> => [
      { kind: 'money_reserved', of: tenderId, expected: sum(refunds, (r) => openOn(r, tenderId)), found: reserved },
      { kind: 'money_settled', of: tenderId, expected: sum(refunds, (r) => paidOn(r, tenderId)), found: settled },
    ]),
    {
      kind: 'compensations',
      of: order.orderId,
      expected: sum(compensations, (c) => (GIVES_NOTHING.has(c.status) ? 0 : grantedOf(c.shares))),
      found: allowance?.total ?? 0,
    },
  ]
  return compared.flatMap((one) => (one.expected === one.found ? [] : [{ orderId: order.orderId, ...one }]))
}
