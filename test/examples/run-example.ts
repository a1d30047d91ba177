/** Examples as child processes, as a reader starts them, but against the sources: `dist` may be under construction. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** What it has said so far. */
  readonly output: () => string
}

export const startExample = (name: string, ...args: ReadonlyArray<string>): Running =>
  startExampleWith({}, name, ...args)

export const startExampleWith = (
  env: Readonly<Record<string, string>>,
  name: string,
  ...args: ReadonlyArray<string>
): Running => {
  const loader = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href
  const child = spawn(process.execPath, ['--import', loader, join(root, 'examples', name, 'main.ts'), ...args], {
    env: { ...process.env, TSX_TSCONFIG_PATH: join(root, 'scripts/tsconfig.check.json'), NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const ended = new Promise<Ended>((done) => child.on('close', (code, signal) => done({ code, signal, output })))
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, ended, output: () => output }
}

export const runExample = (name: string, ...args: ReadonlyArray<string>): Promise<Ended> =>
  startExample(name, ...args).ended

export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'after-sales-example-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
