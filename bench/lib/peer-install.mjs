/** Installs the peers into bench/node_modules when they are missing, and says which of them cannot run here. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { npmCommand } from '../../scripts/prepare.mjs'
import { bench } from './paths.mjs'

const { resolve } = createRequire(join(bench, 'package.json'))

const loads = (name) =>
  spawnSync(process.execPath, ['-e', `require(${JSON.stringify(name)})`], { cwd: bench }).status === 0

/** The first and the last to come in. */
const WANTED = ['@castore/core', '@event-driven-io/emmett-esdb']

export const installPeers = () => {
  if (!WANTED.every((name) => existsSync(join(bench, 'node_modules', name)))) {
    console.error('bench: installing the peers (sqlite3 may compile for a minute or two)')
    const [command, ...before] = npmCommand()
    // emmett-sqlite 0.42.4 names a version of emmett that the registry does not have, and emmett-esdb an older one, which
    // it carries inside.
    const args = [...before, 'ci', '--legacy-peer-deps', '--no-audit', '--no-fund']
    spawnSync(command, args, {
      cwd: bench,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    })
  }
  resolve('@castore/core')
  return { emmettSqlite: loads('sqlite3'), emmettEsdb: loads('@event-driven-io/emmett-esdb') }
}
