/**
 * How the server says no: a gRPC status and, for what a client may want to tell apart, trailers with a name and facts.
 * The client reads every fact that belongs to a name, so all of them must be sent.
 */
import { Metadata, status } from '@grpc/grpc-js'

export interface Failure {
  readonly code: number
  readonly details: string
  readonly trailers?: Readonly<Record<string, string>>
}

const named = (
  code: number,
  details: string,
  exception: string,
  more: Readonly<Record<string, string>> = {},
): Failure => ({
  code,
  details,
  trailers: { exception, ...more },
})

export const wrongExpectedVersion = (stream: string, expected: bigint, actual: bigint): Failure =>
  named(
    status.FAILED_PRECONDITION,
    `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
    'wrong-expected-version',
    { 'stream-name': stream, 'expected-version': String(expected), 'actual-version': String(actual) },
  )
export const streamDeleted = (stream: string): Failure =>
  named(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, 'stream-deleted', { 'stream-name': stream })
export const tooLarge = (limit: number): Failure =>
  named(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, 'maximum-append-size-exceeded', {
    'maximum-append-size': String(limit),
  })
export const missingProperty = (name: string): Failure =>
  named(
    status.INVALID_ARGUMENT,
    `Required Metadata Property '${name}' is missing`,
    'missing-required-metadata-property',
    { 'required-metadata-properties': 'type,content-type' },
  )
export const notLeader = (host: string, port: number): Failure =>
  named(status.NOT_FOUND, 'Leader info available', 'not-leader', {
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  })
export const accessDenied: Failure = named(status.PERMISSION_DENIED, 'Access Denied', 'access-denied')
export const wrongPassword: Failure = { code: status.UNAUTHENTICATED, details: 'Unauthenticated' }
export const unknown = (details: string): Failure => ({ code: status.UNKNOWN, details })
export const handlerThrew: Failure = unknown('Exception was thrown by handler.')
export const invalid = (details: string): Failure => ({ code: status.INVALID_ARGUMENT, details })
export const unimplemented: Failure = { code: status.UNIMPLEMENTED, details: 'Method is unimplemented.' }
export const messageTooLarge: Failure = {
  code: status.RESOURCE_EXHAUSTED,
  details: 'Received message exceeds the maximum configured message size.',
}
/** How a server that is told to stop leaves the calls that are open. */
export const shuttingDown: Failure = {
  code: status.INTERNAL,
  details: 'Received RST_STREAM with code 0 (Call ended without gRPC status)',
}

const OUTSIDE_ASCII = /[^\x20-\x7e]/

/** What goes over the wire. The server's web layer refuses trailers beyond ASCII, and the whole answer with them. */
export const statusOf = ({ code, details, trailers = {} }: Failure) => {
  const metadata = new Metadata()
  if (Object.values(trailers).some((value) => OUTSIDE_ASCII.test(value)))
    return { code: status.UNKNOWN, details: 'Received HTTP status code 500', metadata }
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value)
  return { code, details, metadata }
}
