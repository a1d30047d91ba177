/** What the warehouse does: receive, in parts and not always everything, inspect and dispose. */
import type { Option, PeopleMeans } from './option.js'
import { sightOf } from './sight.js'

export const warehouseOf = ({ monitor, chance }: PeopleMeans) => {
  const { returnsOpen } = sightOf(monitor)

  const warehouseOptions = (): ReadonlyArray<Option> =>
    returnsOpen().flatMap((r): ReadonlyArray<Option> => {
      const { returnId, lines, receipts, inspections, dispositions } = r
      if (r.status === 'completed' || r.status === 'expired' || r.status === 'authorized') return []
      const awaited = lines.filter((l) => l.received < l.authorized)
      const uninspected = lines.filter((l) => l.accepted + l.rejected < l.received)
      const undisposed = lines.filter((l) => l.disposed < l.accepted + l.rejected)
      const options: Array<Option> = []
      if (awaited.length > 0) {
        const isPart = chance.happens(0.4, `part of ${returnId}`, receipts.size)
        const counted = awaited.map((l) => ({ lineId: l.lineId, quantity: isPart ? 1 : l.authorized - l.received }))
        options.push({
          name: 'receive',
          do: (api, by) => api.returns.receiveParcel({ returnId, receiptId: `r-${receipts.size}`, lines: counted }, by),
        })
        if (receipts.size > 0 && chance.happens(0.2, `short ${returnId}`, receipts.size))
          options.push({
            name: 'close short',
            do: (api, by) => api.returns.closeShort({ returnId, reason: 'carrier lost the rest' }, by),
          })
      }
      if (uninspected.length > 0)
        options.push({
          name: 'inspect',
          do: (api, by) =>
            api.returns.inspect(
              {
                returnId,
                inspectionId: `i-${inspections.length}`,
                lines: uninspected.map((l) => {
                  const units = l.received - l.accepted - l.rejected
                  const most = Math.min(units, l.authorized - l.accepted)
                  const accepted = chance.happens(0.2, `rejects ${returnId}`, inspections.length) ? 0 : most
                  return { lineId: l.lineId, accepted, rejected: units - accepted, grade: 'B_NEW_OPENED' }
                }),
              },
              by,
            ),
        })
      if (undisposed.length > 0)
        options.push({
          name: 'dispose',
          do: (api, by) =>
            api.returns.dispose(
              {
                returnId,
                dispositionId: `d-${dispositions.size}`,
                lines: undisposed.map((l) => ({
                  lineId: l.lineId,
                  quantity: l.accepted + l.rejected - l.disposed,
                  code: 'RESTOCK',
                })),
              },
              by,
            ),
        })
      return options
    })
  return warehouseOptions
}
