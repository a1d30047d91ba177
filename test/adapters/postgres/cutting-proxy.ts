/** Stands between a pool and the server, and cuts connections where a test wants it. */
import { createServer, connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { connectionString } from './database.js'

export interface Proxy {
  readonly connectionString: string
  /** Cuts at the n-th piece from now on that goes to the server (before it gets there) or that comes from it. */
  readonly cutAt: (direction: 'to' | 'from', piece: number) => void
  /** Passes nothing on any more, and cuts nothing: a network that has lost its way. */
  readonly swallow: () => void
  readonly heal: () => void
}

export const cuttingProxy = async (): Promise<Proxy> => {
  const target = new URL(connectionString())
  let [cut, swallowing]: [{ direction: 'to' | 'from'; left: number } | undefined, boolean] = [undefined, false]
  const sockets = new Set<Socket>()

  const pass = (direction: 'to' | 'from', from: Socket, to: Socket): void => {
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
    from.on('data', (piece) => {
      if (swallowing) return
      if (cut?.direction === direction && --cut.left < 0) {
        cut = undefined
        from.destroy()
        to.destroy()
      } else to.write(piece)
    })
  }
  const server = createServer((client) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port) })
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
    }
    pass('to', client, upstream)
    pass('from', upstream, client)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })

  const address = server.address()
  const own = new URL(connectionString())
  own.host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  return {
    connectionString: own.href,
    cutAt: (direction, piece) => (cut = { direction, left: piece }),
    swallow: () => (swallowing = true),
    heal: () => ([cut, swallowing] = [undefined, false]),
  }
}
