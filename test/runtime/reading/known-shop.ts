/** A shop with a customer of three requests: one refunded, one appealed, one asked for twice. */
import type { Caller, EventStore } from 'after-sales'
import { lossOf, supervisor, terms } from '../../acceptance/compensations.js'
import { agent, customer, lead, openHanded, shopOn, submitted, wish, type Shop } from '../../acceptance/shop.js'

const defective = (quantity: number) => [{ lineId: 'mug', quantity, reason: 'QL_DEFECTIVE' }]
const chat: Caller = { ...customer, channel: 'chat' }
const HOUR = 3_600_000

/** Refunded with a coupon for the trouble; rejected by phone, appealed over chat and granted in part; asked for twice. */
export const knownShop = async (store: EventStore): Promise<Shop> => {
  const shop = shopOn(store, { policy: openHanded('EUR', { automatic: [] }) })
  await submitted(shop, 'R-1', 1, { remedy: 'refund_only', lines: defective(1) })
  await shop.requests.approve({ requestId: 'R-1' }, lead)
  await shop.compensations.propose(
    {
      ...{ compensationId: 'C-1', requestId: 'R-1', currency: 'EUR', benefit: { form: 'coupon' }, terms: terms() },
      losses: [lossOf('delay', 3_000)],
    },
    supervisor,
  )
  await shop.requests.answerSurvey({ requestId: 'R-1', score: 4 }, customer)
  shop.clock.advance(HOUR)
  await shop.requests.open(wish('R-2', 2), agent)
  await shop.requests.submit({ requestId: 'R-2' }, agent)
  await shop.requests.reject({ requestId: 'R-2', code: 'WORN' }, agent)
  shop.clock.advance(HOUR)
  await shop.requests.appeal({ requestId: 'R-2' }, chat)
  await shop.requests.approve({ requestId: 'R-2', lines: [{ lineId: 'mug', quantity: 1 }] }, lead)
  shop.clock.advance(HOUR)
  await shop.requests.open(wish('R-3', 1), customer)
  await shop.requests.merge({ requestId: 'R-3', into: 'R-2' }, agent)
  return shop
}
