/** What customers do with goods and money: send them, wait for others, take quotes and offers, and disagree. */
import type { OpenedRequest } from '../../../domain/request/index.js'
import { SECRET, type Wish } from '../scenario.js'
import { option, when, type Option, type PeopleMeans } from './option.js'
import { sightOf } from './sight.js'

export const customerGoodsOf = (means: PeopleMeans) => {
  const { chance } = means
  const { returnsOpen, refunds, repairs, compensations } = sightOf(means)

  const shipping = (wish: Wish): ReadonlyArray<Option> =>
    returnsOpen()
      .filter(({ requestId }) => requestId === wish.requestId)
      .flatMap(({ returnId, status, parcels, arranged, receipts, ...r }): ReadonlyArray<Option> => {
        const parcelId = `p-${parcels.size + 1}`
        // Some parcels simply arrive; see the warehouse.
        const tellsNobody = chance.happens(0.1, `tells nobody ${returnId}`)
        const inTwo = chance.happens(0.25, `in two parcels ${returnId}`)
        const allRefused = [...parcels.values()].every(({ refused }) => refused !== undefined)
        const ships = !wish.neverShips && !tellsNobody && (status === 'authorized' || status === 'in_transit')
        const disputed = [...receipts].filter(
          ([receiptId, { lines, disputes, settled }]) =>
            lines.length > 0 &&
            disputes.length === 0 &&
            settled.size === 0 &&
            chance.happens(0.15, `disputes ${receiptId} ${returnId}`),
        )
        const isOver = status === 'completed' || status === 'expired'
        return [
          ...when(
            status === 'authorized' && arranged === undefined && chance.happens(0.3, `arranges ${returnId}`),
            option('arrange', returnId, (api, by) => api.returns.arrange({ returnId, method: 'drop_off' }, by)),
          ),
          ...when(
            ships && parcels.size < (inTwo || allRefused ? 2 : 1) && r.lines.length > 0,
            option('ship', `${returnId} ${parcelId}`, (api, by) =>
              api.returns.registerParcel({ returnId, parcelId, tracking: `T-${parcelId}` }, by),
            ),
          ),
          ...(isOver ? [] : disputed).map(([receiptId, { lines }]) => {
            const { lineId, quantity } = lines[0]!
            return option('dispute count', `${returnId} ${receiptId}`, (api, by) =>
              api.returns.disputeCount({ returnId, receiptId, lineId, counted: quantity + 1, evidenceIds: [] }, by),
            )
          }),
        ]
      })

  /** What cannot be had is exchanged for something else. */
  const switching = ({
    requestId,
    status,
    replacement,
    repair,
    remedy,
    ...r
  }: OpenedRequest): ReadonlyArray<Option> => {
    const out = replacement ?? repair
    const impatient = chance.happens(0.06, `is impatient ${requestId}`, r.switches)
    if (status !== 'in_progress' || out === undefined) return []
    if (out.now !== 'stuck' && out.now !== 'canceled' && !(impatient && out.now === 'running')) return []
    const to =
      remedy === 'reship'
        ? 'refund_only'
        : remedy === 'repair'
          ? chance.pick(['return_refund', 'exchange'] as const, `switches ${requestId}`)
          : 'return_refund'
    return [
      option('switch remedy', `${requestId} ${out.now}`, (api, by) => api.requests.switchRemedy({ requestId, to }, by)),
    ]
  }

  const quotes = ({ requestId }: OpenedRequest): ReadonlyArray<Option> =>
    repairs().flatMap(({ repairId, status, ...r }): ReadonlyArray<Option> => {
      const answer = chance.pick(['accept', 'accept', 'decline', 'none'], `quote ${repairId}`)
      if (r.requestId !== requestId || status !== 'quoted' || answer === 'none') return []
      return [
        option(`${answer} quote`, repairId, (api, by) =>
          answer === 'accept'
            ? api.repairs.acceptQuote({ repairId, paymentRef: 'pay_repair' }, by)
            : api.repairs.declineQuote({ repairId }, by),
        ),
      ]
    })

  const offers = ({ requestId }: OpenedRequest): ReadonlyArray<Option> =>
    compensations().flatMap(({ compensationId, status, ...c }): ReadonlyArray<Option> => {
      const answer = chance.pick(['accept', 'accept', 'decline', 'none'], `offer ${compensationId}`)
      if (c.requestId !== requestId || status !== 'offered' || answer === 'none') return []
      return [
        option(`${answer} offer`, compensationId, (api, by) =>
          answer === 'accept'
            ? api.compensations.accept({ compensationId }, by)
            : api.compensations.decline({ compensationId }, by),
        ),
      ]
    })

  const contests = ({ requestId }: OpenedRequest): ReadonlyArray<Option> =>
    refunds().flatMap((r): ReadonlyArray<Option> => {
      const { refundId, breakdown, status, legs } = r
      const isPaid = status === 'not_due' || legs.some((leg) => leg.status === 'succeeded')
      if (r.requestId !== requestId || breakdown === undefined || !isPaid) return []
      return breakdown.deductions.flatMap(({ kind }, index) => {
        const contestId = `contest-${index}`
        if (kind === 'replacement' || r.contests.has(contestId)) return []
        if (!chance.happens(0.5, `contests ${refundId}`, index)) return []
        return [
          option('contest', `${refundId} ${index}`, (api, by) =>
            api.refunds.contestDeduction({ refundId, contestId, index, note: `${SECRET} disagrees` }, by),
          ),
        ]
      })
    })

  return (wish: Wish, request: OpenedRequest): ReadonlyArray<Option> => [
    ...shipping(wish),
    ...switching(request),
    ...quotes(request),
    ...offers(request),
    ...contests(request),
  ]
}
