/** Where a page has ended, as a word that a host hands back: its `next`. */
import * as E from 'fp-ts/lib/Either.js'
import type { Limit } from '../../domain/kernel/codec.js'
import type { Row } from '../../ports/read-model-store.js'
import type { AfterSalesError } from '../errors.js'

const A_CURSOR: Limit = {
  _tag: 'Rule',
  code: 'CURSOR',
  sentence: { en: 'must be the `next` of an earlier page', zh: '必须是前一页的 `next`' },
}

/** No page ends there. */
export const noSuchPage: E.Either<AfterSalesError, never> = E.left({
  _tag: 'InvalidInput',
  subject: 'Page',
  problems: [{ field: 'after', limit: A_CURSOR }],
})

// A word for a link or a command line, whatever the ids in it.
export const cursorAt = ({ sort, key }: Row): string => Buffer.from(JSON.stringify([sort, key])).toString('base64url')

export const cursorOf = (text: string): E.Either<AfterSalesError, { readonly sort: string; readonly key: string }> => {
  try {
    const [sort, key] = JSON.parse(Buffer.from(text, 'base64url').toString()) as ReadonlyArray<unknown>
    if (typeof sort === 'string' && typeof key === 'string') return E.right({ sort, key })
  } catch {
    // Not one of ours: said below.
  }
  return noSuchPage
}
