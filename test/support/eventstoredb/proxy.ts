/**
 * A wire between client and server that a test can hold or cut: held, nothing comes through and nobody is told, as when
 * a firewall forgets a connection. What came meanwhile passes once it is let go.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Proxy {
  readonly port: number
  readonly hold: () => void
  readonly letGo: () => void
  /** Resets all connections; new ones are still taken. */
  readonly cut: () => void
  /** Ends all connections in order, as a process that ends does; new ones are still taken. */
  readonly hangUp: () => void
  readonly stop: () => Promise<void>
}

export const startProxy = async (to: number): Promise<Proxy> => {
  const sockets = new Set<Socket>()
  let isHeld = false
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1')
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.pipe(other)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      if (isHeld) socket.pause()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => sockets.forEach((socket) => socket.resetAndDestroy())
  return {
    port: (server.address() as AddressInfo).port,
    hold: () => {
      isHeld = true
      sockets.forEach((socket) => socket.pause())
    },
    letGo: () => {
      isHeld = false
      sockets.forEach((socket) => socket.resume())
    },
    cut,
    hangUp: () => sockets.forEach((socket) => socket.end()),
    stop: () => {
      cut()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
