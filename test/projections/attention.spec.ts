/** The list of money that waits for a person holds all that the person needs, and nothing that is settled. */
import { describe, expect, it } from 'vitest'
import { attention } from '../../src/projections/attention.js'
import { legKeys } from '../../src/projections/leg-keys.js'
import { notices } from '../../src/projections/notices.js'
import { dataOf, OCCURRED, seen } from './every-event.js'

describe('An item', () => {
  it.each([
    ['RefundLegNeedsAttention', 'Leg'],
    ['RefundLegContradicted', 'Contradiction'],
    ['BenefitNeedsAttention', 'Benefit'],
    ['ReplacementNotRecorded', 'NotRecorded'],
  ])('holds everything that its event tells, and since when it waits: %s', (type, _tag) => {
    const [item] = attention.rows(seen(type))
    expect(item).toMatchObject({ sort: OCCURRED, value: { _tag, since: OCCURRED, ...dataOf(type) } })
  })

  it('of a payment that was refused and paid goes with the leg, and the contradiction with its reference', () => {
    const keyOf = (type: string, data = {}) => attention.rows(seen(type, data)).map(({ key }) => key)
    const contradicted = { providerRef: 'pr-9' }
    expect(keyOf('RefundLegContradicted', contradicted)).toEqual(['outside pr-9'])
    expect(keyOf('ExternalRefundRecorded', { externalId: 'pr-9' })).toEqual(['outside pr-9'])
    expect(keyOf('RefundLegReversed', contradicted)).toContain('outside pr-9')
  })
})

// Issue 6: nobody saw it.
describe('What went out, or was recovered for it, and has no place in its order', () => {
  const replacementId = 'rp-1'
  const keysOf = (type: string, data: Readonly<Record<string, string>>) =>
    attention.rows(seen(type, data)).map(({ _tag, key }) => [_tag, key])

  it.each(['replacement', 'recovery'] as const)('waits by itself: %s', (what) =>
    expect(keysOf('ReplacementNotRecorded', { replacementId, what })).toEqual([
      ['Put', `not-recorded ${what} ${replacementId}`],
    ]),
  )

  it('is cleared by what mends it, recorded under the replacement’s own id', () => {
    expect(keysOf('OrderEdited', { editId: replacementId })).toEqual([['Delete', 'not-recorded replacement rp-1']])
    expect(keysOf('PaymentCaptured', { captureId: replacementId })).toEqual([['Delete', 'not-recorded recovery rp-1']])
  })
})

describe('A notice in quarantine', () => {
  it('is listed with the provider’s words, and since when', () => {
    const [notice] = notices.rows(seen('NoticeQuarantined'))
    expect(notice).toMatchObject({ sort: OCCURRED, value: { since: OCCURRED, ...dataOf('NoticeQuarantined') } })
  })
})

describe('A key', () => {
  it('leads to its leg and epoch, for good', () => {
    const { key, refundId, legId, epoch } = dataOf('RefundLegSubmitted')
    expect(legKeys.rows(seen('RefundLegSubmitted'))).toEqual([
      { _tag: 'Put', key, sort: '', value: { refundId, legId, epoch } },
    ])
  })
})
