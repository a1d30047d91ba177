/**
 * Errors are data; this file turns them into words. Every error has a code that programs match on and a sentence that
 * people read, in English and Chinese. A catalog is checked by the compiler: a new error without words does not build.
 */

/** The same sentence in the two languages in which the library speaks. */
export interface Sentence {
  readonly en: string
  readonly zh: string
}

/** An error in words. `retryable`: the same call may succeed later without anybody changing anything. */
export interface Described extends Sentence {
  readonly code: string
  readonly retryable: boolean
}

interface Words<Err> {
  readonly code: string
  readonly retryable?: true
  readonly en: (error: Err) => string
  readonly zh: (error: Err) => string
}

/** One entry per `_tag`, complete by type. */
export type Catalog<Err extends { readonly _tag: string }> = {
  readonly [Tag in Err['_tag']]: Words<Extract<Err, { readonly _tag: Tag }>>
}

/** Looks an error up in its catalog. */
export const describeWith =
  <Err extends { readonly _tag: string }>(catalog: Catalog<Err>) =>
  (error: Err): Described => {
    const words: Words<Err> = catalog[error._tag as Err['_tag']] as unknown as Words<Err>
    return { code: words.code, retryable: words.retryable ?? false, en: words.en(error), zh: words.zh(error) }
  }
