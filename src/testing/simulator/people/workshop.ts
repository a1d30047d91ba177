/** The workshop: finds out what is wrong and who pays, repairs what can be repaired, and sends everything back. */
import { option, when, type Option, type PeopleMeans } from './option.js'
import { HOUR_MS, sightOf } from './sight.js'

export const workshopOf = (means: PeopleMeans) => {
  const { chance } = means
  const { repairs, requests, at } = sightOf(means)

  return (): ReadonlyArray<Option> =>
    repairs().flatMap((r): ReadonlyArray<Option> => {
      const { repairId, requestId, status } = r
      const isHopeless = chance.happens(0.25, `cannot be repaired ${repairId}`)
      const currency = requests().find((one) => one.requestId === requestId)?.currency ?? 'EUR'
      switch (status) {
        case 'diagnosing': {
          const validUntil = at(chance.pick([4, 20], `quote ends ${repairId}`) * HOUR_MS)
          const isCovered = chance.happens(0.5, `is covered ${repairId}`)
          const cover = isCovered
            ? { warranty: 'covered' as const }
            : { warranty: 'not_covered' as const, quote: { minor: 900, currency, validUntil } }
          return [
            option('diagnose', repairId, (api, by) => api.repairs.diagnose({ repairId, fault: 'MOTOR', ...cover }, by)),
          ]
        }
        case 'repairing':
          return [
            isHopeless
              ? option('give up repair', repairId, (api, by) =>
                  api.repairs.reportUnrepairable({ repairId, reason: 'no parts' }, by),
                )
              : option('finish', repairId, (api, by) => api.repairs.finish({ repairId, parts: ['MOTOR-2'] }, by)),
          ]
        case 'repaired':
        case 'unrepaired':
          return when(
            // The customer may want something else for what is still broken.
            status === 'repaired' || !chance.happens(0.3, `waits for a word ${repairId}`) || isAlone(requestId),
            option('ship back', repairId, (api, by) => api.repairs.ship({ repairId, parcelId: 'back-1' }, by)),
          )
        default:
          return []
      }
    })

  /** Nobody is about to switch any more. */
  function isAlone(requestId: string): boolean {
    const request = requests().find((one) => one.requestId === requestId)
    return request?.repair?.now !== 'stuck'
  }
}
