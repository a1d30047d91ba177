/** A moment is UTC text with milliseconds, and exists. */
import { describe, expect, it } from 'vitest'
import { epochMsOf, Instant, instantOf, isAfter, plusDays, plusSeconds } from '../../../src/domain/values/instant.js'

const at = (text: string): Instant => text as Instant

describe('An instant', () => {
  it.each([
    '2026-11-23T09:30:00.000Z',
    '2000-01-01T00:00:00.000Z',
    '2099-12-31T23:59:59.999Z',
    '2024-02-29T00:00:00.000Z',
    '2026-01-31T12:00:00.000Z',
    '2026-04-30T12:00:00.000Z',
  ])('%s', (text) => expect(Instant.is(text)).toBe(true))

  it.each([
    '2026-02-29T00:00:00.000Z',
    '2026-02-30T00:00:00.000Z',
    '2026-04-31T00:00:00.000Z',
    '2026-13-01T00:00:00.000Z',
    '2026-00-01T00:00:00.000Z',
    '2026-01-00T00:00:00.000Z',
    '2026-01-32T00:00:00.000Z',
    '2026-01-01T24:00:00.000Z',
    '2026-01-01T00:60:00.000Z',
    '2026-01-01T00:00:60.000Z',
    '1999-12-31T23:59:59.999Z',
    '2100-01-01T00:00:00.000Z',
    '2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00.000+08:00',
    '2026-01-01',
    '2026-01-01T00:00:00.000Z ',
    '',
  ])('is not %j', (text) => expect(Instant.is(text)).toBe(false))

  it.each([0, new Date(0), null])('is not %o', (u) => expect(Instant.is(u)).toBe(false))

  it('agrees with the calendar on every day of a century', () => {
    for (let ms = Date.UTC(2000, 0, 1); ms < Date.UTC(2100, 0, 1); ms += 86_400_000)
      if (!Instant.is(instantOf(ms))) throw new Error(instantOf(ms))
  })
})

describe('Instants', () => {
  const noon = at('2026-03-28T12:00:00.000Z')
  it('are counted in seconds and days of 24 hours, whatever clocks do in between', () => {
    expect(plusSeconds(noon, 90)).toBe('2026-03-28T12:01:30.000Z')
    expect(plusDays(noon, 2)).toBe('2026-03-30T12:00:00.000Z')
    expect(plusDays(noon, -28)).toBe('2026-02-28T12:00:00.000Z')
    expect(epochMsOf(noon)).toBe(Date.UTC(2026, 2, 28, 12))
  })

  it('follow one another as their texts do', () => {
    expect(isAfter(plusSeconds(noon, 1), noon)).toBe(true)
    expect(isAfter(noon, noon)).toBe(false)
    expect(isAfter(noon, plusSeconds(noon, 1))).toBe(false)
  })
})
