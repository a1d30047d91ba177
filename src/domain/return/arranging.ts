/** How the goods come back: brought, fetched or taken to a store, and under which labels. */
import { accept, idsOf, nothing, notNow, reject, type CommandNamed, type Decision } from './decision.js'
import { hasEnded, wasUsed, type AuthorizedReturn } from './state.js'

/** By the customer or staff, as often as they like until the goods are handed over. */
export const arrange = (c: CommandNamed<'ArrangeReturn'>, s: AuthorizedReturn): Decision => {
  const { method, place } = c.data
  if (s.arranged?.method === method && s.arranged.place === place) return nothing
  if (s.status !== 'authorized') return notNow(s)
  const where = place === undefined ? {} : { place }
  return accept({ type: 'ReturnArranged', data: { returnId: s.returnId, method, ...where } })
}

/**
 * The shop wants the goods back itself, as long as they are not here: the customer owes nobody a parcel by a certain day,
 * and no freight.
 */
export const callBack = (c: CommandNamed<'CallBackGoods'>, s: AuthorizedReturn): Decision => {
  const { as, reason } = c.data
  if (s.calledBack === as) return nothing
  if (s.status !== 'authorized' && s.status !== 'in_transit') return notNow(s)
  return accept({ type: 'GoodsCalledBack', data: { ...idsOf(s), as, reason, calledBackBy: c.actor.id } })
}

export const issueLabel = (c: CommandNamed<'IssueLabel'>, s: AuthorizedReturn): Decision => {
  const { labelId, parcelId = labelId, carrier, cost, bearer } = c.data
  if (s.labels.has(labelId)) return nothing
  if (hasEnded(s)) return notNow(s)
  if (s.calledBack !== undefined && bearer === 'customer') return reject({ _tag: 'FreightOfTheShop', as: s.calledBack })
  const { currency } = c.facts
  if (cost.currency !== currency) return reject({ _tag: 'LabelCurrency', currency })
  for (const [other, label] of s.labels)
    if (label.parcelId === parcelId && !label.isVoid) return reject({ _tag: 'ParcelHasLabel', labelId: other })
  return accept({ type: 'LabelIssued', data: { ...idsOf(s), labelId, parcelId, carrier, cost, bearer } })
}

/** Also after the end: a label that nobody used costs money until it is void. */
export const voidLabel = (c: CommandNamed<'VoidLabel'>, s: AuthorizedReturn): Decision => {
  const { labelId } = c.data
  const label = s.labels.get(labelId)
  if (label === undefined) return reject({ _tag: 'LabelUnknown', labelId })
  if (label.isVoid) return nothing
  return wasUsed(s, label)
    ? reject({ _tag: 'LabelUsed', labelId, parcelId: label.parcelId })
    : accept({ type: 'LabelVoided', data: { returnId: s.returnId, labelId } })
}
