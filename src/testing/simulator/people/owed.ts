/** Money after a refund: contests are decided, what customers owe is paid or written off by two, duty comes back. */
import { openOf, partsTotal } from '../../../domain/refund/owed.js'
import { owedSoFar } from '../../../domain/refund/receivables.js'
import { option, when, type Option, type PeopleMeans } from './option.js'
import { sightOf } from './sight.js'

export const owedOf = (means: PeopleMeans) => {
  const { chance, scenario } = means
  const { refunds, orderOf } = sightOf(means)

  const contests = (me: string): ReadonlyArray<Option> =>
    refunds().flatMap(({ refundId, contests: all, involved }) =>
      [...all.values()].flatMap(({ contestId, end, by, minor }): ReadonlyArray<Option> => {
        const isTheirs = involved.includes(me) || by === me
        const about = `${refundId} ${contestId}`
        if (end !== undefined || (isTheirs && !chance.happens(0.2, `${me} decides anyway ${about}`))) return []
        const said = chance.pick(['upheld', 'waived', 'reduced'] as const, `verdict ${about}`)
        const verdict = said === 'reduced' && minor < 2 ? 'waived' : said
        const part = verdict === 'reduced' ? { minor: Math.floor(minor / 2) } : {}
        return [
          option('decide contest', about, (api, caller) =>
            api.refunds.decideContest({ refundId, contestId, verdict, ...part }, caller),
          ),
        ]
      }),
    )

  const receivables = (me: string): ReadonlyArray<Option> =>
    refunds().flatMap((s) => {
      const { refundId, receivables: all, involved } = s
      return [...all.values()].flatMap((r): ReadonlyArray<Option> => {
        const { receivableId, status, proposed, payments } = r
        if (status !== 'open' || openOf(r) === 0) return []
        const about = `${refundId} ${receivableId}`
        const nth = payments.size
        if (chance.happens(0.5, `pays back ${about}`)) {
          const soFar = partsTotal(owedSoFar(s, r))
          if (soFar === 0) return []
          const inTwo = nth === 0 && soFar > 1 && chance.happens(0.3, `pays back in two ${about}`)
          const minor = inTwo ? Math.floor(soFar / 2) : soFar
          return [
            option('record paid back', `${about} ${nth}`, (api, by) =>
              api.refunds.recordReceivablePaid({ refundId, receivableId, paymentId: `back-${nth}`, minor }, by),
            ),
          ]
        }
        if (proposed === undefined)
          return [
            option('propose write-off', about, (api, by) =>
              api.refunds.proposeWriteOff({ refundId, receivableId, reason: 'NOT_WORTH_IT' }, by),
            ),
          ]
        const isAlone = proposed.by === me || involved.includes(me)
        return when(
          !isAlone || chance.happens(0.5, `${me} writes off alone ${about}`),
          option('confirm write-off', about, (api, by) => api.refunds.confirmWriteOff({ refundId, receivableId }, by)),
        )
      })
    })

  /** Customs pay back what they took, in one or two parts, when the goods are long back. */
  const duty = (): ReadonlyArray<Option> =>
    scenario.orders.flatMap(({ orderId, lines }): ReadonlyArray<Option> => {
      const order = orderOf(orderId)
      if (order === undefined || !chance.happens(0.6, `duty comes back ${orderId}`)) return []
      const nth = order.reclaims.size
      const parts = lines.flatMap(({ lineId, duty = 0 }) => (duty > 1 ? [{ lineId, minor: Math.floor(duty / 2) }] : []))
      const isBack = refunds().some((r) => r.orderId === orderId)
      return when(
        isBack && nth < 2 && parts.length > 0,
        option('duty recovered', `${orderId} ${nth}`, (api, by) =>
          api.orders.recordDutyRecovered({ orderId, reclaimId: `reclaim-${nth}`, lines: parts }, by),
        ),
      )
    })

  return (me: string): ReadonlyArray<Option> => [...contests(me), ...receivables(me), ...duty()]
}
