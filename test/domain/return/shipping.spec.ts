import { describe, expect, it } from 'vitest'
import { MAX_DECLARATIONS, type ScanKind } from '../../../src/domain/return/index.js'
import { at, customer } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/return.js'
import {
  declareLost,
  firstScanRecorded,
  goodsLost,
  parcelScanned,
  receiptException,
  receiveParcel,
  recordScan,
} from '../../../src/testing/builders/return.js'
import { authorized, ended, everyStatus, inspected, inTransit, partlyReceived, shirts, twoLines } from './situations.js'

const clock = (hour: string) => at(`2026-03-03T${hour}:00:00.000Z`)
const scan = (kind: ScanKind, hour: string, scanId = `sc-${kind}-${hour}`) =>
  recordScan({ scanId, kind, at: clock(hour) })

describe('A scan of a carrier', () => {
  it('is told by itself where it is the first that shows that the carrier has the parcel', () => {
    inTransit.when(recordScan()).then(firstScanRecorded())
    inTransit.when(recordScan({ kind: 'delivered' })).then(firstScanRecorded({ kind: 'delivered' }))
  })

  it('is the first once for each parcel', () => {
    const first = inTransit.after(recordScan())
    first.when(recordScan({ scanId: 'sc-2', kind: 'in_transit' })).then(parcelScanned())
    first.when(recordScan({ scanId: 'sc-2', parcelId: 'p-2' })).thenTypes('FirstScanRecorded')
  })

  it('makes known a parcel that nobody announced, and puts the return in transit', () => {
    authorized.when(recordScan()).thenState((s) => expect(s).toMatchObject({ status: 'in_transit' }))
    authorized
      .after(recordScan())
      .when(given.registerParcel({ tracking: 'QM1' }))
      .thenTypes('ParcelShipped')
    authorized.after(recordScan()).when(given.cancelReturn()).then(given.returnCancellationRefused())
  })

  it('again is nothing', () =>
    inTransit
      .after(recordScan())
      .when(recordScan({ kind: 'lost' }))
      .thenNothing())

  it.each<readonly [string, ReadonlyArray<readonly [ScanKind, string]>, ReadonlyArray<boolean>]>([
    [
      'as it should be',
      [
        ['first_scan', '08'],
        ['in_transit', '09'],
        ['in_transit', '10'],
        ['delivered', '11'],
      ],
      [false, false, false, false],
    ],
    [
      'lost and found',
      [
        ['first_scan', '08'],
        ['lost', '09'],
        ['found', '10'],
        ['delivered', '11'],
      ],
      [false, false, false, false],
    ],
    [
      'told late',
      [
        ['in_transit', '09'],
        ['first_scan', '08'],
        ['delivered', '10'],
      ],
      [false, true, false],
    ],
    [
      'by an earlier clock',
      [
        ['in_transit', '09'],
        ['in_transit', '08'],
      ],
      [false, true],
    ],
    [
      'at the same moment',
      [
        ['in_transit', '09'],
        ['delivered', '09'],
      ],
      [false, false],
    ],
    [
      'after it was delivered',
      [
        ['delivered', '09'],
        ['lost', '10'],
      ],
      [false, true],
    ],
    [
      'found and never lost',
      [
        ['found', '09'],
        ['first_scan', '10'],
      ],
      [true, false],
    ],
    [
      'lost before it was seen',
      [
        ['lost', '09'],
        ['found', '10'],
      ],
      [false, false],
    ],
  ])('out of order is said, never refused: %s', (_, told, flags) => {
    let there = inTransit
    for (const [i, [kind, hour]] of told.entries()) {
      const said = there.when(scan(kind, hour, `sc-${i}`)).result
      expect(said).toMatchObject({ right: [{ data: { kind, outOfOrder: flags[i] } }] })
      there = there.after(scan(kind, hour, `sc-${i}`))
    }
  })

  it('that is no sign of the parcel is not the first: lost, or found out of order', () => {
    inTransit.when(scan('lost', '09')).thenTypes('ParcelScanned')
    inTransit.when(scan('found', '09')).thenTypes('ParcelScanned')
    inTransit.after(scan('found', '09')).when(scan('in_transit', '10')).thenTypes('FirstScanRecorded')
  })

  it.each(everyStatus.filter(([status]) => status !== 'authorized'))('leaves the status alone: %s', (status, there) =>
    there.when(recordScan()).thenState((s) => expect(s).toMatchObject({ status })),
  )

  it('comes from carriers and staff', () =>
    inTransit.when(recordScan({}, { actor: customer })).thenRejected({ _tag: 'NotForCustomers' }))
})

describe('Goods that got lost on the way back', () => {
  it('complete the return when nothing else is expected', () =>
    inTransit
      .when(declareLost())
      .then(goodsLost(), given.returnCompleted({ inspections: [], accepted: [], losses: ['lo-1'] })))

  it('name who is liable, and with what evidence', () =>
    inTransit
      .when(declareLost({ lines: shirts(2), bearer: 'insurer', evidenceIds: ['claim-3'] }))
      .then(goodsLost({ lines: shirts(2), liable: 'insurer', evidenceIds: ['claim-3'] })))

  it('are what was shipped and has not come', () => {
    authorized.when(declareLost()).thenRejected({ _tag: 'NothingShipped' })
    const one = partlyReceived.given(given.parcelShipped())
    one.when(declareLost({ lines: shirts(1) })).thenTypes('GoodsLost')
    const tooMany = { _tag: 'MoreThanMissing', lineId: 'shirt', missing: 1, named: 2 } as const
    one.when(declareLost({ lines: shirts(2) })).thenRejected(tooMany)
    one.when(declareLost({ lines: [...shirts(1), ...shirts(1)] })).thenRejected(tooMany)
    one
      .after(declareLost({ lines: shirts(1) }))
      .when(declareLost({ lossId: 'lo-2', lines: shirts(1) }))
      .thenRejected({ _tag: 'MoreThanMissing', lineId: 'shirt', missing: 0, named: 1 })
    inTransit
      .when(declareLost({ lines: [{ lineId: 'hat', quantity: 1 }] }))
      .thenRejected({ _tag: 'LineNotInReturn', lineId: 'hat' })
  })

  it('are not what stays with the customer since the return was closed short', () =>
    partlyReceived
      .given(given.parcelShipped(), given.returnClosedShort({ missing: shirts(1) }))
      .when(declareLost({ lines: shirts(1) }))
      .thenRejected({ _tag: 'MoreThanMissing', lineId: 'shirt', missing: 0, named: 1 }))

  it('wait for what did come', () => {
    const rest = partlyReceived.given(given.parcelShipped())
    rest.when(declareLost({ lines: shirts(1) })).thenState((s) => expect(s).toMatchObject({ status: 'received' }))
    twoLines
      .given(given.parcelShipped())
      .when(declareLost())
      .thenState((s) => expect(s).toMatchObject({ status: 'in_transit' }))
  })

  it('again are nothing, also after the end', () => {
    inTransit.after(declareLost()).when(declareLost()).thenNothing()
    const some = inTransit.after(declareLost({ lines: shirts(1) }))
    some.when(declareLost({ lines: shirts(2) })).thenNothing()
  })

  it('that turn up are late, and never accepted: they were made good', () => {
    const lost = inTransit.after(declareLost({ lines: shirts(1) }))
    lost
      .when(receiveParcel())
      .then(
        given.parcelReceived({ lines: shirts(2) }),
        receiptException({ kind: 'late', quantity: 1, lineId: 'shirt' }),
      )
    lost
      .when(receiveParcel({ lines: shirts(4) }))
      .then(
        given.parcelReceived({ lines: shirts(3) }),
        receiptException({ kind: 'surplus', quantity: 1, lineId: 'shirt' }),
        receiptException({ kind: 'late', quantity: 1, lineId: 'shirt' }),
      )
    lost
      .after(receiveParcel(), receiveParcel({ receiptId: 'rc-2', lines: shirts(1) }))
      .when(given.inspectItems())
      .thenRejected({ _tag: 'MoreAcceptedThanAuthorized', lineId: 'shirt', authorized: 2, accepted: 3 })
    inTransit
      .after(declareLost())
      .when(receiveParcel())
      .then(receiptException({ kind: 'late', quantity: 3, lineId: 'shirt' }))
  })

  it('that turn up alone are a receipt of nothing', () =>
    partlyReceived
      .given(given.parcelShipped())
      .after(declareLost({ lines: shirts(1) }))
      .when(receiveParcel({ receiptId: 'rc-2', lines: shirts(1) }))
      .then(
        given.parcelReceived({ receiptId: 'rc-2', lines: [] }),
        receiptException({ receiptId: 'rc-2', kind: 'late', quantity: 1, lineId: 'shirt' }),
      ))

  it.each(ended)('are declared before the end: %s', (status, there) =>
    there.when(declareLost()).thenRejected({ _tag: 'ReturnNotOpen', status }),
  )

  it('are not declared without end', () => {
    const lossIds = Array.from({ length: MAX_DECLARATIONS }, (_, i) => goodsLost({ lossId: `l-${i}`, lines: [] }))
    inTransit
      .given(...lossIds)
      .when(declareLost())
      .thenRejected({ _tag: 'TooManyDeclarations', limit: MAX_DECLARATIONS })
  })

  it('are not for customers and carriers to declare', () => {
    inTransit.when(declareLost({}, { actor: customer })).thenRejected({ _tag: 'NotForCustomers' })
    inspected.when(declareLost({}, { actor: given.carrier })).thenRejected({ _tag: 'NotForCustomers' })
  })
})
