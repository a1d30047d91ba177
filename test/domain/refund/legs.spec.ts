import { describe, expect, it } from 'vitest'
import { MAX_EPOCH } from '../../../src/domain/refund/index.js'
import { legKey } from '../../../src/domain/values/ids.js'
import { agent, at } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/refund.js'
import {
  abandonRefund,
  legDeclined,
  legPaid,
  legProcessing,
  refundLegSubmitted,
} from '../../../src/testing/builders/refund.js'
import { reportLegSilent, retryLeg, submitLeg } from '../../../src/testing/builders/refund.js'
import { abandoned, approved, executing, except, failed, onGift, partly, succeeded, unknown } from './situations.js'

const paidBy = (epoch: number) => [
  { legId: 'card', tenderId: 'card', minor: 20_000, epoch },
  { ...onGift, epoch: 1 },
]
const due = at('2026-03-02T12:01:00.000Z')
const keyOf = (epoch: number, legId = 'card', tenant = 'main', refundId = given.refundId) =>
  legKey(tenant, refundId, legId, epoch)

describe('Submitting a leg', () => {
  it('writes down the instruction, its key and when the answer is due, before anybody calls', () =>
    approved.when(submitLeg()).then(refundLegSubmitted()))

  it('goes for each leg on its own', () =>
    approved
      .after(submitLeg())
      .when(submitLeg({ legId: 'gift' }))
      .then(refundLegSubmitted({ ...onGift, key: keyOf(1, 'gift') })))

  it('is not held up by another leg that failed at once', () =>
    approved
      .after(submitLeg(), legDeclined())
      .when(submitLeg({ legId: 'gift' }))
      .thenTypes('RefundLegSubmitted'))

  it('is done once per leg', () => {
    executing.when(submitLeg()).thenNothing()
    failed.when(submitLeg()).thenNothing()
    approved.when(submitLeg({ legId: 'points' })).thenNothing()
  })

  it.each(except('approved', 'executing', 'needs_attention'))('is not done while %s', (_, there) =>
    there.when(submitLeg()).thenNothing(),
  )

  it('has a key that changes with tenant, refund, leg and epoch, and with nothing else', () => {
    const keys = [keyOf(1), keyOf(2), keyOf(1, 'gift'), keyOf(1, 'card', 'other'), keyOf(1, 'card', 'main', 'another')]
    expect(new Set(keys).size).toBe(keys.length)
    approved.when(submitLeg({}, { tenant: 'other' })).then(refundLegSubmitted({ key: keyOf(1, 'card', 'other') }))
    approved
      .when(submitLeg({}, { commandId: 'command-2', at: due }))
      .then(refundLegSubmitted({ submittedAt: due, answerDueAt: at('2026-03-02T12:02:00.000Z') }))
  })
})

describe('A provider that stays silent', () => {
  it.each(['2026-03-02T12:00:59.999Z', '2026-03-02T12:01:00.000Z'])(
    'makes the outcome unknown, whatever the clock of who says so: %s',
    (moment) =>
      executing.when(reportLegSilent({}, { at: at(moment) })).then(given.refundLegUnknown({ checkAt: at(moment) })),
  )

  it('has not failed: the refund goes on, and nobody may send the leg under a new key', () => {
    expect(unknown.state).toMatchObject({ status: 'executing' })
    unknown.when(retryLeg()).thenRejected({ _tag: 'LegNotFailed', legId: 'card', status: 'unknown' })
    unknown.when(abandonRefund()).thenRejected({ _tag: 'RefundNotOpen', status: 'executing' })
  })

  it('is reported once, for a leg that is out, in its own epoch', () => {
    const late = { at: due }
    unknown.when(reportLegSilent({}, late)).thenNothing()
    approved.when(reportLegSilent({}, late)).thenNothing()
    executing.when(reportLegSilent({ epoch: 2 }, late)).thenNothing()
    executing.when(reportLegSilent({ attempt: 2 }, late)).thenNothing()
    executing.when(reportLegSilent({ legId: 'points' }, late)).thenNothing()
    executing.after(legProcessing()).when(reportLegSilent({}, late)).thenNothing()
    succeeded.when(reportLegSilent({}, late)).thenNothing()
  })

  it('may still answer, and is believed', () => {
    unknown.when(legPaid(20_000)).then(given.refundLegSucceeded())
    unknown.when(legDeclined()).then(given.refundLegFailed())
    unknown.when(legProcessing()).then(given.refundLegProcessing())
  })
})

describe('A provider that answers', () => {
  it('has paid the leg: the refund succeeds with its last one', () => {
    executing.when(legPaid(20_000)).then(given.refundLegSucceeded())
    executing
      .after(legPaid(20_000))
      .when(legPaid(6_997, 'gift'))
      .then(given.refundLegSucceeded(onGift), given.refundSucceeded())
  })

  it('has taken it, and pays later', () => {
    executing.when(legProcessing()).then(given.refundLegProcessing())
    executing.after(legProcessing()).when(legPaid(20_000)).then(given.refundLegSucceeded())
    executing.after(legProcessing()).when(legDeclined()).then(given.refundLegFailed())
  })

  it('says no: the refund has failed when no leg was paid, and partly succeeded when one was', () => {
    const status = (there: typeof executing) => there.state.status
    expect(status(executing.after(legDeclined()))).toBe('executing')
    expect(status(executing.after(legDeclined(), legDeclined('gift')))).toBe('failed')
    expect(status(executing.after(legPaid(20_000), legDeclined('gift')))).toBe('partially_succeeded')
    expect(status(executing.after(legDeclined(), legPaid(6_997, 'gift')))).toBe('partially_succeeded')
  })

  it('repeats itself without effect', () => {
    executing.after(legProcessing()).when(legProcessing()).thenNothing()
    executing.after(legPaid(20_000)).when(legPaid(20_000)).thenNothing()
    executing.after(legPaid(20_000)).when(legProcessing()).thenNothing()
    executing.after(legDeclined()).when(legDeclined()).thenNothing()
  })

  it('about a key that never went out is refused: no provider can have said that', () => {
    approved.when(legPaid(20_000)).thenRejected({ _tag: 'LegNotInFlight', legId: 'card', status: 'planned' })
    executing.when(legPaid(20_000, 'card', 2)).thenRejected({
      _tag: 'LegNotInFlight',
      legId: 'card',
      status: 'submitted',
    })
  })

  it('about a leg that does not exist is an alarm', () =>
    executing.when(legPaid(1, 'points')).thenRejected({ _tag: 'LegUnknown', legId: 'points' }))
})

describe('After a definite no', () => {
  it('the leg goes out again under the key of the next epoch', () =>
    failed.when(retryLeg()).then(refundLegSubmitted({ epoch: 2, attempt: 2, key: keyOf(2) })))

  it('other legs that were paid stay paid', () => {
    partly.when(retryLeg()).thenTypes('RefundLegSubmitted')
    partly
      .after(retryLeg())
      .when(legPaid(20_000, 'card', 2))
      .then(given.refundLegSucceeded({ epoch: 2 }), given.refundSucceeded({ legs: paidBy(2) }))
    partly.when(retryLeg({ legId: 'gift' })).thenRejected({ _tag: 'LegNotFailed', legId: 'gift', status: 'succeeded' })
  })

  it('a repeated retry finds the leg on its way', () =>
    failed
      .after(retryLeg())
      .when(retryLeg())
      .thenRejected({ _tag: 'LegNotFailed', legId: 'card', status: 'submitted' }))

  it('it takes a role that approves, to retry and to give up', () => {
    failed.when(retryLeg({}, { actor: agent })).thenRejected({ _tag: 'NotAnApprover' })
    failed.when(abandonRefund({}, { actor: agent })).thenRejected({ _tag: 'NotAnApprover' })
  })

  it('a leg that does not exist is not sent', () =>
    failed.when(retryLeg({ legId: 'points' })).thenRejected({ _tag: 'LegUnknown', legId: 'points' }))

  it('the epoch stops before the log would stop reading it', () =>
    failed
      .given(refundLegSubmitted({ epoch: MAX_EPOCH }), given.refundLegFailed({ epoch: MAX_EPOCH }))
      .when(retryLeg())
      .thenRejected({ _tag: 'LegTriedTooOften', legId: 'card', limit: MAX_EPOCH }))
})

describe('Giving up what failed', () => {
  it('names what was paid, leg by leg, and what was not', () => {
    partly.when(abandonRefund()).then(given.refundAbandoned())
    failed.when(abandonRefund()).then(given.refundAbandoned({ paid: 0, unpaid: 26_997, legs: [] }))
  })

  it('is the end of this refund: no leg goes out again', () => {
    abandoned.when(retryLeg()).thenRejected({ _tag: 'LegNotFailed', legId: 'card', status: 'abandoned' })
    abandoned.when(submitLeg()).thenNothing()
  })

  it.each(except('partially_succeeded', 'failed'))('is not possible while %s', (status, there) =>
    there.when(abandonRefund()).thenRejected({ _tag: 'RefundNotOpen', status }),
  )
})
