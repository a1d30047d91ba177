import { describe, expect, it } from 'vitest'
import { londonToUtc } from '../../../examples/02-online-retail/london-time.js'

describe('A local time of London', () => {
  it.each([
    ['is UTC in winter', '2010-12-01 08:26:00', '2010-12-01T08:26:00.000Z'],
    ['is UTC to the last second before the clocks go forward', '2011-03-27 00:59:59', '2011-03-27T00:59:59.000Z'],
    ['is an hour ahead from then on', '2011-03-27 02:00:00', '2011-03-27T01:00:00.000Z'],
    ['that the clocks skip stays as it would have been', '2011-03-27 01:30:00', '2011-03-27T01:30:00.000Z'],
    ['is an hour ahead in summer', '2011-06-30 20:08:00', '2011-06-30T19:08:00.000Z'],
    ['is an hour ahead across midnight', '2011-07-01 00:10:00', '2011-06-30T23:10:00.000Z'],
    ['is an hour ahead until the clocks go back', '2011-10-30 00:59:59', '2011-10-29T23:59:59.000Z'],
    ['that comes twice is the first', '2011-10-30 01:30:00', '2011-10-30T00:30:00.000Z'],
    ['is UTC again from two o’clock', '2011-10-30 02:00:00', '2011-10-30T02:00:00.000Z'],
    ['changes on the last Sunday, when that is the 31st', '2013-03-31 02:00:00', '2013-03-31T01:00:00.000Z'],
    ['changes on the last Sunday, when that is the 25th', '2012-03-25 02:00:00', '2012-03-25T01:00:00.000Z'],
    ['knows leap days', '2012-02-29 12:00:00', '2012-02-29T12:00:00.000Z'],
  ])('%s: %s', (_, local, utc) => expect(londonToUtc(local)).toBe(utc))

  it('is what the time zone database says, at every half hour of 2011 but the skipped and the repeated', () => {
    const london = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/London',
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    const wrong: Array<string> = []
    for (let ms = Date.UTC(2011, 0); ms < Date.UTC(2012, 0); ms += 1_800_000) {
      const local = london.format(ms)
      // In the repeated hour the second pass reads as the first.
      const isSecondPass = london.format(ms - 3_600_000) === local
      if (!isSecondPass && londonToUtc(local) !== new Date(ms).toISOString()) wrong.push(local)
    }
    expect(wrong).toEqual([])
  })

  it.each([
    '2011-02-30 10:00:00',
    '2011-13-01 10:00:00',
    '2011-01-01 24:00:00',
    '2011-01-01T10:00:00',
    '1/12/2010 8:26',
    '',
  ])('is not %j', (text) => expect(londonToUtc(text)).toBeUndefined())
})
