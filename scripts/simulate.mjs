/**
 * Runs the simulator over many seeds, on all cores: `npm run simulate -- --seeds 100000`. Seeds are fresh unless
 * `--seed S` says where to begin. A seed that fails is shrunk and told as a story, with the command that replays it:
 * `npm run simulate -- --seed S --faults "…" [--calm]`. `--crash-points N` dies at every call of N runs instead.
 */
import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { build, install } from './prepare.mjs'
import { inWorkers } from './simulator/pool.mjs'

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    faults: { type: 'string' },
    calm: { type: 'boolean', default: false },
    small: { type: 'boolean', default: false },
    'crash-points': { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
})

if (!install() || !build()) process.exit(1)
const bundle = new URL('../dist/testing.js', import.meta.url).href
const first = options.seed === undefined ? randomInt(1, 2 ** 31) : Number(options.seed)
const settings = { calm: options.calm, small: options.small }

/** One run, told whole. */
const replay = async () => {
  const { faultsFrom, simulate } = await import(bundle)
  const faults = options.faults === undefined ? {} : { faults: faultsFrom(options.faults) }
  const result = await simulate({ ...settings, ...faults, seed: first, tell: (line) => console.log(line) })
  console.log(result.violation ?? `seed ${first} keeps every promise (log ${result.digest.slice(0, 16)})`)
  return result.violation === undefined
}

/** What a person needs of a seed that fails. */
const tellFailure = async ({ seed, small }) => {
  const { faultsText, shrink } = await import(bundle)
  const shrunk = await shrink({ ...settings, small, seed })
  if (shrunk === undefined)
    return console.log(`seed ${seed} failed once and not again: that is a defect of the simulator`)
  const { result, story } = shrunk
  const calm = shrunk.options.calm ? ' --calm' : ''
  const faults = shrunk.options.faults ?? []
  console.log(`\nseed ${seed} breaks a promise: ${result.violation.promise}\n  ${result.violation.detail}\n`)
  console.log(story.map((line) => `  ${line}`).join('\n'))
  console.log(
    `\nreplay it: npm run simulate -- --seed ${seed} --faults "${faultsText(faults)}"${calm}${small ? ' --small' : ''}\n`,
  )
}

const many = async () => {
  const isScan = options['crash-points'] !== undefined
  const count = Number(isScan ? options['crash-points'] : options.seeds)
  const since = performance.now()
  let runs = 0
  let calls = 0
  let crashes = 0
  let hours = 0
  const failures = []
  const onDone = (part) => {
    runs += part.runs
    calls += part.calls
    crashes += part.crashes
    hours += part.virtualHours
    failures.push(...part.failures)
    const perSecond = runs / ((performance.now() - since) / 1_000)
    if (process.stderr.isTTY)
      process.stderr.write(`\r\x1b[K${runs} runs, ${perSecond.toFixed(0)}/s, ${failures.length} failed`)
  }
  await inWorkers({ bundle, first, count, isScan, settings, workers: Number(options.workers), onDone })
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  const seconds = (performance.now() - since) / 1_000
  const what = isScan ? `${count} scenarios from seed ${first}, dying at every call` : `${count} seeds from ${first}`
  console.log(
    `${what}: ${runs} runs in ${seconds.toFixed(0)} s (${(runs / seconds).toFixed(0)}/s), ` +
      `${(calls / runs).toFixed(0)} calls and ${(crashes / runs).toFixed(1)} crashes each, ` +
      `${Math.round(hours / 24)} virtual days, ${failures.length} failed`,
  )
  for (const failure of failures.slice(0, 3)) await tellFailure({ seed: failure.seed, small: isScan || options.small })
  return failures.length === 0
}

const isReplay =
  options.seed !== undefined &&
  (options.faults !== undefined ||
    process.argv.every((arg) => arg !== '--seeds' && !arg.startsWith('--seeds=') && !arg.startsWith('--crash-points')))
process.exitCode = (await (isReplay ? replay() : many())) ? 0 : 1
