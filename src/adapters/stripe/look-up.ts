/**
 * Finds a refund by our key. Stripe's list of the refunds of a payment shows what was made as soon as it was made, and
 * on each stands what we noted; so what is not in the whole list was never made. All pages are read: two refunds with
 * one key mean that a key was sent after Stripe had forgotten it, and that is for people.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { ProviderAnswer, ProviderSilent } from '../../ports/payment-provider.js'
import type { StripeCallOptions, StripeClient } from './client.js'
import { heard, silent } from './errors.js'
import { answerOf, isRecord, refundOf, type StripeRefund } from './refund-object.js'

/** The most that Stripe gives at once. */
const PAGE = 100
/** A payment with more than 1,000 refunds is none that a shop has; reading on would never end. */
const MOST_PAGES = 10

type Found = E.Either<ProviderSilent, ProviderAnswer | { readonly _tag: 'NeverSeen' }>

export const lookUp = async (
  client: StripeClient,
  payment: { readonly payment_intent?: string; readonly charge?: string },
  key: string,
  options: StripeCallOptions,
): Promise<Found> => {
  const found: Array<StripeRefund> = []
  let after: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const from = after === undefined ? {} : { starting_after: after }
    const list = await listed(() => client.refunds.list({ ...payment, limit: PAGE, ...from }, options))
    if (E.isLeft(list)) return list
    found.push(...list.right.refunds.filter((refund) => refund.key === key))
    after = list.right.refunds.at(-1)?.id
    if (!list.right.hasMore || after === undefined) return meaningOf(found)
  }
  return silent(`the payment has more than ${MOST_PAGES * PAGE} refunds at Stripe`)
}

const listed = async (
  ask: () => PromiseLike<unknown>,
): Promise<E.Either<ProviderSilent, { readonly refunds: ReadonlyArray<StripeRefund>; readonly hasMore: boolean }>> => {
  try {
    const list = await ask()
    const data = isRecord(list) && typeof list['has_more'] === 'boolean' ? list['data'] : undefined
    if (!Array.isArray(data)) return silent('Stripe answered nonsense')
    const refunds = data.map(refundOf).filter((refund) => refund !== undefined)
    // A refund that cannot be read may be the one that was looked for.
    return refunds.length === data.length
      ? E.right({ refunds, hasMore: (list as { readonly has_more: boolean }).has_more })
      : silent('Stripe listed something that is no refund')
  } catch (error) {
    const said = heard(error)
    // No error settles a look-up: only the list does.
    return E.isLeft(said) ? said : silent('Stripe would not list the refunds of this payment')
  }
}

/** The list is newest first. */
const meaningOf = (found: ReadonlyArray<StripeRefund>): Found => {
  const [newest] = found
  if (newest === undefined) return E.right({ _tag: 'NeverSeen' })
  const live = found.filter(({ status }) => status !== 'failed' && status !== 'canceled')
  if (live.length > 1) return E.right({ _tag: 'Misused', code: 'several_refunds_for_one_key' })
  const answer = answerOf(live[0] ?? newest)
  return answer === undefined ? silent('the refund has a status that is not known here') : E.right(answer)
}
