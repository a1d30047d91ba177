/** When something falls due is reckoned by the store's clock, so that a host in the wrong year delays nothing by a year. */
import { describe, expect, it } from 'vitest'
import type { Instant } from 'after-sales'
import { openLegs } from '../../src/projections/open-legs.js'
import { dueAt, rowChanges, tableOf, type Projection } from '../../src/projections/projection.js'
import { timers } from '../../src/projections/timers.js'
import { OCCURRED, RECORDED, seen } from './every-event.js'

const at = (instant: string): Instant => instant as Instant
const sortOf = (projection: Projection, type: string, data = {}, more = {}): string => {
  const [change] = projection.rows(seen(type, data, more))
  return change?._tag === 'Put' ? change.sort : 'no row'
}

describe('Something that is due a minute after it happened', () => {
  const checkAt = '2026-03-20T10:01:00.000Z'

  it.each([
    ['clocks agree', OCCURRED, RECORDED, '2026-03-20T10:01:05.000Z'],
    ['the host is a year ahead', at('2027-03-20T10:00:00.000Z'), RECORDED, '2026-03-20T10:01:05.000Z'],
    ['the host is a year behind', at('2025-03-20T10:00:00.000Z'), RECORDED, '2026-03-20T10:01:05.000Z'],
  ])('is due a minute after it was recorded, where %s', (_where, occurredAt, recordedAt, due) => {
    const host = Date.parse(occurredAt) - Date.parse(OCCURRED)
    const dated = new Date(Date.parse(checkAt) + host).toISOString()
    const more = { occurredAt, recordedAt }
    expect(sortOf(openLegs, 'RefundLegUnknown', { checkAt: dated }, more)).toBe(due)
    expect(sortOf(openLegs, 'RefundLegProcessing', { checkAt: dated }, more)).toBe(due)
    expect(sortOf(openLegs, 'RefundLegCheckScheduled', { checkAt: dated }, more)).toBe(due)
    expect(sortOf(timers, 'RefundLegSubmitted', { answerDueAt: dated }, more)).toBe(due)
    expect(sortOf(openLegs, 'BenefitUnknown', { checkAt: dated }, more)).toBe(due)
    expect(sortOf(timers, 'BenefitSubmitted', { answerDueAt: dated }, more)).toBe(due)
    expect(sortOf(timers, 'CompensationOffered', { expiresAt: dated }, more)).toBe(due)
    expect(sortOf(timers, 'ReturnAuthorized', { shipBy: dated }, more)).toBe(due)
    expect(sortOf(timers, 'ReplacementReserved', { payBy: dated }, more)).toBe(due)
    expect(sortOf(timers, 'ReplacementRepriced', { payBy: dated }, more)).toBe(due)
    expect(sortOf(timers, 'RepairGoodsReceived', { finishBy: dated }, more)).toBe(due)
    expect(sortOf(timers, 'RepairDiagnosed', { quote: { validUntil: dated } }, more)).toBe(due)
  })

  it('and was due before it happened is due when it is recorded', () => {
    expect(dueAt(seen('RefundLegUnknown'), at('2020-01-01T00:00:00.000Z'))).toBe(RECORDED)
  })
})

describe('Goods going out', () => {
  it('have no timer where nothing is owed, quoted or due', () => {
    expect(timers.rows(seen('ReplacementReserved', { payBy: undefined }))).toMatchObject([{ _tag: 'Delete' }])
    expect(timers.rows(seen('DifferenceSecured', { open: 1 }))).toEqual([])
    expect(timers.rows(seen('RepairGoodsReceived', { finishBy: undefined }))).toEqual([])
    expect(timers.rows(seen('RepairDiagnosed', { quote: undefined }))).toEqual([])
  })
})

describe('A timer', () => {
  it('names the attempt that was silent, and the return that was not sent: what came later is not meant', () => {
    const [silent] = timers.rows(seen('RefundLegSubmitted'))
    expect(silent).toMatchObject({
      value: { to: 'refund', command: { type: 'ReportLegSilent', data: { legId: 'card', epoch: 2, attempt: 3 } } },
    })
    const [benefit] = timers.rows(seen('RevocationSubmitted'))
    expect(benefit).toMatchObject({
      value: { to: 'compensation', command: { type: 'ReportBenefitSilent', data: { attempt: 2 } } },
    })
    const [offer] = timers.rows(seen('CompensationOffered'))
    expect(offer).toMatchObject({ value: { to: 'compensation', command: { type: 'LapseOffer' } } })
    const [unpaid] = timers.rows(seen('ReplacementReserved'))
    expect(unpaid).toMatchObject({ value: { to: 'replacement', command: { type: 'ExpireReplacement' } } })
    const [unanswered] = timers.rows(seen('RepairDiagnosed'))
    expect(unanswered).toMatchObject({ value: { to: 'repair', command: { type: 'LapseRepairQuote' } } })
    const [unfinished] = timers.rows(seen('RepairGoodsReceived'))
    expect(unfinished).toMatchObject({ value: { to: 'repair', command: { type: 'ReportRepairOverdue' } } })
    const [late, last] = timers.rows(seen('ReplacementReleasedInAdvance'))
    expect([late, last]).toMatchObject(
      [false, true].map((isLast) => ({
        value: { to: 'request', command: { type: 'ReportGoodsOverdue', data: { isLast } } },
      })),
    )
    const [unsent] = timers.rows(seen('ReturnAuthorized'))
    expect(unsent).toMatchObject({ value: { to: 'return', command: { type: 'ExpireReturn' } } })
  })
})

describe('Rows of a tenant', () => {
  it('stand in tables of its own, as JSON', () => {
    expect([tableOf(timers, 'north'), tableOf(timers, 'south')]).toEqual(['timers@north', 'timers@south'])
    const [put, drop] = rowChanges([openLegs, timers], 'north', seen('RefundLegUnknown'))
    expect(put).toMatchObject({ _tag: 'Put', table: 'open_legs@north' })
    expect(put?._tag === 'Put' && (JSON.parse(put.row.value) as unknown)).toMatchObject({ legId: 'card' })
    expect(drop).toMatchObject({ _tag: 'Delete', table: 'timers@north' })
  })
})
