#!/usr/bin/env node
/**
 * The command `after-sales`. This file is only its outermost edge: the process, its terminal and its end. What the
 * command can do stands in `program.ts`, and each verb in a file of its own. As a thread of itself it builds a share.
 */
import { createRequire } from 'node:module'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../adapters/node/index.js'
import { buildInThread, type ShareOrder } from './build-share.js'
import { runCommand } from './program.js'
import { askAtTerminal, wantsColors } from './terminal.js'

/** What a server left open, such as a socket that it does not close, must not keep the command from ending. */
const LINGER_MS = 1_000

/** From then on the first Ctrl-C is a request, and the second ends the process. */
const interrupted = (): AbortSignal => {
  const asked = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.abort(signal))
  return asked.signal
}

const runAsProcess = async (): Promise<void> => {
  const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string }
  // Whoever reads only the first lines has closed the pipe: no error, and nobody to tell it to.
  process.stdout.on('error', () => process.exit())
  process.exitCode = await runCommand(process.argv.slice(2), {
    version,
    env: process.env,
    clock: systemClock,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    hasColors: wantsColors(process.stdout, process.env),
    // A terminal may not know how wide it is, and says 0.
    columns: process.stdout.isTTY ? process.stdout.columns || undefined : undefined,
    progressColumns:
      process.stderr.isTTY && process.env['TERM'] !== 'dumb' ? process.stderr.columns || undefined : undefined,
    ask: process.stdin.isTTY && process.stderr.isTTY ? askAtTerminal : undefined,
    interrupted,
    thread: new URL(import.meta.url),
  })
  // Not at once: what was printed into a pipe must get out first.
  setTimeout(() => process.exit(), LINGER_MS).unref()
}

if (isMainThread) await runAsProcess()
else await buildInThread(workerData as ShareOrder, parentPort!)
