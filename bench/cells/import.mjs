/** The import of example 02, as `npm start` runs it, on an empty store: seconds, and the most memory a process held. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { seconds } from '../lib/measure.mjs'
import { bench, data, subject } from '../lib/paths.mjs'

const MEBIBYTE = 2 ** 20

export const measure = async ({ args = [] }) => {
  const folder = mkdtempSync(join(data, 'import-'))
  const preload = pathToFileURL(join(bench, 'lib/peak-rss.mjs')).href
  const env = { ...process.env, NODE_OPTIONS: `--import ${preload}`, BENCH_RSS_FOLDER: folder, INIT_CWD: folder }
  let child
  const spent = await seconds(() => {
    const command = [join(subject, 'scripts/example.mjs'), '02', '--fresh', '--data', folder, ...args]
    child = spawnSync(process.execPath, command, { cwd: folder, env, encoding: 'utf8' })
  })
  if (child.status !== 0) throw new Error(`example 02 failed: ${child.stderr}`)
  const peaks = readdirSync(folder).filter((name) => name.endsWith('.rss'))
  const peak = Math.max(...peaks.map((name) => Number(readFileSync(join(folder, name), 'utf8'))))
  rmSync(folder, { recursive: true, force: true })
  return { seconds: spent, peakMebibytes: peak / MEBIBYTE }
}
