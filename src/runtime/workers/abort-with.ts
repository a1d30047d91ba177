/**
 * A controller that a signal aborts, too. What `AbortSignal.any` does, without what it costs: Node keeps the two together
 * by weak references, which takes longer than the empty run of a worker that it is made for.
 */
export const abortedWith = (signal: AbortSignal): AbortController => {
  const own = new AbortController()
  const abort = (): void => own.abort(signal.reason)
  if (signal.aborted) abort()
  else {
    signal.addEventListener('abort', abort, { once: true })
    // A signal outlives many that abort with it, and must not hold on to them.
    own.signal.addEventListener('abort', () => signal.removeEventListener('abort', abort), { once: true })
  }
  return own
}
