/** What the warehouse does: receive, in parts and not always everything, inspect, dispose, and send back what was rejected. */
import { readyToSend, undisposed } from '../../../domain/return/line.js'
import type { Option, PeopleMeans } from './option.js'
import { sightOf } from './sight.js'

export const warehouseOf = ({ monitor, chance }: PeopleMeans) => {
  const { returnsOpen } = sightOf(monitor)

  const warehouseOptions = (): ReadonlyArray<Option> =>
    returnsOpen().flatMap((r): ReadonlyArray<Option> => {
      const { returnId, lines, receipts, inspections, dispositions, consignments } = r
      if (r.status === 'completed' || r.status === 'expired' || r.status === 'authorized') return []
      const awaited = lines.filter((l) => l.received < l.authorized)
      const uninspected = lines.filter((l) => l.accepted + l.rejected < l.received)
      const waiting = lines.filter((l) => l.disposed < l.accepted + l.rejected)
      const rejected = lines.filter((l) => readyToSend(l) > 0)
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
                inspectionId: `i-${inspections.size}`,
                lines: uninspected.map((l) => {
                  const units = l.received - l.accepted - l.rejected
                  const most = Math.min(units, l.authorized - l.accepted)
                  const accepted = chance.happens(0.2, `rejects ${returnId}`, inspections.size) ? 0 : most
                  return { lineId: l.lineId, accepted, rejected: units - accepted, grade: 'B_NEW_OPENED' }
                }),
              },
              by,
            ),
        })
      if (waiting.length > 0)
        options.push({
          name: 'dispose',
          do: (api, by) =>
            api.returns.dispose(
              {
                returnId,
                dispositionId: `d-${dispositions.size}`,
                lines: waiting.flatMap((l) => {
                  const { lineId } = l
                  const [ours, theirs] = [undisposed(l, 'accepted'), undisposed(l, 'rejected')]
                  return [
                    { lineId, quantity: ours, code: 'RESTOCK', of: 'accepted' } as const,
                    { lineId, quantity: theirs, code: 'RETURN_TO_CUSTOMER', of: 'rejected' } as const,
                  ].filter(({ quantity }) => quantity > 0)
                }),
              },
              by,
            ),
        })
      if (rejected.length > 0)
        options.push({
          name: 'send back',
          do: (api, by) =>
            api.returns.sendBack(
              {
                returnId,
                consignmentId: `c-${consignments.size}`,
                lines: rejected.map((l) => ({ lineId: l.lineId, quantity: readyToSend(l) })),
                bearer: 'customer',
                carrier: 'post',
              },
              by,
            ),
        })
      return options
    })
  return warehouseOptions
}
