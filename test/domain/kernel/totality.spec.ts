/**
 * A stream is read as it stands, and never refused: an event that does not fit what happened before changes nothing,
 * and no event in any order leaves an aggregate without a state. The events are those of `test/fixtures`, one of each
 * type. Notices and workers are not in the table: to their states it is all the same what was before.
 */
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { Allowance, allowanceEvents, allowanceLifecycle } from '../../../src/domain/allowance/index.js'
import { Compensation, compensationEvents, compensationLifecycle } from '../../../src/domain/compensation/index.js'
import { Entitlement, entitlementEvents, entitlementLifecycle } from '../../../src/domain/entitlement/index.js'
import type { Event } from '../../../src/domain/kernel/decider.js'
import type { EventCatalog } from '../../../src/domain/kernel/event-family.js'
import type { Lifecycle } from '../../../src/domain/kernel/lifecycle.js'
import { Refund, refundEvents, refundLifecycle } from '../../../src/domain/refund/index.js'
import { Repair, repairEvents, repairLifecycle } from '../../../src/domain/repair/index.js'
import { Replacement, replacementEvents, replacementLifecycle } from '../../../src/domain/replacement/index.js'
import { Request, requestEvents, requestLifecycle } from '../../../src/domain/request/index.js'
import { Return, returnEvents, returnLifecycle } from '../../../src/domain/return/index.js'

interface State {
  readonly status: string
}
interface Aggregate {
  readonly name: string
  readonly initial: State
  readonly evolve: (state: State, event: Event) => State
  readonly catalog: EventCatalog<Event>
  readonly lifecycle: Lifecycle
  /** What it begins with; the first one in the usual way. */
  readonly begins: ReadonlyArray<string>
  /** What says nothing to one that has only begun: it is about something that is not there, or has begun already. */
  readonly saysNothing: ReadonlyArray<string>
}

const aggregates = [
  {
    ...{ ...Entitlement, catalog: entitlementEvents, lifecycle: entitlementLifecycle },
    begins: ['OrderRegistered'],
    saysNothing: [
      ...['OrderRegistered', 'ReservationRefused', 'MoneySettled', 'MoneyReversed', 'MoneyReleased'],
      ...['MoneyReceivedBack', 'OverpaymentCleared', 'ChargebackWon', 'ChargebackLost'],
    ],
  },
  {
    ...{ ...Request, catalog: requestEvents, lifecycle: requestLifecycle },
    begins: ['RequestOpened'],
    saysNothing: [
      ...[
        'RequestOpened',
        'RefundOutcomeRecorded',
        'RefundReopened',
        'ReinstatementNoted',
        'ReplacementNoted',
        'RepairNoted',
      ],
      ...['RecoveryNoted', 'PlatformCaseWithdrawn', 'CaseRoundOpened', 'CaseEvidenceFiled', 'GoodsOverdue'],
    ],
  },
  {
    ...{ ...Return, catalog: returnEvents, lifecycle: returnLifecycle },
    begins: ['ReturnAuthorized', 'ReturnCanceled'],
    saysNothing: [
      ...['ReturnAuthorized', 'ReturnCancellationRefused', 'LabelVoided', 'RejectedGoodsDelivered'],
      ...['SendBackDeadlineMet', 'HeldGoodsOverdue'],
    ],
  },
  {
    ...{ ...Refund, catalog: refundEvents, lifecycle: refundLifecycle },
    begins: ['RefundProposed', 'RefundCanceled'],
    saysNothing: [
      ...['RefundProposed', 'RefundCancellationRefused', 'RefundLegRerouted', 'RefundLegContradicted'],
      ...['DeductionUpheld', 'DeductionWaived'],
    ],
  },
  {
    ...{ ...Replacement, catalog: replacementEvents, lifecycle: replacementLifecycle },
    begins: ['ReplacementPlanned', 'ReplacementCanceled'],
    saysNothing: [
      ...['ReplacementPlanned', 'ReplacementCancellationRefused', 'ReplacementRepriced'],
      ...['RecoveryDue', 'RecoveryCollected', 'RecoveryWaived', 'SecurityReleased'],
    ],
  },
  {
    ...{ ...Repair, catalog: repairEvents, lifecycle: repairLifecycle },
    begins: ['RepairPlanned', 'RepairCanceled'],
    saysNothing: ['RepairPlanned', 'RepairCancellationRefused'],
  },
  {
    ...{ ...Compensation, catalog: compensationEvents, lifecycle: compensationLifecycle },
    begins: ['CompensationProposed'],
    saysNothing: [
      ...['CompensationProposed', 'BenefitProcessing', 'BenefitUnknown', 'BenefitCheckScheduled'],
      'BenefitNeedsAttention',
    ],
  },
  {
    ...{ ...Allowance, catalog: allowanceEvents, lifecycle: allowanceLifecycle },
    begins: ['AllowanceOpened'],
    saysNothing: ['AllowanceOpened', 'AllowanceRefused', 'AllowanceConfirmed'],
  },
] as unknown as ReadonlyArray<Aggregate>

const exampleOf = (catalog: EventCatalog<Event>, type: string): Event => {
  const { version } = catalog.family(type)!
  const path = `test/fixtures/events/${type}/v${version}/typical.json`
  const event = catalog.decode(type, version, (JSON.parse(readFileSync(path, 'utf8')) as { data: unknown }).data)
  if (E.isLeft(event)) throw new Error(`not read: ${path}`)
  return event.right
}

describe.each(aggregates)('Any $name', ({ initial, evolve, catalog, lifecycle, begins, saysNothing }) => {
  const events = catalog.families.map(({ type }) => exampleOf(catalog, type as string))
  const begun = evolve(initial, exampleOf(catalog, begins[0]!))
  const thatChangeNothing = (state: State) =>
    events.filter((event) => isDeepStrictEqual(evolve(state, event), state)).map(({ type }) => type)

  it('is not there before it has begun, whatever is told of it', () => {
    const others = events.map(({ type }) => type).filter((type) => !begins.includes(type))
    expect(thatChangeNothing(initial)).toEqual(others)
  })

  it('that has only begun hears nothing of what is not there, and begins once', () =>
    expect(thatChangeNothing(begun).sort()).toEqual([...saysNothing].sort()))

  it('has a status of its life after any two events in any order', () => {
    const after = [initial, begun, ...events.flatMap((event) => [evolve(initial, event), evolve(begun, event)])]
    const found = new Set(after.flatMap((state) => events.map((event) => evolve(state, event).status)))
    const ofItsLife = new Set(lifecycle.flatMap(([from, , to]) => [from, to]))
    expect([...found].filter((status) => !ofItsLife.has(status))).toEqual([])
  })
})
