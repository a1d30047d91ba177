/**
 * The tests of the EventStoreDB adapter against a real server, which ESDB_CONNECTION_STRING names. Without one the same
 * tests run on the double, as a part of `npm test`. What follows goes to vitest: `npm run test:eventstoredb -- -t cluster`.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { install, root } from './prepare.mjs'

// A server flushes each append to its disk, and may hold a log of gigabytes.
const TEST_MS = 120_000

if ((process.env.ESDB_CONNECTION_STRING ?? '') === '') {
  console.error('ESDB_CONNECTION_STRING must name a server that nobody else writes to, for instance:')
  console.error(
    "  docker compose up -d && ESDB_CONNECTION_STRING='esdb://127.0.0.1:2113?tls=false' npm run test:eventstoredb",
  )
  process.exit(2)
}
if (!install()) process.exit(1)
const args = ['run', '--project', 'eventstoredb', '--no-file-parallelism']
const patience = [`--testTimeout=${TEST_MS}`, `--hookTimeout=${TEST_MS}`]
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
// One file at a time: some tests look at the whole log.
const child = spawn(process.execPath, [vitest, ...args, ...patience, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
