/** Where inspected goods go: to a shelf, aside, back to their owner, or away, and from there on. */
import { movable, readyToSend, undisposed } from '../../../domain/return/line.js'
import type { AuthorizedReturn } from '../../../domain/return/index.js'
import { option, when, type Option, type PeopleMeans } from './option.js'

const OURS = ['RESTOCK', 'RESTOCK', 'QUARANTINE', 'REFURBISH', 'SCRAP'] as const
const THEIRS = ['RETURN_TO_CUSTOMER', 'RETURN_TO_CUSTOMER', 'QUARANTINE', 'EVIDENCE_HOLD'] as const
const ASIDE = ['QUARANTINE', 'EVIDENCE_HOLD'] as const

export const shelvesOf = ({ chance }: PeopleMeans) => {
  const placing = (r: AuthorizedReturn): ReadonlyArray<Option> => {
    const { returnId, lines, dispositions } = r
    const nth = dispositions.size
    const consent = chance.happens(0.1, `may be destroyed ${returnId}`, nth)
    const wishes = lines.flatMap((l) => {
      const { lineId } = l
      const theirs = consent ? 'SCRAP' : chance.pick(THEIRS, `theirs ${returnId}`, nth)
      return [
        {
          lineId,
          quantity: undisposed(l, 'accepted'),
          code: chance.pick(OURS, `ours ${returnId}`, nth),
          of: 'accepted',
        },
        { lineId, quantity: undisposed(l, 'rejected'), code: theirs, of: 'rejected' },
      ] as const
    })
    const placed = wishes.filter(({ quantity }) => quantity > 0)
    return when(
      placed.length > 0,
      option('dispose', `${returnId} ${nth}`, (api, by) =>
        api.returns.dispose(
          { returnId, dispositionId: `d-${nth}`, lines: placed, ...(consent ? { consent: 'chat-8' } : {}) },
          by,
        ),
      ),
    )
  }

  /** What was put aside goes on: the shop's to a shelf, the customer's back to them. */
  const moving = (r: AuthorizedReturn): ReadonlyArray<Option> => {
    const { returnId, lines, redispositions } = r
    const nth = redispositions.size
    const aside = ASIDE.flatMap((from) =>
      lines.flatMap((l) => [
        { lineId: l.lineId, quantity: movable(l, 'accepted', from), from, to: 'RESTOCK', of: 'accepted' } as const,
        {
          ...{ lineId: l.lineId, quantity: movable(l, 'rejected', from), from },
          ...({ to: 'RETURN_TO_CUSTOMER', of: 'rejected' } as const),
        },
      ]),
    )
    // Offered to the customer, and nobody took them.
    const unwanted = lines.map((l) => ({
      ...{ lineId: l.lineId, quantity: l.abandoned },
      ...({ from: 'RETURN_TO_CUSTOMER', to: 'DONATE', of: 'rejected' } as const),
    }))
    const moved = [...aside, ...unwanted].filter(({ quantity }) => quantity > 0)
    return when(
      moved.length > 0,
      option('redispose', `${returnId} ${nth}`, (api, by) =>
        api.returns.redispose({ returnId, redispositionId: `m-${nth}`, lines: moved, reason: 'decided' }, by),
      ),
    )
  }

  const sendingBack = (r: AuthorizedReturn): ReadonlyArray<Option> => {
    const { returnId, lines, consignments, parcels } = r
    const nth = consignments.size
    const goods = lines.flatMap((l) => {
      const quantity = readyToSend(l) - l.abandoned
      return quantity > 0 ? [{ lineId: l.lineId, quantity }] : []
    })
    const refused = [...parcels].find(([, p]) => p.refused === 'held')?.[0]
    const what = refused === undefined ? { lines: goods } : { lines: [], parcelId: refused }
    const carrier = chance.happens(0.2, `fetches ${returnId}`, nth) ? {} : { carrier: 'post' }
    return when(
      refused !== undefined || goods.length > 0,
      option('send back', `${returnId} ${nth}`, (api, by) =>
        api.returns.sendBack({ returnId, consignmentId: `c-${nth}`, bearer: 'customer', ...what, ...carrier }, by),
      ),
    )
  }

  return (r: AuthorizedReturn): ReadonlyArray<Option> => [...placing(r), ...moving(r), ...sendingBack(r)]
}
