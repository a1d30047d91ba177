/** Before they submit, customers look at the price, and think again about what they ask for; some ask too late. */
import type { OpenedRequest } from '../../../domain/request/index.js'
import { freeUnits } from '../../../domain/entitlement/state.js'
import type { Wish } from '../scenario.js'
import { option, when, type Option, type PeopleMeans } from './option.js'
import { sightOf } from './sight.js'

export const draftingOf = (means: PeopleMeans) => {
  const { chance } = means
  const { orderOf } = sightOf(means)

  /** Another line, which may have come into the order since; or one unit more or less of the first. */
  const otherLines = ({ requestId, orderId, lines }: OpenedRequest): OpenedRequest['lines'] => {
    const [first] = lines as readonly [OpenedRequest['lines'][number]]
    const { reason } = first
    const others = (orderOf(orderId)?.lines ?? []).filter(
      (b) => freeUnits(b) > 0 && !lines.some(({ lineId }) => lineId === b.line.lineId),
    )
    const other = others[others.length - 1]
    if (other !== undefined) return [...lines, { lineId: other.line.lineId, quantity: 1, reason }]
    const more = chance.happens(0.3, `one more ${requestId}`) || first.quantity === 1
    return [{ ...first, quantity: first.quantity + (more ? 1 : -1) }, ...lines.slice(1)]
  }

  return (wish: Wish, s: OpenedRequest): ReadonlyArray<Option> => {
    const { requestId } = wish
    const { quotes, quote, submission, lines } = s
    if (submission >= 2) return []
    const isAsWished =
      lines.length === wish.lines.length &&
      lines.every((l, i) => l.lineId === wish.lines[i]!.lineId && l.quantity === wish.lines[i]!.quantity)
    const thinksAgain = wish.thinksAgain && submission === 0 && isAsWished && quotes < 3
    const agrees = quote !== undefined && chance.happens(0.8, `agrees to the price ${requestId}`, quotes)
    const about = `${requestId} ${quotes}`
    // A command id stands for one wish: what they think of depends on the order of the moment.
    const others = thinksAgain ? otherLines(s) : []
    const thought = others.map(({ lineId, quantity }) => `${lineId} ${quantity}`).join(' ')
    return [
      ...when(
        wish.asksPrice && quotes < (thinksAgain ? 1 : 2),
        option('ask the price', about, (api, by) => api.requests.quote({ requestId }, by)),
      ),
      ...when(
        thinksAgain,
        option('think again', `${requestId} ${thought}`, (api, by) =>
          api.requests.edit({ requestId, lines: others }, by),
        ),
      ),
      option('submit', about, (api, by) =>
        api.requests.submit({ requestId, ...(agrees ? { quote: quote.quote } : {}) }, by),
      ),
    ]
  }
}
