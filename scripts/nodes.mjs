/**
 * The tests on every supported line of Node, one result per line of output. Node itself comes from npm: the packages
 * named here are what the package `node` unpacks, minus the install script that some machines block.
 */
import { spawnSync } from 'node:child_process'
import { plainText } from './gates.mjs'
import { build, install, npmCommand, root } from './prepare.mjs'

const VERSIONS = process.argv.length > 2 ? process.argv.slice(2) : ['22', '24', '26']
// The output of a thousand failing tests; Node's own default would end the process at one mebibyte.
const MAX_OUTPUT = 2 ** 26
const platform = process.platform === 'win32' ? 'win' : process.platform

if (!install() || !build()) process.exit(1)
const [command, ...before] = npmCommand()
let failed = 0
for (const version of VERSIONS) {
  const node = [`--package=node-${platform}-${process.arch}@${version}`, '--', 'node']
  const onNode = (...args) =>
    spawnSync(command, [...before, 'exec', '--yes', ...node, ...args], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: MAX_OUTPUT,
      env: plainText(),
    })
  const asked = onNode('-p', 'process.version')
  const actual = asked.stdout.trim()
  if (asked.status !== 0 || !actual.startsWith(`v${version}.`)) {
    console.log(`node ${version}: could not be had\n${asked.stderr}`)
    failed++
    continue
  }
  const tests = onNode('node_modules/vitest/vitest.mjs', 'run', '--reporter=dot')
  const summary = tests.stdout.split('\n').find((line) => /^\s*Tests /.test(line))
  if (tests.status !== 0) console.log(tests.stdout + tests.stderr)
  console.log(
    `node ${actual}: ${tests.status === 0 ? 'ok' : 'FAILED'},${summary?.replace(/^\s*Tests/, '') ?? ' no tests ran'}`,
  )
  if (tests.status !== 0) failed++
}
process.exitCode = failed === 0 ? 0 : 1
