/**
 * `npm run bench`: everything in one run, each cell in a process of its own, rounds interleaved, medians. Prints the
 * report and, after a complete run, puts it into docs/performance.md.
 *
 * `npm run bench -- --only=stream --rounds=3` runs a part of it and writes nothing; `--only=replay --cases=37000` replays
 * a million events. `eventstoredb.mjs` is the same for a log on a server.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, install, root } from '../scripts/prepare.mjs'
import { data, removeFixture, subject } from './lib/paths.mjs'
import { LIMIT_MS, merged, runCell, shuffled } from './lib/rounds.mjs'
import { cells, last } from './plan.mjs'

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    /** In the log that is replayed. */
    cases: { type: 'string', default: '1000' },
  },
})
const rounds = Number(options.rounds)
const cases = Number(options.cases)
/** So many cases are replayed within the time that a cell has on any machine. */
const CASES_IN_TIME = 2_000
const limitMs = LIMIT_MS * Math.max(1, cases / CASES_IN_TIME)

if (!install() || (subject === root && !build())) process.exit(1)
// Imported late: these load what has just been installed.
const { installPeers } = await import('./lib/peer-install.mjs')
const { buildInternals } = await import('./lib/internals.mjs')
const { load, machine } = await import('./lib/machine.mjs')
const { report, writeReport } = await import('./lib/report.mjs')

mkdirSync(data, { recursive: true })
const peers = installPeers()
await buildInternals()

const isWanted = ({ name, args }) =>
  name.includes(options.only) &&
  (peers.emmettSqlite || (args.subject !== 'emmett-sqlite' && args.cell !== 'emmett-read-model')) &&
  (args.cell !== 'import' || existsSync(join(subject, 'examples/02-online-retail/main.ts')))

const since = performance.now()
const loadBefore = load()
const fixture = await runCell({ name: 'fixture', args: { cell: 'fixture', cases } }, { limitMs })
if (fixture === undefined) process.exit(1)
const results = { fixture }
const run = ({ name, args }) => runCell({ name, args: { ...args, fixture } }, { limitMs })
const wanted = cells.filter(isWanted)
const answers = new Map(wanted.map(({ name }) => [name, []]))
for (let round = 1; round <= rounds; round++) {
  for (const cell of shuffled(wanted)) {
    process.stderr.write(`\r\x1b[Kround ${round} of ${rounds}: ${cell.name}`)
    const answer = await run(cell)
    if (answer !== undefined) answers.get(cell.name).push(answer)
  }
}
for (const cell of last.filter(isWanted)) {
  process.stderr.write(`\r\x1b[Klast: ${cell.name}`)
  results[cell.name] = await run(cell)
}
process.stderr.write('\r\x1b[K')
for (const [name, list] of answers) results[name] = merged(list)

removeFixture()

const minutes = (performance.now() - since) / 60_000
const about = { machine: machine(), loadBefore, loadAfter: load(), rounds, minutes, emmettSqlite: peers.emmettSqlite }
const text = report(results, about)
console.log(text)
if (options.only === '') await writeReport(text)
