/**
 * Two people, two figures. Both stay on record until a third person says which one holds; the difference is then added
 * to what was received, or taken off. What a receipt says is never overwritten.
 */
import { MAX_QUANTITY } from '../values/quantity.js'
import { accept, idsOf, nothing, notNow, reject, thenCompleted, type CommandNamed, type Decision } from './decision.js'
import { expectedUnits, inspectedUnits } from './line.js'
import { hasEnded, lineOf, type AuthorizedReturn, type Receipt } from './state.js'

const countOf = ({ lines }: Receipt, lineId: string): number =>
  lines.find((line) => line.lineId === lineId)?.quantity ?? 0

export const disputeCount = (c: CommandNamed<'DisputeCount'>, s: AuthorizedReturn): Decision => {
  const { receiptId, lineId, counted, evidenceIds } = c.data
  const { kind, id } = c.actor
  const receipt = s.receipts.get(receiptId)
  if (receipt === undefined) return reject({ _tag: 'ReceiptUnknown', receiptId })
  if (receipt.disputes.some((one) => one.lineId === lineId && one.counted === counted && one.by === id)) return nothing
  if (hasEnded(s)) return notNow(s)
  if (lineOf(s, lineId) === undefined) return reject({ _tag: 'LineNotInReturn', lineId })
  if (receipt.settled.has(lineId)) return reject({ _tag: 'CountAlreadySettled', receiptId, lineId })
  const received = countOf(receipt, lineId)
  if (received === counted) return nothing
  return accept({
    type: 'CountDisputed',
    data: { ...idsOf(s), receiptId, lineId, received, counted, evidenceIds, disputedBy: { kind, id } },
  })
}

export const settleCount = (c: CommandNamed<'SettleCount'>, s: AuthorizedReturn): Decision => {
  const { receiptId, lineId, quantity, reason } = c.data
  const receipt = s.receipts.get(receiptId)
  if (receipt === undefined) return reject({ _tag: 'ReceiptUnknown', receiptId })
  if (receipt.settled.get(lineId) === quantity) return nothing
  if (hasEnded(s)) return notNow(s)
  if (receipt.settled.has(lineId)) return reject({ _tag: 'CountAlreadySettled', receiptId, lineId })
  const disputes = receipt.disputes.filter((dispute) => dispute.lineId === lineId)
  if (disputes.length === 0) return reject({ _tag: 'NothingDisputed', receiptId, lineId })
  const counters = [receipt.countedBy, ...disputes.map(({ by }) => by)]
  if (counters.includes(c.actor.id)) return reject({ _tag: 'OwnCount' })

  const line = lineOf(s, lineId)!
  const counted = countOf(receipt, lineId)
  const received = line.received + quantity - counted
  const inspected = inspectedUnits(line)
  if (received < inspected) return reject({ _tag: 'FewerThanInspected', lineId, inspected, received })
  if (received > MAX_QUANTITY) return reject({ _tag: 'CountImplausible', lineId, count: received, limit: MAX_QUANTITY })
  // What was lost or waived cannot have been in a parcel as well.
  const isAccountedFor = line.lost + line.waived > 0 && quantity > counted && received > expectedUnits(line)
  if (isAccountedFor) {
    const missing = Math.max(0, expectedUnits(line) - line.received)
    return reject({ _tag: 'MoreThanMissing', lineId, missing, named: quantity - counted })
  }
  return thenCompleted(s, {
    type: 'CountSettled',
    data: {
      ...idsOf(s),
      corrects: { receiptId, lineId, received: counted },
      ...{ quantity, reason, settledBy: c.actor.id },
    },
  })
}
