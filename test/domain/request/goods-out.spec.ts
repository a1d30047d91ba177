/** Goods that go out instead of money, or are repaired: what the old ones are worth, and what happens on the way. */
import { describe, expect, it } from 'vitest'
import type { FoundDeduction } from '../../../src/domain/values/breakdown.js'
import * as cases from '../../../src/testing/builders/arbitration.js'
import { agent, at, customer } from '../../../src/testing/builders/build.js'
import * as out from '../../../src/testing/builders/elsewhere.js'
import * as later from '../../../src/testing/builders/later.js'
import * as given from '../../../src/testing/builders/request.js'
import * as stand from './situations.js'

const { exchanging, reshipping, repairing, request } = stand
const one = [{ lineId: 'shirt', quantity: 1 }]
const came = given.recordReturnCompleted()
const inspected = exchanging.after(given.recordInspection())
const inWorkshop = { repairId: out.repairId, customerId: customer.id }
const stopped = out.recordReplacement({ now: 'canceled' })

const deductionsOf = (s: typeof exchanging.state) =>
  s.status === 'none' ? [] : [...s.refunds.values()].map(({ due }) => due.deductions)

describe('An exchange', () => {
  it('counts what came back for what goes out, and pays nothing for it', () => {
    exchanging.when(given.recordInspection()).then(out.goodsAccepted({ replacementId: out.replacementId }))
    inspected
      .when(out.recordReplacement())
      .thenState((s) => expect(deductionsOf(s)).toEqual([[{ kind: 'replacement', minor: 26_997 }]]))
    inspected.when(came).thenTypes('ReturnOutcomeRecorded', 'GoodsComplete')
  })

  it('deducts for wear what the goods alone were worth, and never their tax: nobody is asked for more', () => {
    const taxed = request
      .given(given.requestOpened({ remedy: 'exchange' }), given.submissionStarted({ remedy: 'exchange' }))
      .given(given.requestSubmitted({ lines: [{ lineId: 'shirt', quantity: 3, value: 162, goods: 127 }] }))
      .given(given.requestAssessed(), given.requestApproved(), out.exchangeStarted())
    const worn = (...deductions: ReadonlyArray<FoundDeduction>) => taxed.when(given.recordInspection({ deductions }))
    const ofShirt = { kind: 'depreciation', minor: 150, lineId: 'shirt' } as const
    const accepted = { replacementId: out.replacementId, credit: 35 }
    worn(ofShirt).then(out.goodsAccepted({ ...accepted, deductions: [ofShirt] }))
    const ofAll = { kind: 'missing_parts', minor: 100 } as const
    worn(ofAll, ofShirt).then(out.goodsAccepted({ ...accepted, deductions: [ofAll, ofShirt] }))
  })

  it('takes the price once, however many inspections there are', () => {
    const cheap = exchanging
      .after(given.recordInspection({ lines: one }), out.recordReplacement({ price: 10_000 }))
      .after(given.recordInspection({ inspectionId: 'i-2', lines: [{ lineId: 'shirt', quantity: 2 }] }))
    expect(deductionsOf(cheap.state)).toEqual([
      [{ kind: 'replacement', minor: 8_999 }],
      [{ kind: 'replacement', minor: 1_001 }],
    ])
  })

  it('owes the rest of the price after goods that were worn: what wear cost did not pay for it', () => {
    const worn = { kind: 'depreciation', minor: 2_000, lineId: 'shirt' } as const
    const cheap = exchanging
      .after(given.recordInspection({ lines: one, deductions: [worn] }), out.recordReplacement({ price: 10_000 }))
      .after(given.recordInspection({ inspectionId: 'i-2', lines: [{ lineId: 'shirt', quantity: 2 }] }))
    expect(deductionsOf(cheap.state)).toEqual([
      [worn, { kind: 'replacement', minor: 6_999 }],
      [{ kind: 'replacement', minor: 3_001 }],
    ])
  })

  it('counts worn goods for less when fewer of them were right to accept, and never for nothing', () => {
    const taxed = request
      .given(given.requestOpened({ remedy: 'exchange' }), given.submissionStarted({ remedy: 'exchange' }))
      .given(given.requestSubmitted({ lines: [{ lineId: 'shirt', quantity: 3, value: 162, goods: 120 }] }))
      .given(given.requestAssessed(), given.requestApproved(), out.exchangeStarted())
    const worn = [{ kind: 'depreciation', minor: 200 } as const]
    // Three shirts of 54 with 14 of tax each: all their goods are worn, and the tax of the other two is left.
    const judged = taxed.after(given.recordInspection({ deductions: worn }), later.recordInspectionRevised())
    expect(judged.state).toMatchObject({ credit: 28 })
    const sent = judged.after(out.recordReplacement({ price: 100 }))
    expect(deductionsOf(sent.state)).toEqual([[...worn, { kind: 'replacement', minor: 28 }]])
  })

  it('hears the same news once, and nothing after the end', () => {
    const sent = exchanging.after(out.recordReplacement())
    sent.when(out.recordReplacement()).thenNothing()
    sent
      .after(out.recordReplacement({ now: 'done' }))
      .when(out.recordReplacement())
      .thenNothing()
    exchanging.when(out.recordReplacement({ replacementId: given.returnId })).thenNothing()
  })
})

describe('A reshipment', () => {
  it('sends the goods again, and calls none back', () =>
    stand.request
      .given(given.requestOpened({ remedy: 'reship' }), given.submissionStarted({ remedy: 'reship' }))
      .given(given.requestSubmitted(), given.requestAssessed(), given.requestApproved())
      .when(given.startRemedies())
      .then(out.reshipStarted()))

  it('stands for what never came: no money is due once it is sent', () => {
    const sent = reshipping.after(out.recordReplacement())
    expect(deductionsOf(sent.state)).toEqual([[{ kind: 'replacement', minor: 26_997 }]])
    sent.when(out.recordReplacement({ now: 'done' })).thenTypes('ReplacementNoted')
  })

  it('that is taken back is canceled when the replacement stops, and not when it was sent', () => {
    const canceling = reshipping.after(given.cancelRequest())
    canceling.when(stopped).thenTypes('ReplacementNoted', 'RequestCanceled')
    canceling.when(out.recordNotStopped()).then(given.cancellationRefused({ why: 'replacement_shipped' }))
    reshipping.after(out.recordReplacement()).when(given.cancelRequest()).thenRejected({ _tag: 'ReplacementShipped' })
  })
})

describe('A repair', () => {
  it('ends when the goods are back with the customer', () => {
    const there = repairing.after(given.recordInspection(), came)
    there.when(out.recordRepair()).thenTypes('RepairNoted', 'RequestResolved')
    there.after(out.recordRepair()).when(out.recordRepair()).thenNothing()
  })

  it('that was done in vain too often is not offered again', () =>
    stand.draft
      .given(given.requestEdited({ remedy: 'repair' }))
      .when({
        ...given.submitRequest(),
        facts: {
          ...given.submitRequest().facts,
          remedy: 'repair',
          terms: given.terms({ remedies: ['repair'], repairs: { most: 2, mostDays: 30 } }),
          repairs: [{ lineId: 'shirt', count: 2, days: 9 }],
        },
      })
      .thenRejected({ _tag: 'RepairedTooOften', lineId: 'shirt', count: 2, days: 9 }))
})

describe('A case with goods out', () => {
  it('is not ended by hand while a replacement or accepted goods are open', () => {
    inspected.after(came).when(given.resolveRequest()).thenRejected({ _tag: 'RemedyOpen' })
    inspected.after(came, stopped).when(given.resolveRequest()).thenRejected({ _tag: 'RemedyOpen' })
  })

  it.each([
    ['as many as it allows', { repairs: { most: 2, mostDays: 30 } }, { finishBy: at('2026-04-01T12:00:00.000Z') }],
    ['without end where it names none', {}, {}],
  ])('gives the workshop the days of the policy: %s', (_, terms, days) =>
    stand
      .submittedUnder(terms)
      .given(given.requestEdited({ remedy: 'repair' }), given.requestAssessed(), given.requestApproved())
      .when(given.startRemedies())
      .then(given.remediesStarted({ remedy: 'repair', repair: { ...inWorkshop, ...days }, run: 1 })),
  )
})

describe('Another remedy', () => {
  it('needs the customer, or the proof that they agreed', () => {
    exchanging.when(out.switchRemedy()).then(out.switchStarted())
    exchanging.when(out.switchRemedy({}, { actor: agent })).thenRejected({ _tag: 'ConsentMissing' })
    exchanging.when(out.switchRemedy({ proof: 'call_7' }, { actor: agent })).thenTypes('SwitchStarted')
  })

  it('is one that the first may turn into, as long as nothing was sent', () => {
    exchanging
      .when(out.switchRemedy({ to: 'repair' }))
      .thenRejected({ _tag: 'SwitchNotPossible', from: 'exchange', to: 'repair' })
    stand.inProgress
      .when(out.switchRemedy({ to: 'exchange' }))
      .thenRejected({ _tag: 'SwitchNotPossible', from: 'return_refund', to: 'exchange' })
    exchanging.after(out.recordReplacement()).when(out.switchRemedy()).thenRejected({ _tag: 'ReplacementShipped' })
    stand.draft.when(out.switchRemedy()).thenRejected(stand.notNow('draft'))
  })

  it('takes over what came back when the first has stopped', () => {
    const switching = inspected.after(out.switchRemedy())
    switching.when(stopped).thenTypes('ReplacementNoted', 'RemedySwitched', 'RefundDue')
    switching.when(out.recordNotStopped()).then(out.switchRefused())
    switching.when(out.recordNotStopped({ id: given.returnId })).thenNothing()
    exchanging.when(out.recordNotStopped()).thenNothing()
  })

  it('is there at once when the first had stopped before', () => {
    inspected.after(stopped).when(out.switchRemedy()).thenTypes('SwitchStarted', 'RemedySwitched', 'RefundDue')
    reshipping
      .after(stopped)
      .when(out.switchRemedy({ to: 'refund_only' }))
      .thenTypes('SwitchStarted', 'RemedySwitched', 'RefundDue')
  })

  it('of a repair may be a replacement, for which the goods in the house count', () => {
    const switching = repairing.after(given.recordInspection(), out.switchRemedy({ to: 'exchange' }))
    switching
      .when(out.recordRepair({ now: 'canceled' }))
      .thenState((s) => expect(s).toMatchObject({ remedy: 'exchange', replacement: { now: 'running' } }))
    repairing
      .after(out.switchRemedy({ to: 'exchange' }))
      .when(out.recordRepair({ now: 'canceled' }))
      .thenTypes('RepairNoted', 'RemedySwitched')
  })
})

describe('A ruling while goods go out', () => {
  const ruled = (there: typeof exchanging, remedy: 'refund_only' | 'return_refund' | 'exchange') =>
    there.after(cases.openPlatformCase(), cases.recordRuling({ remedy }))

  it('that orders them lets them go', () =>
    ruled(exchanging, 'exchange').when(cases.applyRuling()).then(cases.rulingApplied()))

  it('that orders money stops them, and pays without waiting for the rest', () => {
    const there = ruled(exchanging, 'refund_only')
    there.when(cases.applyRuling()).thenTypes('RulingApplied', 'SwitchStarted')
    there.after(cases.applyRuling()).when(stopped).thenTypes('ReplacementNoted', 'RemedySwitched', 'RefundDue')
    ruled(exchanging, 'return_refund')
      .after(cases.applyRuling())
      .when(stopped)
      .thenTypes('ReplacementNoted', 'RemedySwitched')
  })

  // Bug: a replacement that had stopped by itself was asked to stop, and nobody answered.
  it('does not wait for what has stopped already', () =>
    ruled(exchanging.after(stopped), 'return_refund')
      .when(cases.applyRuling())
      .thenTypes('RulingApplied', 'SwitchStarted', 'RemedySwitched'))

  it('counts what was sent already', () => {
    const there = ruled(exchanging.after(out.recordReplacement()), 'refund_only').after(cases.applyRuling())
    expect(deductionsOf(there.state)).toEqual([[{ kind: 'replacement', minor: 26_997 }]])
  })
})
