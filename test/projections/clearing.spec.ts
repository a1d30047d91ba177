/** The account of a refund: what each event makes of it, and that it returns to zero. */
import { describe, expect, it } from 'vitest'
import type { Instant } from 'after-sales'
import { clearing, toCollect, toPay, type Clearing } from '../../src/projections/clearing/clearing.js'
import { inOrder } from '../../src/projections/in-order.js'
import { seen } from './every-event.js'
import { folded } from './folded.js'

const refundId = '22222222-2222-4222-8222-222222222222'
const ids = { refundId, requestId: 'R-1', orderId: '#1001' }
const [cardLeg, giftLeg] = [
  { legId: 'card', tenderId: 'card', minor: 2_500 },
  { legId: 'gift', tenderId: 'gift', minor: 500 },
] as const
const legs = [cardLeg, giftLeg]
const breakdown = { currency: 'GBP', total: 3_000, tenders: [] }
type Told = readonly [type: string, data?: object]

const when = (n: number): Instant => `2026-03-${String(n).padStart(2, '0')}T09:00:00.000Z` as Instant
/** One event a day, from the first of March. */
const after = (...told: ReadonlyArray<Told>): Clearing | undefined => {
  const stream = `aftersales_refund-main.${refundId}`
  const events = told.map(([type, data = {}], n) =>
    seen(type, { ...ids, ...data }, { stream, occurredAt: when(n + 1) }),
  )
  return [...folded(clearing, events).values()][0]
}

const proposed: Told = ['RefundProposed']
const reserved: Told = ['RefundReserved', { breakdown, legs }]
const approved: Told = ['RefundApproved', { legs }]
const due = [proposed, reserved, approved]
const card: Told = ['RefundLegSucceeded', cardLeg]
const giftByHand: Told = ['RefundLegPaidManually', giftLeg]
const cardBack: Told = ['RefundLegReversed', cardLeg]
const owes = (type: string, minor: number): Told => [type, { minor, receivableId: 'r', tenders: [] }]

describe('The account of a refund', () => {
  it('opens when the refund is approved, with what is due on each means of payment', () => {
    expect(after(proposed, reserved)).not.toHaveProperty('since')
    expect(after(...due)).toEqual({
      ...ids,
      currency: 'GBP',
      tenders: [
        { tenderId: 'card', due: 2_500, paid: 0, givenUp: 0 },
        { tenderId: 'gift', due: 500, paid: 0, givenUp: 0 },
      ],
      owed: { due: 0, paid: 0, canceled: 0, writtenOff: 0 },
      since: when(3),
    })
  })

  it('is at zero when all of it is paid, by whomever, and open since it came back', () => {
    expect(after(...due, card)).toMatchObject({ since: when(3) })
    expect(after(...due, card, giftByHand)).not.toHaveProperty('since')
    const back = after(...due, card, giftByHand, cardBack)!
    expect([back.since, toPay(back)]).toEqual([when(6), 2_500])
    expect(after(...due, card, giftByHand, cardBack, card)).not.toHaveProperty('since')
  })

  it.each(['RefundCanceled', 'RefundAbandoned'])('is at zero after %s, with what was given up', (type) => {
    const ended = after(...due, card, [type])!
    expect(ended).not.toHaveProperty('since')
    expect(ended.tenders).toEqual([
      { tenderId: 'card', due: 2_500, paid: 2_500, givenUp: 0 },
      { tenderId: 'gift', due: 500, paid: 0, givenUp: 500 },
    ])
    // What was given up stays so; what comes back since is owed again.
    const back = after(...due, card, [type], cardBack)!
    expect([back.since, toPay(back)]).toEqual([when(6), 2_500])
    expect(after(...due, card, [type], cardBack, [type])).not.toHaveProperty('since')
  })

  it.each(['RefundRefused', 'RefundNotDue', 'RefundDeclined', 'RefundCanceled'])(
    'never was when nothing was approved before %s',
    (type) => expect(after(proposed, reserved, [type])).toBeUndefined(),
  )

  it.each([
    ['ReceivablePaid', 'paid'],
    ['ReceivableCanceled', 'canceled'],
    ['ReceivableWrittenOff', 'writtenOff'],
  ])('has what the customer owes of it, until %s', (type, column) => {
    const owing = after(...due, card, giftByHand, owes('ReceivableDue', 700))!
    expect([owing.since, toPay(owing), toCollect(owing)]).toEqual([when(6), 0, 700])
    const part = after(...due, card, giftByHand, owes('ReceivableDue', 700), owes(type, 699))!
    expect([part.since, toCollect(part), part.owed]).toMatchObject([when(6), 1, { [column]: 699 }])
    const all = after(...due, card, giftByHand, owes('ReceivableDue', 700), owes(type, 699), owes(type, 1))!
    expect(all).not.toHaveProperty('since')
  })

  it('is open, too, where one means of payment got what another lacks', () => {
    const wrong = after(...due, card, card, ['RefundLegReversed', { tenderId: 'gift', minor: 2_000 }])!
    expect([wrong.since, toPay(wrong)]).toEqual([when(3), 0 + 2_500 - 5_000 + 500 + 2_000])
  })

  it('is listed while it is open, by its age, also within its currency', () => {
    const { open, currencies } = clearing.lists as Record<string, (row: Clearing) => ReadonlyArray<string>>
    const account = after(...due)!
    expect([open!(account), currencies!(account)]).toEqual([[inOrder(when(3))], [inOrder('GBP', when(3))]])
    const closed = after(...due, card, giftByHand)!
    expect([open!(closed), currencies!(closed)]).toEqual([[], []])
  })
})
