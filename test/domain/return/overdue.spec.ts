/** Others went out in advance for goods that are not back in time. */
import { describe, it } from 'vitest'
import { agent } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/return.js'
import {
  authorized,
  completed,
  canceled,
  expired,
  inTransit,
  partlyReceived,
  received,
  refused,
  shirts,
} from './situations.js'

const overdue = given.closeOverdueReturn()
const last = given.closeOverdueReturn({ isLast: true })
const reason = 'not_back_in_time'
const scanned = (kind: 'first_scan' | 'in_transit' | 'delivered' | 'lost') =>
  given.parcelScanned({ scanId: `sc-${kind}`, parcelId: 'p-1', kind })

describe('A return whose goods are not back in time', () => {
  it('is closed, and what is missing is the customer’s', () =>
    partlyReceived.when(overdue).then(given.returnClosedShort({ missing: shirts(1), reason })))

  it('is over at once where nothing came: what was only announced is not on its way', () => {
    const over = [given.returnClosedShort({ reason }), given.returnCompleted({ inspections: [], accepted: [] })]
    authorized.when(overdue).then(...over)
    inTransit.when(overdue).then(...over)
  })

  it.each(['first_scan', 'in_transit', 'delivered'] as const)(
    'waits for a parcel that its carrier has (%s), but not for ever',
    (kind) => {
      const under = inTransit.given(scanned(kind))
      under.when(overdue).thenNothing()
      under.when(last).thenTypes('ReturnClosedShort', 'ReturnCompleted')
    },
  )

  it('waits for no parcel that was lost, refused or has arrived', () => {
    inTransit.given(scanned('lost')).when(overdue).thenTypes('ReturnClosedShort', 'ReturnCompleted')
    refused.given(scanned('first_scan')).when(overdue).thenTypes('ReturnClosedShort')
    authorized
      .given(scanned('first_scan'), given.parcelReceived({ parcelId: 'p-1', lines: shirts(2) }))
      .when(overdue)
      .then(given.returnClosedShort({ missing: shirts(1), reason }))
  })

  it('is left alone when everything has arrived, or it has ended', () => {
    for (const there of [received, completed, expired, canceled]) there.when(last).thenNothing()
    partlyReceived.after(overdue).when(last).thenNothing()
  })

  it('is closed by the clock, or by staff', () =>
    partlyReceived.when(given.closeOverdueReturn({}, { actor: agent })).thenTypes('ReturnClosedShort'))

  it('are not owed for where the shop calls them back itself', () =>
    authorized.given(given.goodsCalledBack()).when(last).thenNothing())
})
