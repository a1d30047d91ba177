/** What each event makes of the history of its request. */
import { describe, expect, it } from 'vitest'
import { histories } from '../../src/projections/histories/histories.js'
import { inOrder, latestFirst } from '../../src/projections/in-order.js'
import { dataOf, seen } from './every-event.js'
import { after, asked, at, open } from './request-story.js'

describe('The history of a request', () => {
  it('begins with its opening: whose it is, of which order, why, and what was wished', () =>
    expect(after()).toEqual({
      ...{ requestId: '1', orderId: '#1001', customerId: 'customer-7', remedy: 'return_refund', granted: [] },
      ...{ reasons: ['QL_DEFECTIVE'], channels: ['web'], openedAt: at(0), lastContactAt: at(0), outcome: 'undecided' },
      ...{
        declined: [],
        appeals: [],
        platformCases: [],
        refunds: [],
        refunded: 0,
        benefits: [],
        surveys: [],
        reopenedAt: [],
      },
    }))

  it('names each reason once, and follows the draft when it is edited', () => {
    const edited = {
      remedy: 'repair',
      lines: ['WRONG_ITEM', 'LATE', 'WRONG_ITEM'].map((reason, n) => ({ lineId: `${n}`, quantity: 1, reason })),
    }
    expect(after(['RequestEdited', { data: edited }])).toMatchObject({
      reasons: ['WRONG_ITEM', 'LATE'],
      remedy: 'repair',
    })
  })

  it.each([
    ['RequestSubmitted', 'submittedAt'],
    ['RequestApproved', 'decidedAt'],
    ['RequestRejected', 'decidedAt'],
    ['RequestResolved', 'resolvedAt'],
    ['RequestClosed', 'closedAt'],
  ])('says since when after %s', (type, field) => expect(after(type)).toMatchObject({ [field]: at(1) }))

  it.each([
    ['RequestExpired', 'expired'],
    ['RequestCanceled', 'canceled'],
    ['RequestMerged', 'merged'],
  ])('after %s is %s', (type, outcome) => expect(after(asked(2), type).outcome).toBe(outcome))

  it('says into which other one it was merged, and in which currency it is', () => {
    expect(after(['RequestMerged', { data: { into: 'R-0' } }]).mergedInto).toBe('R-0')
    expect(after(['RequestSubmitted', { data: { currency: 'GBP' } }]).currency).toBe('GBP')
  })

  it('names each remedy that was begun, once', () =>
    expect(
      after(
        ['RemediesStarted', { data: { remedy: 'repair' } }],
        ['RemedySwitched', { data: { from: 'repair', to: 'refund_only' } }],
        ['RemediesStarted', { data: { remedy: 'repair' } }],
      ).granted,
    ).toEqual(['repair', 'refund_only']))

  it('knows each time that staff looked at it again', () =>
    expect(after('RequestClosed', 'RequestReopened', 'RequestClosed', 'RequestReopened').reopenedAt).toEqual([
      at(2),
      at(4),
    ]))
})

describe('What the customer got', () => {
  const ended = (refundId: string, paid: number) => ['RefundOutcomeRecorded', { data: { refundId, paid } }] as const

  const issued = (compensationId: string, form = 'coupon') =>
    ['CompensationIssued', { data: { compensationId, benefit: { form }, minor: 500, currency: 'EUR' } }] as const

  it('is what was paid of each refund, less what came back until it is paid again', () => {
    const two = [ended('f-1', 2_500), ended('f-2', 300)]
    expect(after(...two)).toMatchObject({
      refunded: 2_800,
      refunds: [
        { refundId: 'f-1', minor: 2_500 },
        { refundId: 'f-2', minor: 300 },
      ],
    })
    const back = [...two, ['RefundReopened', { data: { refundId: 'f-1' } }] as const]
    expect(after(...back).refunded).toBe(300)
    expect(after(...back, ended('f-1', 2_500)).refunded).toBe(2_800)
  })

  it('is each benefit, with its worth', () =>
    expect(after(issued('C-1'), issued('C-2', 'points')).benefits).toEqual([
      { compensationId: 'C-1', form: 'coupon', minor: 500, currency: 'EUR', state: 'given' },
      { compensationId: 'C-2', form: 'points', minor: 500, currency: 'EUR', state: 'given' },
    ]))

  it.each([
    ['BenefitRedeemed', 'used'],
    ['BenefitExpired', 'expired'],
    ['CompensationRevoked', 'taken_back'],
    ['BenefitReturned', 'came_back'],
  ])('is, after %s, %s', (type, state) => {
    const { benefits } = after(issued('C-1'), issued('C-2'), [type, { data: { compensationId: 'C-1' } }])
    expect(benefits.map((one) => one.state)).toEqual([state, 'given'])
  })

  it('is nothing where a benefit was taken back that nobody knew of', () =>
    expect(after(['CompensationRevoked', { data: { compensationId: 'C-1' } }]).benefits).toEqual([]))

  it('is followed by what they say of it, each time', () =>
    expect(
      after(['SurveyAnswered', { data: { score: 2 } }], ['SurveyAnswered', { data: { score: 5 } }]).surveys,
    ).toEqual([
      { at: at(1), score: 2 },
      { at: at(2), score: 5 },
    ]))
})

describe('A contact', () => {
  const byCustomer = (type: string, channel: string) => [type, { by: 'customer', channel }] as const
  const CONTACTS = [
    ...['RequestEdited', 'SubmissionStarted', 'RequestCanceled', 'AppealFiled', 'PlatformCaseOpened', 'SurveyAnswered'],
    ...['EvidenceSupplied', 'CaseEvidenceFiled', 'CancellationStarted', 'SwitchStarted', 'RepairQuoteAccepted'],
    ...['RepairQuoteDeclined', 'DeductionContested', 'CompensationAccepted', 'CompensationDeclined'],
  ]

  it.each(CONTACTS)('is %s by the customer, over its channel; by anybody else it is none', (type) => {
    expect(after(byCustomer(type, 'chat'))).toMatchObject({ channels: ['web', 'chat'], lastContactAt: at(1) })
    expect(after([type, { by: 'agent', channel: 'chat' }])).toMatchObject({ channels: ['web'], lastContactAt: at(0) })
  })

  it('over a channel that is known is no other one, and one with a late clock does not turn time back', () => {
    const late = seen('SurveyAnswered', { score: 5 }, { occurredAt: at(0) })
    const metadata = { ...late.metadata, actorKind: 'customer', channel: 'web' } as const
    const row = after(byCustomer('EvidenceSupplied', 'web'))
    expect(histories.touches({ ...late, metadata })[0]!.change(row)).toMatchObject({
      channels: ['web'],
      lastContactAt: at(1),
    })
  })

  it('is the opening, also when an agent types it', () => {
    const { metadata, ...opening } = seen('RequestOpened', open)
    const row = histories.touches({ ...opening, metadata: { ...metadata, channel: 'phone' } })[0]!.change(undefined)
    expect(row).toMatchObject({ channels: ['phone'] })
  })
})

it('An event belongs to the request that it names, or on whose stream it is, whatever it began with', () => {
  const elsewhere = { ...seen('RequestClosed').metadata, $correlationId: 'R-0' }
  const keyOf = (type: string, data: Readonly<Record<string, unknown>>, kind: string) =>
    histories.touches({
      ...seen(type, data, { stream: `aftersales_${kind}-main.~231` }),
      ...{ metadata: elsewhere, kind: kind as 'request' },
    })[0]!.key
  expect(keyOf('RequestClosed', {}, 'request')).toBe(inOrder('#1'))
  expect(keyOf('BenefitRedeemed', { requestId: 'R-1' }, 'compensation')).toBe(inOrder('R-1'))
  expect(keyOf('CompensationAccepted', {}, 'compensation')).toBe(inOrder('R-0'))
})

it('Histories stand by customer, the latest first, and are no row before their request', () => {
  expect(histories.order.place(after())).toBe(inOrder('customer-7', latestFirst(at(0))))
  expect(histories.touches(seen('RequestClosed'))[0]!.change(undefined)).toBeUndefined()
})

it('A history repeats nothing that people wrote', () => {
  const note = { _tag: 'Sealed', subject: 'customer-7', key: 'k', nonce: 'n', box: 'what the customer wrote' }
  for (const type of histories.handles) {
    const row = after([type, { data: { ...dataOf(type), note } }])
    expect([type, JSON.stringify(row)]).toEqual([type, expect.not.stringContaining('wrote')])
  }
})
