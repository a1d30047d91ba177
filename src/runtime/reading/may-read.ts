/** Whether somebody may read what is personal: the host is asked, and whatever is not a clear yes is a no. */
import * as E from 'fp-ts/lib/Either.js'
import { border } from '../../domain/kernel/border.js'
import type { Catalog } from '../../domain/kernel/sentence.js'
import { Actor } from '../../domain/values/actor.js'
import type { Authorizer, AuthorizerUnavailable } from '../../ports/authorizer.js'
import type { AfterSalesError } from '../errors.js'
import type { Runtime } from '../runtime.js'

export type PrivacyError =
  | AuthorizerUnavailable
  /** The host did not say that they may, or there is nobody to ask. */
  | { readonly _tag: 'ReadingNotAllowed' }

export const privacyWords: Catalog<PrivacyError> = {
  AuthorizerUnavailable: {
    code: 'PRIVACY.AUTHORIZER_UNAVAILABLE',
    retryable: true,
    en: () => 'Nobody can say at the moment whether this person may read it.',
    zh: () => '目前无法确认该人员是否有权查看。',
  },
  ReadingNotAllowed: {
    code: 'PRIVACY.READING_NOT_ALLOWED',
    en: () => 'This person may not read what was written in the cases of this customer.',
    zh: () => '该人员无权查看此客户的售后留言。',
  },
}

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
