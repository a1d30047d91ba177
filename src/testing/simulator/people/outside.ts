/** What happens in the provider’s dashboard and at the bank. */
import type { Option, PeopleMeans } from './option.js'

export const outsideOf = ({ monitor, chance, scenario }: PeopleMeans) => {
  /** What happens outside, now and then: a refund in the dashboard, a chargeback and its end. */
  const outsideOptions = (): ReadonlyArray<Option> =>
    scenario.orders.flatMap(({ orderId }): ReadonlyArray<Option> => {
      const order = monitor.state('entitlement', encodedOrder(orderId))
      if (order === undefined || order.status === 'unknown') return []
      const options: Array<Option> = []
      for (const [chargebackId, { status }] of order.chargebacks)
        if (status === 'open')
          options.push({
            name: 'chargeback ends',
            do: (api, by) =>
              api.orders.recordChargeback(
                {
                  orderId,
                  chargebackId,
                  status: chance.happens(0.5, `won ${orderId}`) ? 'won' : 'lost',
                },
                by,
              ),
          })
      if (chance.happens(0.08, `dashboard ${orderId}`) && order.recorded.size === 0)
        options.push({
          name: 'refund in the dashboard',
          do: (api, by) =>
            api.orders.recordExternalRefund({ orderId, externalId: 'dash-1', tenderId: 'card', minor: 50 }, by),
        })
      if (chance.happens(0.05, `chargeback ${orderId}`) && order.chargebacks.size === 0)
        options.push({
          name: 'chargeback',
          do: (api, by) =>
            api.orders.recordChargeback(
              { orderId, chargebackId: 'cb-1', status: 'opened', tenderId: 'card', minor: 100 },
              by,
            ),
        })
      return options
    })
  return outsideOptions
}

/** As the stream's name has it: `#` is escaped. */
const encodedOrder = (orderId: string): string => orderId.replace('#', '~23')
