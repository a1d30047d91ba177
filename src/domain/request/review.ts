/** Decisions on a request: by rule where the policy says so, otherwise by a person within their limit. */
import { clear } from '../kernel/personal.js'
import type { Terms } from '../policy/terms.js'
import { hasRole, type Actor } from '../values/actor.js'
import type { LineUnits, ValuedUnits } from '../values/units.js'
import { accept, notNow, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import type { DecidedBy, RequestEvent } from './events.js'
import { worthOf } from './owed.js'
import { windowsAfter } from './remedies.js'
import type { OpenedRequest } from './state.js'

const valueOf = (lines: ReadonlyArray<ValuedUnits>): number => lines.reduce((sum, l) => sum + l.value, 0)

const ruleFor = (terms: Terms, value: number): Terms['automatic'][number] | undefined =>
  terms.automatic.find((rule) => rule.atMost === undefined || value <= rule.atMost)

const approved = (
  s: OpenedRequest,
  lines: ReadonlyArray<LineUnits>,
  declined: ReadonlyArray<LineUnits>,
  value: number,
  by: DecidedBy,
): RequestEvent => ({
  type: 'RequestApproved',
  data: {
    requestId: s.requestId,
    orderId: s.orderId,
    lines,
    declined,
    value,
    by,
    policy: s.terms!.policy,
    submission: s.submission,
  },
})

/** Deterministic: the first rule of the policy that matches decides at once, everything else goes to a person. */
export const assess = (c: CommandNamed<'AssessRequest'>, s: OpenedRequest): Decision => {
  if (s.status !== 'submitted') return nothing
  const terms = s.terms!
  const value = valueOf(s.valued)
  const ruling = s.secondLook?.why === 'ruling' ? s.binding : undefined
  // Whom staff let in after the window, staff decides; and who looks a second time is never a rule.
  const rule = s.overridden || s.secondLook !== undefined ? undefined : ruleFor(terms, value)
  const assessed: RequestEvent = {
    type: 'RequestAssessed',
    data: {
      value,
      currency: s.currency,
      route: rule === undefined && ruling === undefined ? 'review' : 'automatic',
      policy: terms.policy,
    },
  }
  const all = s.valued.map(({ lineId, quantity }) => ({ lineId, quantity }))
  if (ruling !== undefined) {
    const { rulingId, authority } = ruling
    return accept(assessed, approved(s, all, [], value, { _tag: 'Ruling', rulingId, authority }))
  }
  if (rule === undefined) return accept(assessed)
  const by: DecidedBy = {
    _tag: 'Rule',
    ruleId: rule.ruleId,
    ...(rule.atMost === undefined ? {} : { atMost: rule.atMost }),
  }
  if (rule.verdict === 'approve') return accept(assessed, approved(s, all, [], value, by))
  return accept(assessed, {
    type: 'RequestRejected',
    data: {
      requestId: s.requestId,
      orderId: s.orderId,
      code: rule.code ?? rule.ruleId,
      by,
      policy: terms.policy,
      ...windowsAfter(s, c.at),
    },
  })
}

/** The role that lets this actor approve most. */
const strongest = (terms: Terms, actor: Actor): { readonly role: string; readonly atMost: number } | undefined =>
  terms.reviewLimits
    .filter(({ role }) => hasRole(actor, role))
    .reduce<{ readonly role: string; readonly atMost: number } | undefined>(
      (best, limit) => (best === undefined || limit.atMost > best.atMost ? limit : best),
      undefined,
    )

/** Whether one of their roles may decide requests, whatever the limit. */
export const isReviewer = (s: OpenedRequest, actor: Actor): boolean => strongest(s.terms!, actor) !== undefined

const isOwnCase = (s: OpenedRequest, actor: Actor): boolean => actor.id === s.customerId || actor.id === s.openedBy

/** An appeal is for another pair of eyes: not whoever decided before, nor whoever filed it for the customer. */
const lookedBefore = (s: OpenedRequest, actor: Actor): boolean =>
  s.secondLook?.why === 'appeal' && (s.decidedBy.includes(actor.id) || s.submittedBy === actor.id)

export const approve = (c: CommandNamed<'ApproveRequest'>, s: OpenedRequest): Decision => {
  if (s.status !== 'under_review') return notNow(s)
  const limit = strongest(s.terms!, c.actor)
  if (limit === undefined) return reject({ _tag: 'NotAReviewer' })
  if (isOwnCase(s, c.actor)) return reject({ _tag: 'SelfApproval' })
  if (lookedBefore(s, c.actor)) return reject({ _tag: 'SameReviewer' })
  const asked = c.data.lines ?? s.valued
  const seen = new Set<string>()
  for (const { lineId, quantity } of asked) {
    const requested = seen.has(lineId) ? 0 : (s.valued.find((l) => l.lineId === lineId)?.quantity ?? 0)
    seen.add(lineId)
    if (quantity > requested) return reject({ _tag: 'ExceedsRequested', lineId, requested, approved: quantity })
  }
  const lines = asked.map(({ lineId, quantity }) => ({ lineId, quantity }))
  const granted = new Map(lines.map((l) => [l.lineId, l.quantity]))
  const declined = s.valued.flatMap(({ lineId, quantity }) => {
    const rest = quantity - (granted.get(lineId) ?? 0)
    return rest === 0 ? [] : [{ lineId, quantity: rest }]
  })
  const value = worthOf(s, lines)
  if (value > limit.atMost) return reject({ _tag: 'LimitExceeded', value, limit: limit.atMost, currency: s.currency })
  return accept(
    approved(s, lines, declined, value, {
      _tag: 'Person',
      actorId: c.actor.id,
      role: limit.role,
      atMost: limit.atMost,
    }),
  )
}

export const rejectRequest = (c: CommandNamed<'RejectRequest'>, s: OpenedRequest): Decision => {
  if (s.status !== 'under_review') return notNow(s)
  const limit = strongest(s.terms!, c.actor)
  if (limit === undefined) return reject({ _tag: 'NotAReviewer' })
  if (lookedBefore(s, c.actor)) return reject({ _tag: 'SameReviewer' })
  const { code, note } = c.data
  return accept({
    type: 'RequestRejected',
    data: {
      requestId: s.requestId,
      orderId: s.orderId,
      code,
      by: { _tag: 'Person', actorId: c.actor.id, role: limit.role, atMost: limit.atMost },
      policy: s.terms!.policy,
      ...windowsAfter(s, c.at),
      ...(note === undefined ? {} : { note: clear(s.customerId, { note }) }),
    },
  })
}
