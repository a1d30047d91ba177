/**
 * Where something comes in: the compiled codec says yes or no, and when it says no, the codec itself explains, with the
 * path of each field and the limit it breaks. The value is never part of the answer: it may be personal.
 */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { PROBLEMS_NAMED, type Limit } from './codec.js'
import { compile } from './compiled.js'

/** One thing wrong with an input: where, and which limit it breaks. Never the value. */
export interface FieldProblem {
  readonly field: string
  readonly limit: Limit
}

/** An input that cannot be accepted. `subject` names what was decoded, e.g. `OpenRequest`. */
export interface InvalidInput {
  readonly _tag: 'InvalidInput'
  readonly subject: string
  readonly problems: ReadonlyArray<FieldProblem>
}

const limitOf = (type: t.Decoder<any, any> | undefined): Limit =>
  type !== undefined && 'limit' in type
    ? (type.limit as Limit)
    : {
        _tag: 'Rule',
        code: 'VALUE',
        sentence: { en: `must be ${type?.name ?? 'known'}`, zh: `必须是 ${type?.name ?? '已知值'}` },
      }

/** io-ts errors as data: the path of known field names and indexes, and the limit of the codec that said no. */
export const problemsOf = (errors: t.Errors): ReadonlyArray<FieldProblem> =>
  errors.slice(0, PROBLEMS_NAMED).map(({ context }) => ({
    field: context
      .map((entry) => entry.key)
      .filter((key) => key !== '')
      .join('.'),
    limit: limitOf(context[context.length - 1]?.type),
  }))

/** A border: checks a value with the compiled codec, and explains with the codec itself when it says no. */
export const border = <A>(
  subject: string,
  codec: t.Type<A, A, unknown>,
): ((u: unknown) => E.Either<InvalidInput, A>) => {
  let holds: ((u: unknown) => boolean) | undefined
  return (u) => {
    holds ??= compile(codec)
    if (holds(u)) return E.right(u as A)
    const explained = codec.decode(u)
    return E.isRight(explained)
      ? explained
      : E.left({ _tag: 'InvalidInput', subject, problems: problemsOf(explained.left) })
  }
}
