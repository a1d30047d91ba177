/** A shop's folder with the packed library in it: what npm would give a host, at the lowest peers that we promise. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

interface Manifest {
  readonly version: string
  readonly exports: Readonly<Record<string, unknown>>
  readonly peerDependencies: Readonly<Record<string, string>>
}
export const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest

/** What a host imports: `after-sales`, `after-sales/domain`, … */
export const entries = Object.keys(manifest.exports)
  .filter((key) => key !== './package.json')
  .map((key) => `after-sales${key.slice(1)}`)

const npm = async (cwd: string, ...args: ReadonlyArray<string>): Promise<string> => {
  const cli = process.env['npm_execpath']
  const [command, before] = cli?.endsWith('npm-cli.js') ? [process.execPath, [cli]] : ['npm', []]
  const shell = command === 'npm' && process.platform === 'win32'
  const { stdout } = await execute(command, [...before, ...args, '--ignore-scripts'], { cwd, shell })
  return stdout
}

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Types a line into the host's shell, where npm finds the commands of the packages that are installed. */
export const typed = (folder: string, line: string): Promise<Ended> =>
  npm(folder, 'exec', '--offline', '--call', line).then(
    (stdout) => ({ code: 0, stdout, stderr: '' }),
    (error: Ended) => error,
  )

export interface Consumer {
  readonly folder: string
  readonly tarball: string
  /** The paths inside the tarball. */
  readonly files: ReadonlyArray<string>
  readonly remove: () => void
}

export interface Loaded {
  /** Names that the entry exports. */
  readonly names: ReadonlyArray<string>
  /** Database drivers that came along. */
  readonly drivers: ReadonlyArray<string>
  readonly stderr: string
}

const DRIVERS = { '@photostructure/sqlite': '1.2.1', pg: '8.13.0' }

export const makeConsumer = async (): Promise<Consumer> => {
  await execute(process.execPath, ['scripts/prepare.mjs'])
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'after-sales-package-')))
  const [packed] = JSON.parse(await npm(process.cwd(), 'pack', '--json', '--pack-destination', folder)) as [
    { readonly filename: string; readonly files: ReadonlyArray<{ readonly path: string }> },
  ]
  const lowest = ['fp-ts', 'io-ts'].map((name) => `${name}@${manifest.peerDependencies[name]?.replace('^', '')}`)
  writeFileSync(join(folder, 'package.json'), '{ "name": "shop", "private": true, "type": "module" }')
  await npm(folder, 'install', '--prefer-offline', '--no-audit', '--no-fund', `./${packed.filename}`, ...lowest)
  // In the place of each driver stands one that only tells when somebody loads it.
  for (const [name, version] of Object.entries(DRIVERS)) {
    const trap = join(folder, 'node_modules', name)
    mkdirSync(trap, { recursive: true })
    writeFileSync(join(trap, 'package.json'), JSON.stringify({ name, version, main: 'index.cjs' }))
    writeFileSync(join(trap, 'index.cjs'), `globalThis.loadedDriver = '${name}'`)
  }
  return {
    folder,
    tarball: join(folder, packed.filename),
    files: packed.files.map(({ path }) => path),
    remove: () => rmSync(folder, { recursive: true }),
  }
}

/** Runs a program of ES modules in the host's folder and gives what it prints. */
export const runProgram = async (folder: string, program: string): Promise<string> => {
  const file = join(folder, 'program.mjs')
  writeFileSync(file, program)
  return (await execute(process.execPath, [file], { cwd: folder })).stdout
}

/** Loads an entry in a process of its own, as a host on ES modules or on CommonJS does. */
export const load = async (folder: string, format: 'esm' | 'cjs', entry: string): Promise<Loaded> => {
  const report = `
    const drivers = process.moduleLoadList.filter((name) => name === 'NativeModule sqlite')
    if (globalThis.loadedDriver !== undefined) drivers.push(globalThis.loadedDriver)
    console.log(JSON.stringify({ names: Object.keys(loaded).sort(), drivers }))`
  const file = join(folder, `load-${entry.replaceAll('/', '-')}.${format === 'esm' ? 'mjs' : 'cjs'}`)
  const statement = format === 'esm' ? `import * as loaded from '${entry}'` : `const loaded = require('${entry}')`
  writeFileSync(file, statement + report)
  const { stdout, stderr } = await execute(process.execPath, [file], { cwd: dirname(file) })
  return { ...(JSON.parse(stdout) as Omit<Loaded, 'stderr'>), stderr }
}
