/** What the warehouse does: receive whatever comes, refuse some of it, inspect, look again. Where goods go: `shelves.ts`. */
import { missingUnits } from '../../../domain/return/line.js'
import type { AuthorizedReturn, InspectedLine } from '../../../domain/return/index.js'
import { option, when, type Option, type PeopleMeans } from './option.js'
import { shelvesOf } from './shelves.js'
import { sightOf } from './sight.js'

const GRADES = ['A_NEW_SEALED', 'B_NEW_OPENED', 'E_DAMAGED'] as const

export const warehouseOf = (means: PeopleMeans) => {
  const { chance } = means
  const { returnsOpen } = sightOf(means)
  const shelves = shelvesOf(means)

  /** What is found in a parcel, now and then not what anybody expected. */
  const receiving = (r: AuthorizedReturn): ReadonlyArray<Option> => {
    const { returnId, lines, parcels, receipts, status } = r
    const nth = receipts.size
    const known = [...parcels].filter(([id, p]) => !p.isReceived && p.refused === undefined && !isLost(r, id))
    const isHere = status === 'authorized' ? chance.happens(0.1, `tells nobody ${returnId}`) : status !== 'expired'
    const awaited = lines.filter((l) => missingUnits(l) > 0)
    if (!isHere || status === 'completed' || (awaited.length === 0 && known.length === 0)) return []
    const kind = chance.pick(
      nth > 2 ? ['all'] : ['all', 'all', 'all', 'part', 'part', 'surplus', 'wrong', 'empty', 'unknown'],
      `parcel ${returnId}`,
      nth,
    )
    const all = awaited.map((l) => ({ lineId: l.lineId, quantity: missingUnits(l) }))
    const found = {
      all,
      part: all.map((l) => ({ ...l, quantity: 1 })),
      surplus: all.map((l) => ({ ...l, quantity: l.quantity + 1 })),
      unknown: [...all, { lineId: 'line-9', quantity: 1 }],
      wrong: [],
      empty: [],
    }[kind as 'all']
    const exceptions =
      kind === 'wrong'
        ? [{ kind: 'wrong_item' as const, quantity: 1 }]
        : kind === 'empty' || found.length === 0
          ? [{ kind: 'empty_parcel' as const, quantity: 0 }]
          : undefined
    const [parcel] = known
    const parcelId = parcel === undefined ? {} : { parcelId: parcel[0] }
    const more = { ...parcelId, ...(exceptions === undefined ? {} : { exceptions }) }
    // A second parcel is on its way, or nobody knows where the rest is.
    if (known.length === 0 && nth > 0 && !chance.happens(0.5, `one more parcel ${returnId}`, nth)) return []
    return [
      ...(parcel !== undefined && chance.happens(0.06, `refuses ${returnId}`, parcels.size)
        ? [
            option('refuse parcel', `${returnId} ${parcel[0]}`, (api, by) =>
              api.returns.refuseParcel(
                { returnId, parcelId: parcel[0], reason: 'dripping', evidenceIds: ['photo-9'] },
                by,
              ),
            ),
          ]
        : [
            option('receive', `${returnId} ${nth}`, (api, by) =>
              api.returns.receiveParcel({ returnId, receiptId: `r-${nth}`, lines: found, ...more }, by),
            ),
          ]),
    ]
  }

  const isLost = ({ returnId, losses }: AuthorizedReturn, parcelId: string): boolean =>
    chance.happens(0.1, `loses ${returnId} ${parcelId}`) &&
    (losses.size === 0 || !chance.happens(0.6, `finds ${returnId} ${parcelId}`))

  const inspecting = (r: AuthorizedReturn): ReadonlyArray<Option> => {
    const { returnId, lines, inspections } = r
    const nth = inspections.size
    const waiting = lines.filter((l) => l.accepted + l.rejected < l.received)
    if (waiting.length === 0 || r.status === 'completed' || r.status === 'expired') return []
    const some = chance.happens(0.3, `inspects a part ${returnId}`, nth) ? waiting.slice(0, 1) : waiting
    const inspected = some.map((l): InspectedLine => {
      const units = l.received - l.accepted - l.rejected
      const most = Math.max(0, Math.min(units, l.authorized - l.lost - l.waived - l.accepted))
      const accepted = chance.pick([most, most, most, most, Math.max(0, most - 1), 0], `accepts ${returnId}`, nth)
      const grade = chance.pick(GRADES, `grade ${returnId}`, nth)
      return { lineId: l.lineId, accepted, rejected: units - accepted, grade, fault: 'undetermined' }
    })
    const minor = chance.whole(1, 400, `deducts ${returnId}`, nth)
    const deductions = chance.happens(0.25, `finds wear ${returnId}`, nth)
      ? { deductions: [{ kind: 'depreciation' as const, minor, code: 'WORN' }] }
      : {}
    return [
      option('inspect', `${returnId} ${nth}`, (api, by) =>
        api.returns.inspect({ returnId, inspectionId: `i-${nth}`, lines: inspected, ...deductions }, by),
      ),
    ]
  }

  /** Judged anew, up or down, also when the case is long over. */
  const revising = (r: AuthorizedReturn): ReadonlyArray<Option> => {
    const { returnId, inspections, revisions } = r
    return [...inspections].flatMap(([inspectionId, [line]]): ReadonlyArray<Option> => {
      const revisionId = `v-${inspectionId}`
      if (line === undefined || revisions.has(revisionId)) return []
      if (!chance.happens(0.25, `revises ${returnId} ${inspectionId}`)) return []
      const isUp = line.rejected > 0 && (line.accepted === 0 || chance.happens(0.5, `up ${returnId} ${inspectionId}`))
      const by = isUp ? 1 : -1
      const revised = { ...line, accepted: line.accepted + by, rejected: line.rejected - by }
      return [
        option('revise', `${returnId} ${revisionId}`, (api, caller) =>
          api.returns.reviseInspection(
            { returnId, inspectionId, revisionId, lines: [revised], reason: 'second look' },
            caller,
          ),
        ),
      ]
    })
  }

  const warehouseOptions = (): ReadonlyArray<Option> =>
    returnsOpen().flatMap((r) => [...receiving(r), ...inspecting(r), ...revising(r), ...shelves(r)])

  /** Somebody else in the warehouse, who settles what two have counted differently. */
  const settlingOptions = (): ReadonlyArray<Option> =>
    returnsOpen().flatMap((r): ReadonlyArray<Option> => {
      const { returnId, status } = r
      if (status === 'completed' || status === 'expired') return []
      return [...r.receipts].flatMap(([receiptId, { disputes, settled }]) =>
        disputes.flatMap(({ lineId, counted }) =>
          when(
            !settled.has(lineId),
            option('settle count', `${returnId} ${receiptId}`, (api, by) =>
              api.returns.settleCount(
                {
                  ...{ returnId, receiptId, lineId, reason: 'scale' },
                  quantity: Math.max(0, counted - chance.whole(0, 1, `settles ${returnId} ${receiptId}`)),
                },
                by,
              ),
            ),
          ),
        ),
      )
    })
  return { warehouseOptions, settlingOptions }
}
