/**
 * Set-up that every command may call first: it does nothing when nothing is missing. Plain Node, no dependency, because
 * it runs before there are any. Installs from the lock file and builds `dist`.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
/** Where tools keep what they may lose: inside node_modules, so that no ignore file has to know it. */
export const cache = join(root, 'node_modules/.cache/after-sales')

const WINDOWS = process.platform === 'win32'

/** The npm that runs us, else the one on the path. */
export const npmCommand = () => {
  const cli = process.env.npm_execpath
  return cli?.endsWith('npm-cli.js') ? [process.execPath, cli] : ['npm']
}

// More than npm and the bundler ever print; Node's own default would end them at one mebibyte.
const MAX_OUTPUT = 2 ** 26

/** Runs a tool in silence, unless it fails: then everything it said is shown. */
const run = (command, args) => {
  // `npm` is a batch file on Windows, which only a shell can start.
  const shell = WINDOWS && command === 'npm'
  const options = { cwd: root, encoding: 'utf8', maxBuffer: MAX_OUTPUT, shell }
  const { status, error, stdout, stderr } = spawnSync(command, args, options)
  if (status !== 0) console.error([stdout, stderr, error?.message].filter(Boolean).join('\n'))
  return status === 0
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

/**
 * npm writes the inner lock file last, so one that agrees with ours means a complete installation. Contents are
 * compared, not dates: a checkout touches dates.
 */
const isInstalled = () => {
  const inner = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(inner)) return false
  const installed = packagesOf(inner)
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([path, wanted]) =>
      path === '' ||
      // Binaries of other platforms are in the lock file but never on the disk.
      (wanted.optional === true && installed[path] === undefined) ||
      (installed[path]?.version === wanted.version && installed[path]?.integrity === wanted.integrity),
  )
}

export const install = () => {
  if (isInstalled()) return true
  console.error('after-sales: installing the packages of package-lock.json')
  const [command, ...before] = npmCommand()
  // Nothing here needs an install script; NODE_ENV=production or a user's npmrc must not drop the tools.
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  return run(command, [...before, ...args])
}

const filesOf = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

const digestOf = (files) => {
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(`${relative(root, file)}\n`).update(readFileSync(file))
  return hash.digest('hex')
}

const INPUTS = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsdown.config.ts'].map((name) =>
  join(root, name),
)

/** Builds when a source differs from what was built last, or somebody touched what was built. */
export const build = () => {
  const stamp = join(cache, 'built')
  const sources = digestOf([...INPUTS, ...filesOf('src')])
  const builtFrom = () => `${sources} ${digestOf(filesOf('dist'))}`
  if (existsSync(join(root, 'dist')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === builtFrom()) return true
  rmSync(stamp, { force: true })
  console.error('after-sales: building dist')
  if (!run(process.execPath, ['node_modules/tsdown/dist/run.mjs'])) return false
  mkdirSync(cache, { recursive: true })
  writeFileSync(stamp, builtFrom())
  return true
}

/** The oldest Node with `require` of ES modules, which the CommonJS half needs for uuid. */
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`after-sales needs Node 20.19 or later, this is ${process.versions.node}`)
  process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = install() && build() ? 0 : 1
