/** What the books have of discounts that others than the shop paid for. */
import { describe, expect, it } from 'vitest'
import type { Instant } from 'after-sales'
import { ledger } from '../../src/projections/ledger/ledger.js'
import { seen } from './every-event.js'
import { folded } from './folded.js'

const ORDER = 'aftersales_entitlement-main.~231001'
const refundId = '22222222-2222-4222-8222-222222222222'

type Told = readonly [type: string, data: object, day?: string]
const funders = (...told: ReadonlyArray<Told>) =>
  [
    ...folded(
      ledger,
      [registered, ...told].map(([type, data, day = '2026-03-20']) =>
        seen(type, { ...data }, { stream: ORDER, occurredAt: `${day}T10:00:00.000Z` as Instant }),
      ),
    ).values(),
  ]
    .flatMap(({ entries }) => entries)
    .flatMap(({ kind, means, minor, at, reference }) =>
      kind === 'to_funder' || kind === 'from_funder' ? [[kind, means, minor, at.slice(0, 10), reference]] : [],
    )

const registered: Told = [
  'OrderRegistered',
  { orderId: '#1001', currency: 'GBP', tenders: [{ tenderId: 'card', kind: 'card', captured: 9_000 }] },
]
const share = (by: string, minor: number) => ({ by, minor })
const units = (...funded: ReadonlyArray<object>) => ({
  ...{ lineId: '1', quantity: 1, amounts: { goods: 900 }, paidBy: [] },
  ...(funded.length === 0 ? {} : { funded }),
})
const reserved = (total = 900, lines = [units(share('platform', 30), share('brand-x', 5)), units()]): Told => [
  'MoneyReserved',
  { refundId, breakdown: { lines, total } },
]
const leg = { refundId, orderId: '#1001', legId: 'card', tenderId: 'card', epoch: 1, minor: 450 }
const paid = (providerRef: string): Told => ['RefundLegSucceeded', { ...leg, providerRef }]
const reversed = (providerRef: string, day = '2026-03-21'): Told => [
  'RefundLegReversed',
  { ...leg, providerRef, code: 'closed' },
  day,
]
const paidBack: Told = ['MoneyReceivedBack', { refundId, lines: [units(share('platform', 10)), units()] }, '2026-03-22']
const wholeShare = [
  ['to_funder', 'platform', 30, '2026-03-20', refundId],
  ['to_funder', 'brand-x', 5, '2026-03-20', refundId],
]

describe('The books of whoever funds discounts', () => {
  it('have nothing while money is only promised, and nothing of refunds without funders', () => {
    expect(funders(reserved())).toEqual([])
    expect(funders(reserved(900, [units()]), paid('re_1'), paidBack)).toEqual([])
  })

  it('have the whole share with the first payment of a refund, and no more with the others', () => {
    expect(funders(reserved(), paid('re_1'))).toEqual(wholeShare)
    expect(funders(reserved(), paid('re_1'), paid('re_2'))).toEqual(wholeShare)
  })

  it('have it at once where no money is due for what came back', () => expect(funders(reserved(0))).toEqual(wholeShare))

  it('get it back with the last payment that came back, and again when it is paid again', () => {
    const both = [reserved(), paid('re_1'), paid('re_2'), reversed('re_1')]
    expect(funders(...both)).toEqual(wholeShare)
    expect(funders(...both, reversed('re_2')).slice(2)).toEqual([
      ['from_funder', 'platform', 30, '2026-03-21', refundId],
      ['from_funder', 'brand-x', 5, '2026-03-21', refundId],
    ])
    expect(funders(...both, reversed('re_2'), paid('re_3')).slice(4)).toEqual(wholeShare)
  })

  it('get back the share of units that the customer paid for, once', () => {
    const back = ['from_funder', 'platform', 10, '2026-03-22', refundId]
    expect(funders(reserved(), paid('re_1'), paidBack).slice(2)).toEqual([back])
    const bounced = funders(reserved(), paid('re_1'), paidBack, reversed('re_1', '2026-03-23'))
    expect(bounced.slice(3)).toEqual([
      ['from_funder', 'platform', 20, '2026-03-23', refundId],
      ['from_funder', 'brand-x', 5, '2026-03-23', refundId],
    ])
  })

  it.each<readonly [Told, string]>([
    [['OrderEdited', { editId: 'e-1', canceled: [units(share('platform', 7)), units()], added: [] }], 'e-1'],
    [
      [
        'ExternalRefundRecorded',
        { externalId: 'x-1', tenderId: 'card', minor: 9, lines: [units(share('platform', 7))] },
      ],
      'x-1',
    ],
  ])('have the share of units that left without a refund of ours: %j', (told, reference) =>
    expect(funders(told)).toEqual([['to_funder', 'platform', 7, '2026-03-20', reference]]),
  )
})
