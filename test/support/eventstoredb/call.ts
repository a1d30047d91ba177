/**
 * One call as the rest of the double sees it: messages come in, frames go out with regard for a slow reader, and it ends
 * once, however it ends. Every kind of call is served as a stream both ways, which on the wire is the same; so faults
 * need to be written only once.
 */
import type { Metadata, ServerDuplexStream } from '@grpc/grpc-js'
import { messageTooLarge, statusOf, type Failure } from './failures.js'

/** The limit of the server's web layer. */
const MAX_MESSAGE_BYTES = 16 * 1_024 * 1_024

export interface Call {
  readonly headers: Metadata
  /** Address and port of the client: which connection the call came on. */
  readonly peer: string
  readonly isOver: () => boolean
  /** When the call is over, for whatever reason. */
  readonly onOver: (listener: () => void) => void
  readonly onMessage: (listener: (message: Buffer) => void) => void
  /** When the client has said all it wants to say. */
  readonly onHalfClose: (listener: () => void) => void
  /** Where one message is the whole request: the server waits until the client says that it is. */
  readonly onRequest: (listener: (message: Buffer) => void) => void
  /** Writes; an answer means that the reader is slow, and is kept once it has caught up or the call is over. */
  readonly send: (frame: Buffer) => Promise<void> | undefined
  readonly end: () => void
  readonly fail: (failure: Failure) => void
  /** Its connection is gone. Node says then that all of the request has come, and what has come would pass for it. */
  readonly lose: () => void
  /** A timer that dies with the call. */
  readonly after: (ms: number, then: () => void) => void
}

export const callOn = (stream: ServerDuplexStream<Buffer, Buffer>): Call => {
  const whenOver = new Set<() => void>()
  let isOver = false

  const finish = (): void => {
    if (isOver) return
    isOver = true
    for (const listener of whenOver) listener()
    whenOver.clear()
  }
  const onOver = (listener: () => void): void => {
    if (isOver) listener()
    else whenOver.add(listener)
  }
  const fail = (failure: Failure): void => {
    if (isOver) return
    // A stream of grpc-js takes its status from an error that is emitted on it.
    stream.emit('error', statusOf(failure))
    finish()
  }
  const onMessage = (listener: (message: Buffer) => void): void => {
    stream.on('data', (message: Buffer) => {
      if (message.length > MAX_MESSAGE_BYTES) fail(messageTooLarge)
      else if (!isOver) listener(message)
    })
  }
  const onHalfClose = (listener: () => void): void => {
    stream.on('end', () => {
      if (!isOver) listener()
    })
  }
  // Also a call that ended as it should is said to be canceled, so this is heard in every case.
  stream.on('cancelled', finish)
  stream.on('error', finish)
  return {
    headers: stream.metadata,
    peer: stream.getPeer(),
    isOver: () => isOver,
    onOver,
    onMessage,
    onHalfClose,
    onRequest: (listener) => {
      let request: Buffer | undefined
      onMessage((message) => {
        request = message
      })
      onHalfClose(() => {
        if (request !== undefined) listener(request)
      })
    },
    send: (frame) => {
      if (isOver || stream.write(frame)) return undefined
      return new Promise((resolve) => {
        const done = (): void => {
          stream.off('drain', done)
          whenOver.delete(done)
          resolve()
        }
        stream.once('drain', done)
        onOver(done)
      })
    },
    end: () => {
      if (isOver) return
      stream.end()
      finish()
    },
    fail,
    lose: finish,
    after: (ms, then) => {
      if (isOver) return
      const stop = (): void => clearTimeout(timer)
      const timer = setTimeout(() => {
        whenOver.delete(stop)
        then()
      }, ms)
      onOver(stop)
    },
  }
}
