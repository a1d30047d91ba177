/** Names of streams, as the monitor and people read them. */
import { escapeId, STREAM_PREFIX, type StreamKind } from '../../domain/values/ids.js'

export const streamParts = (stream: string): { readonly kind: StreamKind; readonly id: string } => {
  const dash = stream.indexOf('-')
  return {
    kind: stream.slice(STREAM_PREFIX.length, dash) as StreamKind,
    id: stream.slice(stream.indexOf('.', dash) + 1),
  }
}

export { escapeId as encodedId }
