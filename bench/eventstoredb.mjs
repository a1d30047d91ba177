/**
 * `node bench/eventstoredb.mjs`: our log on EventStoreDB beside the client under it and beside Emmett's store. As in
 * `run.mjs` there are rounds and medians, but those who are compared take turns in one process. The server is the double
 * of our tests, a new one for each round, or the one that ESDB_CONNECTION_STRING names; nobody else may use it.
 *
 * `--write=double` also puts the report into its place in docs/performance.md; `--only=append --rounds=3` runs a part.
 */
import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { build, install, root } from '../scripts/prepare.mjs'
import { data, subject } from './lib/paths.mjs'
import { merged, runCell, shuffled } from './lib/rounds.mjs'
import { serverCells, serverFixture, serverReadModels } from './plan.mjs'

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    write: { type: 'string' },
    server: { type: 'string', default: 'The double of our tests' },
  },
})
const rounds = Number(options.rounds)

if (!install() || (subject === root && !build())) process.exit(1)
// Imported late: these load what has just been installed.
const { installPeers } = await import('./lib/peer-install.mjs')
const { buildInternals } = await import('./lib/internals.mjs')
const { load, machine } = await import('./lib/machine.mjs')
const { startServer } = await import('./lib/eventstoredb/server.mjs')
const { beginOf, report } = await import('./lib/eventstoredb/report.mjs')
const { writeReport } = await import('./lib/report.mjs')

mkdirSync(data, { recursive: true })
const peers = installPeers()
await buildInternals()

/** Without what cannot run here. */
const askedHere = (asked) =>
  peers.emmettEsdb
    ? asked
    : Object.fromEntries(Object.entries(asked).map(([what, who]) => [what, who.filter((name) => name !== 'emmett')]))
const isWanted = ({ name }) => name.includes(options.only)
const asked = serverCells
  .map(({ name, args }) => ({ name, args: { ...args, asked: askedHere(args.asked) } }))
  .filter(isWanted)
const alone = [serverReadModels].filter(isWanted)
const answers = new Map([...asked, ...alone].map(({ name }) => [name, []]))

/** Cells one after the other on one server; `first` writes what they read. */
const onServer = async (round, cells, first) => {
  if (cells.length === 0) return
  const server = await startServer()
  const env = { ...process.env, ESDB_CONNECTION_STRING: server.connectionString }
  const fixture = first === undefined ? undefined : await runCell(first, { env })
  for (const { name, args } of shuffled(cells)) {
    process.stderr.write(`\r\x1b[Kround ${round} of ${rounds}: ${name}`)
    const answer = await runCell({ name, args: { ...args, fixture } }, { env })
    if (answer !== undefined) answers.get(name).push(answer)
  }
  await server.stop()
}

const since = performance.now()
const loadBefore = load()
for (let round = 1; round <= rounds; round++) {
  await onServer(round, asked, serverFixture)
  // Who reads the whole log must not find what the others have written.
  await onServer(round, alone)
}
process.stderr.write('\r\x1b[K')

const results = Object.fromEntries([...answers].map(([name, list]) => [name, merged(list)]))
const minutes = (performance.now() - since) / 60_000
const about = { server: options.server, machine: machine(), loadBefore, loadAfter: load(), rounds, minutes }
const text = report(results, about)
console.log(text)
if (options.write !== undefined && options.only === '') await writeReport(text, beginOf(options.write))
