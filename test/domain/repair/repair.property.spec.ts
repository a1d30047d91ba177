/** What holds for every repair, whatever it is told in whatever order. */
import fc from 'fast-check'
import { describe } from 'vitest'
import {
  Repair,
  repairEvents,
  repairLifecycle,
  type RepairCommand,
  type RepairEvent,
} from '../../../src/domain/repair/index.js'
import { agent, at, customer, warehouse } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/repair.js'
import { holdsForAnyRun } from '../request/any-run.js'

const by = fc.constantFrom(agent, warehouse, warehouse, customer).map((actor) => ({ actor }))
const moment = fc
  .constantFrom('03-02T12:00:00', '03-10T08:00:00', '03-16T12:00:00', '04-01T12:00:00')
  .map((text) => ({ at: at(`2026-${text}.000Z`) }))
const whenAndBy = fc.tuple(by, moment).map(([who, when]) => ({ ...who, ...when }))
const proof = fc.constantFrom({}, { proof: 'call-17' })

const commands: fc.Arbitrary<RepairCommand> = fc.oneof(
  fc.constant(given.planRepair()),
  fc.constantFrom('i-1', 'i-2', 'i-3').map((acceptanceId) => given.recordGoodsForRepair({ acceptanceId })),
  fc.constantFrom([], given.kettles).map((lines) => given.recordNoMoreGoods({ lines })),
  fc.boolean().map((keepGoods) => given.cancelRepair({ keepGoods })),
  whenAndBy.map((how) => given.diagnoseRepair({}, how)),
  whenAndBy.map((how) => given.quoteRepair({}, how)),
  fc.tuple(proof, whenAndBy).map(([data, how]) => given.acceptRepairQuote(data, how)),
  fc.tuple(proof, whenAndBy).map(([data, how]) => given.declineRepairQuote(data, how)),
  moment.map((when) => given.lapseRepairQuote({}, when)),
  whenAndBy.map((how) => given.finishRepair({}, how)),
  whenAndBy.map((how) => given.reportUnrepairable({}, how)),
  moment.map((when) => given.reportRepairOverdue({}, when)),
  fc.constantFrom('p-1', 'p-2').map((parcelId) => given.shipRepaired({ parcelId })),
  fc.constant(given.recordRepairDelivered()),
)

const events: fc.Arbitrary<RepairEvent> = fc.constantFrom<RepairEvent>(
  ...[given.repairPlanned(), given.repairGoodsReceived(), given.repairDiagnosed(), given.repairQuoted()],
  ...[given.repairQuoteAccepted(), given.repairQuoteDeclined(), given.repairQuoteLapsed(), given.repairFinished()],
  ...[given.repairFailed(), given.repairOverdue(), given.repairShippedBack(), given.repairCompleted()],
  ...[given.repairCanceled(), given.repairCancellationRefused()],
)

const planned = [given.planRepair()]
const diagnosing = [...planned, given.recordGoodsForRepair()]
const quoted = [...diagnosing, given.quoteRepair()]
const repairing = [...diagnosing, given.diagnoseRepair()]
const repaired = [...repairing, given.finishRepair()]
const unrepaired = [...repairing, given.reportUnrepairable()]
const shippedBack = [...repaired, given.shipRepaired()]

describe('Any repair', () => {
  holdsForAnyRun({
    decider: Repair,
    catalog: repairEvents,
    lifecycle: repairLifecycle,
    beginnings: [
      ...[[], planned, diagnosing, quoted, repairing, repaired, unrepaired, shippedBack],
      [...shippedBack, given.recordRepairDelivered()],
    ],
    commands,
    events,
    afterEnd: ['RepairCancellationRefused'],
    answers: ['RepairCancellationRefused'],
    runs: 1_200,
  })
})
