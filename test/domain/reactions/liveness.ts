/** Once all news has arrived, somebody can act on every open case: what a person may do is tried on the deciders. */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import { Replacement } from '../../../src/domain/replacement/index.js'
import { Request, type OpenedRequest, type RequestCommand } from '../../../src/domain/request/index.js'
import { Return } from '../../../src/domain/return/index.js'
import { supervisor } from '../../../src/testing/builders/build.js'
import * as elsewhere from '../../../src/testing/builders/elsewhere.js'
import * as request from '../../../src/testing/builders/request.js'
import { statesOf } from './reading.js'
import type { Shop } from './shop.js'

const FOR_PEOPLE = ['pending_approval', 'failed', 'partially_succeeded', 'needs_attention']

const isPossible = (s: OpenedRequest, command: RequestCommand): boolean => {
  const decided = Request.decide(command)(s)
  return E.isRight(decided) && decided.right.length > 0
}

/** What staff could do with the request itself. */
const mayMove = (s: OpenedRequest): boolean => {
  const { requestId } = s
  const by = { actor: supervisor }
  const switches = (['return_refund', 'exchange', 'refund_only'] as const).map((to) =>
    elsewhere.switchRemedy({ requestId, to, proof: 'CALL' }, by),
  )
  const retries = [...s.refunds.keys()].map((refundId) => request.retryRefund({ requestId, refundId }, by))
  return [...switches, ...retries, request.resolveRequest({ requestId }, by)].some((command) => isPossible(s, command))
}

/** Every open case is somebody's turn: none waits for news that will not come. */
export const somebodyCanAct = (shop: Shop): void => {
  const { requests, returns, refunds, replacements, repairs } = statesOf(shop)
  for (const s of requests) {
    if (s.status !== 'in_progress') continue
    const isOf = (one: { readonly requestId: string }): boolean => one.requestId === s.requestId
    const alive =
      returns.some((one) => isOf(one) && !Return.isTerminal(one)) ||
      refunds.some((one) => isOf(one) && FOR_PEOPLE.includes(one.status)) ||
      replacements.some(
        (one) => isOf(one) && one.replacementId === s.replacement?.id && !Replacement.isTerminal(one),
      ) ||
      repairs.some(
        (one) => isOf(one) && one.repairId === s.repair?.id && !['completed', 'canceled'].includes(one.status),
      ) ||
      mayMove(s)
    assert.ok(alive, `${s.requestId} waits for nobody`)
  }
}
