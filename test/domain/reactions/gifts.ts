/**
 * What makes up for a loss, beside the money for the goods: staff proposes, others agree, the customer is asked, uses it or
 * does not; it is taken back, runs out or comes back, and whoever is liable bears the cost.
 */
import { claimableOf, openOf } from '../../../src/domain/compensation/costs.js'
import type { Debt, LossLine, ProposedCompensation } from '../../../src/domain/compensation/index.js'
import { paidOnOrder } from '../../../src/domain/entitlement/index.js'
import { allowanceIdOf } from '../../../src/domain/values/ids.js'
import { agent, at, customer, finance, provider, supervisor, system } from '../../../src/testing/builders/build.js'
import { openAllowance } from '../../../src/testing/builders/allowance.js'
import * as given from '../../../src/testing/builders/compensation.js'
import type { CaseCommands } from '../../../src/testing/case-harness.js'
import type { By, Counter } from './counter.js'
import type { Issuer } from './issuer.js'
import { pick, REQUESTS } from './setting.js'

const PERIOD = '2026-03'
const LATER = at('2026-03-20T12:00:00.000Z')
const GIFTS = ['k-1', 'k-2', 'k-3', 'k-4', 'k-5']
const HEADS = ['delay', 'time', 'defect'] as const
const LAYERS = ['goodwill', 'promise', 'discretionary', 'goodwill', 'statutory'] as const
const AMOUNTS = [400, 3_000, 900, 1_500, 700, 9_000, 2_000, 60_000]
const FORMS = ['coupon', 'cash', 'points', 'gift'] as const
/** Who agrees; the last two are who asked for it, in another hat. */
const DECIDERS = [
  ...[supervisor, given.manager, given.lawyer, supervisor, given.manager],
  ...[agent, { ...given.manager, id: customer.id }],
]

/** Everything that people may say of a compensation, right or wrong. */
export const sayings = (compensationId: string): ReadonlyArray<CaseCommands['compensation']> => {
  const id = { compensationId }
  return [
    given.approveCompensation(id),
    given.approveCompensation(id, { actor: given.lawyer }),
    given.rejectCompensation(id),
    given.cancelCompensation(id),
    given.offerCompensation(id),
    given.acceptCompensation(id),
    given.declineCompensation(id),
    given.lapseOffer(id, { at: LATER }),
    given.revokeCompensation(id),
    given.retryBenefit(id),
    given.revokeCompensation({ ...id, clawBack: true }),
  ]
}

const termsBy = (m: number) =>
  given.compensationTerms({
    limits: [
      { role: 'agent', atMost: 5_000, perOrder: 7_000 },
      { role: 'supervisor', atMost: 70_000, perOrder: 90_000 },
    ],
    allowances: [
      { _tag: 'Department', department: 'support', period: PERIOD, limit: 20_000 },
      { _tag: 'Agent', period: PERIOD, limit: 9_000 },
      { _tag: 'Customer', period: PERIOD, limit: 70_000 },
    ].slice(m % 4) as unknown as ReturnType<typeof given.compensationTerms>['allowances'],
    exclusive: m % 2 === 0 ? ['promise', 'goodwill'] : [],
    consent: m % 3 === 0,
  })

/** Money is to be given back, or one person gave it up. */
const isWaiting = ({ surplus, proposed }: Debt): boolean => surplus > 0 || proposed !== undefined

export const giftsAt = ({ harness, tell, newId, deliverAll }: Counter, issuer: Issuer) => {
  const lossesBy = (n: number, m: number): ReadonlyArray<LossLine> => {
    const known = harness.state('entitlement', 'o-1')
    const lines = known.status === 'unknown' ? [] : known.lines.map(({ line }) => line.lineId)
    const one = (i: number): LossLine => {
      const layer = pick(LAYERS, m + i)
      const lineIds = (m + i) % 3 === 0 ? [pick(lines, n), pick(lines, n + 1)] : [pick(lines, n + i)]
      const loss = { head: pick(HEADS, n + m + i), layer, minor: pick(AMOUNTS, n + 3 * m + i), lineIds }
      if (layer !== 'statutory') return given.lossLine(loss)
      return (n + m) % 2 === 0 ? given.punitive({ lineIds }) : given.lossLine({ ...loss, basis: 'CN-CRPL-48' })
    }
    return [one(0), ...(m % 2 === 0 ? [one(1)] : []), ...(m % 5 === 0 ? [one(2)] : [])]
  }

  const propose = (compensationId: string, n: number, m: number): void => {
    const requestId = pick(REQUESTS, n)
    const order = harness.state('entitlement', 'o-1')
    if (order.status === 'unknown' || harness.state('request', requestId).status === 'none') return
    const [losses, benefit] = [lossesBy(n, m), { form: pick(FORMS, n + m) }]
    const over = m % 6 === 0 ? { overCap: 'press' } : {}
    const data = { compensationId, requestId, losses, benefit, terms: termsBy(n), demanded: m % 8 > 0, ...over }
    tell(
      'compensation',
      compensationId,
      (by) => ({ ...given.proposeCompensation(data, by), facts: paidOnOrder(order) }),
      pick([agent, supervisor, agent, customer], n + m),
    )
    if (m % 3 === 0) deliverAll(n)
  }

  /** What is next for one of them, mostly. */
  const compensate = (n: number, m: number): void => {
    const compensationId = pick(GIFTS, n)
    const id = { compensationId }
    const s = harness.state('compensation', compensationId)
    const say = (commandOf: (by: By) => CaseCommands['compensation'], actor = agent): void =>
      tell('compensation', compensationId, commandOf, actor)
    if (s.status === 'none') return propose(compensationId, n, m)
    if (m % 8 === 0) {
      const command = pick(sayings(compensationId), n)
      return say((by) => ({ ...command, ...by, actor: command.actor }))
    }
    switch (s.status) {
      case 'pending_approval':
        if (m % 13 === 0) return say((by) => given.rejectCompensation(id, by), supervisor)
        if (m % 17 === 0) return say((by) => given.cancelCompensation(id, by))
        return say((by) => given.approveCompensation(id, by), pick(DECIDERS, m))
      case 'approved':
        return say((by) => (m % 7 === 0 ? given.cancelCompensation(id, by) : given.offerCompensation(id, by)))
      case 'offered':
        if (m % 5 === 0) return say((by) => given.lapseOffer(id, { ...by, at: LATER }), system)
        return say(
          (by) => (m % 4 === 0 ? given.declineCompensation(id, by) : given.acceptCompensation(id, by)),
          pick([customer, customer, agent], m),
        )
      case 'failed':
      case 'needs_attention':
        return say(
          (by) => (m % 4 === 0 ? given.revokeCompensation(id, by) : given.retryBenefit(id, by)),
          pick([agent, supervisor], m),
        )
      case 'issued':
        return m % 3 === 0 ? say((by) => given.revokeCompensation({ ...id, clawBack: n % 2 === 0 }, by)) : use(s, m)
      case 'revoking':
        return use(s, m)
      case 'redeemed':
        return m % 3 === 0 ? say((by) => given.revokeCompensation({ ...id, clawBack: true }, by)) : comeBack(s, m)
      default:
        return
    }
  }

  /** The customer uses it, and the shop hears of it at once, later, or never; or it runs out. */
  const use = (s: ProposedCompensation, m: number): void => {
    const { compensationId, status } = s
    const id = { compensationId }
    const say = (command: CaseCommands['compensation']): void =>
      tell('compensation', compensationId, (by) => ({ ...command, ...by }), pick([system, provider, agent], m))
    const has = issuer.statusOf(compensationId)
    if (m % 5 === 0 && status === 'issued' && has === 'issued') return say(given.recordExpired(id))
    if (has !== 'issued') return has === 'used' ? say(given.recordRedeemed(id)) : undefined
    issuer.note(compensationId, 'used')
    if (m % 2 === 0) say(given.recordRedeemed(id))
  }

  /** A bank sends cash back; somebody of the shop sees it, or who pays says so. */
  const comeBack = (s: ProposedCompensation, m: number): void => {
    const { compensationId, benefit, call } = s
    if (benefit.form !== 'cash' || issuer.statusOf(compensationId) !== 'used') return
    issuer.note(compensationId, 'came_back')
    const reference = `back-${call!.attempt}`
    tell(
      'compensation',
      compensationId,
      (by) => given.recordReturned({ compensationId, reference }, by),
      pick([provider, agent, supervisor], m),
    )
  }

  /** Who is liable bears the cost, pays it, or does not, and two give it up. */
  const bearCost = (n: number, m: number): void => {
    const all = harness.idsOf('compensation').map((id) => harness.state('compensation', id))
    const known = all.flatMap((s) =>
      s.status === 'none' || (s.externalRef === undefined && s.debts.length === 0) ? [] : [s],
    )
    if (known.length === 0) return
    const waiting = known.filter(({ debts }) => debts.some(isWaiting))
    const s = pick(m % 2 === 0 && waiting.length > 0 ? waiting : known, n)
    const { compensationId } = s
    const say = (commandOf: (by: By) => CaseCommands['compensation']): void =>
      tell('compensation', compensationId, commandOf, pick([agent, supervisor, finance, given.manager], m))
    if (s.debts.length === 0) {
      say((by) => given.assignCost({ compensationId }, by))
      return say((by) => given.claimRecovery({ compensationId, minor: 1 + (m % 900), reference: newId() }, by))
    }
    const debt = s.debts.find(isWaiting) ?? pick(s.debts, m)
    const { party, surplus, proposed } = debt
    const about = { compensationId, party, reference: newId() }
    const open = openOf(s, debt)
    const claimable = claimableOf(s, debt)
    if (surplus > 0) return say((by) => given.recordRepaid(about, by))
    if (proposed !== undefined && m % 3 > 0) return say((by) => given.confirmWriteOff(about, by))
    if (party !== 'customer' && claimable > 0 && m % 3 === 0)
      return say((by) => given.claimRecovery({ ...about, party, minor: claimable }, by))
    if (m % 4 === 0) return say((by) => given.proposeWriteOff(about, by))
    const minor = m % 5 === 0 ? 1 : open + (m % 11 === 0 ? 1 : 0)
    if (minor > 0) say((by) => given.recordRecovered({ ...about, minor }, by))
  }

  /** Finance gives a budget another limit, also below what is given of it. */
  const budget = (n: number, m: number): void => {
    const key = { scope: 'department', key: 'support', period: PERIOD } as const
    const limit = pick([20_000, 40_000, 3_000], n)
    tell(
      'allowance',
      allowanceIdOf(key.scope, key.key, key.period),
      (by) => openAllowance({ ...key, limit }, by),
      m % 4 === 0 ? agent : finance,
    )
  }

  return { compensate, bearCost, budget }
}
