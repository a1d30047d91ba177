/** What each event makes of the history of its request, and what histories add up to. */
import { describe, expect, it } from 'vitest'
import type { Instant } from 'after-sales'
import { histories } from '../../src/projections/histories/histories.js'
import type { HistoryRow } from '../../src/projections/histories/history-row.js'
import { profileOf } from '../../src/projections/histories/profile.js'
import { inOrder, latestFirst } from '../../src/projections/in-order.js'
import { dataOf, seen } from './every-event.js'

const at = (n: number): Instant => `2026-03-20T10:00:0${n}.000Z` as Instant
const lines = (mugs: number, lamps = 0) =>
  [
    { lineId: 'mug', quantity: mugs },
    { lineId: 'lamp', quantity: lamps },
  ].filter(({ quantity }) => quantity > 0)

interface Told {
  readonly data?: object
  readonly by?: string
  readonly channel?: string
}
type Story = ReadonlyArray<string | readonly [type: string, told: Told]>

const open = {
  ...{ requestId: '1', orderId: '#1001', customerId: 'customer-7', remedy: 'return_refund' },
  lines: [{ lineId: 'mug', quantity: 2, reason: 'QL_DEFECTIVE' }],
}
/** Each event a second after the one before; the first is the opening. */
const after = (...story: Story): HistoryRow =>
  [['RequestOpened', { data: open, by: 'customer', channel: 'web' }] as const, ...story].reduce<HistoryRow | undefined>(
    (row, told, n) => {
      const [type, { data = {}, by = 'system', channel = 'system' }] = typeof told === 'string' ? [told, {}] : told
      const event = seen(type, data, { occurredAt: at(n) })
      const metadata = { ...event.metadata, occurredAt: at(n), actorKind: by, channel } as typeof event.metadata
      return histories.touches({ ...event, metadata })[0]!.change(row)
    },
    undefined,
  )!

const asked = (mugs: number, lamps = 0) => ['SubmissionStarted', { data: { lines: lines(mugs, lamps) } }] as const
const approved = (mugs: number, declined: ReadonlyArray<object> = []) =>
  ['RequestApproved', { data: { lines: lines(mugs), declined } }] as const

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

describe('How a request was decided', () => {
  it.each<[string, Story, string, ReadonlyArray<object>]>([
    ['all of it', [asked(2), approved(2)], 'approved', []],
    ['a part of it', [asked(2), approved(1, lines(1))], 'partly_approved', lines(1)],
    ['nothing of it', [asked(2), 'RequestRejected'], 'rejected', lines(2)],
    ['the rest on appeal', [asked(2), approved(1, lines(1)), 'AppealFiled', asked(1), approved(1)], 'approved', []],
    [
      'a part of it on appeal',
      [asked(2), 'RequestRejected', 'AppealFiled', asked(1), approved(1)],
      'partly_approved',
      lines(1),
    ],
    [
      'nothing more on appeal',
      [asked(2), approved(1, lines(1)), 'AppealFiled', asked(1), 'RequestRejected'],
      'partly_approved',
      lines(1),
    ],
    [
      'nothing on appeal either',
      [asked(2), 'RequestRejected', 'AppealFiled', asked(2), 'RequestRejected'],
      'rejected',
      lines(2),
    ],
    [
      'all of it, and nothing of another fault',
      [asked(2), approved(2), 'RequestReopened', asked(1), 'RequestRejected'],
      'partly_approved',
      lines(1),
    ],
    ['all of it by a ruling', [asked(2), 'RequestRejected', 'CaseDecided', asked(2), approved(2)], 'approved', []],
    ['all of it after it had expired', [asked(2), 'RequestExpired', asked(2), approved(2)], 'approved', []],
  ])('is told over all looks at it: %s', (_, story, outcome, declined) => {
    const row = after(...story)
    expect([row.outcome, row.declined]).toEqual([outcome, declined])
    expect(row).not.toHaveProperty('underReview')
  })

  it.each<[string, Story]>([
    ['AppealWithdrawn', ['AppealFiled', asked(1), 'AppealWithdrawn']],
    ['SubmissionRefused', ['AppealFiled', asked(1), 'SubmissionRefused']],
  ])('stands after %s as it did before', (_, look) => {
    const row = after(asked(2), approved(1, lines(1)), ...look)
    expect(row).toMatchObject({ outcome: 'partly_approved', declined: lines(1), appeals: [{ end: 'dropped' }] })
    expect(row).not.toHaveProperty('underReview')
  })

  it.each<[string, Story, string]>([
    ['open', [], 'open'],
    ['granted', [asked(1), approved(1)], 'granted'],
    ['granted in part', [asked(2), approved(1, lines(1))], 'partly_granted'],
    ['rejected', [asked(1), 'RequestRejected'], 'rejected'],
  ])('tells of an appeal when it was filed, and that it is %s', (_, story, end) =>
    expect(after(asked(2), 'RequestRejected', 'AppealFiled', ...story).appeals).toEqual([{ filedAt: at(3), end }]),
  )

  it.each<[string, Story, string]>([
    ['is open', [], 'open'],
    ['ended for the customer', [['CaseDecided', { data: { caseId: 'TB-1', inFavorOf: 'customer' } }]], 'for_customer'],
    ['ended for the shop', [['CaseDecided', { data: { caseId: 'TB-1', inFavorOf: 'shop' } }]], 'for_shop'],
    ['was withdrawn', [['PlatformCaseWithdrawn', { data: { caseId: 'TB-1' } }]], 'withdrawn'],
  ])('tells of a platform case that it %s', (_, story, end) => {
    const opened = ['PlatformCaseOpened', { data: { caseId: 'TB-1', platform: 'taobao' } }] as const
    const one = { caseId: 'TB-1', platform: 'taobao' }
    expect(after(opened, ...story).platformCases).toEqual([{ ...one, openedAt: at(1), end }])
    // The same name once more is another case; the first keeps its end.
    if (end !== 'open')
      expect(after(opened, ...story, opened).platformCases).toEqual([
        { ...one, openedAt: at(1), end },
        { ...one, openedAt: at(3), end: 'open' },
      ])
  })
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
  const keyOf = (type: string, data: object, kind: string) =>
    histories.touches({
      ...seen(type, data, { stream: `aftersales_${kind}-main.~231` }),
      ...{ metadata: elsewhere, kind: kind as 'request' },
    })[0]!.key
  expect(keyOf('RequestClosed', {}, 'request')).toBe(inOrder('#1'))
  expect(keyOf('BenefitRedeemed', { requestId: 'R-1' }, 'compensation')).toBe(inOrder('R-1'))
  expect(keyOf('CompensationAccepted', {}, 'compensation')).toBe(inOrder('R-0'))
})

it('Histories stand by customer, the latest first, and are no row before their request', () => {
  expect(histories.lists['customers']!(after())).toEqual([inOrder('customer-7', latestFirst(at(0)))])
  expect(histories.touches(seen('RequestClosed'))[0]!.change(undefined)).toBeUndefined()
})

it('A history repeats nothing that people wrote', () => {
  const note = { _tag: 'Sealed', subject: 'customer-7', key: 'k', nonce: 'n', box: 'what the customer wrote' }
  for (const type of histories.handles) {
    const row = after([type, { data: { ...dataOf(type), note } }])
    expect([type, JSON.stringify(row)]).toEqual([type, expect.not.stringContaining('wrote')])
  }
})

describe('The profile of a customer', () => {
  const base = after()
  const days = { after: '2026-03-20T09:00:00.000Z' as Instant, upTo: at(5) }
  const one = (requestId: string, changes: Partial<HistoryRow>): HistoryRow => ({ ...base, requestId, ...changes })
  const benefit = { compensationId: 'C', form: 'coupon', minor: 100, currency: 'EUR', state: 'given' } as const

  it('of somebody who never asked for anything is empty', () =>
    expect(profileOf('customer-8', [], days)).toEqual({
      ...{ customerId: 'customer-8', requests: 0, lately: { ...days, requests: 0 }, appeals: 0, platformCases: 0 },
      ...{ reasons: {}, remedies: {}, granted: {}, outcomes: {}, channels: {} },
      ...{ satisfaction: { sum: 0, count: 0 }, refunded: [], compensated: [] },
    }))

  it('counts by reason, remedy, outcome and channel, and adds up money by currency and answers', () => {
    const profile = profileOf(
      'customer-7',
      [
        one('1', {
          ...{ currency: 'GBP', refunded: 700, surveys: [2, 5].map((score) => ({ at: at(1), score })) },
          ...{ outcome: 'approved', granted: ['repair', 'refund_only'], channels: ['web', 'phone'] },
        }),
        one('2', {
          ...{ currency: 'EUR', refunded: 300, reasons: ['LATE', '__proto__'], appeals: base.appeals },
          benefits: [benefit, { ...benefit, minor: 50, state: 'used' }, { ...benefit, state: 'expired' }],
        }),
        one('3', { currency: 'EUR', refunded: 30, benefits: [{ ...benefit, state: 'taken_back' }] }),
      ],
      days,
    )
    expect(profile).toMatchObject({
      requests: 3,
      reasons: { LATE: 1, QL_DEFECTIVE: 2 },
      remedies: { return_refund: 3 },
      granted: { refund_only: 1, repair: 1 },
      outcomes: { approved: 1, undecided: 2 },
      channels: { phone: 1, web: 3 },
      satisfaction: { sum: 7, count: 2 },
      refunded: [
        { currency: 'EUR', minor: 330 },
        { currency: 'GBP', minor: 700 },
      ],
      compensated: [{ currency: 'EUR', minor: 150 }],
    })
    expect(Object.keys(profile.reasons)).toContain('__proto__')
  })

  it('counts a wish once that was merged, and forgets none of its money', () => {
    const merged = one('2', { outcome: 'merged', benefits: [benefit], openedAt: at(1), lastContactAt: at(4) })
    expect(profileOf('customer-7', [base, merged], days)).toMatchObject({
      ...{ requests: 1, reasons: { QL_DEFECTIVE: 1 }, lately: { requests: 1 } },
      ...{ compensated: [{ currency: 'EUR', minor: 100 }], firstContactAt: at(0), lastContactAt: at(4) },
    })
  })

  it.each([
    ['at the first instant is not lately', days.after, 0],
    ['right after it is', '2026-03-20T09:00:00.001Z', 1],
    ['at the last is', days.upTo, 1],
    ['after it is not', at(6), 0],
  ])('says how many were opened lately: %s', (_, openedAt, requests) =>
    expect(profileOf('customer-7', [one('1', { openedAt: openedAt as Instant })], days).lately.requests).toBe(requests),
  )
})
