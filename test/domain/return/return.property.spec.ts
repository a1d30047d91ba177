import fc from 'fast-check'
import { describe } from 'vitest'
import { Return, returnEvents, returnLifecycle, type ReturnCommand } from '../../../src/domain/return/index.js'
import type { ReturnEvent } from '../../../src/domain/return/index.js'
import { MAX_QUANTITY } from '../../../src/domain/values/quantity.js'
import { at, customer, system, warehouse } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/return.js'
import { holdsForAnyRun } from '../request/any-run.js'

const lineId = fc.constantFrom('shirt', 'shirt', 'mug', 'hat')
const count = fc.constantFrom(0, 1, 1, 2, 3, 3, 4, MAX_QUANTITY)
const some = count.filter((n) => n > 0)
const listOf = <A>(one: fc.Arbitrary<A>) => fc.array(one, { maxLength: 3 })
const atLeastOne = <A>(one: fc.Arbitrary<A>) => fc.array(one, { minLength: 1, maxLength: 3 })
const id = (name: string) => fc.constantFrom(...[1, 2, 3].map((n) => `${name}-${n}`))
const actor = fc.constantFrom(warehouse, warehouse, warehouse, system, customer).map((who) => ({ actor: who }))

const moment = fc.constantFrom('03-16T11:59:59.999', '03-16T12:00:00.000').map((text) => ({ at: at(`2026-${text}Z`) }))
const units = fc.record({ lineId, quantity: some })
const two = [
  { lineId: 'shirt', quantity: 3 },
  { lineId: 'mug', quantity: 1 },
]
const grade = fc.constantFrom('A_NEW_SEALED', 'E_DAMAGED')
const exception = fc.record({ kind: fc.constantFrom('wrong_item', 'empty_parcel'), quantity: count })

const commands: fc.Arbitrary<ReturnCommand> = fc.oneof(
  fc.constantFrom(given.authorizeReturn(), given.authorizeReturn({ lines: two }), given.cancelReturn()),
  fc
    .tuple(id('p'), fc.constantFrom({}, { tracking: 'QM1' }, { tracking: 'QM2', carrier: 'royal_mail' }), actor)
    .map(([parcelId, told, by]) => given.registerParcel({ parcelId, ...told }, by)),
  fc
    .tuple(id('rc'), listOf(units), fc.option(listOf(exception), { nil: undefined }), actor)
    .map(([receiptId, lines, found, by]) =>
      given.receiveParcel({ receiptId, lines, ...(found === undefined ? {} : { exceptions: found }) }, by),
    ),
  fc
    .tuple(id('i'), atLeastOne(fc.record({ lineId, accepted: count, rejected: count, grade })), actor)
    .map(([inspectionId, lines, by]) => given.inspectItems({ inspectionId, lines }, by)),
  fc
    .tuple(id('d'), atLeastOne(fc.record({ lineId, quantity: some, code: fc.constant('RESTOCK') })), actor)
    .map(([dispositionId, lines, by]) => given.disposeItems({ dispositionId, lines }, by)),
  actor.map((by) => given.closeReturnShort({}, by)),
  fc.tuple(actor, moment).map(([by, when]) => given.expireReturn({}, { ...by, ...when })),
)

const events: fc.Arbitrary<ReturnEvent> = fc.oneof(
  fc.constantFrom<ReturnEvent>(
    given.returnAuthorized(),
    given.parcelShipped(),
    given.receiptException(),
    given.returnClosedShort(),
    given.returnCompleted(),
    given.returnExpired(),
    given.returnCanceled(),
    given.returnCancellationRefused(),
  ),
  atLeastOne(units).map((lines) => given.parcelReceived({ lines })),
  atLeastOne(fc.record({ lineId, accepted: count, rejected: count, grade })).map((lines) =>
    given.itemsInspected({ lines }),
  ),
  atLeastOne(fc.record({ lineId, quantity: some, code: fc.constant('SCRAP') })).map((lines) =>
    given.itemsDisposed({ lines }),
  ),
)

const authorized = [given.authorizeReturn()]
const received = [...authorized, given.receiveParcel({ receiptId: 'rc-0' })]
const inspected = [...received, given.inspectItems({ inspectionId: 'i-0' })]
const partly = given.receiveParcel({ receiptId: 'rc-0', lines: [{ lineId: 'shirt', quantity: 2 }] })
const seen = { lineId: 'shirt', accepted: 1, rejected: 1, grade: 'A_NEW_SEALED' } as const

describe('Any return', () => {
  holdsForAnyRun({
    decider: Return,
    catalog: returnEvents,
    lifecycle: returnLifecycle,
    beginnings: [
      [],
      authorized,
      [given.authorizeReturn({ lines: two })],
      [...authorized, given.registerParcel()],
      [...authorized, partly],
      [...authorized, partly, given.inspectItems({ inspectionId: 'i-0', lines: [seen] })],
      received,
      inspected,
      [...inspected, given.disposeItems({ dispositionId: 'd-0' })],
      [...authorized, given.cancelReturn()],
      [...authorized, given.expireReturn({}, { at: at('2026-03-16T12:00:00.000Z') })],
    ],
    commands,
    events,
    afterEnd: ['ReceiptExceptionRecorded', 'ReturnCancellationRefused'],
    answers: ['ReturnCancellationRefused'],
  })
})
