/** What happens in the provider’s dashboard and at the bank, in the order system, and at the checkout. */
import { factKey, freeUnits } from '../../../domain/entitlement/state.js'
import { option, when, type Option, type PeopleMeans } from './option.js'
import { sightOf } from './sight.js'

export const outsideOf = (means: PeopleMeans) => {
  const { chance, scenario, monitor } = means
  const { orderOf } = sightOf(means)

  /** What happens outside, now and then: a refund in the dashboard, a chargeback and its end. */
  const outsideOptions = (): ReadonlyArray<Option> =>
    scenario.orders.flatMap(({ orderId }): ReadonlyArray<Option> => {
      const order = orderOf(orderId)
      if (order === undefined) return []
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
            api.orders.recordExternalRefund({ orderId, externalId: 'dash-1', tenderId: 'card', minor: 50 }, by),
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
