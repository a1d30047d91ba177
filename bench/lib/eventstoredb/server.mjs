/**
 * The server that all subjects talk to, in a process of its own: the one that ESDB_CONNECTION_STRING names, else the
 * wire-compatible double of our tests.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../paths.mjs'

export const realServer = process.env.ESDB_CONNECTION_STRING

/** Answers where it is, and how to stop it. A double keeps all of its log in memory: take a new one for each round. */
export const startServer = async () => {
  if (realServer !== undefined) return { connectionString: realServer, stop: async () => {} }
  const file = join(root, 'test/support/eventstoredb/serve.ts')
  const child = spawn(process.execPath, ['--no-warnings', '--import', 'tsx', '--max-old-space-size=4096', file], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [connectionString] = await once(createInterface(child.stdout), 'line')
  const stop = async () => {
    const over = once(child, 'exit')
    child.kill()
    await over
  }
  return { connectionString, stop }
}
