/** An inspection that turns out wrong, before or after the return has ended. */
import { describe, expect, it } from 'vitest'
import { MAX_INSPECTIONS, type DispositionCode } from '../../../src/domain/return/index.js'
import { customer } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/return.js'
import {
  disposeItems,
  inspectionRevised,
  itemsDisposed,
  reviseInspection,
} from '../../../src/testing/builders/return.js'
import { authorized, completed, expired, inspected, mixed, received, shirts, twoLines, waiting } from './situations.js'

const found = (accepted: number, rejected: number, lineId = 'shirt') => [
  { lineId, accepted, rejected, grade: 'C_USED_GOOD' } as const,
]
const gone = (code: DispositionCode, quantity: number, of: 'accepted' | 'rejected' = 'accepted') =>
  itemsDisposed({ lines: [{ lineId: 'shirt', quantity, code, of }] })
const irreversibly = { _tag: 'AlreadyDisposedIrreversibly', lineId: 'shirt' } as const

describe('Revising an inspection', () => {
  it('says how many fewer are accepted than before', () => inspected.when(reviseInspection()).then(inspectionRevised()))

  it('says how many more', () =>
    mixed
      .when(reviseInspection({ lines: found(3, 0) }))
      .then(inspectionRevised({ lines: found(3, 0), added: shirts(2), withdrawn: [] })))

  it('may change the grade alone', () =>
    inspected
      .when(reviseInspection({ lines: found(3, 0) }))
      .then(inspectionRevised({ lines: found(3, 0), added: [], withdrawn: [] })))

  it('builds on what was revised before', () => {
    const once = inspected.after(reviseInspection())
    expect(once.state).toMatchObject({ lines: [{ accepted: 2, rejected: 1 }] })
    once
      .when(reviseInspection({ revisionId: 'v-2', lines: found(3, 0) }))
      .then(inspectionRevised({ revisionId: 'v-2', lines: found(3, 0), added: shirts(1), withdrawn: [] }))
  })

  it('leaves the lines alone that it does not name', () =>
    twoLines
      .after(
        given.receiveParcel({ lines: [...shirts(3), { lineId: 'mug', quantity: 1 }] }),
        given.inspectItems({ lines: [...found(3, 0), ...found(1, 0, 'mug')] }),
        reviseInspection(),
      )
      .when(reviseInspection({ revisionId: 'v-2', lines: found(0, 1, 'mug') }))
      .thenState((s) =>
        expect(s).toMatchObject({
          lines: [
            { accepted: 2, rejected: 1 },
            { accepted: 0, rejected: 1 },
          ],
        }),
      ))

  it('judges the same pieces', () => {
    inspected
      .when(reviseInspection({ lines: found(2, 0) }))
      .thenRejected({ _tag: 'NotTheSameUnits', lineId: 'shirt', inspected: 3, revised: 2 })
    inspected
      .when(reviseInspection({ lines: found(1, 0, 'mug') }))
      .thenRejected({ _tag: 'LineNotInReturn', lineId: 'mug' })
    inspected
      .when(reviseInspection({ lines: [...found(2, 1), ...found(2, 1)] }))
      .thenRejected({ _tag: 'InspectedLineRepeated', lineId: 'shirt' })
  })

  it('needs an inspection', () => {
    received.when(reviseInspection()).thenRejected({ _tag: 'InspectionUnknown', inspectionId: 'i-1' })
    expired.when(reviseInspection()).thenRejected({ _tag: 'InspectionUnknown', inspectionId: 'i-1' })
  })

  it('accepts no surplus, and nothing that was made good as lost', () =>
    authorized
      .after(
        given.receiveParcel({ lines: shirts(4) }),
        given.inspectItems({ lines: [{ lineId: 'shirt', accepted: 3, rejected: 1, grade: 'C_USED_GOOD' }] }),
      )
      .when(reviseInspection({ lines: found(4, 0) }))
      .thenRejected({ _tag: 'MoreAcceptedThanAuthorized', lineId: 'shirt', authorized: 3, accepted: 4 }))

  it('again is nothing', () => inspected.after(reviseInspection()).when(reviseInspection()).thenNothing())

  it('is possible after the end, too, and is the last word then: the goods are disposed of anew', () => {
    completed.when(reviseInspection()).then(inspectionRevised())
    const revised = completed.after(reviseInspection())
    expect(revised.state).toMatchObject({
      status: 'completed',
      lines: [{ accepted: 2, rejected: 1, disposed: 2, places: { accepted: { RESTOCK: 2 } } }],
    })
    const back = { lineId: 'shirt', quantity: 1, code: 'RETURN_TO_CUSTOMER' } as const
    revised
      .when(disposeItems({ dispositionId: 'd-2', lines: [back] }))
      .then(itemsDisposed({ dispositionId: 'd-2', lines: [{ ...back, of: 'rejected' }] }))
  })

  it('is named by the end, so that nobody takes the return for over before hearing of it', () =>
    mixed
      .after(reviseInspection({ lines: found(3, 0) }))
      .when(disposeItems())
      .then(itemsDisposed(), given.returnCompleted({ revisions: ['v-1'] })))

  it('is refused where it could not be true any more', () => {
    inspected.given(gone('SCRAP', 3)).when(reviseInspection()).thenRejected(irreversibly)
    inspected.given(gone('SCRAP', 2)).when(reviseInspection()).thenTypes('InspectionRevised')
    inspected.given(gone('RETURN_TO_CUSTOMER', 3)).when(reviseInspection()).thenRejected(irreversibly)
    mixed
      .given(gone('SCRAP', 1, 'rejected'))
      .when(reviseInspection({ lines: found(3, 0) }))
      .thenRejected(irreversibly)
    mixed
      .given(gone('SCRAP', 1, 'rejected'))
      .when(reviseInspection({ lines: found(2, 1) }))
      .thenTypes('InspectionRevised')
    waiting
      .given(given.rejectedGoodsSentBack())
      .when(reviseInspection({ lines: found(3, 0) }))
      .thenRejected(irreversibly)
  })

  it('takes first what lies about, then what was put aside, then what is on a shelf', () => {
    const spread = inspected.given(
      itemsDisposed({
        lines: [
          { lineId: 'shirt', quantity: 1, code: 'RESTOCK', of: 'accepted' },
          { lineId: 'shirt', quantity: 1, code: 'QUARANTINE', of: 'accepted' },
        ],
      }),
    )
    const places = (accepted: number) => spread.after(reviseInspection({ lines: found(accepted, 3 - accepted) })).state
    expect(places(2)).toMatchObject({ lines: [{ places: { accepted: { RESTOCK: 1, QUARANTINE: 1 } } }] })
    expect(places(1)).toMatchObject({ lines: [{ places: { accepted: { RESTOCK: 1, QUARANTINE: 0 } } }] })
    expect(places(0)).toMatchObject({ lines: [{ disposed: 0, places: { accepted: { RESTOCK: 0, QUARANTINE: 0 } } }] })
  })

  it('takes back what waits for the customer', () =>
    expect(waiting.after(reviseInspection({ lines: found(3, 0) })).state).toMatchObject({
      lines: [{ accepted: 3, rejected: 0, disposed: 1, places: { rejected: { RETURN_TO_CUSTOMER: 0 } } }],
    }))

  it('stops somewhere', () =>
    inspected
      .given(
        ...Array.from({ length: MAX_INSPECTIONS }, (_, i) =>
          inspectionRevised({ revisionId: `r-${i}`, withdrawn: [], lines: found(3, 0) }),
        ),
      )
      .when(reviseInspection())
      .thenRejected({ _tag: 'TooManyInspections', limit: MAX_INSPECTIONS }))

  it('is not for customers', () =>
    inspected.when(reviseInspection({}, { actor: customer })).thenRejected({ _tag: 'NotForCustomers' }))
})
