/** What each movement of money enters into the books, and what the books add up to. */
import { describe, expect, it } from 'vitest'
import type { Instant } from 'after-sales'
import { LEDGER_KINDS } from 'after-sales'
import { inOrder } from '../../src/projections/in-order.js'
import { ledger } from '../../src/projections/ledger/ledger.js'
import type { Account } from '../../src/projections/ledger/account.js'
import { daySums, entriesOn } from '../../src/projections/ledger/sums.js'
import { seen } from './every-event.js'
import { folded } from './folded.js'

const DAY = '2026-03-20'
const NEXT = '2026-03-21'
const ORDER = 'aftersales_entitlement-main.~231001'
const refundId = '22222222-2222-4222-8222-222222222222'
const compensationId = 'k-1'

type Told = readonly [type: string, data?: object, day?: string]
const accounts = (...told: ReadonlyArray<Told>): ReadonlyArray<Account> => {
  const events = told.map(([type, data = {}, day = DAY]) =>
    seen(type, { ...data }, { stream: ORDER, occurredAt: `${day}T23:59:59.999Z` as Instant }),
  )
  return [...folded(ledger, events).values()]
}
const entries = (...told: ReadonlyArray<Told>) => accounts(...told).flatMap((account) => account.entries)
const sums = (day: string, ...told: ReadonlyArray<Told>) => {
  const all = daySums(day)
  accounts(...told).forEach(all.add)
  return all.sums()
}

const registered: Told = [
  'OrderRegistered',
  {
    ...{ orderId: '#1001', currency: 'GBP' },
    tenders: [
      { tenderId: 't-1', kind: 'card', captured: 9_000 },
      { tenderId: 't-2', kind: 'gift_card', captured: 1_000 },
    ],
  },
]
const leg = { refundId, orderId: '#1001', legId: 't-1', tenderId: 't-1', epoch: 1, minor: 2_500 }
const paid: Told = ['RefundLegSucceeded', { ...leg, providerRef: 're_1' }]
const issued: Told = [
  'CompensationIssued',
  {
    ...{ compensationId, requestId: 'R-1', orderId: '#1001', benefit: { form: 'coupon' } },
    ...{ minor: 500, currency: 'GBP', externalRef: 'CP-1', allowances: [] },
  },
]
const ofCompensation = { compensationId, requestId: 'R-1', orderId: '#1001', allowances: [] }

describe('The books', () => {
  it.each<readonly [Told, object]>([
    [paid, { kind: 'paid', means: 'card', minor: 2_500, reference: 're_1', refundId }],
    [
      ['RefundLegPaidManually', { ...leg, tenderId: 't-2', proof: 'wire 7' }],
      { kind: 'paid_by_hand', means: 'gift_card', minor: 2_500, reference: 'wire 7', refundId },
    ],
    [
      ['RefundLegReversed', { ...leg, providerRef: 're_1', code: 'closed' }],
      { kind: 'reversed', means: 'card', minor: 2_500, reference: 're_1', refundId },
    ],
    [
      ['ReceivablePaid', { orderId: '#1001', refundId, minor: 300, paymentId: 'in-1' }],
      { kind: 'collected', means: 'customer', minor: 300, reference: 'in-1', refundId },
    ],
    [
      ['ExternalRefundRecorded', { externalId: 'x-1', tenderId: 't-2', minor: 40, lines: [] }],
      { kind: 'outside', means: 'gift_card', minor: 40, reference: 'x-1' },
    ],
    [
      ['ChargebackOpened', { chargebackId: 'cb-1', tenderId: 't-1', minor: 70 }],
      { kind: 'chargeback', means: 'card', minor: 70, reference: 'cb-1' },
    ],
  ])('have %j', (told, entry) => expect(entries(registered, told)).toEqual([{ ...entry, at: `${DAY}T23:59:59.999Z` }]))

  it('have what the bank gave back, once it did', () => {
    const opened: Told = ['ChargebackOpened', { chargebackId: 'cb-1', tenderId: 't-1', minor: 70 }]
    const both = entries(registered, opened, ['ChargebackWon', { chargebackId: 'cb-1' }, NEXT])
    expect(both.map(({ kind, minor, means, at }) => [kind, minor, means, at.slice(0, 10)])).toEqual([
      ['chargeback', 70, 'card', DAY],
      ['chargeback_won', 70, 'card', NEXT],
    ])
    expect(entries(registered, ['ChargebackWon', { chargebackId: 'cb-2' }])).toEqual([])
  })

  it('name the way that a leg really went, as often as it was sent', () => {
    const sent: Told = [
      'RefundLegSubmitted',
      { ...leg, legId: 'other', currency: 'GBP', via: { kind: 'iban', ref: 'B-1' } },
    ]
    const gone: Told = ['RefundLegSucceeded', { ...leg, legId: 'other', providerRef: 're_2' }]
    const [account] = accounts(registered, ['RefundLegSubmitted', leg], sent, sent, paid, gone)
    expect(account?.entries.map(({ means }) => means)).toEqual(['card', 'iban'])
    expect(account?.reroutes).toHaveLength(1)
  })

  it('know the means of payment of what went out again', () => {
    const tender = { tenderId: 't-3', kind: 'paypal', captured: 100 }
    const more: Told = ['ReplacementRecorded', { payments: [tender] }]
    const deposit: Told = ['RecoveryRecorded', { payment: { ...tender, tenderId: 't-4', kind: 'deposit' } }]
    const back = (tenderId: string): Told => ['RefundLegSucceeded', { ...leg, tenderId, providerRef: tenderId }]
    expect(entries(registered, more, deposit, back('t-3'), back('t-4'), back('t-5')).map(({ means }) => means)).toEqual(
      [...['paypal', 'deposit', 't-5']],
    )
  })

  it.each([
    ['BenefitRedeemed', 'benefit_redeemed'],
    ['BenefitExpired', 'benefit_expired'],
    ['CompensationRevoked', 'benefit_revoked'],
  ])('have a benefit by its worth when it is issued, and again after %s', (type, kind) =>
    expect(entries(issued, [type, ofCompensation, NEXT])).toEqual([
      ...[{ kind: 'benefit_issued', means: 'coupon', minor: 500, reference: 'CP-1', at: `${DAY}T23:59:59.999Z` }],
      { kind, means: 'coupon', minor: 500, reference: 'CP-1', at: `${NEXT}T23:59:59.999Z` },
    ]),
  )

  it('have nothing of a compensation that was taken back before it was issued', () =>
    expect(entries(['CompensationRevoked', ofCompensation])).toEqual([]))

  it('have cash that came back, and again when it is paid again; given up after that, it moves no second time', () => {
    const returned: Told = ['BenefitReturned', { compensationId, minor: 500, reference: 'RJ-1' }]
    const again: Told = ['CompensationIssued', { ...(issued[1] as object), externalRef: 'CP-2' }]
    const kinds = (...told: ReadonlyArray<Told>) => entries(...told).map(({ kind, reference }) => [kind, reference])
    const once = [
      ['benefit_issued', 'CP-1'],
      ['benefit_returned', 'RJ-1'],
    ]
    expect(kinds(issued, returned, ['CompensationRevoked', ofCompensation])).toEqual(once)
    expect(kinds(issued, returned, again, ['BenefitRedeemed', ofCompensation])).toEqual([
      ...once,
      ['benefit_issued', 'CP-2'],
      ['benefit_redeemed', 'CP-2'],
    ])
  })

  it('have what was given back, because more had come than was given in the end', () =>
    expect(
      entries(issued, [
        'RecoverySurplusRepaid',
        { compensationId, party: 'carrier', minor: 300, reference: 'out-1' },
      ])[1],
    ).toMatchObject({ kind: 'given_back', means: 'carrier', minor: 300, reference: 'out-1' }))

  it('have what came back for a compensation, by whom', () => {
    const back = entries(
      issued,
      ['ClawbackRecovered', { compensationId, minor: 200, reference: 'in-2' }],
      ['Recovered', { compensationId, party: 'carrier', minor: 300, reference: 'in-3' }],
    )
    expect(back.slice(1).map(({ kind, means, minor, reference }) => [kind, means, minor, reference])).toEqual([
      ['collected', 'customer', 200, 'in-2'],
      ['recovered', 'carrier', 300, 'in-3'],
    ])
  })

  it('add up by day, currency, means and kind, and never mix what came back with what went', () => {
    const again: Told = ['RefundLegSucceeded', { ...leg, minor: 1, providerRef: 're_9' }]
    const back: Told = ['RefundLegReversed', { ...leg, providerRef: 're_1', code: 'closed' }, NEXT]
    const told = [registered, paid, again, back, issued]
    expect(sums(DAY, ...told)).toEqual([
      { day: DAY, currency: 'GBP', means: 'card', kind: 'paid', minor: 2_501, entries: 2 },
      { day: DAY, currency: 'GBP', means: 'coupon', kind: 'benefit_issued', minor: 500, entries: 1 },
    ])
    expect(sums(NEXT, ...told)).toEqual([
      { day: NEXT, currency: 'GBP', means: 'card', kind: 'reversed', minor: 2_500, entries: 1 },
    ])
  })

  it('stand in the list of each day and of each reference once, and name order and compensation', () => {
    const [order, compensation] = accounts(registered, paid, paid, issued) as [Account, Account]
    const { days, references } = ledger.lists as Record<string, (row: Account) => ReadonlyArray<string>>
    expect([days!(order), references!(order)]).toEqual([[inOrder(DAY)], [inOrder('re_1')]])
    expect(entriesOn(DAY, order)[0]).toMatchObject({ orderId: '#1001', currency: 'GBP', refundId })
    expect(entriesOn(DAY, compensation)[0]).toMatchObject({ orderId: '#1001', compensationId, currency: 'GBP' })
    expect(entriesOn(NEXT, order)).toEqual([])
  })

  it('say of each kind which way the money went', () => {
    const ways = Object.entries(LEDGER_KINDS).filter(([, way]) => way === 'in')
    expect(ways.map(([kind]) => kind)).toEqual([
      ...['reversed', 'chargeback_won', 'collected', 'benefit_revoked', 'benefit_returned', 'recovered'],
    ])
  })
})
