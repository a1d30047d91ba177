/**
 * The TCP side of the server. Connections are accepted here and handed to gRPC, so that a test can break them as a
 * network does, one or all.
 */
import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { Server, ServerCredentials } from '@grpc/grpc-js'

type Injector = ReturnType<Server['createConnectionInjector']>

export interface Connections {
  readonly port: number
  /** As a network or a crashed machine does it. */
  readonly reset: (peer: string) => void
  readonly resetAll: () => void
  /** As a server that wants clients to go elsewhere: open calls go on, new ones are not taken. */
  readonly goAway: (peer: string) => void
  readonly goAwayAll: () => void
  /** Takes no more connections and waits until those that are there have ended, within reason. */
  readonly close: () => Promise<void>
}

/** How long calls may go on after a "go away". */
const GRACE_MS = 5_000
/** How long a server that stops waits for its clients to hang up. */
const HANG_UP_MS = 100

export const acceptConnections = async (
  server: Server,
  credentials: ServerCredentials,
  host: string,
  port: number,
  onLost: (peer: string) => void,
): Promise<Connections> => {
  const open = new Map<string, { readonly socket: Socket; readonly injector: Injector }>()

  const listener = createServer({ noDelay: true }, (socket) => {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`
    const injector = server.createConnectionInjector(credentials)
    open.set(peer, { socket, injector })
    // A connection that breaks is what this double is for; "close" follows. Both are heard here before gRPC hears them.
    socket.on('error', () => onLost(peer))
    socket.on('close', () => {
      open.delete(peer)
      onLost(peer)
      injector.destroy()
    })
    injector.injectConnection(socket)
  })
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject)
    listener.listen(port, host, resolve)
  })
  const reset = (peer: string): void => {
    open.get(peer)?.socket.resetAndDestroy()
  }
  const goAway = (peer: string): void => open.get(peer)?.injector.drain(GRACE_MS)
  const ended = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        for (const { socket } of open.values()) socket.destroy()
      }, HANG_UP_MS)
      listener.close(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  return {
    port: (listener.address() as AddressInfo).port,
    reset,
    resetAll: () => [...open.keys()].forEach(reset),
    goAway,
    goAwayAll: () => [...open.keys()].forEach(goAway),
    close: ended,
  }
}
