/** The façade for hosts without fp-ts: the same functions as promises, with errors as exceptions that carry the data. */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { describe, type AfterSalesError } from './errors.js'

export type Promised<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => TaskEither<AfterSalesError, infer R>
    ? (...args: A) => Promise<R>
    : // What answers at once does so here, too.
      T[K] extends (...args: never) => unknown
      ? T[K]
      : Promised<T[K]>
}

/** An error of the library as an exception: `error` is the data, `code` what programs match on. */
export interface AfterSalesException extends Error {
  readonly code: string
  readonly error: AfterSalesError
}

export const toException = (error: AfterSalesError): AfterSalesException => {
  const { code, en } = describe(error)
  return Object.assign(new Error(`${code}: ${en}`), { name: 'AfterSalesException', code, error })
}

/** The value, or the error as an exception: for scripts, tests and start-up code. */
export const orThrow = <A>(result: E.Either<AfterSalesError, A>): A => {
  if (E.isLeft(result)) throw toException(result.left)
  return result.right
}

export const promised = <T extends object>(functions: T): Promised<T> =>
  Object.fromEntries(
    Object.entries(functions).map(([name, member]: [string, unknown]) => [
      name,
      typeof member === 'function'
        ? (...args: ReadonlyArray<unknown>) => {
            const answer = (member as (...a: ReadonlyArray<unknown>) => unknown)(...args)
            return typeof answer === 'function'
              ? (answer as TaskEither<AfterSalesError, unknown>)().then(orThrow)
              : answer
          }
        : promised(member as object),
    ]),
  ) as Promised<T>
