/**
 * Runs the gates of the check side by side, as many as there are cores, each at once when what it needs has passed.
 * A gate prints one line when it passes and its whole output when it fails; the caller gets the counts.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { root } from './prepare.mjs'

// A gate that hangs must become a failure with its output, before a CI server ends the job without any.
const LIMIT_MS = 15 * 60_000

/** Output that reads the same in a log: an environment that forces color would win over the wish for none. */
export const plainText = () => {
  const env = { ...process.env, NO_COLOR: '1' }
  delete env.FORCE_COLOR
  return env
}

/** Runs a command; answers its exit code and everything it printed. */
export const run = (command, args) =>
  new Promise((resolve) => {
    const env = plainText()
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT_MS })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('error', (error) => resolve({ code: 1, output: output + error.message }))
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 1, output: signal === null ? output : `${output}\nended by ${signal}` }),
    )
  })

/** A tool of node_modules, started without a shell or npx: both cost half a second. */
export const tool = (path, ...args) => run(process.execPath, [`node_modules/${path}`, ...args])

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/**
 * A gate is `{ name, needs?, run }`, where `run` answers `{ passed, failed, skipped, note, output }`.
 * A gate whose need failed counts as failed: what was not checked is not good.
 */
export const runGates = async (gates) => {
  const results = new Map()
  const waiting = [...gates]
  const running = new Set()

  const start = (gate) => {
    const since = performance.now()
    const lacking = gate.needs?.find((name) => results.get(name).failed > 0)
    const result =
      lacking === undefined
        ? gate.run()
        : Promise.resolve({ passed: 0, failed: 1, skipped: 0, output: `not run: it needs ${lacking}` })
    const done = result.then((counts) => {
      results.set(gate.name, counts)
      running.delete(done)
      const note = counts.note === undefined ? '' : `, ${counts.note}`
      console.log(`${counts.failed === 0 ? 'ok    ' : 'FAILED'}  ${gate.name} (${seconds(since)}${note})`)
      if (counts.failed > 0) console.log(`\n${counts.output.trim()}\n`)
    })
    running.add(done)
  }

  while (waiting.length > 0 || running.size > 0) {
    while (running.size < Math.max(2, availableParallelism())) {
      const next = waiting.findIndex((gate) => gate.needs?.every((name) => results.has(name)) ?? true)
      if (next === -1) break
      start(waiting.splice(next, 1)[0])
    }
    await Promise.race(running)
  }

  const sum = (key) => [...results.values()].reduce((total, counts) => total + (counts[key] ?? 0), 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}
