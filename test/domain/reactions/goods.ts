/** The goods on their way back: carrier and warehouse, what they find, lose, judge anew and move on. */
import { missingUnits, movable, readyToSend, undisposed } from '../../../src/domain/return/line.js'
import { agent, at, supervisor, warehouse } from '../../../src/testing/builders/build.js'
import * as goods from '../../../src/testing/builders/return.js'
import type { CaseCommands } from '../../../src/testing/case-harness.js'
import type { Counter } from './counter.js'
import { pick } from './setting.js'

const afterShipBy = at('2026-03-20T12:00:00.000Z')

export const goodsAt = ({ harness, tell, newId, deliverAll }: Counter) => {
  const handleGoods = (n: number, m: number): void => {
    const returnId = pick(harness.idsOf('return'), n)
    const s = returnId === undefined ? undefined : harness.state('return', returnId)
    if (returnId === undefined || s === undefined || s.status === 'none' || s.lines.length === 0) return
    const line = pick(s.lines, m)
    const { lineId, authorized, received, accepted, rejected, disposed } = line
    const say = (command: CaseCommands['return']) =>
      tell('return', returnId, (by) => ({ ...command, ...by }), warehouse)
    const open = received - accepted - rejected
    if (n % 9 === 0) return say(goods.registerParcel({ returnId, parcelId: `p-${m % 6}` }))
    if (n % 8 === 0) return say(goods.closeReturnShort({ returnId }))
    if (n % 7 === 0) return say(goods.expireReturn({ returnId }, { at: afterShipBy }))
    if (open > 0) {
      const takes = m % 11 === 0 ? open + 1 : Math.min(m % (open + 1), authorized - accepted)
      const lines = [{ lineId, accepted: takes, rejected: Math.max(0, open - takes), grade: 'C_USED_GOOD' } as const]
      const deductions = m % 4 === 0 ? [{ kind: 'depreciation', minor: 1 + m, code: 'WORN' } as const] : []
      return say(goods.inspectItems({ returnId, inspectionId: `i-${m % 6}`, lines, deductions }))
    }
    if (accepted + rejected > disposed) {
      const ours = undisposed(line, 'accepted')
      const lines = [
        ours > 0
          ? ({ lineId, quantity: ours, code: 'RESTOCK', of: 'accepted' } as const)
          : ({ lineId, quantity: undisposed(line, 'rejected'), code: 'RETURN_TO_CUSTOMER', of: 'rejected' } as const),
      ]
      return say(goods.disposeItems({ returnId, dispositionId: newId(), lines }))
    }
    const toSend = readyToSend(line)
    if (toSend > 0 && m % 3 > 0)
      return say(goods.returnRejectedGoods({ returnId, consignmentId: newId(), lines: [{ lineId, quantity: toSend }] }))
    return say(
      goods.receiveParcel({ returnId, receiptId: newId(), lines: [{ lineId, quantity: 1 + (m % authorized) }] }),
    )
  }

  /** Lost on the way, not worth the way, judged anew, moved on, or left with the shop. */
  const goodsGoWrong = (n: number, m: number): void => {
    const returnId = pick(harness.idsOf('return'), n)
    const s = returnId === undefined ? undefined : harness.state('return', returnId)
    if (returnId === undefined || s === undefined || s.status === 'none' || s.lines.length === 0) return
    const line = pick(s.lines, m)
    const { lineId } = line
    const say = (command: CaseCommands['return'], actor = warehouse) =>
      tell('return', returnId, (by) => ({ ...command, ...by }), actor)
    const missing = Math.max(1, Math.min(missingUnits(line), 1 + (m % 3)))
    const lines = [{ lineId, quantity: missing }]
    switch (n % 8) {
      case 0: {
        const bearer = pick(['carrier', 'customer', 'merchant'] as const, m)
        return say(goods.declareLost({ returnId, lossId: newId(), lines, bearer }), pick([agent, supervisor], n))
      }
      case 1:
        return say(goods.waiveReturn({ returnId, waiverId: newId(), lines }), pick([agent, supervisor], n))
      case 2:
      case 3:
      case 4: {
        const [inspectionId, was] = pick([...s.inspections], m) ?? ['i-0', []]
        const judged = was.map(({ accepted, rejected, ...rest }, i) => {
          const takes = (m >> i) % (accepted + rejected + 1)
          return { ...rest, accepted: takes, rejected: accepted + rejected - takes }
        })
        if (judged.length === 0) return
        return say(goods.reviseInspection({ returnId, inspectionId, revisionId: newId(), lines: judged }), supervisor)
      }
      case 5: {
        const of = pick(['accepted', 'rejected'] as const, m)
        const [from] = Object.entries(line.places[of]).find(([, units]) => units > 0) ?? ['QUARANTINE']
        const to =
          of === 'accepted' ? pick(['REFURBISH', 'SCRAP', 'QUARANTINE'] as const, m) : ('RETURN_TO_CUSTOMER' as const)
        const quantity = Math.max(1, movable(line, of, from as 'QUARANTINE'))
        const moved = [{ lineId, quantity, from: from as 'QUARANTINE', to, of }]
        return say(goods.redisposeItems({ returnId, redispositionId: newId(), lines: moved }))
      }
      default: {
        const consignmentId = pick([...s.consignments.keys()], m)
        if (consignmentId === undefined) return
        return say(
          m % 2 === 0
            ? goods.recordGoodsAbandoned({ returnId, consignmentId })
            : goods.recordGoodsBackWithCustomer({ returnId, consignmentId }),
        )
      }
    }
  }

  /** Everything comes back in one parcel and is taken, or nearly everything, so that chance meets what follows from it. */
  const bringBack = (n: number, m: number): void => {
    const open = harness.idsOf('return').filter((id) => harness.state('return', id).status === 'authorized')
    const returnId = pick(open, n)
    const s = returnId === undefined ? undefined : harness.state('return', returnId)
    if (returnId === undefined || s === undefined || s.status === 'none') return
    const say = (command: CaseCommands['return']) =>
      tell('return', returnId, (by) => ({ ...command, ...by }), warehouse)
    const units = s.lines.map(({ lineId, authorized }) => ({ lineId, quantity: authorized }))
    say(goods.receiveParcel({ returnId, receiptId: newId(), lines: units }))
    const judged = units.map(({ lineId, quantity }, i) => {
      const rejected = m % 3 === 0 && i === 0 ? 1 : 0
      return { lineId, accepted: quantity - rejected, rejected, grade: 'C_USED_GOOD' } as const
    })
    const deductions = n % 5 === 0 ? [{ kind: 'depreciation', minor: 1 + m, code: 'WORN' } as const] : []
    say(goods.inspectItems({ returnId, inspectionId: `i-${m % 6}`, lines: judged, deductions }))
    const kept = judged.flatMap(({ lineId, accepted }) =>
      accepted === 0 ? [] : [{ lineId, quantity: accepted, code: 'RESTOCK', of: 'accepted' } as const],
    )
    if (kept.length > 0) say(goods.disposeItems({ returnId, dispositionId: newId(), lines: kept }))
    if (m % 2 === 0) deliverAll(n)
  }

  return { handleGoods, goodsGoWrong, bringBack }
}
