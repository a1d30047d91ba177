/** Waiting has an end: after a while, or when the caller gives up. What was sent may still be executed. */
import * as E from 'fp-ts/lib/Either.js'
import type { ProviderSilent } from '../../ports/payment-provider.js'
import { silent } from './errors.js'

export const within = async <A>(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  ask: () => Promise<E.Either<ProviderSilent, A>>,
): Promise<E.Either<ProviderSilent, A>> => {
  if (signal?.aborted === true) return silent('the caller gave up before anything was sent')
  const over = new AbortController()
  const given = new Promise<E.Either<ProviderSilent, never>>((resolve) => {
    const end = (reason: string) => () => resolve(silent(reason))
    signal?.addEventListener('abort', end('the caller gave up'), { signal: over.signal })
    const timer = setTimeout(end(`no answer from Stripe within ${timeoutMs} ms`), timeoutMs)
    over.signal.addEventListener('abort', () => clearTimeout(timer))
  })
  try {
    return await Promise.race([ask(), given])
  } finally {
    over.abort()
  }
}
