/** Goods that go out for others: an agent finds them, the checkout holds what is owed, the warehouse ships. */
import type { PlannedReplacement } from '../../../domain/replacement/index.js'
import { securedOf } from '../../../domain/replacement/state.js'
import { option, when, type Option, type PeopleMeans } from './option.js'
import { HOUR_MS, sightOf } from './sight.js'

/** Nobody sets a date so far ahead. */
const FAR_MS = 8 * 24 * HOUR_MS

/** In hundredths of what the old goods are worth. */
const PRICES = [60, 100, 100, 130, 170]
/** Some customers have no time to lose. */
const RETURN_HOURS = [2, 12, 48]

export const outboundOf = (means: PeopleMeans) => {
  const { chance, monitor } = means
  const { replacements, at } = sightOf(means)

  const reserving = (s: PlannedReplacement): ReadonlyArray<Option> => {
    const { replacementId, kind, credit, attempt, offer } = s
    // A new name for each try, and the same one for each repetition of it.
    const nth = monitor.events()
    const percent = kind === 'reship' ? 100 : chance.pick(PRICES, `price ${replacementId}`, nth)
    const goods = Math.floor((credit * percent) / 100)
    const item = { lineId: `new-${replacementId.slice(0, 4)}-${nth}`, sku: 'SKU-NEW', quantity: 1, goods }
    const isAgain = attempt > 0 && offer !== undefined
    const what = isAgain
      ? { items: offer.items, shipping: offer.shipping, shippingTax: offer.shippingTax }
      : { items: [item] }
    const payBy = at(chance.pick([12, 30], `pay by ${replacementId}`) * HOUR_MS)
    return [
      option('reserve', replacementId, (api, by) => api.replacements.reserve({ replacementId, ...what, payBy }, by)),
    ]
  }

  const agentOptions = (): ReadonlyArray<Option> =>
    replacements().flatMap((s): ReadonlyArray<Option> => {
      const { replacementId, status, kind, offer, planned, advance } = s
      const of = `${replacementId} ${offer?.reservedAt}`
      const returnBy = at(chance.pick(RETURN_HOURS, `return by ${of}`) * HOUR_MS)
      switch (status) {
        case 'planned':
        case 'out_of_stock':
        case 'expired':
        case 'undelivered':
          return reserving(s)
        case 'reserved': {
          const minor = Math.max(1, Math.floor(planned / chance.whole(1, 2, `security ${of}`)))
          return [
            ...when(
              kind === 'exchange' && advance === undefined && chance.happens(0.7, `in advance ${of}`),
              option('release in advance', of, (api, by) =>
                api.replacements.releaseInAdvance(
                  {
                    replacementId,
                    security: {
                      ...{ kind: 'hold', tenderId: `security-${replacementId.slice(0, 4)}`, tenderKind: 'card' },
                      ...{ paymentRef: `auth_${replacementId.slice(0, 4)}`, minor },
                    },
                    returnBy,
                  },
                  by,
                ),
              ),
            ),
            ...outOfStock(s),
          ]
        }
        case 'awaiting_payment':
          // Whoever set the date had a clock that was wrong: somebody notices.
          if (offer!.payBy! > at(FAR_MS))
            return [
              option('call it off', of, (api, by) =>
                api.replacements.reportOutOfStock({ replacementId, reason: 'impossible date' }, by),
              ),
            ]
          return outOfStock(s)
        case 'released':
          return outOfStock(s)
        default:
          return []
      }
    })

  const outOfStock = ({ replacementId, offer, status, attempt }: PlannedReplacement): ReadonlyArray<Option> =>
    when(
      attempt === 0 && chance.happens(0.08, `runs out ${replacementId} ${offer?.reservedAt} ${status}`),
      option('report out of stock', `${replacementId} ${offer?.reservedAt}`, (api, by) =>
        api.replacements.reportOutOfStock({ replacementId, reason: 'sold' }, by),
      ),
    )

  /** The customer pays what is owed, in one or two holds, or lets it be. */
  const checkoutOptions = (): ReadonlyArray<Option> =>
    replacements().flatMap((s): ReadonlyArray<Option> => {
      const { replacementId, status, offer, credit, paymentIds } = s
      if (status !== 'awaiting_payment' || offer === undefined) return []
      const owed = offer.price - credit - securedOf(s)
      const nth = paymentIds.size
      if (owed <= 0 || !chance.happens(0.7, `pays ${replacementId} ${offer.reservedAt}`)) return []
      const minor = nth === 0 && chance.happens(0.3, `pays in two ${replacementId}`) ? Math.ceil(owed / 2) : owed
      const name = `${replacementId.slice(0, 4)}-${nth}`
      return [
        option('pay difference', `${replacementId} ${nth}`, (api, by) =>
          api.replacements.secureDifference(
            {
              ...{ replacementId, paymentId: `hold-${name}`, tenderId: `card-${name}`, kind: 'card' },
              ...{ paymentRef: `pay_${name}`, minor },
            },
            by,
          ),
        ),
      ]
    })

  const shippingOptions = (): ReadonlyArray<Option> =>
    replacements().flatMap(({ replacementId, status, attempt }) =>
      when(
        status === 'released',
        option('ship replacement', `${replacementId} ${attempt}`, (api, by) =>
          api.replacements.ship({ replacementId, parcelId: `out-${attempt + 1}`, carrier: 'post' }, by),
        ),
      ),
    )

  /** Old goods stayed away: their worth is taken from the security, in parts or whole, or somebody lets it be. */
  const recoveryOptions = (isChief: boolean) => (): ReadonlyArray<Option> =>
    replacements().flatMap((s): ReadonlyArray<Option> => {
      const { replacementId, advance } = s
      if (advance?.phase !== 'due') return []
      const nth = advance.recoveryIds.size + 1
      const isWaived = chance.happens(0.2, `waives ${replacementId} ${nth}`)
      if (isWaived && isChief)
        return [
          option('waive recovery', `${replacementId} ${nth}`, (api, by) =>
            api.replacements.waiveRecovery({ replacementId, reason: 'good customer' }, by),
          ),
        ]
      if (isWaived || isChief || s.attempt === 0) return []
      const isPart = nth === 1 && chance.happens(0.3, `recovers a part ${replacementId}`)
      const minor = isPart ? Math.ceil(advance.due / 2) : advance.due
      return [
        option('recover', `${replacementId} ${nth}`, (api, by) =>
          api.replacements.recordRecovery({ replacementId, recoveryId: `recovery-${nth}`, minor }, by),
        ),
      ]
    })

  return { agentOptions, checkoutOptions, shippingOptions, recoveryOptions }
}
