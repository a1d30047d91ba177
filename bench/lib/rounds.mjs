/** Cells in fresh processes, in rounds of random order, and the medians of what they answer. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { median } from './measure.mjs'
import { bench } from './paths.mjs'

const runFile = promisify(execFile)
export const LIMIT_MS = 180_000

/** The answer of one cell in a fresh process, or undefined and a word of why. */
export const runCell = async ({ name, args }, { env = process.env, limitMs = LIMIT_MS } = {}) => {
  try {
    const command = ['--no-warnings', join(bench, 'cell.mjs'), JSON.stringify(args)]
    const options = { cwd: bench, env, timeout: limitMs, maxBuffer: 2 ** 26 }
    const { stdout } = await runFile(process.execPath, command, options)
    return JSON.parse(stdout.trim().split('\n').at(-1))
  } catch (error) {
    console.error(`bench: ${name} failed: ${String(error.stderr || error.message).slice(0, 2_000)}`)
    return undefined
  }
}

export const shuffled = (list) => {
  const rest = [...list]
  return list.map(() => rest.splice(Math.floor(Math.random() * rest.length), 1)[0])
}

/** Medians of each number that a cell answers. */
export const merged = (answers) =>
  answers.length === 0
    ? undefined
    : Object.fromEntries(Object.keys(answers[0]).map((key) => [key, median(answers.map((answer) => answer[key]))]))
