/**
 * The ids of events and of reactions' commands as `domain/values/ids.ts` defines them, by Node's own one-shot hash: two
 * or three are made per command, and the package `uuid` takes six times as long for each.
 * `test/runtime/derived-id.spec.ts` holds the two equal.
 */
import { hash } from 'node:crypto'
import { eventName, NAMESPACE, reactionName } from '../domain/values/ids.js'

const namespace = Buffer.from(NAMESPACE)

// The hex digit that holds the variant, by what it was before: its upper two bits become 10.
const VARIANT = '89ab89ab89ab89ab'

/** RFC 9562, 5.5: the first half of SHA-1 over namespace and name, marked as version 5. */
const uuidOf = (name: string): string => {
  const bytes = Buffer.allocUnsafe(namespace.length + Buffer.byteLength(name))
  namespace.copy(bytes)
  bytes.write(name, namespace.length)
  const hex = hash('sha1', bytes, 'hex')
  const variant = VARIANT[parseInt(hex[16]!, 16)]!
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export const eventIdOf = (tenant: string, stream: string, commandId: string, index: number): string =>
  uuidOf(eventName(tenant, stream, commandId, index))

export const reactionCommandIdOf = (sourceEventId: string, reaction: string, index: number): string =>
  uuidOf(reactionName(sourceEventId, reaction, index))
