/** What happens in the provider’s dashboard and at the bank, in the order system, and at the checkout. */
import type { RegisteredEntitlement } from '../../../domain/entitlement/index.js'
import { factKey, freeUnits, paidForLine } from '../../../domain/entitlement/state.js'
import { instantOf } from '../../../domain/values/instant.js'
import { share } from '../../../domain/values/money.js'
import { EPOCH_MS } from '../scenario.js'
import { option, when, type Option, type PeopleMeans } from './option.js'
import { HOUR_MS, sightOf } from './sight.js'

export const outsideOf = (means: PeopleMeans) => {
  const { chance, scenario, monitor } = means
  const { orderOf } = sightOf(means)

  /** A carrier says when it was there, and now and then says better later. */
  const deliveries = ({ orderId, deliveredAt }: RegisteredEntitlement): ReadonlyArray<Option> => {
    const said = (nth: number) => instantOf(EPOCH_MS - chance.whole(1, 60, `delivered ${orderId}`, nth) * HOUR_MS)
    if (deliveredAt === undefined)
      return when(
        chance.happens(0.5, `says delivered ${orderId}`),
        option('delivered', orderId, (api, by) => api.orders.recordDelivery({ orderId, deliveredAt: said(0) }, by)),
      )
    return when(
      chance.happens(0.1, `corrects delivery ${orderId}`) && deliveredAt !== said(1),
      option('delivered otherwise', orderId, (api, by) =>
        api.orders.recordDelivery({ orderId, deliveredAt: said(1) }, by),
      ),
    )
  }

  /** What happens outside, now and then: a refund in the dashboard, a chargeback and its end. */
  const outsideOptions = (): ReadonlyArray<Option> =>
    scenario.orders.flatMap(({ orderId }): ReadonlyArray<Option> => {
      const order = orderOf(orderId)
      if (order === undefined) return []
      const tenderId = chance.pick(order.tenders, `dashboard means ${orderId}`).tenderId
      const has = (type: Parameters<typeof factKey>[0], id: string) => order.recorded.has(factKey(type, id))
      const card = order.tenders[0]!
      const dispute = chance.pick(
        [100, Math.max(1, Math.floor(card.captured / 2)), Math.max(1, card.captured)],
        `disputes ${orderId}`,
      )
      // Not before so much has happened: the bank hears of it at any moment.
      const isTime = monitor.events() > chance.whole(2, 90, `disputed after ${orderId}`)
      const first = order.lines[0]!
      return [
        ...[...order.chargebacks].flatMap(([chargebackId, { status }]) =>
          when(
            status === 'open',
            option('chargeback ends', `${orderId} ${chargebackId}`, (api, by) =>
              api.orders.recordChargeback(
                { orderId, chargebackId, status: chance.happens(0.5, `won ${orderId}`) ? 'won' : 'lost' },
                by,
              ),
            ),
          ),
        ),
        ...when(
          chance.happens(0.08, `dashboard ${orderId}`) && !has('ExternalRefundRecorded', 'dash-1'),
          option('refund in the dashboard', orderId, (api, by) =>
            api.orders.recordExternalRefund({ orderId, externalId: 'dash-1', tenderId, minor: 50 }, by),
          ),
        ),
        // A colleague pays for a unit by hand, whoever claims it here meanwhile.
        ...when(
          chance.happens(0.08, `dashboard units ${orderId}`) && !has('ExternalRefundRecorded', 'dash-2'),
          option('refund units in the dashboard', orderId, (api, by) =>
            api.orders.recordExternalRefund(
              {
                ...{ orderId, externalId: 'dash-2', tenderId: 'card' },
                minor: Math.max(1, share(paidForLine(first.line), 1, first.line.quantity)),
                lines: [{ lineId: first.line.lineId, quantity: 1 }],
              },
              by,
            ),
          ),
        ),
        ...when(
          chance.happens(0.18, `chargeback ${orderId}`) && isTime && order.chargebacks.size === 0,
          option('chargeback', orderId, (api, by) =>
            api.orders.recordChargeback(
              { orderId, chargebackId: 'cb-1', status: 'opened', tenderId: 'card', minor: dispute },
              by,
            ),
          ),
        ),
        ...when(
          chance.happens(0.15, `captures the rest ${orderId}`) && !has('PaymentCaptured', 'capture-2'),
          option('capture', orderId, (api, by) =>
            api.orders.recordCapture({ orderId, captureId: 'capture-2', tenderId: 'card', minor: 77 }, by),
          ),
        ),
        ...when(
          chance.happens(0.1, `adds ${orderId}`) && !has('OrderEdited', 'edit-2'),
          option('add to order', orderId, (api, by) =>
            api.orders.recordEdit(
              {
                ...{ orderId, editId: 'edit-2', canceled: [], reason: 'forgotten' },
                added: [{ lineId: 'line-9', sku: 'SKU-9', quantity: 2, goods: 1_001, tax: 77, fee: 5 }],
              },
              by,
            ),
          ),
        ),
        ...when(
          // Customers see what was added, pay for it, and may ask for it back.
          has('OrderEdited', 'edit-2') &&
            !has('PaymentCaptured', 'capture-3') &&
            !chance.happens(0.2, `owes ${orderId}`),
          option('capture for more', orderId, (api, by) =>
            api.orders.recordCapture({ orderId, captureId: 'capture-3', tenderId: 'card', minor: 1_083 }, by),
          ),
        ),
        ...deliveries(order),
        ...when(
          chance.happens(0.05, `edits ${orderId}`) && !has('OrderEdited', 'edit-1') && freeUnits(first) > 0,
          option('edit order', orderId, (api, by) =>
            api.orders.recordEdit(
              {
                ...{ orderId, editId: 'edit-1', added: [], reason: 'sold out' },
                canceled: [{ lineId: first.line.lineId, quantity: 1 }],
              },
              by,
            ),
          ),
        ),
      ]
    })
  return outsideOptions
}
