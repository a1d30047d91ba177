/**
 * What an error of the server or of the connection means: was nothing written, or does nobody know?
 * WARNING: no message of the server or the driver goes out from here: it may quote a row, a host or a user. The code
 * says what an operator needs, and stands in PostgreSQL's list of error codes (Appendix A).
 */
import type { ReadModelError } from '../../ports/read-model-store.js'
import type { Broken } from './connections.js'

/** PostgreSQL's five characters; undefined where it was not the server who spoke. */
export const sqlState = (cause: unknown): string | undefined => {
  const code = codeOf(cause)
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/** Codes of PostgreSQL, of Node (`ECONNREFUSED`) and of TLS are capitals and digits; anything else is something else. */
const codeOf = (cause: unknown): string | undefined => {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' && /^[0-9A-Z_]{3,64}$/.test(code) ? code : undefined
}

const WORDS: Readonly<Record<string, string>> = {
  '23514': 'a constraint was violated',
  '25006': 'the server or the session is read-only: the pool must lead to the primary',
  '28000': 'this user may not log in',
  '28P01': 'the password was not accepted',
  '3D000': 'there is no such database',
  '40001': 'could not be serialized',
  '40P01': 'deadlock',
  '42501': 'a right is missing',
  '42P01': 'a table is missing',
  '53100': 'the disk is full',
  '53300': 'too many connections',
  '54000': 'a key or sort is too long for an index',
  '55P03': 'a lock could not be had in time',
  '57014': 'canceled, or the statement took too long',
  '57P01': 'the connection was ended by an administrator',
  '57P03': 'the server is starting or stopping',
}

export const reasonOf = ({ sent, cause }: Broken): string => {
  const state = sqlState(cause)
  if (state !== undefined) return `PostgreSQL answered ${state}${state in WORDS ? ` (${WORDS[state]})` : ''}`
  const code = codeOf(cause)
  const why = code === undefined ? '' : ` (${code})`
  return sent
    ? `the connection to PostgreSQL broke or did not answer in time${why}`
    : `no connection to PostgreSQL${why}`
}

export const unavailable = (broken: Broken): ReadModelError => ({
  _tag: 'ReadModelUnavailable',
  reason: reasonOf(broken),
})

/**
 * Classes of errors that end the session rather than the statement: a connection lost (08), a shutdown (57P), a failure
 * of the system (58) or of the server itself (XX). One of them may come between the commit and its answer. Every other
 * error is the answer: the statement was undone.
 */
const UNDECIDED = /^(08|57P|58|XX)/

export const failedCommit = (name: string, broken: Broken): ReadModelError => {
  if (!broken.sent) return unavailable(broken)
  const state = sqlState(broken.cause)
  return state === undefined || UNDECIDED.test(state) ? { _tag: 'CommitUnknown', name } : unavailable(broken)
}
