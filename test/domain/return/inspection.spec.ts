import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { MAX_INSPECTIONS } from '../../../src/domain/return/index.js'
import type { FoundDeduction } from '../../../src/domain/values/breakdown.js'
import { warehouse } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/return.js'
import {
  disposeItems,
  inspectItems,
  itemsDisposed,
  itemsInspected,
  receiveParcel,
} from '../../../src/testing/builders/return.js'
import { authorized, completed, ended, inspected, partlyReceived, received, shirts, twoLines } from './situations.js'

const found = (accepted: number, rejected: number, lineId = 'shirt') => [
  { lineId, accepted, rejected, grade: 'C_USED_GOOD' } as const,
]
const disposed = (quantity: number, lineId = 'shirt') => [
  { lineId, quantity, code: 'RESTOCK', of: 'accepted' } as const,
]

describe('Inspecting what arrived', () => {
  it('names who inspected, what was accepted and what is kept back', () => {
    const deductions = [{ kind: 'depreciation', minor: 500, code: 'worn' } as const]
    received.when(inspectItems()).then(itemsInspected())
    received
      .when(inspectItems({ deductions }, { actor: { ...warehouse, id: 'w-2' } }))
      .then(itemsInspected({ deductions, inspector: 'w-2' }))
  })

  it('keeps nothing back without a reason: a code of the shop, or a rule', () => {
    const worn = { kind: 'depreciation', minor: 8_998 } as const
    const inspecting = (...deductions: ReadonlyArray<FoundDeduction>) => received.when(inspectItems({ deductions }))
    inspecting({ ...worn, code: 'worn' }, worn).thenRejected({ _tag: 'DeductionWithoutReason', index: 1 })
    inspecting({ ...worn, lineId: 'shirt' }).thenRejected({ _tag: 'DeductionWithoutReason', index: 0 })
    inspecting({ ...worn, ruleId: 'WEAR-1' }).thenTypes('ItemsInspected')
  })

  it('needs not wait for the last parcel', () => {
    partlyReceived.when(inspectItems({ lines: found(2, 0) })).thenTypes('ItemsInspected')
    partlyReceived
      .when(inspectItems({ lines: found(2, 0) }))
      .thenState((s) => expect(s).toMatchObject({ status: 'partially_received' }))
  })

  it.each([
    [2, 1, 'inspected'],
    [0, 3, 'inspected'],
    [1, 1, 'received'],
  ])('is through when every piece was looked at: %i accepted, %i rejected', (accepted, rejected, status) =>
    received
      .when(inspectItems({ lines: found(accepted, rejected) }))
      .thenState((s) => expect(s).toMatchObject({ status })),
  )

  it.each([
    [4, 0],
    [3, 1],
    [0, 4],
  ])('finds no more than was received: %i + %i of 3', (accepted, rejected) =>
    received
      .when(inspectItems({ lines: found(accepted, rejected) }))
      .thenRejected({ _tag: 'OverInspected', lineId: 'shirt', received: 3, inspected: 4 }),
  )

  it('adds up over inspections', () =>
    received
      .after(inspectItems({ lines: found(2, 0) }))
      .when(inspectItems({ inspectionId: 'i-2', lines: found(1, 1) }))
      .thenRejected({ _tag: 'OverInspected', lineId: 'shirt', received: 3, inspected: 4 }))

  it('accepts no more than was authorized: the surplus is rejected', () => {
    const surplus = authorized.after(receiveParcel({ lines: shirts(5) }))
    surplus
      .when(inspectItems({ lines: found(4, 1) }))
      .thenRejected({ _tag: 'MoreAcceptedThanAuthorized', lineId: 'shirt', authorized: 3, accepted: 4 })
    surplus.when(inspectItems({ lines: found(3, 2) })).thenTypes('ItemsInspected')
    surplus
      .after(inspectItems({ lines: found(2, 0) }))
      .when(inspectItems({ inspectionId: 'i-2', lines: found(2, 0) }))
      .thenRejected({ _tag: 'MoreAcceptedThanAuthorized', lineId: 'shirt', authorized: 3, accepted: 4 })
  })

  it('names each line once, a line of the return, and at least one piece of it', () => {
    const refused = (
      lines: ReturnType<typeof found>,
      error: Parameters<ReturnType<typeof received.when>['thenRejected']>[0],
    ) => received.when(inspectItems({ lines })).thenRejected(error)
    refused([...found(1, 0), ...found(1, 0)], { _tag: 'InspectedLineRepeated', lineId: 'shirt' })
    refused(found(1, 0, 'hat'), { _tag: 'LineNotInReturn', lineId: 'hat' })
    refused(found(0, 0), { _tag: 'NothingInspected', lineId: 'shirt' })
  })

  it('under the same id is heard once, also after the end', () => {
    inspected.when(inspectItems({ lines: found(1, 0) })).thenNothing()
    completed.when(inspectItems()).thenNothing()
  })

  it.each(ended)('is too late when the return is %s', (status, there) =>
    there.when(inspectItems({ inspectionId: 'i-9' })).thenRejected({ _tag: 'ReturnNotOpen', status }),
  )

  it('stops counting inspections before the log would stop reading them', () => {
    const many = (count: number) =>
      received.given(
        ...Array.from({ length: count }, (_, i) => itemsInspected({ inspectionId: `n-${i}`, lines: found(0, 0) })),
      )
    many(MAX_INSPECTIONS - 1)
      .when(inspectItems())
      .thenTypes('ItemsInspected')
    many(MAX_INSPECTIONS).when(inspectItems()).thenRejected({ _tag: 'TooManyInspections', limit: MAX_INSPECTIONS })
  })
})

describe('Disposing of inspected goods', () => {
  it('says where they go, and completes the return with its totals when nothing is left to do', () =>
    inspected.when(disposeItems()).then(itemsDisposed(), given.returnCompleted()))

  it.each([1, 2])('goes piece by piece: %i of 3', (quantity) =>
    inspected.when(disposeItems({ lines: disposed(quantity) })).then(itemsDisposed({ lines: disposed(quantity) })),
  )

  it('takes inspected goods only, over all dispositions and all mentions', () => {
    const overdone = { _tag: 'NotInspected', lineId: 'shirt', inspected: 3, disposed: 4 } as const
    received.when(disposeItems()).thenRejected({ _tag: 'NotInspected', lineId: 'shirt', inspected: 0, disposed: 3 })
    inspected.when(disposeItems({ lines: disposed(4) })).thenRejected(overdone)
    inspected.when(disposeItems({ lines: [...disposed(2), ...disposed(2)] })).thenRejected(overdone)
    inspected
      .after(disposeItems({ lines: disposed(2) }))
      .when(disposeItems({ dispositionId: 'd-2', lines: disposed(2) }))
      .thenRejected(overdone)
  })

  it('splits a line over several places', () => {
    const lines = [
      ...disposed(2),
      { lineId: 'shirt', quantity: 1, code: 'RETURN_TO_CUSTOMER', location: 'gate', of: 'accepted' } as const,
    ]
    inspected.when(disposeItems({ lines })).then(itemsDisposed({ lines }), given.returnCompleted())
  })

  it('takes lines of the return only', () =>
    inspected
      .when(disposeItems({ lines: disposed(1, 'hat') }))
      .thenRejected({ _tag: 'LineNotInReturn', lineId: 'hat' }))

  it('waits for goods that are not inspected, and for parcels that are not here', () => {
    received
      .after(inspectItems({ lines: found(2, 0) }))
      .when(disposeItems({ lines: disposed(2) }))
      .thenTypes('ItemsDisposed')
    partlyReceived
      .after(inspectItems({ lines: found(2, 0) }))
      .when(disposeItems({ lines: disposed(2) }))
      .thenTypes('ItemsDisposed')
    twoLines.after(receiveParcel(), inspectItems()).when(disposeItems()).thenTypes('ItemsDisposed')
  })

  it('completes with accepted and rejected apart', () => {
    const lines = [...disposed(2), { lineId: 'shirt', quantity: 1, code: 'SCRAP', of: 'rejected' } as const]
    received
      .after(inspectItems({ lines: found(2, 1) }))
      .when(disposeItems({ lines, consent: 'call-17' }))
      .then(
        itemsDisposed({ lines, consent: 'call-17' }),
        given.returnCompleted({ accepted: shirts(2), rejected: shirts(1) }),
      )
  })

  it('under the same id is done once, also after the end', () => {
    inspected
      .after(disposeItems({ lines: disposed(1) }))
      .when(disposeItems())
      .thenNothing()
    completed.when(disposeItems()).thenNothing()
  })

  it.each(ended)('is too late when the return is %s', (status, there) =>
    there.when(disposeItems({ dispositionId: 'd-9' })).thenRejected({ _tag: 'ReturnNotOpen', status }),
  )
})

describe('A return of several parcels', () => {
  it('pays for each parcel as it is inspected, and ends with all of them', () => {
    const first = authorized.after(
      receiveParcel({ lines: shirts(2) }),
      inspectItems({ lines: found(2, 0) }),
      disposeItems({ lines: disposed(2) }),
    )
    first
      .after(
        receiveParcel({ receiptId: 'rc-2', lines: shirts(1) }),
        inspectItems({ inspectionId: 'i-2', lines: found(1, 0) }),
      )
      .when(disposeItems({ dispositionId: 'd-2', lines: disposed(1) }))
      .then(
        itemsDisposed({ dispositionId: 'd-2', lines: disposed(1) }),
        given.returnCompleted({ inspections: ['i-1', 'i-2'] }),
      )
  })
})

describe('The way back at the customer’s cost', () => {
  const theirs = { bearer: 'customer' } as const
  const way = { kind: 'return_label', minor: 350, code: 'LABEL_AT_CUSTOMERS_COST' } as const
  const arrived = (label: Parameters<typeof given.labelIssued>[0], parcel = 'p-1') =>
    authorized.given(given.labelIssued(label), given.parcelReceived({ parcelId: parcel }))
  const keptBack = (there: typeof authorized, asked: Parameters<typeof inspectItems>[0] = {}) => {
    const { result } = there.when(inspectItems(asked))
    return E.isRight(result) && result.right[0]!.type === 'ItemsInspected' ? result.right[0].data.deductions : result
  }

  it('is kept back when goods are accepted, beside what the inspector found', () => {
    const worn = { kind: 'depreciation', minor: 500, code: 'worn' } as const
    expect(keptBack(arrived(theirs))).toEqual([way])
    expect(keptBack(arrived(theirs), { deductions: [worn] })).toEqual([worn, way])
  })

  it('is not kept back once the shop has called the goods back', () =>
    expect(keptBack(arrived(theirs).given(given.goodsCalledBack()))).toEqual([]))

  it('is not kept back where others bear it, it costs nothing, or nobody saw its parcel', () => {
    expect(keptBack(arrived({ bearer: 'merchant' }))).toEqual([])
    expect(keptBack(arrived({ ...theirs, cost: { minor: 0, currency: 'GBP' } }))).toEqual([])
    expect(keptBack(arrived(theirs, 'p-2'))).toEqual([])
    expect(keptBack(arrived(theirs, 'p-2').given(given.labelVoided()))).toEqual([])
  })

  it('is kept back once, with the first goods that are accepted', () => {
    const two = arrived(theirs)
    expect(keptBack(two, { lines: found(0, 1) })).toEqual([])
    const first = two.after(
      inspectItems({ lines: found(0, 1) }),
      inspectItems({ inspectionId: 'i-2', lines: found(1, 0) }),
    )
    expect(keptBack(first, { inspectionId: 'i-3', lines: found(1, 0) })).toEqual([])
    const another = first.given(
      given.labelIssued({ ...theirs, labelId: 'lb-2', parcelId: 'p-2', cost: { minor: 200, currency: 'GBP' } }),
      given.firstScanRecorded({ scanId: 'sc-9', parcelId: 'p-2' }),
    )
    expect(keptBack(another, { inspectionId: 'i-3', lines: found(1, 0) })).toEqual([{ ...way, minor: 200 }])
  })

  it('of a parcel that nobody has seen yet is kept back when it has come', () => {
    const later = given.labelIssued({
      ...theirs,
      labelId: 'lb-2',
      parcelId: 'p-2',
      cost: { minor: 200, currency: 'GBP' },
    })
    const first = arrived(theirs)
      .given(later)
      .after(inspectItems({ lines: found(1, 0) }))
    expect(keptBack(first, { inspectionId: 'i-2', lines: found(1, 0) })).toEqual([])
    const both = first.given(given.firstScanRecorded({ scanId: 'sc-9', parcelId: 'p-2' }))
    expect(keptBack(both, { inspectionId: 'i-2', lines: found(1, 0) })).toEqual([{ ...way, minor: 200 }])
  })

  it('is what the inspector says it is', () => {
    const said = { ...way, minor: 100, code: 'half' } as const
    expect(keptBack(arrived(theirs), { deductions: [said] })).toEqual([said])
    const after = arrived(theirs).after(inspectItems({ lines: found(1, 0), deductions: [said] }))
    expect(keptBack(after, { inspectionId: 'i-2', lines: found(1, 0) })).toEqual([])
  })
})
