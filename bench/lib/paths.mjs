/** Where things are. Files of stores lie inside the project and not in a temporary folder, which may be memory. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const bench = resolve(dirname(fileURLToPath(import.meta.url)), '..')
export const root = resolve(bench, '..')
export const data = join(root, 'node_modules/.cache/after-sales/bench')
/** Another checkout of the library may be measured: AFTER_SALES_ROOT=/path npm run bench. */
export const subject = process.env.AFTER_SALES_ROOT ?? root

/** The log that replays read: written once per run by the `fixture` cell. */
export const fixtureFile = join(data, 'fixture.db')
export const envelopesFile = join(data, 'envelopes.ndjson')
export const internalsFile = join(data, 'internals.mjs')

/** It may take gigabytes. */
export const removeFixture = () => {
  for (const name of readdirSync(data))
    if (name.startsWith(basename(fixtureFile))) rmSync(join(data, name), { force: true })
  rmSync(envelopesFile, { force: true })
}

/** The name of a database file that is not there yet; the process takes it with it when it ends. */
export const freshFile = (name) => {
  const file = join(data, `${name}-${process.pid}.db`)
  const remove = () => {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(file + end, { force: true })
  }
  mkdirSync(data, { recursive: true })
  remove()
  process.on('exit', remove)
  return file
}
