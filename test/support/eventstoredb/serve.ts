/**
 * Starts a double in a process of its own, for benches: `npx tsx test/support/eventstoredb/serve.ts --port 2113`. It
 * prints the connection string and runs until it is told to stop.
 */
import { parseArgs } from 'node:util'
import { startDouble } from './index.js'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    version: { type: 'string', default: '24.2.0' },
    'no-batch-append': { type: 'boolean', default: false },
    'no-caught-up': { type: 'boolean', default: false },
    'false-checkpoint': { type: 'boolean', default: false },
    'max-concurrent-streams': { type: 'string', default: '100' },
  },
})

const double = await startDouble({
  port: Number(values.port),
  version: values.version,
  hasBatchAppend: !values['no-batch-append'],
  ...(values['no-caught-up'] ? { sendsCaughtUp: false } : {}),
  falseCheckpoint: values['false-checkpoint'],
  maxConcurrentStreams: Number(values['max-concurrent-streams']),
})
console.log(double.connectionString)
process.once('SIGTERM', () => void double.stop())
process.once('SIGINT', () => void double.stop())
