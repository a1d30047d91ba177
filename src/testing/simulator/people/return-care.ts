/** What agents do about goods on their way back: labels, deadlines, losses, and what need not come back. */
import { missingUnits } from '../../../domain/return/line.js'
import { holdsGoods } from '../../../domain/return/state.js'
import type { AuthorizedReturn } from '../../../domain/return/index.js'
import { option, when, type Option, type PeopleMeans } from './option.js'
import { HOUR_MS, sightOf } from './sight.js'

export const returnCareOf = (means: PeopleMeans) => {
  const { chance, scenario } = means
  const { returnsOpen, at } = sightOf(means)
  const { currency } = scenario.orders[0]!

  const labeling = ({ returnId, status, labels, parcels }: AuthorizedReturn): ReadonlyArray<Option> => {
    const [first] = [...labels]
    const isVoided = chance.happens(0.5, `voids ${returnId}`)
    return [
      ...when(
        status === 'authorized' && labels.size === 0 && chance.happens(0.3, `label ${returnId}`),
        option('issue label', returnId, (api, by) =>
          api.returns.issueLabel(
            {
              ...{ returnId, labelId: 'L-1', parcelId: 'p-1', carrier: 'post' },
              ...{ cost: { minor: 399, currency }, bearer: chance.pick(['merchant', 'customer'], `bears ${returnId}`) },
            },
            by,
          ),
        ),
      ),
      ...when(
        first !== undefined && !first[1].isVoid && parcels.size === 0 && isVoided,
        option('void label', returnId, (api, by) => api.returns.voidLabel({ returnId, labelId: 'L-1' }, by)),
      ),
    ]
  }

  /** Such returns never expire: whoever calls back closes them short as well, where nothing comes. */
  const callingBack = ({ returnId, status, calledBack }: AuthorizedReturn): ReadonlyArray<Option> =>
    when(
      status === 'authorized' && calledBack === undefined && chance.happens(0.05, `calls back ${returnId}`),
      option('call back', returnId, (api, by) =>
        api.returns.callBack(
          { returnId, as: chance.pick(['intercept', 'recall'] as const, `as ${returnId}`), reason: 'unsafe' },
          by,
        ),
      ),
    )

  /** What does not come: lost on the way, waived, or nobody knows. */
  const missing = (r: AuthorizedReturn): ReadonlyArray<Option> => {
    const { returnId, status, parcels, receipts, losses, waivers, closedShort } = r
    const lines = r.lines.flatMap((l) => {
      const quantity = missingUnits(l)
      return quantity > 0 ? [{ lineId: l.lineId, quantity }] : []
    })
    if (lines.length === 0 || closedShort || status === 'completed' || status === 'expired') return []
    const open = [...parcels].filter(([, p]) => !p.isReceived && p.refused === undefined)
    const lost = open.some(([id]) => chance.happens(0.1, `loses ${returnId} ${id}`))
    // Or whoever authorized it had a clock that was wrong, and nobody would ever give it up.
    const isForgotten = status === 'authorized' && (r.calledBack !== undefined || r.shipBy > at(5 * 24 * HOUR_MS))
    const nothingComes = isForgotten || (parcels.size + receipts.size > 0 && open.length === 0)
    const isAll = chance.happens(0.6, `waives all ${returnId}`)
    return [
      ...when(
        lost && losses.size === 0,
        option('declare lost', returnId, (api, by) =>
          api.returns.declareLost(
            {
              ...{ returnId, lossId: 'x-0', lines, reason: 'carrier says so' },
              bearer: chance.pick(['carrier', 'carrier', 'customer'] as const, `liable ${returnId}`),
            },
            by,
          ),
        ),
      ),
      ...when(
        waivers.size === 0 && chance.happens(0.1, `waives goods ${returnId}`),
        option('waive goods', returnId, (api, by) =>
          api.returns.waive(
            {
              ...{ returnId, waiverId: 'w-0', as: 'keep', reason: 'not worth the way' },
              lines: isAll ? lines : [{ lineId: lines[0]!.lineId, quantity: 1 }],
            },
            by,
          ),
        ),
      ),
      ...when(
        nothingComes,
        option('close short', returnId, (api, by) =>
          api.returns.closeShort({ returnId, reason: 'nothing more comes' }, by),
        ),
      ),
    ]
  }

  const hurrying = (r: AuthorizedReturn): ReadonlyArray<Option> => {
    const { returnId, sendBackBy, consignments } = r
    const until = at(9 * HOUR_MS)
    return when(
      holdsGoods(r) &&
        sendBackBy === undefined &&
        consignments.size === 0 &&
        chance.happens(0.2, `hurries ${returnId}`),
      option('set deadline', returnId, (api, by) =>
        api.returns.setSendBackDeadline({ returnId, sendBackBy: until }, by),
      ),
    )
  }

  return (): ReadonlyArray<Option> =>
    returnsOpen().flatMap((r) => [...labeling(r), ...callingBack(r), ...missing(r), ...hurrying(r)])
}
