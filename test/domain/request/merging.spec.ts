/** The same wish twice is one case, and somebody goes on with it, whatever happens at the same moment. */
import { describe, expect, it } from 'vitest'
import { customer, supervisor, system } from '../../../src/testing/builders/build.js'
import * as evidence from '../../../src/testing/builders/evidence.js'
import * as given from '../../../src/testing/builders/request.js'
import * as looks from '../../../src/testing/builders/second-look.js'
import * as stand from './situations.js'

const { mergeRequest, recordDuplicate, duplicateMerged } = looks
const notNowMerged = stand.notNow('merged')
const shirts = [{ lineId: 'shirt', quantity: 3 }]
const undone = looks.requestReopened({ reason: 'merge_undone', reopenedBy: system.id, lines: shirts })
/** `r-1`, of which the word of its merge comes back. */
const comesBack = (submission = 1) => recordDuplicate({ from: 'r-1', evidence: [], submission })

describe('The same wish twice', () => {
  it('is one case: the second ends, and its evidence goes to the first', () => {
    stand.underReview.when(mergeRequest()).then(looks.requestMerged())
    stand.draft.when(mergeRequest()).then(looks.requestMerged({ submission: 0 }))
    stand.merged.when(mergeRequest()).thenNothing()
    stand.merged.when(mergeRequest({ into: 'r-9' })).thenRejected(notNowMerged)
    stand.closed.when(recordDuplicate()).then(duplicateMerged())
    stand.closed.after(recordDuplicate()).when(recordDuplicate()).thenNothing()
  })

  it('is seen by staff, of the same customer and order, while both are open', () => {
    const { underReview } = stand
    underReview.when(mergeRequest({}, { actor: customer })).thenRejected({ _tag: 'RequestForStaffOnly' })
    for (const other of [{ orderId: 'o-2' }, { customerId: 'c-2' }])
      underReview.when(mergeRequest({}, { other })).thenRejected({ _tag: 'NotTheSameCase' })
    underReview.when(mergeRequest({ into: 'r-1' })).thenRejected({ _tag: 'NotTheSameCase' })
    underReview
      .when(mergeRequest({}, { other: { status: 'canceled' } }))
      .thenRejected({ _tag: 'RequestNotOpen', status: 'canceled' })
    stand.appealUnderReview.when(mergeRequest()).thenRejected(stand.notNow('under_review'))
    const much = underReview.given(duplicateMerged({ evidence: Array.from({ length: 1_001 }, (_, i) => `p-${i}`) }))
    much.when(mergeRequest()).thenRejected({ _tag: 'TooMuchEvidence', limit: 1_000 })
  })

  // Issue 6: whoever came to a merged request was told that it was merged, and not where the case went on.
  it('names the request that goes on with the case to whoever comes to the other one', () => {
    stand.merged.when(evidence.supplyEvidence()).thenRejected(notNowMerged)
    stand.merged.when(given.cancelRequest()).thenRejected(notNowMerged)
    stand.underReview
      .when(mergeRequest({}, { other: { status: 'merged', mergedInto: 'r-9' } }))
      .thenRejected({ _tag: 'RequestNotOpen', status: 'merged', mergedInto: 'r-9' })
  })
})

// Issue 6: two requests that were merged into each other at the same moment both ended, and the case was gone.
describe('A merge, and what it was merged into ends at the same moment', () => {
  it('goes on to where that one was merged, with its evidence', () => {
    stand.merged.when(recordDuplicate()).then(duplicateMerged({ into: 'r-0' }))
    expect(stand.merged.after(recordDuplicate()).state).toMatchObject({ evidence: ['photo-9'], status: 'merged' })
    stand.merged.after(recordDuplicate()).when(recordDuplicate()).thenNothing()
  })

  it.each(['draft', 'canceled', 'expired'] as const)('is sent back by one that is %s', (status) =>
    stand[status].when(recordDuplicate()).then(duplicateMerged({ into: 'r-2' })),
  )

  it('is undone where it comes back to: the request is submitted again, under its terms', () => {
    const { evenIfAlike: _, ...data } = given.submissionStarted({ submission: 2 }).data
    stand.merged.when(comesBack()).then(undone, { ...given.submissionStarted(), data: { ...data, evenIfAlike: true } })
    const again = stand.merged.after(comesBack())
    expect(again.state).toMatchObject({ status: 'reserving', mergedInto: undefined, secondLook: undefined })
    again.when(comesBack()).thenNothing()
    again
      .after(given.unitsReserved({ submission: 2 }), given.assessRequest())
      .when(given.approveRequest({}, { actor: supervisor }))
      .thenTypes('RequestApproved')
  })

  it('leaves a draft a draft: one that was never submitted, and one that the order had no units for', () => {
    const refused = stand.reserving.given(given.submissionRefused())
    for (const draft of [stand.draft, refused]) {
      const merged = draft.after(mergeRequest())
      const word = comesBack(draft === refused ? 1 : 0)
      merged.when(word).then(undone)
      expect(merged.after(word).state).toMatchObject({ status: 'draft', mergedInto: undefined })
    }
  })

  it('stays with staff where staff let the customer in after the window', () => {
    const override = { reason: 'goodwill' }
    const merged = stand.submittedUnder({}, { override }).after(given.assessRequest(), mergeRequest())
    expect(merged.after(comesBack()).state).toMatchObject({ overridden: true, status: 'reserving' })
  })

  it('is a draft again once it was submitted a thousand times', () => {
    const last = stand.draft.given(given.submissionStarted({ submission: 1_000 }), given.requestSubmitted())
    last.after(mergeRequest()).when(comesBack(1_000)).then(undone)
  })

  it('changes nothing where the request goes on', () => stand.underReview.when(comesBack()).thenNothing())

  it('says less where it was merged long ago, and is heard all the same', () => {
    const { submission: _, ...data } = comesBack().data
    stand.merged.when({ ...comesBack(), data }).thenTypes('RequestReopened', 'SubmissionStarted')
    const { submission: __, ...other } = recordDuplicate().data
    stand.closed.when({ ...recordDuplicate(), data: other }).then(duplicateMerged({ submission: 0 }))
  })

  it('may be merged once more, and the word of the first time changes nothing then', () => {
    const other = { into: 'r-9' }
    const twice = stand.draft.after(mergeRequest(), comesBack(0), mergeRequest(other, { commandId: 'second' }))
    twice.when(comesBack(0)).thenNothing()
    twice.when(comesBack(1)).then(undone)
    // A request that does not go on heard of the first merge already, and hears of the second.
    const heard = stand.merged.after(recordDuplicate())
    heard.when(recordDuplicate({ submission: 2 })).then(duplicateMerged({ submission: 2, into: 'r-0' }))
  })
})
