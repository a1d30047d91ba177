import { describe, expect, it } from 'vitest'
import { MAX_SUBMISSIONS } from '../../../src/domain/request/index.js'
import { agent, at } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/request.js'
import {
  submissionStarted,
  submitRequest,
  terms,
  unitsRefused,
  unitsReserved,
} from '../../../src/testing/builders/request.js'
import { draft, everyStatus, notNow, reserving } from './situations.js'

const closedAt = terms().window.closesAt
const late = at('2026-03-31T22:00:00.001Z')

describe('Submitting a draft', () => {
  it('asks the order for its units, under the terms of this moment', () =>
    draft.when(submitRequest()).then(submissionStarted()))

  it.each([
    ['in the last millisecond of the window', closedAt],
    ['long before', at('2026-03-01T00:00:00.000Z')],
  ])('is in time %s', (_, moment) => draft.when(submitRequest({}, { at: moment })).thenTypes('SubmissionStarted'))

  it('is late one millisecond after the window, and the answer names the rule', () =>
    draft.when(submitRequest({}, { at: late })).thenRejected({ _tag: 'OutsideWindow', closedAt, ruleId: 'WINDOW-30' }))

  it('is possible after the window when staff says why, and the log says who', () => {
    const override = { reason: 'parcel_lost_in_strike' }
    draft
      .when(submitRequest({ override }, { actor: agent, at: late }))
      .then(submissionStarted({ override, submittedBy: 'a-1' }))
  })

  it('leaves overrides to staff', () => {
    const override = { reason: 'please' }
    draft.when(submitRequest({ override })).thenRejected({ _tag: 'StaffOnly', field: 'override' })
    draft.when(submitRequest({ evenIfAlike: true })).thenRejected({ _tag: 'StaffOnly', field: 'evenIfAlike' })
    draft.when(submitRequest({ evenIfAlike: false })).thenTypes('SubmissionStarted')
  })

  it('lets staff submit a twin that is no double click', () =>
    draft
      .when(submitRequest({ evenIfAlike: true }, { actor: agent }))
      .then(submissionStarted({ evenIfAlike: true, submittedBy: 'a-1' })))

  it('wishes only for what the policy offers', () =>
    draft
      .when(submitRequest({}, { terms: terms({ remedies: ['refund_only'] }) }))
      .thenRejected({ _tag: 'RemedyNotAllowed', remedy: 'return_refund' }))

  it.each(everyStatus.filter(([status]) => status !== 'draft'))('is done once: not while %s', (status, there) =>
    there.when(submitRequest()).thenRejected(notNow(status)),
  )

  // A customer's script could otherwise write a number that no reader of the log accepts, and block the order with it.
  it('stops counting submissions before the log would stop reading them', () => {
    const often = (submission: number) => draft.given(submissionStarted({ submission }), given.submissionRefused())
    often(MAX_SUBMISSIONS - 1)
      .when(submitRequest())
      .then(submissionStarted({ submission: MAX_SUBMISSIONS }))
    often(MAX_SUBMISSIONS).when(submitRequest()).thenRejected({ _tag: 'TriedTooOften', limit: MAX_SUBMISSIONS })
  })
})

describe('A request that waits for its units', () => {
  it('is submitted when the order reserves them', () => reserving.when(unitsReserved()).then(given.requestSubmitted()))

  it('is a draft again when the order refuses, and says why', () => {
    const refusal = { _tag: 'UnitsAlreadyClaimed', lineId: 'shirt', asked: 3, free: 1 } as const
    reserving.when(unitsRefused({ refusal })).then(given.submissionRefused({ refusal }))
    reserving
      .when(unitsRefused({ refusal }))
      .thenState((s) => expect(s).toMatchObject({ status: 'draft', submission: 1, refusal }))
  })

  it('may be submitted again after a refusal, which is then forgotten', () =>
    reserving
      .after(unitsRefused())
      .when(submitRequest())
      .thenState((s) => expect(s).toMatchObject({ status: 'reserving', submission: 2, refusal: undefined })))

  it('does not hear the answer to an earlier submission', () => {
    const second = reserving.after(unitsRefused(), submitRequest())
    second.when(unitsReserved({ submission: 1 })).thenNothing()
    second.when(unitsRefused({ submission: 1 })).thenNothing()
    second.when(unitsReserved({ submission: 2 })).thenTypes('RequestSubmitted')
  })

  it.each(everyStatus.filter(([status]) => status !== 'reserving'))(
    'hears one answer: another one changes nothing while %s',
    (_, there) => {
      there.when(unitsReserved()).thenNothing()
      there.when(unitsRefused()).thenNothing()
    },
  )
})

describe('A draft that somebody edits while it is being submitted', () => {
  it('is not submitted under the terms of another wish', () =>
    draft
      .when(submitRequest({}, { for: { lines: [{ lineId: 'shirt', quantity: 1, reason: 'CM_CHANGED_MIND' }] } }))
      .thenRejected({ _tag: 'DraftChanged' }))

  it('is not submitted for another remedy', () =>
    draft.when(submitRequest({}, { for: { remedy: 'refund_only' } })).thenRejected({ _tag: 'DraftChanged' }))
})
