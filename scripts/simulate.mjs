/**
 * Runs the simulator over many seeds, on all cores: `npm run simulate -- --seeds 100000`. Seeds are fresh unless
 * `--seed S` says where to begin. A seed that fails is told at once, because whoever runs this may be stopped before all
 * seeds are through; the first three are shrunk afterwards and told as stories, with the command that replays each:
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
// Imported late: it may just have been built.
const { faultsFrom, faultsText, shrink, simulate } = await import(bundle)
const first = options.seed === undefined ? randomInt(1, 2 ** 31) : Number(options.seed)
const settings = { calm: options.calm, small: options.small }

/** One run, told whole. */
const replay = async () => {
  const faults = options.faults === undefined ? {} : { faults: faultsFrom(options.faults) }
  const result = await simulate({ ...settings, ...faults, seed: first, tell: (line) => console.log(line) })
  console.log(result.violation ?? `seed ${first} keeps every promise (log ${result.digest.slice(0, 16)})`)
  return result.violation === undefined
}

const clearLine = () => void (process.stderr.isTTY && process.stderr.write('\r\x1b[K'))

/** Of one part: where it matters little which call dies, one scenario fails hundreds of times. */
const MOST_TOLD = 25

/** Before anything is shrunk: that takes minutes, and this is enough to begin with. */
const tellAtOnce = (failures) => {
  if (failures.length > 0) clearLine()
  for (const { seed, violation, faults } of failures.slice(0, MOST_TOLD)) {
    const died = faults === undefined ? '' : ` --faults "${faultsText(faults)}" --calm --small`
    console.log(`--seed ${seed}${died} fails: ${violation.promise}\n  ${violation.detail}`)
  }
}

/** What a person needs of a seed that fails. */
const tellShrunk = async ({ seed, faults }) => {
  // A call was made to die only where the scenarios are small and the weather is calm.
  const isScan = faults !== undefined
  const small = isScan || options.small
  const shrunk = await shrink({ ...settings, small, seed, ...(isScan ? { calm: true, faults } : {}) })
  if (shrunk === undefined)
    return console.log(`seed ${seed} failed once and not again: that is a defect of the simulator`)
  const { result, story } = shrunk
  const calm = shrunk.options.calm ? ' --calm' : ''
  console.log(`\nseed ${seed} breaks a promise: ${result.violation.promise}\n  ${result.violation.detail}\n`)
  console.log(story.map((line) => `  ${line}`).join('\n'))
  console.log(
    `\nreplay it: npm run simulate -- --seed ${seed} --faults "${faultsText(shrunk.options.faults ?? [])}"${calm}${small ? ' --small' : ''}\n`,
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
    tellAtOnce(part.failures)
    const perSecond = runs / ((performance.now() - since) / 1_000)
    if (process.stderr.isTTY)
      process.stderr.write(`\r\x1b[K${runs} runs, ${perSecond.toFixed(0)}/s, ${failures.length} failed`)
  }
  await inWorkers({ bundle, first, count, isScan, settings, workers: Number(options.workers), onDone })
  clearLine()
  const seconds = (performance.now() - since) / 1_000
  const what = isScan ? `${count} scenarios from seed ${first}, dying at every call` : `${count} seeds from ${first}`
  console.log(
    `${what}: ${runs} runs in ${seconds.toFixed(0)} s (${(runs / seconds).toFixed(0)}/s), ` +
      `${(calls / runs).toFixed(0)} calls and ${(crashes / runs).toFixed(1)} crashes each, ` +
      `${Math.round(hours / 24)} virtual days, ${failures.length} failed`,
  )
  for (const failure of failures.slice(0, 3)) await tellShrunk(failure)
  return failures.length === 0
}

const isReplay =
  options.seed !== undefined &&
  (options.faults !== undefined ||
    process.argv.every((arg) => arg !== '--seeds' && !arg.startsWith('--seeds=') && !arg.startsWith('--crash-points')))
process.exitCode = (await (isReplay ? replay() : many())) ? 0 : 1
