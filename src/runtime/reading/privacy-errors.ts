/** Why what is personal stays closed, and the words for it. */
import type { Catalog } from '../../domain/kernel/sentence.js'
import type { AuthorizerUnavailable } from '../../ports/authorizer.js'

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
