#!/usr/bin/env node
/**
 * The command `after-sales`. This file is only its outermost edge: the process, its terminal and its end. What the
 * command can do stands in `program.ts`, and each verb in a file of its own.
 */
import { createRequire } from 'node:module'
import { runCommand } from './program.js'
import { askAtTerminal, wantsColors } from './terminal.js'

/** What a server left open, such as a socket that it does not close, must not keep the command from ending. */
const LINGER_MS = 1_000

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string }

const code = await runCommand(process.argv.slice(2), {
  version,
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  hasColors: wantsColors(process.stdout, process.env),
  ask: process.stdin.isTTY && process.stderr.isTTY ? askAtTerminal : undefined,
})
process.exitCode = code
// Not at once: what was printed into a pipe must get out first.
setTimeout(() => process.exit(), LINGER_MS).unref()
