/**
 * What an error of the client means for the call that met it. The client spells one thing in many ways (a lost
 * connection has seven), so meaning is taken from type, code and text together; what is new to us counts as unknown,
 * which costs a repetition and loses nothing.
 * WARNING: no text of the client goes out from here, because it may quote a connection string.
 */
import type { Revision } from '../../ports/event-store.js'

export type Failure =
  | { readonly _tag: 'Conflict'; readonly actual: Revision }
  /** Surely not done; it may succeed later. */
  | { readonly _tag: 'NotDone'; readonly reason: string }
  /** Perhaps done, perhaps not. */
  | { readonly _tag: 'Unknown'; readonly reason: string }
  /** Somebody must change the configuration or the rights. */
  | { readonly _tag: 'Misconfigured'; readonly reason: string }
  | { readonly _tag: 'NoStream' }
  | { readonly _tag: 'StreamDeleted' }
  | { readonly _tag: 'TooLarge' }
  | { readonly _tag: 'InvalidPosition' }
  | { readonly _tag: 'Refused' }

interface Told {
  readonly type?: unknown
  readonly code?: unknown
  readonly message?: unknown
  readonly actualVersion?: unknown
}

const STATUS = {
  canceled: 1,
  unknown: 2,
  invalid: 3,
  deadline: 4,
  denied: 7,
  exhausted: 8,
  aborted: 10,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const

const CERTIFICATE = /certificate|self.signed|unable to verify|altnames|CERT_|UNABLE_TO_/i
const NOT_READY = /Server Is (Too )?(Busy|Not Ready)|No leader info|Failed to discover/i
const NOT_REACHED =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|Name resolution|No connection established|Failed to connect/i
const POSITION = /invalid position|InvalidPosition/i
const SIZE = /larger than max|maximum configured message size|MaximumAppend(Event)?SizeExceeded|Maximum Append Size/i
const BAD_REQUEST = /BadRequest/i

const conflict = (actual: unknown): Failure => ({
  _tag: 'Conflict',
  // The client says -1 or 'no_stream' for the same thing (C17).
  actual: typeof actual === 'bigint' && actual >= 0n ? Number(actual) : 'no_stream',
})

const unknown = (reason: string): Failure => ({ _tag: 'Unknown', reason })
const notDone = (reason: string): Failure => ({ _tag: 'NotDone', reason })
const misconfigured = (reason: string): Failure => ({ _tag: 'Misconfigured', reason })

export const failureOf = (cause: unknown): Failure => {
  const { type, code, message, actualVersion } = (typeof cause === 'object' && cause !== null ? cause : {}) as Told
  const text = typeof message === 'string' ? message : ''
  switch (type) {
    case 'wrong-expected-version':
      return conflict(actualVersion)
    case 'stream-not-found':
    case 'no-stream':
      return { _tag: 'NoStream' }
    case 'stream-deleted':
      return { _tag: 'StreamDeleted' }
    case 'access-denied':
      return code === STATUS.unauthenticated
        ? misconfigured('the server does not accept the user or the password')
        : misconfigured('the user may not do this')
    case 'maximum-append-size-exceeded':
      return { _tag: 'TooLarge' }
    case 'not-leader':
      return notDone('this node is not the leader')
    case 'invalid-argument':
    case 'unsupported':
      return { _tag: 'Refused' }
  }
  if (POSITION.test(text)) return { _tag: 'InvalidPosition' }
  if (SIZE.test(text)) return { _tag: 'TooLarge' }
  if (NOT_READY.test(text)) return notDone('the server is not ready')
  switch (code) {
    case STATUS.unavailable:
      if (CERTIFICATE.test(text)) return misconfigured('the certificate of the server is not trusted')
      return NOT_REACHED.test(text) ? notDone('no server can be reached') : unknown('the connection was lost')
    case STATUS.denied:
      return misconfigured('the user may not do this')
    case STATUS.unauthenticated:
      return misconfigured('the server does not accept the user or the password')
    case STATUS.deadline:
    case STATUS.aborted:
      return unknown('the server did not answer in time')
    case STATUS.canceled:
      return unknown('the call was canceled')
    case STATUS.invalid:
      return { _tag: 'Refused' }
    case STATUS.internal:
      return unknown('the connection was reset')
    case STATUS.exhausted:
      return notDone('the server has no room')
  }
  if (BAD_REQUEST.test(text)) return { _tag: 'Refused' }
  return unknown('the server answered something unexpected')
}
