/** Starts the server for all tests of the project and tells them where it is; ends it after the last. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { TestProject } from 'vitest/node'
import { BINARIES, GIVEN } from './binaries.js'

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgres: string
  }
}

export default async ({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> => {
  if (GIVEN !== '') {
    provide('postgres', GIVEN)
    return undefined
  }
  const server = spawn(process.execPath, ['test/adapters/postgres/server.mjs', BINARIES], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(server, 'exit')
  const said = await Promise.race([once(createInterface(server.stdout), 'line'), ended])
  const [word, url = ''] = String(said[0]).split(' ')
  if (word !== 'ready') throw new Error('the server for the tests of PostgreSQL does not start')
  provide('postgres', url)
  return async () => {
    server.stdin.end()
    await ended
  }
}
