/** What the library says no with, as HTTP: one table, and a body with a code for programs and sentences for people. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { describe, describeLimit, type AfterSalesError, type AfterSalesException } from 'after-sales'
import { Refused } from './sessions.js'

/** Whatever is not here is a conflict with how things stand: 409. */
const STATUS: { readonly [Tag in AfterSalesError['_tag']]?: number } = {
  ...{ InvalidInput: 400, IdTooLong: 400 },
  ...{ NotOwner: 403, NotAReviewer: 403, ReviewLimitExceeded: 403, SelfApproval: 403, WorkForStaffOnly: 403 },
  ...{ RequestForStaffOnly: 403, StaffOnly: 403, NotForCustomers: 403, NotYourReturn: 403, RefundForStaffOnly: 403 },
  ...{ OrderUnknown: 404, RequestUnknown: 404, WorkUnknown: 404 },
  // On the way down, or not up yet.
  ...{ StoreClosed: 503, ReadModelClosed: 503, Aborted: 503 },
  // These are alarms: something of ours is broken, and nobody outside can do anything about it.
  ...{ UndecodableEvent: 500, SealBroken: 500, LogRegressed: 500, CheckpointBroken: 500, ReadModelBroken: 500 },
}

export const statusOf = (error: AfterSalesError): number =>
  STATUS[error._tag] ?? (describe(error).retryable ? 503 : 409)

/** Fields by name and limit, never by value: it may be personal. */
const bodyOf = (error: AfterSalesError): object => {
  const { code, en, zh } = describe(error)
  const fields =
    error._tag === 'InvalidInput'
      ? { fields: error.problems.map(({ field, limit }) => ({ field, ...describeLimit(limit) })) }
      : {}
  return { code, en, zh, ...fields }
}

const RETRY_AFTER_SECONDS = 2

export const onError = (thrown: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const { error, statusCode = 500 } = thrown as Partial<AfterSalesException> & { readonly statusCode?: number }
  if (error !== undefined) {
    const status = statusOf(error)
    if (status === 503) void reply.header('retry-after', RETRY_AFTER_SECONDS)
    return reply.code(status).send(bodyOf(error))
  }
  if (thrown instanceof Refused) return reply.code(statusCode).send({ code: thrown.code, en: thrown.message })
  // What others throw may quote what was sent.
  if (statusCode < 500) return reply.code(statusCode).send({ code: 'HTTP.REQUEST', en: 'This is no request we know.' })
  console.error('an exception that is none of the library:', thrown instanceof Error ? thrown.name : typeof thrown)
  return reply.code(500).send({ code: 'HTTP.BROKEN', en: 'Something is broken here.' })
}
