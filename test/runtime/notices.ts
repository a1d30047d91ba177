/** What the tests of the webhook inbox share: a refund that is out, and what its provider says about it. */
import type { RawWebhook } from 'after-sales'
import { orThrow } from 'after-sales'
import { legKey, noticeIdOf } from '../../src/domain/values/ids.js'
import { submitted, type Shop } from '../acceptance/shop.js'
import { backgroundShop, worked, type BackgroundShop } from './workers/background.js'

export const MINOR = 26_997

export interface Said {
  readonly id?: string
  readonly minor?: number
  readonly currency?: string
  readonly providerRef?: string
  readonly code?: string
}

/** A webhook in the words of the simulated provider, well signed. */
export const saying = (shop: Shop, reference: string, tag: string, said: Said = {}): RawWebhook => {
  const { id = `evt-${tag}`, minor = MINOR, currency = 'EUR', providerRef = 'pr-1', code } = said
  const paid = tag === 'Succeeded' || tag === 'Reversed' ? { minor, currency } : {}
  const why = tag === 'Declined' || tag === 'Misused' || tag === 'Reversed' ? { code: code ?? 'closed' } : {}
  const ref = tag === 'Declined' || tag === 'Misused' ? {} : { providerRef }
  const answer = { _tag: tag, ...ref, ...paid, ...why }
  return shop.payments.signedWebhook(JSON.stringify({ id, refund: { reference, answer } }), shop.clock.now())
}

/** A refund whose leg the provider has taken, and whose outcome it will tell. */
export const underWay = async (shop: BackgroundShop = backgroundShop()) => {
  shop.payments.script({ _tag: 'process' })
  await submitted(shop, 'R-1', 3, { remedy: 'refund_only' })
  await worked(shop)
  const [refund] = (await shop.getCase('R-1')).refunds
  return { shop, refundId: refund!.refundId, key: legKey('main', refund!.refundId, 'card', 1) }
}

export const legOf = async (shop: Shop) => (await shop.getCase('R-1')).refunds[0]!.legs[0]!

export const noticeEvents = async (shop: Shop, noticeId: string): Promise<ReadonlyArray<string>> =>
  orThrow(await shop.store.read(`aftersales_notice-main.${noticeIdOf('simulated', noticeId)}`)()).events.map(
    ({ type }) => type,
  )

export const outcomeOf = async (
  receiving: Promise<{ readonly notices: ReadonlyArray<{ readonly outcome: string }> }>,
) => (await receiving).notices.map(({ outcome }) => outcome)
