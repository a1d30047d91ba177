/**
 * The complete check behind `npm test`: sets up what is missing, runs every gate, and ends with one plain line,
 * `N passed, N failed`. It counts each test of vitest as one and each other gate as one.
 */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cache, install } from './prepare.mjs'

/** The last line of the output, whatever happened: who runs this in CI reads only that. */
const finish = ({ passed, failed, skipped }) => {
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
  if (skipped > 0) console.log(`\n${skipped} skipped: what they need is not on this machine`)
  console.log(`\n${passed} passed, ${failed} failed`)
}

const one = ({ code, output }) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output })

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Runs one project of vitest and counts its tests. A file that does not load has no tests, and counts as one failed. */
const vitest = async (tool, project, ...args) => {
  const file = join(cache, `vitest-${project}.json`)
  rmSync(file, { force: true })
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  const { code, output } = await tool('vitest/vitest.mjs', 'run', '--project', project, ...reporters, ...args)
  const report = readJson(file)
  if (report === undefined) return { code, passed: 0, failed: 1, skipped: 0, output }
  const { numPassedTests: passed, numPendingTests, numTodoTests, testResults } = report
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = report.numFailedTests + unloaded
  return { code, passed, failed, skipped: numPendingTests + numTodoTests, output, note: `${passed} tests` }
}

/**
 * Rules told one by one, and the coverage of the domain, which is a gate of its own. Random cases do not count for it:
 * a branch that only chance reaches would fail one run of many, and has no example that explains it.
 */
const rules = async (tool) => {
  const coverage = join(cache, 'coverage/coverage-summary.json')
  rmSync(coverage, { force: true })
  const tests = await vitest(tool, 'unit', '--coverage')
  const branches = readJson(coverage)?.total.branches
  const covered = branches !== undefined && branches.covered === branches.total
  // vitest also fails for errors outside any test, which appear in no count.
  const stray = tests.code !== 0 && tests.failed === 0 && covered ? 1 : 0
  return {
    ...tests,
    passed: tests.passed + (covered ? 1 : 0),
    failed: tests.failed + (covered ? 0 : 1) + stray,
    note: `${tests.note ?? 'no tests'}, ${branches?.covered ?? 0} of ${branches?.total ?? '?'} domain branches`,
  }
}

const SIMULATE = ['scripts/simulate.mjs', '--workers', '1']

/** Tests without coverage; vitest also fails for errors outside any test, which appear in no count. */
const testsOf = async (tool, project) => {
  const tests = await vitest(tool, project)
  return { ...tests, failed: tests.code !== 0 && tests.failed === 0 ? 1 : tests.failed }
}

if (!install()) finish({ passed: 0, failed: 1, skipped: 0 })
else {
  // Imported late: nothing below may load before the installation.
  const { run, runGates, tool } = await import('./gates.mjs')
  const cached = (name) => join(cache, name)
  finish(
    await runGates([
      // The longest first; the package test waits for the build and so decides how long the whole takes.
      { name: 'build', run: async () => one(await run(process.execPath, ['scripts/prepare.mjs'])) },
      { name: 'rules and coverage', run: () => rules(tool) },
      { name: 'properties', run: () => testsOf(tool, 'properties') },
      { name: 'package tests', needs: ['build'], run: () => testsOf(tool, 'package') },
      { name: 'tests over the wire', run: () => testsOf(tool, 'eventstoredb') },
      { name: 'tests on PostgreSQL', run: () => testsOf(tool, 'postgres') },
      // Each on one core: two gates run at a time.
      {
        name: 'simulator, 1,000 seeds',
        needs: ['build'],
        run: async () => one(await run(process.execPath, [...SIMULATE, '--seeds', '1000', '--seed', '1'])),
      },
      {
        name: 'simulator, dying at every call of 12 scenarios',
        needs: ['build'],
        run: async () => one(await run(process.execPath, [...SIMULATE, '--crash-points', '12', '--seed', '1'])),
      },
      { name: 'eslint', run: async () => one(await tool('eslint/bin/eslint.js', '--max-warnings=0')) },
      {
        name: 'types',
        run: async () =>
          one(
            await tool(
              'typescript/bin/tsc',
              ...['-p', 'scripts/tsconfig.check.json', '--incremental', '--tsBuildInfoFile', cached('tsc.json')],
            ),
          ),
      },
      {
        name: 'format',
        run: async () =>
          one(
            await tool(
              'prettier/bin/prettier.cjs',
              ...['--check', '.', '--log-level=warn', '--cache', '--cache-location', cached('prettier.json')],
            ),
          ),
      },
    ]),
  )
}
