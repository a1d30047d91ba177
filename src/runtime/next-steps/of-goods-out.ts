/** What anybody might do with goods that go out instead, and with those in the workshop. */
import * as E from 'fp-ts/lib/Either.js'
import type { PlannedRepair } from '../../domain/repair/index.js'
import type { PlannedReplacement } from '../../domain/replacement/index.js'
import type { Actor } from '../../domain/values/actor.js'
import { plusDays } from '../../domain/values/instant.js'
import { NEW, named, somebody, type Example, type Idea } from './idea.js'

const warehouse = somebody('warehouse')
const agent = somebody('agent')
const carrier = somebody('carrier')
const finance = somebody('finance')
const system = somebody('system')

/** The examples name nothing that the order could have named before. */
const noNames = E.right({ lineIds: [], tenderIds: [] })

export const ideasOfReplacement = (s: PlannedReplacement): ReadonlyArray<Idea<PlannedReplacement>> => {
  const { replacementId, offer, credit, payments, paymentIds } = s
  const ask =
    (type: string, more: object = {}, facts?: Example['facts']) =>
    (): ReadonlyArray<Example> => [
      { type, data: { replacementId, ...more }, ...(facts === undefined ? {} : { facts }) },
    ]
  // A little dearer, so that the example tells how a difference is asked for; what is sent once more costs nothing.
  const goods = s.kind === 'reship' ? credit : credit + 1
  const first = { items: [{ lineId: `${NEW}-${replacementId}`, sku: NEW, quantity: 1, goods }] }
  const { items } = offer ?? first
  const shipping = offer === undefined ? {} : { shipping: offer.shipping, shippingTax: offer.shippingTax }
  const open = (offer?.price ?? credit) - credit - payments.reduce((sum, { minor }) => sum + minor, 0)
  const tenderId = `${NEW}-${replacementId}-${paymentIds.size + 1}`
  return [
    {
      call: 'replacements.reserve',
      by: [agent],
      examples: (_, at) => ask('ReserveReplacement', { items, ...shipping, payBy: plusDays(at, 3) }, noNames)(),
    },
    {
      call: 'replacements.secureDifference',
      by: [system, agent],
      examples: ask(
        'SecureDifference',
        { paymentId: named(paymentIds), tenderId, kind: 'card', minor: Math.max(1, open) },
        noNames,
      ),
    },
    {
      call: 'replacements.reportOutOfStock',
      by: [warehouse, agent],
      isExpected: false,
      examples: ask('ReportOutOfStock', { reason: NEW }),
    },
    {
      call: 'replacements.releaseInAdvance',
      by: [agent],
      isExpected: false,
      examples: (_, at) => {
        const security = { kind: 'hold', tenderId, tenderKind: 'card', paymentRef: NEW, minor: Math.max(1, s.planned) }
        return ask('ReleaseInAdvance', { security, returnBy: plusDays(at, 14) }, noNames)()
      },
    },
    { call: 'replacements.ship', by: [warehouse], examples: ask('ShipReplacement', { parcelId: named(s.parcels) }) },
    {
      call: 'replacements.recordDelivered',
      by: [carrier, agent],
      examples: (_, at) => ask('RecordReplacementDelivered', { deliveredAt: at })(),
    },
    {
      call: 'replacements.recordUndelivered',
      by: [carrier, agent],
      isExpected: false,
      examples: ask('RecordReplacementUndelivered', { why: 'lost' }),
    },
    {
      call: 'replacements.recordRecovery',
      by: [finance, agent],
      examples: ask('RecordRecovery', {
        recoveryId: named(s.advance?.recoveryIds ?? new Set()),
        minor: Math.max(1, s.advance?.due ?? 1),
      }),
    },
    {
      call: 'replacements.waiveRecovery',
      by: [finance, agent],
      isExpected: false,
      examples: ask('WaiveRecovery', { reason: NEW }),
    },
  ]
}

export const ideasOfRepair = (s: PlannedRepair): ReadonlyArray<Idea<PlannedRepair>> => {
  const { repairId } = s
  const customer: Actor = { kind: 'customer', id: s.customerId }
  const ask =
    (type: string, more: object = {}) =>
    (): ReadonlyArray<Example> => [{ type, data: { repairId, ...more } }]
  return [
    { call: 'repairs.diagnose', by: [warehouse], examples: ask('DiagnoseRepair', { fault: NEW, warranty: 'covered' }) },
    { call: 'repairs.acceptQuote', by: [customer], examples: ask('AcceptRepairQuote') },
    { call: 'repairs.declineQuote', by: [customer], examples: ask('DeclineRepairQuote') },
    { call: 'repairs.finish', by: [warehouse], examples: ask('FinishRepair') },
    {
      call: 'repairs.reportUnrepairable',
      by: [warehouse],
      isExpected: false,
      examples: ask('ReportUnrepairable', { reason: NEW }),
    },
    { call: 'repairs.ship', by: [warehouse], examples: ask('ShipRepaired', { parcelId: NEW }) },
    {
      call: 'repairs.recordDelivered',
      by: [carrier, agent],
      examples: (_, at) => ask('RecordRepairDelivered', { deliveredAt: at })(),
    },
  ]
}
