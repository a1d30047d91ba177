/** A command as somebody calls it: how long it takes, its start included, and what it and those that it starts need. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { seconds } from './measure.mjs'
import { bench, data } from './paths.mjs'

const MEBIBYTE = 2 ** 20

/** `call` is given a new folder, which is removed afterwards, and answers the arguments of Node and more environment. */
export const runMeasured = async (call) => {
  const folder = mkdtempSync(join(data, 'child-'))
  try {
    const { args, env = {} } = call(folder)
    const preload = pathToFileURL(join(bench, 'lib/usage.mjs')).href
    const all = { ...process.env, ...env, NODE_OPTIONS: `--import ${preload}`, BENCH_USAGE_FOLDER: folder }
    let child
    const spent = await seconds(() => {
      child = spawnSync(process.execPath, args, { cwd: folder, env: all, encoding: 'utf8', maxBuffer: 2 ** 26 })
    })
    if (child.status !== 0) throw new Error(`${args.join(' ')} failed: ${child.stderr}`)
    const files = readdirSync(folder).filter((name) => /^\d+\.json$/.test(name))
    const usages = files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    return {
      seconds: spent,
      cpuMicros: usages.reduce((sum, { cpuMicros }) => sum + cpuMicros, 0),
      peakMebibytes: Math.max(...usages.map(({ peakBytes }) => peakBytes)) / MEBIBYTE,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
