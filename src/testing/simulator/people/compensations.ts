/** What staff does to make up for losses: proposes, agrees, asks the customer, repeats, takes back, and claims the cost. */
import type { CompensationTerms, Debt, LossLine, ProposedCompensation } from '../../../domain/compensation/index.js'
import { claimableOf, openOf } from '../../../domain/compensation/costs.js'
import type { OpenedRequest } from '../../../domain/request/index.js'
import { option, when, type Option, type PeopleMeans } from './option.js'
import { HOUR_MS, sightOf } from './sight.js'

const HEADS = ['delay', 'time', 'defect'] as const
const LAYERS = ['goodwill', 'promise', 'discretionary', 'statutory'] as const

export const compensationsOf = (means: PeopleMeans) => {
  const { chance, issuer } = means
  const { requests, compensations, orderOf, at } = sightOf(means)

  const termsOf = (what: string): CompensationTerms => ({
    limits: [
      { role: 'lead', atMost: 800, perOrder: 1_200 },
      { role: 'director', atMost: 20_000, perOrder: 20_000 },
    ],
    overCapRoles: ['director'],
    legalRoles: ['legal'],
    allowances: [
      { _tag: 'Department', department: 'support', period: '2026-01', limit: chance.pick([1_500, 100_000], 'budget') },
      { _tag: 'Agent', period: '2026-01', limit: chance.pick([700, 100_000], 'agent budget') },
      { _tag: 'Customer', period: '2026', limit: 100_000 },
    ],
    consent: chance.happens(0.5, `asks first ${what}`),
    exclusive: ['promise', 'goodwill'],
    answerWithinSeconds: chance.pick([10, 600], `issuer answers within ${what}`),
  })

  const proposing = (s: OpenedRequest): ReadonlyArray<Option> => {
    const { requestId, orderId, status } = s
    const order = orderOf(orderId)
    const nth = compensations().filter((c) => c.requestId === requestId).length
    if (order === undefined || status === 'draft' || status === 'reserving' || nth > 2) return []
    const compensationId = `comp-${requestId}-${nth}`
    if (!chance.happens(nth === 0 ? 0.3 : 0.4, `makes up for ${requestId}`, nth)) return []
    const { lineId } = order.lines[0]!.line
    const isPunitive = chance.happens(0.1, `punitive ${compensationId}`)
    const layer = isPunitive ? 'statutory' : chance.pick(LAYERS, `layer ${compensationId}`)
    const loss: LossLine = {
      head: isPunitive ? 'punitive' : chance.pick(HEADS, `head ${compensationId}`),
      layer,
      severity: 'S2',
      lineIds: [lineId],
      minor: chance.pick([150, 700, 3_000, 12_000], `loss ${compensationId}`),
      evidenceIds: [],
      ...(layer === 'statutory' ? { basis: 'CRPL-55' } : {}),
    }
    const form = chance.pick(['coupon', 'points', 'gift', 'cash'] as const, `form ${compensationId}`)
    const over = chance.happens(0.3, `over the cap ${compensationId}`) ? { overCap: 'press' } : {}
    return [
      option('propose compensation', compensationId, (api, by) =>
        api.compensations.propose(
          {
            ...{ compensationId, requestId, currency: order.currency, losses: [loss], benefit: { form } },
            ...{ terms: termsOf(compensationId), demanded: isPunitive, ...over },
          },
          by,
        ),
      ),
    ]
  }

  const caring = (c: ProposedCompensation): ReadonlyArray<Option> => {
    const { compensationId, status, call, terms } = c
    const nth = call?.attempt ?? 0
    const ask = (name: string, action: Option['do']): Option => option(name, `${compensationId} ${nth}`, action)
    const cancel = ask('cancel compensation', (api, by) =>
      api.compensations.cancel({ compensationId, reason: 'by mistake' }, by),
    )
    const clawBack = chance.happens(0.3, `claws back ${compensationId}`)
    const revoke = ask('revoke', (api, by) =>
      api.compensations.revoke({ compensationId, reason: 'by mistake', clawBack }, by),
    )
    switch (status) {
      case 'approved': {
        if (!terms.consent) return []
        const expiresAt = at(chance.pick([3, 20], `offer ends ${compensationId}`) * HOUR_MS)
        return [
          ask('offer', (api, by) => api.compensations.offer({ compensationId, expiresAt }, by)),
          ...when(chance.happens(0.1, `cancels ${compensationId}`), cancel),
        ]
      }
      case 'pending_approval':
      case 'offered':
        return when(chance.happens(0.06, `cancels ${compensationId}`), cancel)
      case 'failed':
      case 'needs_attention':
        return [
          nth > 2 || chance.happens(0.3, `gives up ${compensationId}`, nth)
            ? revoke
            : ask('retry benefit', (api, by) => api.compensations.retry({ compensationId }, by)),
        ]
      case 'issued':
        return [
          ...when(nth < 3 && chance.happens(0.15, `revokes ${compensationId}`, nth), revoke),
          ...when(
            chance.happens(0.1, `runs out ${compensationId}`) && call?.action === 'issue',
            ask('record expired', (api, by) => api.compensations.recordExpired({ compensationId }, by)),
          ),
          ...costing(c),
        ]
      case 'redeemed':
        return [...when(clawBack && c.debts.every(({ party }) => party !== 'customer'), revoke), ...costing(c)]
      default:
        return costing(c)
    }
  }

  /** Who is liable bears the cost, pays it, or does not. */
  const costing = (c: ProposedCompensation): ReadonlyArray<Option> => {
    const { compensationId, debts, status } = c
    const liable = debts.filter(({ party }) => party !== 'customer')
    const isUnassigned = liable.length === 0 && (status === 'issued' || status === 'redeemed')
    return [
      ...when(
        isUnassigned && chance.happens(0.3, `assigns the cost ${compensationId}`),
        option('assign cost', compensationId, (api, by) =>
          api.compensations.assignCost(
            {
              compensationId,
              shares: [
                { party: 'merchant', basisPoints: 3_333 },
                { party: 'carrier', basisPoints: 6_667 },
              ],
            },
            by,
          ),
        ),
      ),
      ...debts.flatMap((debt) => recovering(c, debt)),
    ]
  }

  const recovering = (c: ProposedCompensation, debt: Debt): ReadonlyArray<Option> => {
    const { compensationId, references } = c
    const { party, claimed, proposed } = debt
    const about = `${compensationId} ${party} ${references.size}`
    const open = openOf(c, debt)
    const minor = claimableOf(c, debt)
    if (party === 'carrier' && claimed === 0 && minor > 0)
      return [
        option('claim recovery', about, (api, by) =>
          api.compensations.claimRecovery({ compensationId, party, minor, reference: `claim-${references.size}` }, by),
        ),
      ]
    if (open <= 0) return []
    if (chance.happens(0.5, `pays its share ${about}`))
      return [
        option('record recovered', about, (api, by) =>
          api.compensations.recordRecovered(
            { compensationId, party, minor: open, reference: `paid-${references.size}` },
            by,
          ),
        ),
      ]
    return when(
      proposed === undefined,
      option('propose recovery write-off', about, (api, by) =>
        api.compensations.proposeWriteOff({ compensationId, party, reason: 'too small' }, by),
      ),
    )
  }

  /** The second who gives up what will not come, sometimes one who may not; and who gives back what came back too much. */
  const settlingOptions = (me: string) => (): ReadonlyArray<Option> =>
    compensations().flatMap((c) =>
      c.debts.flatMap((debt): ReadonlyArray<Option> => {
        const { compensationId, proposedBy } = c
        const { party, proposed, surplus } = debt
        const about = `${compensationId} ${party} ${c.references.size}`
        const isOwn = proposed?.by === me || proposedBy.id === me
        return [
          ...when(
            proposed !== undefined && openOf(c, debt) > 0 && (!isOwn || chance.happens(0.2, `${me} alone ${about}`)),
            option('confirm recovery write-off', about, (api, by) =>
              api.compensations.confirmWriteOff({ compensationId, party }, by),
            ),
          ),
          ...when(
            surplus > 0,
            option('give back surplus', about, (api, by) =>
              api.compensations.recordRepaid({ compensationId, party, reference: `back-${c.references.size}` }, by),
            ),
          ),
        ]
      }),
    )

  const agentOptions = (): ReadonlyArray<Option> => [
    ...requests().flatMap(proposing),
    ...compensations().flatMap(caring),
  ]

  /** Those who must agree, each by a role of their own; they, too, may say no. */
  const approverOptions = (me: string, roles: ReadonlyArray<string>) => (): ReadonlyArray<Option> =>
    compensations().flatMap(({ compensationId, status, needs, approvers, proposedBy }): ReadonlyArray<Option> => {
      if (status !== 'pending_approval' || !needs.some((need) => need.roles.some((role) => roles.includes(role))))
        return []
      const isAgain = approvers.includes(me) || proposedBy.id === me
      if (isAgain && !chance.happens(0.2, `${me} agrees again ${compensationId}`)) return []
      return [
        chance.happens(0.1, `says no ${compensationId}`)
          ? option('reject compensation', compensationId, (api, by) =>
              api.compensations.reject({ compensationId, code: 'TOO_MUCH' }, by),
            )
          : option('approve compensation', compensationId, (api, by) =>
              api.compensations.approve({ compensationId }, by),
            ),
      ]
    })

  /** Customers use what they have, and the host hears of it. */
  const usingOptions = (): ReadonlyArray<Option> =>
    compensations().flatMap(({ compensationId, status, call }): ReadonlyArray<Option> => {
      if (call === undefined || (status !== 'issued' && status !== 'revoking')) return []
      if (!chance.happens(0.3, `uses ${compensationId}`)) return []
      const { key } = call
      return when(
        issuer.given.get(key)?.status === 'issued' || issuer.given.get(key)?.status === 'used',
        option('use benefit', compensationId, (api, by) => {
          if (issuer.given.get(key)?.status === 'issued') issuer.use(key)
          return api.compensations.recordRedeemed({ compensationId }, by)
        }),
      )
    })

  const cameBack = new Set<string>()
  /** A bank sends cash back, once for the same one. */
  const returningOptions = (): ReadonlyArray<Option> =>
    compensations().flatMap(({ compensationId, status, call, benefit, returnedAfter }): ReadonlyArray<Option> => {
      if (call === undefined || status !== 'redeemed' || benefit.form !== 'cash' || returnedAfter > 0) return []
      const { key } = call
      return when(
        chance.happens(0.2, `comes back ${compensationId}`),
        option('payout comes back', compensationId, (api, by) => {
          const back = { compensationId, code: 'account_closed', reference: `return-${call.attempt}` }
          // Once: told again, because nobody answered, it has been paid anew perhaps.
          if (!cameBack.has(key)) issuer.comeBack(key)
          cameBack.add(key)
          return api.compensations.recordReturned(back, by)
        }),
      )
    })

  return { agentOptions, approverOptions, settlingOptions, usingOptions, returningOptions }
}
