/**
 * An EventStoreDB in memory, in a process of its own, for machines without a server. It is the double of this library's
 * tests: it speaks the server's protocol, forgets everything when it ends, and ends with the process that started it.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startDouble } from '../../test/support/eventstoredb/index.js'

export interface DoubleProcess {
  readonly connectionString: string
  readonly stop: () => void
}

const self = fileURLToPath(import.meta.url)

export const startDoubleProcess = async (): Promise<DoubleProcess> => {
  const child = fork(self)
  const [said] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown]
  if (typeof said !== 'string') throw new Error('the double of EventStoreDB could not be started')
  return { connectionString: said, stop: () => child.disconnect() }
}

const serve = async (send: (connectionString: string) => void): Promise<void> => {
  // Ctrl-C reaches every process of the terminal, and the run still has something to write.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => undefined)
  process.on('disconnect', () => process.exit())
  const double = await startDouble()
  send(double.connectionString)
}

if (process.argv[1] === self && process.send !== undefined) {
  const send = process.send.bind(process)
  await serve((connectionString) => void send(connectionString))
}
