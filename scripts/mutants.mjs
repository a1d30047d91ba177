/**
 * Shows that the simulator can find bugs: `npm run mutants` builds the library once for each defect of
 * `simulator/mutants.mjs`, runs seeds until a promise is broken, and fails where 2,000 seeds find nothing. It prints
 * after how many seeds each was found, over several beginnings.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { cache, install, root } from './prepare.mjs'
import { mutants } from './simulator/mutants.mjs'
import { inWorkers } from './simulator/pool.mjs'

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    beginnings: { type: 'string', default: '3' },
    workers: { type: 'string', default: '2' },
  },
})
const MOST_SEEDS = 2_000
/** Beginnings lie so far apart that their seeds never meet. */
const APART = 1_000_000

if (!install()) process.exit(1)
// Imported late: it may just have been installed.
const { build } = await import('tsdown')

/** The simulator with one piece of the source replaced. */
const buildWith = async ({ name, file, from, to }, nth) => {
  if (!readFileSync(join(root, file), 'utf8').includes(from))
    throw new Error(`${name}: its piece is no longer in ${file}`)
  const outDir = join(cache, `mutants/${nth}`)
  const plugin = {
    name: 'mutant',
    transform: (code, id) =>
      id.replaceAll('\\', '/').endsWith(file) ? { code: code.replace(from, () => to) } : undefined,
  }
  const settings = {
    entry: { simulator: 'src/testing/simulator.ts' },
    outDir,
    format: ['esm'],
    dts: false,
    clean: true,
  }
  await build({
    ...settings,
    cwd: root,
    config: false,
    plugins: [plugin],
    logLevel: 'silent',
    fixedExtension: true,
    report: false,
  })
  return pathToFileURL(join(outDir, 'simulator.mjs')).href
}

/** How many seeds it took, or undefined. */
const seedsUntilFound = async (bundle, first) => {
  let found
  const onDone = ({ failures }) => {
    for (const { seed, violation } of failures)
      if (found === undefined || seed < found.seed) found = { seed, violation }
    return found !== undefined
  }
  const work = {
    bundle,
    first,
    count: MOST_SEEDS,
    isScan: false,
    settings: {},
    workers: Number(options.workers),
    onDone,
  }
  await inWorkers(work)
  return found === undefined ? undefined : { seeds: found.seed - first + 1, promise: found.violation.promise }
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

let tried = 0
let missed = 0
for (const [nth, mutant] of mutants.entries()) {
  if (!mutant.name.includes(options.only)) continue
  tried += 1
  const bundle = await buildWith(mutant, nth)
  const found = []
  for (let i = 0; i < Number(options.beginnings); i++) {
    const one = await seedsUntilFound(bundle, Number(options.seed) + i * APART)
    if (one === undefined) break
    found.push(one)
  }
  const isFound = found.length === Number(options.beginnings)
  if (!isFound) missed += 1
  const seeds = isFound ? `found after ${median(found.map((one) => one.seeds))} seeds (median)` : 'NOT FOUND'
  console.log(`${isFound ? 'ok    ' : 'MISSED'}  ${mutant.name}: ${seeds}${isFound ? `, ${found[0].promise}` : ''}`)
}
console.log(`\n${tried - missed} passed, ${missed} failed`)
process.exitCode = missed === 0 ? 0 : 1
