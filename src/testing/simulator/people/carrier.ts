/** What carriers see and say of parcels, in whatever order: on their way, lost, found again, delivered, or not. */
import { option, when, type Option, type PeopleMeans } from './option.js'
import { sightOf } from './sight.js'

const SCANS = ['first_scan', 'in_transit', 'in_transit', 'delivered', 'lost', 'found'] as const

export const carrierOf = (means: PeopleMeans) => {
  const { chance } = means
  const { returnsOpen, replacements, repairs, at } = sightOf(means)

  const scanning = (): ReadonlyArray<Option> =>
    returnsOpen().flatMap(({ returnId, parcels, scans }): ReadonlyArray<Option> => {
      const nth = scans.size
      const [parcelId] = [...parcels.keys()].slice(-1)
      if (parcelId === undefined || nth >= chance.whole(0, 3, `scans ${returnId}`)) return []
      const kind = chance.pick(SCANS, `scan ${returnId}`, nth)
      // Scanners are read out in whatever order.
      const seenAt = at(-chance.whole(0, 120, `scanned ${returnId}`, nth) * 60_000)
      return [
        option('scan', `${returnId} ${nth}`, (api, by) =>
          api.returns.recordScan({ returnId, scanId: `s-${nth}`, parcelId, kind, at: seenAt }, by),
        ),
      ]
    })

  const bringingBack = (): ReadonlyArray<Option> =>
    returnsOpen().flatMap(({ returnId, consignments }) =>
      [...consignments].flatMap(([consignmentId, { status, lines }]) =>
        when(
          status === 'on_its_way',
          option('bring back', `${returnId} ${consignmentId}`, (api, by) =>
            chance.happens(0.25, `nobody takes ${returnId} ${consignmentId}`) && lines.length > 0
              ? api.returns.recordAbandoned({ returnId, consignmentId, reason: 'not fetched' }, by)
              : api.returns.recordBackWithCustomer({ returnId, consignmentId }, by),
          ),
        ),
      ),
    )

  const delivering = (): ReadonlyArray<Option> => [
    ...replacements().flatMap(({ replacementId, status, attempt }): ReadonlyArray<Option> => {
      const isFound = status === 'undelivered' && chance.happens(0.2, `turns up ${replacementId}`, attempt)
      const fails = chance.happens(0.2, `does not arrive ${replacementId}`, attempt)
      const about = `${replacementId} ${attempt}`
      if (status === 'shipped' && fails)
        return [
          option('report undelivered', about, (api, by) =>
            api.replacements.recordUndelivered({ replacementId, why: 'lost' }, by),
          ),
        ]
      const deliveredAt = at()
      return when(
        status === 'shipped' || isFound,
        option('deliver', about, (api, by) => api.replacements.recordDelivered({ replacementId, deliveredAt }, by)),
      )
    }),
    ...repairs().flatMap(({ repairId, status }): ReadonlyArray<Option> => {
      const deliveredAt = at()
      return when(
        status === 'shipped_back',
        option('deliver repaired', repairId, (api, by) => api.repairs.recordDelivered({ repairId, deliveredAt }, by)),
      )
    }),
  ]

  return {
    carrierOptions: (): ReadonlyArray<Option> => [...scanning(), ...delivering()],
    /** What the shop hears of what it sent back. */
    bringingBack,
  }
}
