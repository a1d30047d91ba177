/** Who may do what next in a case, and why something else is not possible. */
import * as E from 'fp-ts/lib/Either.js'
import type { Actor } from '../domain/values/actor.js'
import type { StreamKind } from '../domain/values/ids.js'
import { readCase, type CaseView } from './case-view.js'
import type { AfterSalesError } from './errors.js'
import { ideasOfRepair, ideasOfReplacement } from './next-steps/of-goods-out.js'
import { ideasOfReturn } from './next-steps/of-goods.js'
import { ideasOfCompensation, ideasOfRefund } from './next-steps/of-money.js'
import { ideasOfRequest } from './next-steps/of-request.js'
import { stepsFor, type Idea, type Steps } from './next-steps/idea.js'
import type { FactsFor } from './order-facts.js'
import type { Runtime } from './runtime.js'

export interface WhatNext extends Steps {
  readonly requestId: string
  readonly status: CaseView['request']['status']
}

const all = (steps: ReadonlyArray<Steps>): Steps => ({
  possible: steps.flatMap(({ possible }) => possible),
  notNow: steps.flatMap(({ notNow }) => notNow),
})

/** What is never listed: it does not depend on where the case stands. */
export const NEVER_LISTED = {
  'requests.open': 'begins another case',
  'requests.merge': 'is about another request, which only a person can name',
  'refunds.recordAnswer': 'a word of the provider, which comes by itself',
  'work.take': 'says who does it, and takes the case nowhere',
  'work.release': 'says who does it, and takes the case nowhere',
  'work.transfer': 'says who does it, and takes the case nowhere',
  'compensations.propose': 'may be done at any time, for losses that only a person can name',
} as const

/**
 * Every function of the façade that takes the case further, tried on the case as it stands: who may call it, or why nobody
 * may. With `as` only for that person, so that rules about persons (four eyes, another reviewer) count. Each is tried on
 * its own stream: that the order has no units left is heard only when it is done.
 */
export const whatNext = async (
  runtime: Runtime,
  facts: FactsFor,
  requestId: string,
  as: Actor | undefined,
): Promise<E.Either<AfterSalesError, WhatNext>> => {
  const read = await readCase(runtime, requestId)
  if (E.isLeft(read)) return read
  const { request, returns, replacements, repairs, refunds, compensations } = read.right
  const { tenant } = runtime
  const at = runtime.clock.now()
  const looked =
    request.status === 'draft'
      ? { submitting: await facts.forSubmitting(requestId), quoting: await facts.forQuoting(requestId) }
      : undefined
  const customer: Actor = { kind: 'customer', id: request.customerId }
  const of = <S>(kind: StreamKind, id: string, state: S, ideas: ReadonlyArray<Idea<S>>) =>
    stepsFor({ kind, id, state, at, tenant }, ideas, as)
  const steps = all([
    of('request', requestId, request, ideasOfRequest(request, looked)),
    ...returns.map((s) => of('return', s.returnId, s, ideasOfReturn(s, customer, request.currency))),
    ...replacements.map((s) => of('replacement', s.replacementId, s, ideasOfReplacement(s))),
    ...repairs.map((s) => of('repair', s.repairId, s, ideasOfRepair(s))),
    ...refunds.map((s) => of('refund', s.refundId, s, ideasOfRefund(s, customer))),
    ...compensations.map((s) => of('compensation', s.compensationId, s, ideasOfCompensation(s))),
  ])
  return E.right({ requestId, status: request.status, ...steps })
}
