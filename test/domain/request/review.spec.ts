import { describe, expect, it } from 'vitest'
import { clear } from '../../../src/domain/kernel/personal.js'
import { agent, customer, supervisor, warehouse } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/request.js'
import {
  approveRequest,
  assessRequest,
  rejectRequest,
  requestApproved,
  requestAssessed,
} from '../../../src/testing/builders/request.js'
import { draft, everyStatus, notNow, request, submitted, submittedUnder, underReview } from './situations.js'

const upTo = (atMost: number) => ({ ruleId: 'AUTO-SMALL', verdict: 'approve', atMost }) as const
const phone = request.given(
  given.requestOpened({ openedBy: { kind: 'agent', id: 'a-1' } }),
  given.submissionStarted({ submittedBy: 'a-1' }),
  given.requestSubmitted(),
  requestAssessed(),
)
const twoLines = draft.given(
  given.submissionStarted(),
  given.requestSubmitted({
    lines: [
      { lineId: 'shirt', quantity: 3, value: 26_997 },
      { lineId: 'mug', quantity: 1, value: 1_200 },
    ],
  }),
  requestAssessed(),
)
const automatic = requestAssessed({ route: 'automatic' })

describe('Assessing a submitted request', () => {
  it('sends it to a person where no rule speaks', () => submitted.when(assessRequest()).then(requestAssessed()))

  it('approves by the first rule that matches, which is named with its limit', () =>
    submittedUnder({ automatic: [upTo(26_996), upTo(26_997), upTo(99_999)] })
      .when(assessRequest())
      .then(automatic, requestApproved({ by: { _tag: 'Rule', ruleId: 'AUTO-SMALL', atMost: 26_997 } })))

  it.each([
    [26_997, ['RequestAssessed', 'RequestApproved']],
    [26_996, ['RequestAssessed']],
  ])('compares the value of 269.97 with the limit of the rule: %i', (limit, types) =>
    submittedUnder({ automatic: [upTo(limit)] })
      .when(assessRequest())
      .thenTypes(...types),
  )

  it.each([
    [{ code: 'HYGIENE_OPENED' }, 'HYGIENE_OPENED'],
    [{}, 'NO-HYGIENE'],
  ])('rejects by a rule, with its code or else its name: %j', (told, code) =>
    submittedUnder({ automatic: [{ ruleId: 'NO-HYGIENE', verdict: 'reject', ...told }] })
      .when(assessRequest())
      .then(automatic, given.requestRejected({ code, by: { _tag: 'Rule', ruleId: 'NO-HYGIENE' } })),
  )

  it('never decides by rule what staff let in after the window', () =>
    submittedUnder({ automatic: [upTo(99_999)] }, { override: { reason: 'strike' } })
      .when(assessRequest())
      .then(requestAssessed()))

  it.each(everyStatus.filter(([status]) => status !== 'submitted'))('is done once: nothing while %s', (_, there) =>
    there.when(assessRequest()).thenNothing(),
  )
})

describe('A reviewer', () => {
  it('approves everything that was asked for, within their limit', () =>
    underReview.when(approveRequest()).then(requestApproved()))

  it.each([
    ['at', 26_997],
    ['one below', 26_998],
  ])('may approve %s the limit of their role', (_, atMost) =>
    submittedUnder({ reviewLimits: [{ role: 'agent', atMost }] })
      .given(requestAssessed())
      .when(approveRequest())
      .thenTypes('RequestApproved'),
  )

  it('may not approve one penny above it', () =>
    submittedUnder({ reviewLimits: [{ role: 'agent', atMost: 26_996 }] })
      .given(requestAssessed())
      .when(approveRequest())
      .thenRejected({ _tag: 'LimitExceeded', value: 26_997, limit: 26_996, currency: 'GBP' }))

  it.each([
    [
      [
        { role: 'agent', atMost: 1 },
        { role: 'supervisor', atMost: 50_000 },
      ],
    ],
    [
      [
        { role: 'supervisor', atMost: 50_000 },
        { role: 'agent', atMost: 1 },
      ],
    ],
  ])('acts in the strongest of their roles, whatever their order', (reviewLimits) =>
    submittedUnder({ reviewLimits })
      .given(requestAssessed())
      .when(approveRequest({}, { actor: supervisor }))
      .then(requestApproved({ by: { _tag: 'Person', actorId: 'a-2', role: 'supervisor', atMost: 50_000 } })),
  )

  it('needs a role that reviews', () => {
    underReview.when(approveRequest({}, { actor: warehouse })).thenRejected({ _tag: 'NotAReviewer' })
    underReview.when(approveRequest({}, { actor: customer })).thenRejected({ _tag: 'RequestForStaffOnly' })
    underReview.when(rejectRequest({}, { actor: warehouse })).thenRejected({ _tag: 'NotAReviewer' })
  })

  it('never approves a request of their own as a customer', () =>
    underReview.when(approveRequest({}, { actor: { ...agent, id: 'c-1' } })).thenRejected({ _tag: 'SelfApproval' }))

  it('never approves what they opened for a customer on the phone', () => {
    phone.when(approveRequest()).thenRejected({ _tag: 'SelfApproval' })
    phone.when(approveRequest({}, { actor: supervisor })).thenTypes('RequestApproved')
  })

  it('approves a part, and the rest goes back to the order', () =>
    underReview.when(approveRequest({ lines: [{ lineId: 'shirt', quantity: 2 }] })).then(
      requestApproved({
        lines: [{ lineId: 'shirt', quantity: 2 }],
        declined: [{ lineId: 'shirt', quantity: 1 }],
        value: 17_998,
      }),
    ))

  it('declines whole lines by not naming them', () =>
    twoLines.when(approveRequest({ lines: [{ lineId: 'mug', quantity: 1 }] })).then(
      requestApproved({
        lines: [{ lineId: 'mug', quantity: 1 }],
        declined: [{ lineId: 'shirt', quantity: 3 }],
        value: 1_200,
      }),
    ))

  it.each([
    [[{ lineId: 'shirt', quantity: 4 }], 'shirt', 3, 4],
    [[{ lineId: 'hat', quantity: 1 }], 'hat', 0, 1],
    // The second mention of a line finds nothing left of it.
    [
      [
        { lineId: 'shirt', quantity: 1 },
        { lineId: 'shirt', quantity: 1 },
      ],
      'shirt',
      0,
      1,
    ],
  ])('approves no more than was asked for: %j', (lines, lineId, requested, approved) =>
    underReview.when(approveRequest({ lines })).thenRejected({ _tag: 'ExceedsRequested', lineId, requested, approved }),
  )

  it('rejects with a code, and with a note that is sealed for the customer', () => {
    underReview.when(rejectRequest()).then(given.requestRejected())
    underReview
      .when(rejectRequest({ note: 'Worn for weeks' }))
      .then(given.requestRejected({ note: clear('c-1', { note: 'Worn for weeks' }) }))
  })

  it.each(everyStatus.filter(([status]) => status !== 'under_review'))(
    'decides once: not while %s',
    (status, there) => {
      there.when(approveRequest()).thenRejected(notNow(status))
      there.when(rejectRequest()).thenRejected(notNow(status))
    },
  )

  it('leaves in the state who decided, but no person where a rule did', () => {
    underReview.when(approveRequest()).thenState((s) => expect(s).toMatchObject({ approvedBy: 'a-1' }))
    submittedUnder({ automatic: [upTo(99_999)] })
      .when(assessRequest())
      .thenState((s) => expect(s).toMatchObject({ status: 'approved', approvedBy: undefined }))
  })
})
