/** What anybody might do with goods: those that come back, those that go out instead, those in the workshop. */
import type { PlannedRepair } from '../../domain/repair/index.js'
import type { PlannedReplacement } from '../../domain/replacement/index.js'
import type { AuthorizedReturn } from '../../domain/return/index.js'
import type { Actor } from '../../domain/values/actor.js'
import { plusDays } from '../../domain/values/instant.js'
import { somebody, type Example, type Idea } from './idea.js'

const warehouse = somebody('warehouse')
const agent = somebody('agent')
const carrier = somebody('carrier')
const NEW = 'what-next'

const asking =
  (key: string, id: string) =>
  (type: string, more: object = {}, facts?: unknown): (() => ReadonlyArray<Example>) =>
  () => [{ type, data: { [key]: id, ...more }, facts }]

export const ideasOfReturn = (s: AuthorizedReturn, customer: Actor): ReadonlyArray<Idea<AuthorizedReturn>> => {
  const ask = asking('returnId', s.returnId)
  const toInspect = s.lines.find((l) => l.received > l.accepted + l.rejected) ?? s.lines[0]
  const toDispose = s.lines.find((l) => l.accepted + l.rejected > l.disposed) ?? s.lines[0]
  const one = (lineId: string | undefined) => (lineId === undefined ? [] : [{ lineId, quantity: 1 }])
  return [
    {
      call: 'returns.registerParcel',
      by: [customer, carrier, agent],
      examples: ask('RegisterParcel', { parcelId: NEW }),
    },
    {
      call: 'returns.receiveParcel',
      by: [warehouse],
      examples: ask('ReceiveParcel', { receiptId: NEW, lines: one(s.lines[0]?.lineId) }),
    },
    {
      call: 'returns.inspect',
      by: [warehouse],
      examples: ask('InspectItems', {
        inspectionId: NEW,
        lines: one(toInspect?.lineId).map(({ lineId }) => ({
          lineId,
          accepted: 0,
          rejected: 1,
          grade: 'A_NEW_SEALED',
        })),
      }),
    },
    {
      call: 'returns.dispose',
      by: [warehouse],
      examples: ask('DisposeItems', {
        dispositionId: NEW,
        lines: one(toDispose?.lineId).map((units) => ({ ...units, code: 'QUARANTINE' })),
      }),
    },
    { call: 'returns.closeShort', by: [warehouse, agent], examples: ask('CloseReturnShort', { reason: NEW }) },
  ]
}

export const ideasOfReplacement = (s: PlannedReplacement): ReadonlyArray<Idea<PlannedReplacement>> => {
  const ask = asking('replacementId', s.replacementId)
  const customer: Actor = { kind: 'customer', id: s.customerId }
  const noNames = { lineIds: [], tenderIds: [] }
  const worth = s.offer?.price ?? s.credit
  const items = s.offer?.items ?? [{ lineId: NEW, sku: NEW, quantity: 1, goods: worth }]
  return [
    { call: 'replacements.reserve', by: [agent], examples: ask('ReserveReplacement', { items }, noNames) },
    {
      call: 'replacements.secureDifference',
      by: [customer, agent],
      examples: ask('SecureDifference', { paymentId: NEW, tenderId: NEW, kind: 'card', minor: 1 }, noNames),
    },
    {
      call: 'replacements.reportOutOfStock',
      by: [warehouse, agent],
      examples: ask('ReportOutOfStock', { reason: NEW }),
    },
    {
      call: 'replacements.releaseInAdvance',
      by: [agent],
      examples: (_, at) => [
        {
          type: 'ReleaseInAdvance',
          data: {
            replacementId: s.replacementId,
            security: {
              kind: 'hold',
              tenderId: NEW,
              tenderKind: 'card',
              paymentRef: NEW,
              minor: Math.max(1, s.planned),
            },
            returnBy: plusDays(at, 14),
          },
          facts: noNames,
        },
      ],
    },
    { call: 'replacements.ship', by: [warehouse], examples: ask('ShipReplacement', { parcelId: NEW }) },
    {
      call: 'replacements.recordDelivered',
      by: [carrier, agent],
      examples: (_, at) => [
        { type: 'RecordReplacementDelivered', data: { replacementId: s.replacementId, deliveredAt: at } },
      ],
    },
    {
      call: 'replacements.recordUndelivered',
      by: [carrier, agent],
      examples: ask('RecordReplacementUndelivered', { why: 'lost' }),
    },
    {
      call: 'replacements.recordRecovery',
      by: [somebody('finance'), agent],
      examples: ask('RecordRecovery', { recoveryId: NEW, minor: Math.max(1, s.advance?.due ?? 1) }),
    },
    {
      call: 'replacements.waiveRecovery',
      by: [somebody('finance'), agent],
      examples: ask('WaiveRecovery', { reason: NEW }),
    },
  ]
}

export const ideasOfRepair = (s: PlannedRepair): ReadonlyArray<Idea<PlannedRepair>> => {
  const ask = asking('repairId', s.repairId)
  const customer: Actor = { kind: 'customer', id: s.customerId }
  return [
    { call: 'repairs.diagnose', by: [warehouse], examples: ask('DiagnoseRepair', { fault: NEW, warranty: 'covered' }) },
    { call: 'repairs.acceptQuote', by: [customer], examples: ask('AcceptRepairQuote') },
    { call: 'repairs.declineQuote', by: [customer], examples: ask('DeclineRepairQuote') },
    { call: 'repairs.finish', by: [warehouse], examples: ask('FinishRepair') },
    { call: 'repairs.reportUnrepairable', by: [warehouse], examples: ask('ReportUnrepairable', { reason: NEW }) },
    { call: 'repairs.ship', by: [warehouse], examples: ask('ShipRepaired', { parcelId: NEW }) },
    {
      call: 'repairs.recordDelivered',
      by: [carrier, agent],
      examples: (_, at) => [{ type: 'RecordRepairDelivered', data: { repairId: s.repairId, deliveredAt: at } }],
    },
  ]
}
