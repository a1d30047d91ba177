/** What customers say: ask, submit, appeal, answer, and now and then change their mind. Their goods: `customer-goods.ts`. */
import { SECRET, type Wish } from '../scenario.js'
import { customerGoodsOf } from './customer-goods.js'
import { draftingOf } from './drafting.js'
import { option, when, type Option, type PeopleMeans } from './option.js'
import { sightOf } from './sight.js'

const PHOTO = { evidenceId: 'photo-1', kind: 'photo', sha256: '0'.repeat(64) }
const NOTE = `It is for ${SECRET}.`

export const customerOf = (means: PeopleMeans) => {
  const { chance } = means
  const { requestOf, at } = sightOf(means)
  const goodsOptions = customerGoodsOf(means)
  const drafting = draftingOf(means)

  const customerOptions = (wish: Wish) => (): ReadonlyArray<Option> => {
    const { requestId, orderId, remedy, lines } = wish
    const request = requestOf(wish)
    const ask = (name: string, action: Option['do']): Option => option(name, requestId, action)
    if (request === undefined) {
      const note = chance.happens(0.3, `writes a note ${requestId}`) ? { note: NOTE } : {}
      return [ask('open', (api, by) => api.requests.open({ requestId, orderId, remedy, lines, ...note }, by))]
    }
    const { status, appeals } = request
    if (status === 'draft') return drafting(wish, request)
    const isOver = status === 'resolved' || status === 'rejected' || status === 'closed'
    const minds = chance.happens(status === 'rejected' ? 0.6 : 0.25, `appeals ${requestId}`, appeals)
    const rule = request.terms?.appeals
    const mayAppeal =
      isOver &&
      rule !== undefined &&
      appeals < rule.most &&
      request.appealableUntil !== undefined &&
      at() < request.appealableUntil
    const isOpen = status === 'approved' || status === 'in_progress' || status === 'under_review'
    return [
      ...when(
        status === 'awaiting_evidence' && !chance.happens(0.25, `never sends a photo ${requestId}`),
        ask('supply evidence', (api, by) => api.requests.supplyEvidence({ requestId, items: [PHOTO] }, by)),
      ),
      ...when(
        isOver && !request.isSurveyed && chance.happens(0.4, `answers the survey ${requestId}`),
        ask('survey', (api, by) => api.requests.answerSurvey({ requestId, score: 4, note: NOTE }, by)),
      ),
      ...when(
        mayAppeal && minds,
        ask(`appeal ${appeals}`, (api, by) => api.requests.appeal({ requestId, note: NOTE }, by)),
      ),
      ...when(
        request.secondLook?.why === 'appeal' &&
          status === 'under_review' &&
          chance.happens(0.1, `gives up the appeal ${requestId}`),
        ask('withdraw appeal', (api, by) => api.requests.cancel({ requestId, reason: 'no use' }, by)),
      ),
      ...when(
        wish.cancels && isOpen && request.notCanceled === undefined && request.secondLook === undefined,
        ask('cancel', (api, by) => api.requests.cancel({ requestId, reason: 'changed mind' }, by)),
      ),
      ...goodsOptions(wish, request),
    ]
  }
  return customerOptions
}
