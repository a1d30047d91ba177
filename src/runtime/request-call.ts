/** A command to the request that it names, as a function. What a call does with its input: `call.ts`. */
import type * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { OpenedRequest } from '../domain/request/index.js'
import type { MakeCall } from './call.js'
import type { AfterSalesError } from './errors.js'

export const requestCallOf =
  (call: MakeCall) =>
  <D extends { readonly requestId: string }>(
    type: string,
    codec: t.Type<D, D, unknown>,
    lookUp?: (data: D) => Promise<E.Either<AfterSalesError, unknown>>,
    answer?: (state: OpenedRequest) => AfterSalesError | undefined,
  ) =>
    call<D, OpenedRequest>('request', type, codec, (d) => d.requestId, lookUp, answer)

/** The units were asked for and are gone: what was decided before stands. */
export const refusal = (state: OpenedRequest): AfterSalesError | undefined => state.refusal
