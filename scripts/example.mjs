/**
 * Runs an example by its number, against the built package as a host would have it: `node scripts/example.mjs 02 …`.
 * What follows the number goes to the example.
 */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build, install, root } from './prepare.mjs'

const [number, ...args] = process.argv.slice(2)
const examples = join(root, 'examples')
const name = existsSync(examples) ? readdirSync(examples).find((entry) => entry.startsWith(`${number}-`)) : undefined
if (name === undefined) {
  console.error(`no example ${number ?? '(give its number)'} in examples/`)
  process.exit(1)
}
if (!install() || !build()) process.exit(1)

const file = join(examples, name.endsWith('.ts') ? name : join(name, 'main.ts'))
// Paths of files are the caller's: npm changes to the package's folder, and INIT_CWD remembers where he stood.
const cwd = process.env.INIT_CWD ?? process.cwd()
const loader = new URL('../node_modules/tsx/dist/loader.mjs', import.meta.url).href
const child = spawn(process.execPath, ['--import', loader, file, ...args], { cwd, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 130)
})
