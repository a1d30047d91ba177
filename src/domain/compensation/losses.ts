/**
 * From losses as they are claimed to what may be given: each is divided over its order lines by what was paid for them,
 * and for the same loss the strongest amount counts once, whatever grounds were found for it. Punitive damages are no
 * loss: they come on top (reference service-operations.md 8.4).
 */
import { allocate } from '../values/allocation.js'
import { isPunitiveByLaw, LOSS_LAYERS, MAX_SHARES, slotOf, type LossShare, type PaidLine } from '../values/loss.js'
import { MAX_MINOR } from '../values/money.js'
import type { CompensationError } from './errors.js'
import type { LossLine } from './events.js'
import type { CompensationTerms } from './terms.js'

const dividedOver = (loss: LossLine, paidFor: ReadonlyMap<string, number>): ReadonlyArray<LossShare> => {
  const lineIds = [...new Set(loss.lineIds)]
  const parts = allocate(
    loss.minor,
    lineIds.map((lineId) => paidFor.get(lineId)!),
  )
  const { head, layer, basis } = loss
  return lineIds.flatMap((lineId, i) => {
    const minor = parts[i]!
    return minor === 0 ? [] : [{ lineId, head, layer, minor, ...(basis === undefined ? {} : { basis }) }]
  })
}

const rank = ({ layer }: LossShare): number => LOSS_LAYERS.indexOf(layer)

/** More counts; of the same amount, the stronger ground. */
const isStronger = (a: LossShare, b: LossShare): boolean =>
  a.minor > b.minor || (a.minor === b.minor && rank(a) < rank(b))

/** Each loss once, by its highest amount. */
export const sharesOf = (losses: ReadonlyArray<LossLine>, paid: ReadonlyArray<PaidLine>): ReadonlyArray<LossShare> => {
  const paidFor = new Map(paid.map((line) => [line.lineId, line.paid]))
  const bySlot = new Map<string, LossShare>()
  for (const share of losses.flatMap((loss) => dividedOver(loss, paidFor))) {
    const known = bySlot.get(slotOf(share))
    if (known === undefined || isStronger(share, known)) bySlot.set(slotOf(share), share)
  }
  return [...bySlot.values()]
}

/** Two grounds of which only one may be used, for the same loss. */
const stacked = (losses: ReadonlyArray<LossLine>, terms: CompensationTerms): CompensationError | undefined => {
  const used = new Map<string, string>()
  for (const { head, layer, lineIds } of losses) {
    if (head === 'punitive' || !terms.exclusive.includes(layer)) continue
    for (const lineId of lineIds) {
      const other = used.get(slotOf({ lineId, head }))
      if (other !== undefined && other !== layer) return { _tag: 'NotStackable', lineId, head }
      used.set(slotOf({ lineId, head }), layer)
    }
  }
  return undefined
}

/** What is wrong with the losses as they were claimed; undefined where nothing is. */
export const wrongLosses = (
  losses: ReadonlyArray<LossLine>,
  paid: ReadonlyArray<PaidLine>,
  terms: CompensationTerms,
  demanded: boolean,
): CompensationError | undefined => {
  const known = new Set(paid.map(({ lineId }) => lineId))
  for (const loss of losses) {
    const { head, layer, minor, actualLoss, basis } = loss
    const unknown = loss.lineIds.find((lineId) => !known.has(lineId))
    if (unknown !== undefined) return { _tag: 'LossLineUnknown', lineId: unknown }
    if (layer === 'statutory' && basis === undefined)
      return { _tag: 'StatutoryBasisMissing', missing: 'legal_reference' }
    if (isPunitiveByLaw(loss) && !demanded) return { _tag: 'StatutoryBasisMissing', missing: 'customer_demand' }
    if (head !== 'punitive' && actualLoss !== undefined && minor > actualLoss)
      return { _tag: 'ExceedsDocumentedLoss', head, asked: minor, documented: actualLoss }
  }
  if (losses.reduce((sum, { minor }) => sum + minor, 0) > MAX_MINOR)
    return { _tag: 'CompensationTooHigh', limit: MAX_MINOR }
  const named = losses.reduce((sum, { lineIds }) => sum + lineIds.length, 0)
  return named > MAX_SHARES ? { _tag: 'TooManyLosses', limit: MAX_SHARES } : stacked(losses, terms)
}
