/**
 * What a worker does with an event that it cannot finish. There is no default: a host decides, because the right answer
 * for a shop that pays money is not the one for a test.
 */
import { describe, type AfterSalesError } from '../errors.js'

export interface FailureContext {
  readonly role: string
  readonly stream: string
  /** Which try has just failed, from 1. */
  readonly attempt: number
}

/** `Park`: this event and all later ones of its stream are put aside, in order; other streams go on. */
export type FailureAnswer =
  { readonly _tag: 'Retry'; readonly afterMs: number } | { readonly _tag: 'Park' } | { readonly _tag: 'Stop' }

export type FailurePolicy = (error: AfterSalesError, context: FailureContext) => FailureAnswer

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000

/** Tries again with growing pauses where that can help, then parks. The usual choice in production. */
export const retryThenPark =
  (tries: number): FailurePolicy =>
  (error, { attempt }) =>
    describe(error).retryable && attempt < tries
      ? { _tag: 'Retry', afterMs: Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS) }
      : { _tag: 'Park' }

/** Ends the worker at the first trouble. For tests. */
export const stopAtFirst: FailurePolicy = () => ({ _tag: 'Stop' })
