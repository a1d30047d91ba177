/** What each event of a leg makes of its payment. */
import { describe, expect, it } from 'vitest'
import type { Instant } from 'after-sales'
import { inOrder } from '../../src/projections/in-order.js'
import { payments, type Payment } from '../../src/projections/payments/payments.js'
import { dataOf, OCCURRED, seen } from './every-event.js'

const LATER = '2026-03-21T09:00:00.000Z' as Instant
const leg = { refundId: '22222222-2222-4222-8222-222222222222', legId: 'card' }
const sent = { ...leg, orderId: '#1001', tenderId: 'card', minor: 2_500, currency: 'EUR', epoch: 1 }

const after = (...events: ReadonlyArray<readonly [type: string, data?: object]>): Payment | undefined =>
  events.reduce<Payment | undefined>(
    (row, [type, data = {}], n) =>
      payments.touches(seen(type, { ...leg, ...data }, { occurredAt: n === 0 ? OCCURRED : LATER }))[0]!.change(row),
    undefined,
  )
const submitted = ['RefundLegSubmitted', sent] as const
const paid = ['RefundLegSucceeded', { minor: 2_500, providerRef: 're_1' }] as const
const back = ['RefundLegReversed', { minor: 2_500, providerRef: 're_1', code: 'account_closed' }] as const

describe('A payment', () => {
  it('begins when it is sent, in the case of its refund', () =>
    expect(after(submitted)).toEqual({
      ...{ ...leg, orderId: '#1001', requestId: '1', tenderId: 'card', minor: 2_500, currency: 'EUR' },
      ...{ key: dataOf('RefundLegSubmitted')['key'], state: 'sent', since: OCCURRED, entries: [] },
    }))

  it.each([
    ['RefundLegProcessing', 'processing'],
    ['RefundLegUnknown', 'unknown'],
    ['RefundLegNeedsAttention', 'needs_attention'],
    ['RefundLegSucceeded', 'paid'],
    ['RefundLegPaidManually', 'paid_by_hand'],
    ['RefundLegFailed', 'failed'],
    ['RefundLegReleased', 'failed'],
    ['RefundLegReversed', 'reversed'],
    ['RefundLegRerouted', 'rerouted'],
  ])('after %s is %s, since then', (type, state) =>
    expect(after(submitted, [type])).toMatchObject({ state, since: LATER }),
  )

  it('is no row before it was sent', () => expect(after(paid)).toBeUndefined())

  it('that came back and goes out again keeps what went and came before', () => {
    const again = after(submitted, paid, back, submitted)
    expect(again?.state).toBe('sent')
    expect(again?.entries.map(({ kind, minor, reference }) => [kind, minor, reference])).toEqual([
      ['paid', 2_500, 're_1'],
      ['reversed', 2_500, 're_1'],
    ])
    expect(again).not.toHaveProperty('code')
  })

  it('says why it failed, came back or waits, as long as that is so', () => {
    const failed = after(submitted, ['RefundLegFailed', { code: 'expired_card' }])
    expect(failed?.code).toBe('expired_card')
    expect(after(submitted, ['RefundLegFailed'], paid)).not.toHaveProperty('code')
  })

  it('is unsettled while nobody knows or somebody must act, and is found by each reference', () => {
    const { unsettled, references } = payments.lists as Record<string, (row: Payment) => ReadonlyArray<string>>
    expect(unsettled!(after(submitted)!)).toEqual([inOrder(OCCURRED)])
    expect(unsettled!(after(submitted, ['RefundLegUnknown'])!)).toEqual([inOrder(LATER)])
    expect(unsettled!(after(submitted, paid)!)).toEqual([])
    expect(references!(after(submitted, paid, back)!)).toEqual([inOrder('re_1')])
  })
})
