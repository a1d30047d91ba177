/** What finance does with a leg that the provider does not settle: alone, or by two persons. */
import { describe, expect, it } from 'vitest'
import { LAST_EPOCH, MAX_EPOCH, refundEvents } from '../../../src/domain/refund/index.js'
import { legKey } from '../../../src/domain/values/ids.js'
import { agent, at, customer, finance, secondFinance, warehouse } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/refund.js'
import { checkLeg, confirmLegStep, legProcessing, proposeLegStep } from '../../../src/testing/builders/refund.js'
import { refundLegStepProposed, retryLeg } from '../../../src/testing/builders/refund.js'
import { abandoned, alarmed, approved, cardOnly, executing, failed, partly, succeeded, unknown } from './situations.js'

const processing = executing.given(given.refundLegProcessing())
const every = [
  ['planned', approved],
  ['submitted', executing],
  ['processing', processing],
  ['unknown', unknown],
  ['needs_attention', alarmed],
  ['failed', failed],
  ['succeeded', succeeded],
  ['abandoned', abandoned],
] as const
const steps = [given.release, given.confirmPaid, given.payManually, given.reroute]
const open = ['unknown', 'processing', 'needs_attention']
const when = { Release: open, ConfirmPaid: open, PayManually: ['failed'], Reroute: ['failed'] }
const paidLegs = (epoch: number) => [
  { legId: 'card', tenderId: 'card', minor: 20_000, epoch },
  { legId: 'gift', tenderId: 'gift', minor: 6_997, epoch: 1 },
]

describe('Asking the provider now', () => {
  const later = { at: at('2026-03-02T12:10:00.000Z') }
  const asked = given.refundLegCheckScheduled({ why: 'asked_by_person', checkAt: later.at })

  it('is for a leg whose outcome is open, and ends its alarm', () => {
    processing.when(checkLeg({}, later)).then(asked)
    alarmed.when(checkLeg({}, later)).then(asked)
    expect(alarmed.after(checkLeg({}, later)).state).toMatchObject({ status: 'executing' })
  })

  it('is nothing where it is asked at once anyway', () => {
    unknown.when(checkLeg({}, later)).thenNothing()
    alarmed.after(checkLeg({}, later)).when(checkLeg({}, later)).thenNothing()
  })

  it.each(every.filter(([status]) => !open.includes(status)))('is not for a leg that is %s', (status, there) =>
    there.when(checkLeg({}, later)).thenRejected({ _tag: 'LegNotInFlight', legId: 'card', status }),
  )

  it('takes a role that approves, and a leg', () => {
    alarmed.when(checkLeg({}, { actor: agent })).thenRejected({ _tag: 'NotAnApprover' })
    alarmed.when(checkLeg({ legId: 'points' })).thenRejected({ _tag: 'LegUnknown', legId: 'points' })
  })
})

describe.each(steps)('$_tag', (step) => {
  const allowed = every.filter(([status]) => when[step._tag].includes(status))
  const denied = every.filter(([status]) => !when[step._tag].includes(status))

  it.each(allowed)('may be proposed for a leg that is %s', (_, there) =>
    there.when(proposeLegStep({ step })).then(refundLegStepProposed({ step })),
  )

  it.each(denied)('is not for a leg that is %s', (status, there) =>
    there
      .when(proposeLegStep({ step }))
      .thenRejected({ _tag: 'LegStepNotPossible', legId: 'card', step: step._tag, status }),
  )

  it('takes two persons', () => {
    const proposed = allowed[0]![1].after(proposeLegStep({ step }))
    proposed.when(confirmLegStep({}, { actor: finance })).thenRejected({ _tag: 'FourEyes' })
    expect(proposed.after(confirmLegStep()).state).not.toEqual(proposed.state)
  })
})

describe('Two persons', () => {
  const proposed = alarmed.after(proposeLegStep())

  it.each([customer, agent, warehouse])('and the second had no part in the case: $kind', ({ id }) =>
    proposed.when(confirmLegStep({}, { actor: { ...finance, id } })).thenRejected({ _tag: 'FourEyes' }),
  )

  it('both with a role that approves', () => {
    alarmed.when(proposeLegStep({}, { actor: agent })).thenRejected({ _tag: 'NotAnApprover' })
    proposed.when(confirmLegStep({}, { actor: agent })).thenRejected({ _tag: 'NotAnApprover' })
  })

  it('speak of a leg that exists, and of a step that was proposed', () => {
    alarmed.when(proposeLegStep({ legId: 'points' })).thenRejected({ _tag: 'LegUnknown', legId: 'points' })
    alarmed.when(confirmLegStep({ legId: 'points' })).thenRejected({ _tag: 'LegUnknown', legId: 'points' })
    alarmed.when(confirmLegStep()).thenRejected({ _tag: 'NoStepProposed', legId: 'card' })
  })

  it('the same proposal again is nothing; another one, or by another person, takes its place', () => {
    proposed.when(proposeLegStep()).thenNothing()
    const other = proposeLegStep({}, { actor: secondFinance })
    proposed.when(other).then(refundLegStepProposed({ by: 'f-2' }))
    proposed.when(proposeLegStep({ step: given.confirmPaid })).thenTypes('RefundLegStepProposed')
    proposed
      .after(other)
      .when(confirmLegStep({}, { actor: finance }))
      .thenTypes('RefundLegReleased')
  })

  it('agree about the leg as it is: what happens to it voids the proposal', () => {
    const gone = { _tag: 'NoStepProposed', legId: 'card' } as const
    proposed.after(checkLeg()).when(confirmLegStep()).thenRejected(gone)
    proposed.after(given.legDeclined()).when(confirmLegStep()).thenRejected(gone)
    unknown.after(proposeLegStep(), legProcessing()).when(confirmLegStep()).thenRejected(gone)
    failed
      .after(proposeLegStep({ step: given.reroute }), retryLeg())
      .when(confirmLegStep())
      .thenRejected(gone)
    // Bug: what was given up, and free for others again, could still be sent another way.
    partly
      .after(proposeLegStep({ step: given.reroute }), given.abandonRefund())
      .when(confirmLegStep())
      .thenRejected(gone)
  })

  it('are not disturbed by what happens to another leg', () =>
    proposed.after(given.legPaid(6_997, 'gift')).when(confirmLegStep()).thenTypes('RefundLegReleased'))
})

describe('Released', () => {
  const released = alarmed.after(proposeLegStep(), confirmLegStep())

  it('a leg is proven unpaid, and only a person sends it again, under a new key', () => {
    alarmed.after(proposeLegStep()).when(confirmLegStep()).then(given.refundLegReleased())
    expect(released.state).toMatchObject({
      legs: [{ status: 'failed', failure: 'RELEASED', attention: undefined }, {}],
    })
    const key = legKey('main', given.refundId, 'card', 2)
    released.when(retryLeg()).then(given.refundLegSubmitted({ epoch: 2, attempt: 2, key }))
  })

  it('and paid after all is an alarm', () =>
    released.when(given.legPaid(20_000)).thenTypes('RefundLegContradicted', 'RefundLegNeedsAttention'))
})

describe('Proven paid', () => {
  it('a leg is paid under the key that went out', () => {
    const proposed = cardOnly.given(given.refundLegUnknown()).after(proposeLegStep({ step: given.confirmPaid }))
    proposed
      .when(confirmLegStep())
      .then(given.refundLegSucceeded({ providerRef: 'statement-17', persons: ['f-1', 'f-2'] }), given.refundSucceeded())
    proposed.after(confirmLegStep()).when(given.legPaid(20_000)).thenNothing()
  })
})

describe('Paid by hand', () => {
  const proposed = partly.after(proposeLegStep({ step: given.payManually }))

  it('a leg has an epoch of its own, and its refund may succeed', () =>
    proposed.when(confirmLegStep()).then(given.refundLegPaidManually(), given.refundSucceeded({ legs: paidLegs(2) })))

  it('and paid by the provider, too, is an alarm', () =>
    proposed
      .after(confirmLegStep())
      .when(given.legPaid(20_000))
      .then(given.refundLegContradicted({ minor: 20_000 })))

  // Bug: the epoch after the last retry could be written, and never read again.
  it('is possible after the last retry', () => {
    const last = failed.given(
      given.refundLegSubmitted({ epoch: MAX_EPOCH }),
      given.refundLegFailed({ epoch: MAX_EPOCH }),
    )
    const { result } = last.after(proposeLegStep({ step: given.payManually })).when(confirmLegStep())
    expect(result).toMatchObject({ right: [{ data: { epoch: MAX_EPOCH + 1 } }] })
    const stored = given.refundLegPaidManually({ epoch: LAST_EPOCH }).data
    expect(refundEvents.decode('RefundLegPaidManually', 1, stored)).toMatchObject({ _tag: 'Right' })
  })
})

describe('Sent another way', () => {
  const rerouted = partly.after(proposeLegStep({ step: given.reroute }), confirmLegStep())
  const newLeg = { legId: given.newLegId, epoch: 2 }
  const key = legKey('main', given.refundId, given.newLegId, 2)

  it('a leg ends, and a new one carries its amount, with what was agreed', () => {
    partly
      .after(proposeLegStep({ step: given.reroute }))
      .when(confirmLegStep())
      .then(given.refundLegRerouted())
    expect(rerouted.state).toMatchObject({
      status: 'executing',
      legs: [{ status: 'rerouted' }, {}, { legId: given.newLegId, status: 'planned', minor: 20_000, tenderId: 'card' }],
    })
  })

  it('goes out under a key of its own, its epoch being the next of the same tender', () =>
    rerouted
      .when(given.submitLeg({ legId: given.newLegId }))
      .then(given.refundLegSubmitted({ ...newLeg, key, via: given.reroute.via })))

  it('pays for both', () =>
    rerouted
      .after(given.submitLeg({ legId: given.newLegId }))
      .when(given.legPaid(20_000, given.newLegId, 2))
      .then(
        given.refundLegSucceeded(newLeg),
        given.refundSucceeded({ legs: [paidLegs(1)[1]!, { ...paidLegs(2)[0]!, ...newLeg }] }),
      ))

  it('needs the old one no more: nothing is done with it', () => {
    rerouted.when(retryLeg()).thenRejected({ _tag: 'LegNotFailed', legId: 'card', status: 'rerouted' })
    rerouted.when(given.legPaid(20_000)).then(given.refundLegContradicted({ minor: 20_000 }))
  })
})
