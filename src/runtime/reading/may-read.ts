/** Whether somebody may read what is personal: the host is asked, and whatever is not a clear yes is a no. */
import * as E from 'fp-ts/lib/Either.js'
import { border } from '../../domain/kernel/border.js'
import { Actor } from '../../domain/values/actor.js'
import type { Authorizer, AuthorizerUnavailable } from '../../ports/authorizer.js'
import type { AfterSalesError } from '../errors.js'
import type { Runtime } from '../runtime.js'

const checkReader = border('Reader', Actor)

const asked = async (
  authorizer: Authorizer | undefined,
  ...question: Parameters<Authorizer['mayRead']>
): Promise<E.Either<AuthorizerUnavailable, unknown>> => {
  try {
    return authorizer === undefined ? E.right(false) : await authorizer.mayRead(...question)()
  } catch {
    return E.left({ _tag: 'AuthorizerUnavailable', reason: 'it failed with an exception' })
  }
}

/** `Right` where they may. Each question is counted, whatever the answer. */
export const mayRead = async (
  { tenant, telemetry }: Pick<Runtime, 'tenant' | 'telemetry'>,
  authorizer: Authorizer | undefined,
  reader: Actor,
  customerId: string,
): Promise<E.Either<AfterSalesError, void>> => {
  const checked = checkReader(reader)
  if (E.isLeft(checked)) return checked
  const answer = await asked(authorizer, checked.right, { tenant, customerId })
  const outcome = E.isLeft(answer) ? 'unavailable' : answer.right === true ? 'allowed' : 'refused'
  telemetry.count('aftersales.notes.reads', 1, { by: checked.right.kind, outcome })
  if (E.isLeft(answer)) return answer
  return answer.right === true ? E.right(undefined) : E.left({ _tag: 'ReadingNotAllowed' })
}
